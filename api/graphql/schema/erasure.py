"""Erasure: an account that is gone for ever, and what went with it."""

from datetime import datetime
from typing import Self

import strawberry

from api.graphql.schema.declaring import object_type
from api.graphql.schema.scalars import Count
from graph.port import batch as graph


@object_type
class Erasure:
    """What went with an erased account. It cannot come back, whatever is loaded later."""

    account: strawberry.ID
    """The account's id."""
    posts: Count
    """How many posts went."""
    interactions: Count
    """How many interactions went."""
    reason: str
    """Why, as it was said."""
    at: datetime
    """When."""

    @classmethod
    def of(cls, erasure: graph.Erasure, reason: str) -> Self:
        """Show what an erasure took."""
        return cls(
            account=strawberry.ID(erasure.account),
            posts=Count(erasure.posts),
            interactions=Count(erasure.interactions),
            reason=reason,
            at=erasure.at,
        )
