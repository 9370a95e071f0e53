"""An interaction: one act of one account towards another at one moment."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class InteractionKind(StrEnum):
    """What kind of act it was. Attention runs from the actor to the target."""

    FOLLOW = "FOLLOW"
    LIKE = "LIKE"
    REPLY = "REPLY"
    MENTION = "MENTION"
    REPOST = "REPOST"
    QUOTE = "QUOTE"
    MESSAGE = "MESSAGE"
    MEETING = "MEETING"
    KNOWS = "KNOWS"


KINDS: tuple[InteractionKind, ...] = tuple(InteractionKind)
"""The kinds in the order of their codes in columns."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Interaction:
    """One act of `actor` towards `target` (account ids).

    `post` is the post it is about; with a `post` the target may be left out and is then the post's author. `weight`
    is how many times the act happened. `evidence`, where a source gives the strength of the relation itself (an
    edge list), stands in place of kind and count.
    """

    id: str
    actor: str
    target: str | None
    kind: InteractionKind
    at: datetime | None = None
    post: str | None = None
    weight: float = 1.0
    evidence: float | None = None
    stated_at: datetime | None = None
