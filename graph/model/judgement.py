"""A judgement: a recorded, reversible decision that two accounts are, or are not, one person."""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

from graph.model.column import ACCOUNT, Column

AUTOMATIC = "kith"
"""Who decides when an exact e-mail joins two accounts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """Two accounts are (`same`) or are not one person, with confidence 0 to 1, a reason, who said so and when.

    A withdrawn judgement no longer counts, but is kept. Judgements by an exact e-mail are computed, not stored:
    `by` is `AUTOMATIC` and the id names both accounts.
    """

    id: Annotated[str, Column("the judgement, `judgement:…`")]
    left: Annotated[str, Column("one account", refers_to=ACCOUNT)]
    right: Annotated[str, Column("the other account", refers_to=ACCOUNT)]
    same: Annotated[bool, Column("whether they are one person")]
    confidence: Annotated[float, Column("how sure that is, 0 to 1")]
    reason: Annotated[str, Column("why")]
    by: Annotated[str, Column("who decided it")]
    at: Annotated[datetime, Column("when it was decided")]
    withdrawn_at: Annotated[datetime | None, Column("since when it no longer counts")] = None
