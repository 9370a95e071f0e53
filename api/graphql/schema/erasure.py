"""Erasure: an account that is gone for ever, and what went with it."""

from datetime import datetime
from typing import Self

import strawberry

from api.graphql.schema.scalars import Count
from graph.port import batch as graph


@strawberry.type(description="What went with an erased account. It cannot come back, whatever is loaded later.")
class Erasure:
    """What went with an erased account."""

    account: strawberry.ID = strawberry.field(description="The account's id.")
    posts: Count = strawberry.field(description="How many posts went.")
    interactions: Count = strawberry.field(description="How many interactions went.")
    reason: str = strawberry.field(description="Why, as it was said.")
    at: datetime = strawberry.field(description="When.")

    @classmethod
    def of(cls, found: graph.Erasure, reason: str) -> Self:
        """Show what an erasure took."""
        return cls(
            account=strawberry.ID(found.account),
            posts=Count(found.posts),
            interactions=Count(found.interactions),
            reason=reason,
            at=found.at,
        )
