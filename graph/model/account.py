"""An account: a presence on one network. A record in a CRM is an account too."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


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

    id: str
    handle: str | None = None
    name: str | None = None
    kind: PersonKind = PersonKind.UNKNOWN
    email: str | None = None
    company: str | None = None
    relation: Relation = Relation.UNKNOWN
    followers: int | None = None
    following: int | None = None
    verified: bool | None = None
    url: str | None = None
    stated_at: datetime | None = None
    known: bool = True
    alias_of: str | None = None

    @property
    def network(self) -> str:
        """The network this account is on."""
        return self.id.partition(":")[0]
