"""What can go wrong in the graph room. A message says what was expected and what came."""


class GraphError(Exception):
    """Something about the graph or its store that a person can act on."""


class InvalidValue(GraphError, ValueError):
    """A record or an argument does not have the shape that it must have."""


class StoreUnavailable(GraphError):
    """The store is not there, is not ours, or does not let us in."""


class StoreNewer(StoreUnavailable):
    """The store was written by a newer Kith; the message says to update this one."""


class StoreOlder(StoreUnavailable):
    """The store is of an older schema and may not be migrated now; the message says what would be done to it."""


class StoreReplaced(StoreUnavailable):
    """The file at the path of a store is not the one that was opened; the message names no path: anybody may see it."""


class OtherTombstoneKey(StoreUnavailable):
    """Tombstones of the store were made with another key, so nothing is written; the message says what to do."""


class NotKnown(GraphError, LookupError):
    """A name or an id that a decision speaks of is not in the store."""


class Ambiguous(GraphError, LookupError):
    """A name fits several people; `candidates` lists them."""

    def __init__(self, message: str, candidates: tuple[str, ...]) -> None:
        super().__init__(message)
        self.candidates = candidates


class Conflict(GraphError):
    """A decision contradicts earlier ones; `chain` names the accounts on the way, first to last."""

    def __init__(self, message: str, chain: tuple[str, ...]) -> None:
        super().__init__(message)
        self.chain = chain


class Refused(GraphError):
    """What was asked would do more harm than was asked for, and is not done without a clear yes."""


class HalfRestored(StoreUnavailable):
    """The store holds a part of a backup, and nothing but restoring opens it; the message says to restore again."""


class InvalidBackup(GraphError):
    """A file is no backup, is cut short, or holds other bytes than were written; nothing was changed."""
