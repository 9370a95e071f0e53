"""What one input says more than once: acts that add up, and ids under which it says two different things.

Both follow from the input alone, whatever the batches are and however often the load is killed: the n-th act of one
name is the n-th in the order of the input, and of two records that contradict each other the first one stands.
"""

import zlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import blake2b
from typing import Any, Final

import numpy as np

from graph.model.account import Account
from graph.model.ids import fold
from graph.model.interaction import Interaction
from graph.model.moment import to_micros
from graph.model.post import Post
from graph.model.transaction import Transaction
from graph.port.batch import Record
from ingest.loading.seen_ids import FACTS, SeenIds
from ingest.source import Raw

_LINE_BITS: Final = 40
_DIGESTS: Final = ("stated", "lasting", "first", "second")
_TEXT_COMPARED: Final = 100  # characters: programs shorten long texts, and that is no contradiction

Said = tuple[Any, Any, Any]
"""What tells two records of one id apart: what never changes, and two things that change only with time."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A checked record, where it comes from, and whether it is an act without a name of its own.

    An account named `in_passing` is only what a row about something else happens to say.
    """

    record: Record
    raw: Raw
    unnamed: bool = False
    in_passing: bool = False


@dataclass(frozen=True, slots=True)
class Conflict:
    """A record that contradicts an earlier one of the same id, and how."""

    entry: Entry
    reason: str


@dataclass(slots=True)
class Settled:
    """Records that stand, in their order, and those that contradict what was said before."""

    records: list[Record]
    conflicts: list[Conflict]


class Repeats:
    """Follows an input from its beginning; `added_up` counts the acts that repeat an earlier one."""

    def __init__(self) -> None:
        self._seen = SeenIds()
        self._files: dict[str, int] = {}
        self._new: list[tuple[Any, Any]] = []
        self._again: dict[int, int] = {}
        self._told_files = 0
        self.added_up = 0

    def news(self) -> tuple[dict[str, Any], dict[str, bytes]]:
        """What became known since the last time, as small facts and as columns; `take_back` understands it."""
        files, self._told_files = list(self._files)[self._told_files :], len(self._files)
        again = np.array(list(self._again.items()), np.uint64).reshape(-1, 2)
        columns = {
            "keys": b"".join(keys.tobytes() for keys, _ in self._new),
            "facts": b"".join(facts.tobytes() for _, facts in self._new),
            "again": again.tobytes(),
        }
        self._new, self._again = [], {}
        return {"files": files, "added_up": self.added_up}, columns

    def take_back(self, facts: Mapping[str, Any], columns: Mapping[str, bytes]) -> None:
        """Know again what was news once; from the first news on, in their order."""
        for file in facts["files"]:
            self._files[file] = len(self._files)
        self._told_files, self.added_up = len(self._files), facts["added_up"]
        keys = np.frombuffer(columns["keys"], np.uint64)
        if len(keys):
            self._seen.add(keys, np.frombuffer(columns["facts"], FACTS).copy())
        again = np.frombuffer(columns["again"], np.uint64).reshape(-1, 2)
        for place, known in self._seen.facts_of(again[:, 0]).items():
            known["times"] = again[place, 1]

    def settle(self, entries: Sequence[Entry]) -> Settled:
        """Name the repeated acts of the next entries of the input, and find the contradictions among them."""
        settled = Settled([], [])
        compared = [entry for entry in entries if _is_compared(entry)]
        facts = self._facts(compared)
        keys = _keys(compared)
        earlier = self._seen.facts_of(keys)
        firsts: dict[int, int] = {}
        verdicts: dict[int, Record | str] = {}
        for place, key in enumerate(keys.tolist()):
            known = earlier.get(place)
            if known is None and firsts.setdefault(key, place) != place:
                known = facts[firsts[key]]
            if known is not None:
                verdicts[id(compared[place])] = self._verdict(compared[place], facts[place], known)
                if place in earlier and compared[place].unnamed:
                    self._again[key] = int(known["times"])
        for entry in entries:
            verdict = verdicts.get(id(entry), entry.record)
            if isinstance(verdict, str):
                settled.conflicts.append(Conflict(entry, verdict))
            else:
                settled.records.append(verdict)
        new = np.fromiter(firsts.values(), np.int64, len(firsts))
        if len(new):
            self._seen.add(keys[new], facts[new])
            self._new.append((keys[new], facts[new]))
        return settled

    def _verdict(self, entry: Entry, facts: Any, known: Any) -> Record | str:
        """The record as it stands after an earlier one of its id, or the reason why it does not."""
        if entry.unnamed and isinstance(entry.record, Interaction):
            known["times"] += 1
            self.added_up += 1
            return replace(entry.record, id=f"{entry.record.id}|{known['times']}")
        differences = _differences(facts, known)
        if differences is None or not _is_contradiction(entry.record, differences):
            return entry.record
        names = _NAMES[type(entry.record)]
        what = " and ".join(name for name, differs in zip(names, differences, strict=True) if differs)
        return (
            f"{entry.record.id} stands at {self._place_named(int(known['place']))} already, with another {what}: that"
            " one is kept. If a spreadsheet has rounded the ids, export them anew as text"
        )

    def _facts(self, entries: Sequence[Entry]) -> Any:
        facts = np.zeros(len(entries), FACTS)
        facts["place"] = [self._place(entry.raw.at) for entry in entries]
        facts["times"] = 1
        digests = [_digests(entry.record) for entry in entries]
        for name, column in zip(_DIGESTS, zip(*digests, strict=True), strict=False):
            facts[name] = column
        return facts

    def _place(self, at: str) -> int:
        """A place like `file:line` as a number."""
        file, _, line = at.rpartition(":")
        if not (line.isascii() and line.isdecimal()) or len(line) > 12:
            file, line = at, "0"
        return self._files.setdefault(file, len(self._files)) << _LINE_BITS | int(line)

    def _place_named(self, place: int) -> str:
        file = list(self._files)[place >> _LINE_BITS]
        line = place & ((1 << _LINE_BITS) - 1)
        return f"{file}:{line}" if line else file


def _is_compared(entry: Entry) -> bool:
    return type(entry.record) in _SAID and not entry.in_passing


def _differences(facts: Any, known: Any) -> tuple[bool, bool, bool] | None:
    """Which of what two records of an id say is different; None when they may both be true."""
    same_time = facts["stated"] == known["stated"]
    differences = tuple(
        bool(facts[name] and known[name] and facts[name] != known[name] and (same_time or name == "lasting"))
        for name in _DIGESTS[1:]
    )
    return differences if any(differences) else None  # type: ignore[return-value]


def _is_contradiction(record: Record, differences: tuple[bool, bool, bool] | None) -> bool:
    """Whether what differs cannot be so: of an account, handle and name together, since each alone may be changed."""
    return differences is not None and (not isinstance(record, Account) or all(differences[1:]))


def _keys(entries: Iterable[Entry]) -> Any:
    """64 bits of each id. Two of a thousand million ids share theirs with a chance of one in forty."""
    digests = b"".join(
        blake2b(entry.record.id.encode("utf-8", "surrogatepass"), digest_size=8).digest() for entry in entries
    )
    return np.frombuffer(digests, np.uint64)


def _digests(record: Any) -> tuple[int, int, int, int]:
    stated = record.stated_at
    lasting, first, second = _SAID[type(record)](record)
    return _digest(stated), _digest(lasting), _digest(first), _digest(second)


def _digest(value: Any) -> int:
    """32 bits of a value, 0 for none."""
    if value is None:
        return 0
    return zlib.crc32(str(value).encode("utf-8", "surrogatepass")) or 1


def _of_account(account: Account) -> Said:
    return None, fold(account.handle) if account.handle else None, account.name


def _of_post(post: Post) -> Said:
    return post.author, _micros(post.at), None if post.text is None else post.text[:_TEXT_COMPARED]


def _of_interaction(act: Interaction) -> Said:
    return act.actor, _micros(act.at), f"{act.kind}|{act.target}|{act.post}"


def _of_transaction(transaction: Transaction) -> Said:
    return transaction.account, _micros(transaction.at), f"{transaction.amount}|{transaction.currency}"


def _micros(moment: Any) -> int | None:
    return None if moment is None else to_micros(moment)


_SAID: Final[dict[type, Callable[[Any], Said]]] = {
    Account: _of_account,
    Post: _of_post,
    Interaction: _of_interaction,
    Transaction: _of_transaction,
}
_NAMES: Final[dict[type, tuple[str, str, str]]] = {
    Account: ("", "handle", "name"),
    Post: ("author", "time", "text"),
    Interaction: ("actor", "time", "kind or target"),
    Transaction: ("account", "time", "amount"),
}
