"""An interaction: one act of one account towards another at one moment."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Annotated

from graph.model.column import ACCOUNT, POST, Column


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

    id: Annotated[str, Column("the interaction; without one it is called by what it is")]
    actor: Annotated[str, Column("the account that acts", refers_to=ACCOUNT, frozen=True)]
    target: Annotated[str | None, Column("the account that it is done to", refers_to=ACCOUNT, frozen=True)]
    kind: Annotated[InteractionKind, Column("what kind of act it is", frozen=True)]
    at: Annotated[datetime | None, Column("when it happened", frozen=True)] = None
    post: Annotated[str | None, Column("the post that it is about", refers_to=POST, frozen=True)] = None
    weight: Annotated[float, Column("how many times it happened, above 0", frozen=True)] = 1.0
    evidence: Annotated[float | None, Column("the strength of the relation itself, above 0", frozen=True)] = None
    stated_at: Annotated[datetime | None, Column("when the source knew this", stated=False)] = None
