"""The errors that Kith shows to those who ask: a closed list. All else is masked and logged with an id."""

from collections.abc import Sequence
from typing import Any, ClassVar

from algorithms.errors import BadParameter
from graph.errors import Ambiguous, Conflict, GraphError, NotKnown, OtherTombstoneKey, StoreReplaced, StoreUnavailable


class Refusal(Exception):
    """Base of the errors that may be shown; `code` is what a program tells them apart by."""

    code: ClassVar[str]

    def extensions(self) -> dict[str, Any]:
        """What stands beside the message in a GraphQL answer."""
        return {"code": self.code}


class BadInput(Refusal, ValueError):
    """An argument does not have the value it must have: which one, and what was expected."""

    code = "BAD_USER_INPUT"

    def __init__(self, field: str, expected: str, got: object = None, message: str | None = None) -> None:
        value = repr(got)
        self.field, self.expected = field, expected
        super().__init__(message or f"expected {field} as {expected}, got {value[:200]}")

    def extensions(self) -> dict[str, Any]:
        """Name the argument and what was expected."""
        return {"code": self.code, "field": self.field, "expected": self.expected}


class NotFound(Refusal, LookupError):
    """What was asked for is not there."""

    code = "NOT_FOUND"


class NotReady(Refusal):
    """The answer needs findings, and there are none yet for what is loaded."""

    code = "NOT_READY"


class Contradiction(Refusal):
    """A decision contradicts earlier ones; `chain` names the accounts on the way."""

    code = "CONFLICT"

    def __init__(self, message: str, chain: Sequence[str]) -> None:
        super().__init__(message)
        self.chain = list(chain)

    def extensions(self) -> dict[str, Any]:
        """Name the chain of accounts."""
        return {"code": self.code, "chain": self.chain}


class Unauthenticated(Refusal):
    """Nobody knows who asks: no key or token came, or one that is wrong, expired or revoked."""

    code = "UNAUTHENTICATED"


class WrongKey(Unauthenticated):
    """A key or a token that nobody was ever given, as somebody shows who guesses."""


class Forbidden(Refusal):
    """Whoever asks may not do this in their role."""

    code = "FORBIDDEN"


class RateLimited(Refusal):
    """More was asked in a short time than one caller may; `retry_after_seconds` says when to ask again."""

    code = "RATE_LIMITED"

    def __init__(self, retry_after_seconds: int, why: str = "too much was asked in a short time") -> None:
        super().__init__(f"{why}; ask again in {retry_after_seconds} s")
        self.retry_after_seconds = retry_after_seconds

    def extensions(self) -> dict[str, Any]:
        """Say when to ask again."""
        return {"code": self.code, "retryAfterSeconds": self.retry_after_seconds}


class TooCostly(Refusal):
    """What was asked would take more work than one question may."""

    code = "TOO_COSTLY"


class TookTooLong(Refusal):
    """The answer was not there before the deadline."""

    code = "TIMEOUT"


def as_refusal(error: Exception, field: str = "id") -> Refusal | None:
    """Say an error of another room in the words of the closed list; None when it is none that may be shown.

    `field` names the argument that an ambiguous or unacceptable value came in.
    """
    refusal: Refusal | None = None
    match error:
        case Refusal():
            refusal = error
        case Ambiguous():
            refusal = BadInput(field, "a name that fits one person only", message=str(error))
        case NotKnown():
            refusal = NotFound(str(error))
        case Conflict():
            refusal = Contradiction(str(error), error.chain)
        case StoreReplaced() | OtherTombstoneKey():
            refusal = NotReady(str(error))
        case StoreUnavailable():
            refusal = NotReady("the store does not answer at the moment; try again")  # its own words may name hosts
        case GraphError() | BadParameter():
            refusal = BadInput(field, "a value that can be used", message=str(error))
    return refusal
