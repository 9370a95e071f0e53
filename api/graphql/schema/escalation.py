"""Escalation: a post by a small voice that a much larger one picks up."""

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import strawberry

from api.answers.escalations import EscalationFacts
from api.graphql.schema.context import Context
from api.graphql.schema.declaring import object_type
from api.graphql.schema.enums import InteractionKind
from api.graphql.schema.provenance import Provenance
from api.graphql.schema.scalars import Count
from api.workspace.analysed_graph import AnalysedGraph

if TYPE_CHECKING:
    from api.graphql.schema.person import Person
    from api.graphql.schema.post import Post

_Person = Annotated["Person", strawberry.lazy("api.graphql.schema.person")]
_Post = Annotated["Post", strawberry.lazy("api.graphql.schema.post")]


@object_type
class Escalation:
    """A negative or fast post by a small voice that a much larger one picks up."""

    post: _Post
    """What the small voice wrote."""
    picked_up_in: _Post
    """The post with which the large voice picked it up."""
    small_voice: _Person
    """Who wrote it."""
    picked_up_by: _Person
    """Who picked it up: the one with the largest audience."""
    kind: InteractionKind
    """How: REPOST, QUOTE or REPLY."""
    hops: int
    """How many pick-ups led from the post to the large voice; 1 for directly."""
    at: datetime
    """When it was picked up."""
    reach_before: float
    """People who could see it before, at least."""
    reach_after: float
    """People who could see it after, at least."""
    people_before: Count
    """People who had passed it on or answered by then."""
    people_after: Count
    """How many more did in the day after."""
    negative: bool
    """Whether it speaks ill."""
    fast: bool
    """Whether it spread like the fastest 1 % of posts before."""
    sentiment: float | None
    """How it speaks, -1 to 1; null when that is not known."""
    provenance: Provenance
    """Where it comes from."""


async def load_escalations(
    context: Context, analysis: AnalysedGraph, facts: Sequence[EscalationFacts], provenance: Provenance
) -> list[Escalation]:
    """Show escalations; those of which a post or a person is gone meanwhile are left out."""
    from api.graphql.schema.person import load_rows
    from api.graphql.schema.post import load_posts

    posts = await load_posts(context, analysis, [one.escalation.post for one in facts])
    picked = await load_posts(context, analysis, [one.escalation.picked_up_by for one in facts])
    small = await load_rows(context, analysis, [one.small_voice for one in facts])
    large = await load_rows(context, analysis, [one.large_voice for one in facts])
    return [
        Escalation(
            post=post,
            picked_up_in=picked_up_in,
            small_voice=small_voice,
            picked_up_by=picked_up_by,
            kind=one.escalation.kind,
            hops=one.escalation.hops,
            at=one.at,
            reach_before=float(one.escalation.reach_before),
            reach_after=float(one.escalation.reach_after),
            people_before=Count(one.escalation.people_before),
            people_after=Count(one.escalation.people_after),
            negative=one.escalation.negative,
            fast=one.escalation.fast,
            sentiment=one.sentiment,
            provenance=provenance,
        )
        for one, post, picked_up_in, small_voice, picked_up_by in zip(facts, posts, picked, small, large, strict=True)
        if post and picked_up_in and small_voice and picked_up_by
    ]
