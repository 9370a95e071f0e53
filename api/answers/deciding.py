"""What is checked before a decision is handed to the store."""

from typing import Final

from api.errors import BadInput

MOST_REASON: Final = 1_000
"""Characters of a reason."""


def check_reason(reason: str) -> str:
    """Return the reason of a decision; raises BadInput when it is empty or too long."""
    if not reason.strip() or len(reason) > MOST_REASON:
        raise BadInput("reason", f"a few words, at most {MOST_REASON} characters", reason)
    return reason
