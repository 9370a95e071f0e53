"""The pen of what people decide: judgements, watches, team, opt-outs, erasures."""

from abc import ABC, abstractmethod
from collections.abc import Sequence

from graph.model.account import Relation
from graph.model.judgement import Judgement
from graph.model.person import Person
from graph.model.watch import Watch
from graph.port.batch import Erasure, PersonErasure


class GraphDecisions(ABC):
    """What people decide, in the name of `actor`. Each call is one transaction."""

    @abstractmethod
    def judge(self, left: str, right: str, *, same: bool, reason: str, confidence: float = 1.0) -> Judgement:
        """Record that two accounts are, or are not, one person. Raises NotKnown, InvalidValue or Conflict."""

    @abstractmethod
    def withdraw(self, judgement: str) -> Judgement:
        """Take a judgement back; the former people return. Raises NotKnown."""

    @abstractmethod
    def add_us(self, accounts: Sequence[str], relation: Relation) -> list[str]:
        """Name accounts as ours (BRAND or COLLEAGUE); UNKNOWN takes it back. Returns the ids. Raises NotKnown."""

    @abstractmethod
    def opt_out(self, person: str, *, opted_out: bool = True) -> Person:
        """Set or lift the flag that no path walks through this person. Raises NotKnown."""

    @abstractmethod
    def save_watch(self, watch: Watch) -> Watch:
        """Keep a watch; one with the same id is replaced."""

    @abstractmethod
    def delete_watch(self, watch: str) -> str:
        """Remove a watch and return its id. Raises NotKnown."""

    @abstractmethod
    def erase(self, account: str) -> Erasure:
        """Erase an account for ever, by id or @handle, as a writer does. Raises NotKnown or Ambiguous."""

    @abstractmethod
    def erase_person(self, person: str) -> PersonErasure:
        """Erase a person for ever with all accounts, hidden ones too, named as `erase` does, or by person id."""

    @abstractmethod
    def person_erasure(self, person: str) -> PersonErasure:
        """What `erase_person` would take; nothing is changed. Raises NotKnown or Ambiguous."""

    @abstractmethod
    def unload(self, load: str) -> int:
        """Undo a load: what only it said goes, what it overwrote returns. Returns how many changed. Raises NotKnown."""
