"""What can go wrong in the ingest room. A message says what was expected, what came, and what to do."""


class IngestError(Exception):
    """Something about the input that a person can act on."""


class SourceError(IngestError):
    """An input as a whole cannot be loaded: it is not there, or it is not of the kind that was promised."""


class RecordRejected(IngestError):
    """One piece of input cannot be used, and why; the load goes on without it.

    `account` is the id of the account it speaks of, where that is known, so that erasing the account finds it.
    """

    def __init__(self, reason: str, account: str | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.account = account
