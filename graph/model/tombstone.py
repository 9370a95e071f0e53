"""A tombstone: what was deleted stays deleted."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Reason(StrEnum):
    """Why something is gone. The first two are for ever; the others end with a newer event from the source."""

    ERASED = "erased"
    OPTED_OUT = "opted_out"
    SOURCE_DELETED = "source_deleted"
    SUSPENDED = "suspended"
    PROTECTED = "protected"
    DEACTIVATED = "deactivated"

    @property
    def for_ever(self) -> bool:
        """Whether no later event of a source can lift it."""
        return self in {Reason.ERASED, Reason.OPTED_OUT}

    @property
    def hides(self) -> bool:
        """Whether an account is only hidden, and its records kept, until the source says otherwise."""
        return self in {Reason.SUSPENDED, Reason.PROTECTED, Reason.DEACTIVATED}


@dataclass(frozen=True, slots=True, kw_only=True)
class Tombstone:
    """Keeps a record from coming back. `key` is an HMAC of its id, so that the stone itself names nobody."""

    key: str
    reason: Reason
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Deletion:
    """A source says that a record is gone: an account, post, interaction or transaction by its id.

    With `returned` it says that the account is back (for what was hidden or deleted by an earlier event).
    """

    id: str
    at: datetime
    reason: Reason = Reason.SOURCE_DELETED
    returned: bool = False
