"""A judgement: a recorded, reversible decision that two accounts are, or are not, one person."""

from dataclasses import dataclass
from datetime import datetime

AUTOMATIC = "kith"
"""Who decides when an exact e-mail joins two accounts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """Two accounts are (`same`) or are not one person, with confidence 0 to 1, a reason, who said so and when.

    A withdrawn judgement no longer counts, but is kept. Judgements by an exact e-mail are computed, not stored:
    `by` is `AUTOMATIC` and the id names both accounts.
    """

    id: str
    left: str
    right: str
    same: bool
    confidence: float
    reason: str
    by: str
    at: datetime
    withdrawn_at: datetime | None = None
