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


@object_type
class PersonErasure:
    """What went with an erased person: all accounts, the records of CRM and shop among them."""

    person: strawberry.ID
    """The id that the person had."""
    accounts: list[strawberry.ID]
    """Ids of the accounts."""
    posts: Count
    """How many posts went."""
    interactions: Count
    """How many interactions went."""
    transactions: Count
    """How many transactions went."""
    judgements: Count
    """How many judgements went."""
    rejected: Count
    """How many rejected records went that spoke of the person."""
    watches: list[str]
    """Names of watches that listened to the person; those with nothing else to listen for went."""
    reason: str
    """Why, as it was said."""
    at: datetime
    """When."""

    @classmethod
    def of(cls, erasure: graph.PersonErasure, reason: str) -> Self:
        """Show what an erasure took."""
        return cls(
            person=strawberry.ID(erasure.person),
            accounts=[strawberry.ID(account) for account in erasure.accounts],
            posts=Count(erasure.posts),
            interactions=Count(erasure.interactions),
            transactions=Count(erasure.transactions),
            judgements=Count(erasure.judgements),
            rejected=Count(erasure.rejected),
            watches=list(erasure.watches),
            reason=reason,
            at=erasure.at,
        )
