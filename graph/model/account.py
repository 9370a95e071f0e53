"""An account: a presence on one network. A record in a CRM is an account too."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Annotated

from graph.model.column import ACCOUNT, ADDRESS, COUNT, WORDS, Column


class PersonKind(StrEnum):
    """What stands behind an account, as far as a source says so."""

    HUMAN = "HUMAN"
    ORGANISATION = "ORGANISATION"
    UNKNOWN = "UNKNOWN"


class Relation(StrEnum):
    """What a person is to us."""

    COLLEAGUE = "COLLEAGUE"
    BRAND = "BRAND"
    CUSTOMER = "CUSTOMER"
    PROSPECT = "PROSPECT"
    CONTACT = "CONTACT"
    UNKNOWN = "UNKNOWN"


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """A presence on one network, `network:native`.

    `stated_at` is when the source knew this; without it the moment of the input counts. `relation` is what a CRM
    says of the account. An account that was only referred to is not `known`; one known by handle alone is
    provisional (`network:@handle`) until a source brings its native id, then `alias_of` points to that.
    """

    id: Annotated[str, Column("the account, `network:native`")]
    handle: Annotated[str | None, Column("its name on the network, without `@`", limit=WORDS, frozen=True)] = None
    name: Annotated[str | None, Column("the name that it shows", limit=WORDS, frozen=True)] = None
    kind: Annotated[PersonKind, Column("what stands behind it", frozen=True)] = PersonKind.UNKNOWN
    email: Annotated[str | None, Column("its e-mail address; an exact one joins accounts", limit=WORDS)] = None
    company: Annotated[str | None, Column("the company that it belongs to", limit=WORDS)] = None
    relation: Annotated[Relation, Column("what a CRM says it is to us", frozen=True)] = Relation.UNKNOWN
    followers: Annotated[int | None, Column("how many follow it", limit=COUNT, frozen=True)] = None
    following: Annotated[int | None, Column("how many it follows", limit=COUNT)] = None
    verified: Annotated[bool | None, Column("whether the network has verified it")] = None
    url: Annotated[str | None, Column("its page in the web", limit=ADDRESS)] = None
    stated_at: Annotated[datetime | None, Column("when the source knew this", stated=False)] = None
    known: Annotated[bool, Column("whether a source delivered it; else it is only referred to", stated=False)] = True
    alias_of: Annotated[
        str | None, Column("the account that a handle turned out to be", refers_to=ACCOUNT, stated=False)
    ] = None

    @property
    def network(self) -> str:
        """The network this account is on."""
        return self.id.partition(":")[0]
