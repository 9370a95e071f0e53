"""Coordination: accounts that share the same things together, again and again."""

from collections.abc import Sequence
from datetime import datetime
from typing import Self

import strawberry

from algorithms.coordination.coordination import CoordinatedGroup as Group
from algorithms.coordination.shared_objects import Shared
from api.answers.coordination import EXAMPLES, Coordinated
from api.answers.paging import check_first
from api.graphql.schema.account import Account
from api.graphql.schema.arguments import First
from api.graphql.schema.context import Info
from api.graphql.schema.declaring import attribute, field, object_type
from api.graphql.schema.post import Post, load_posts
from api.graphql.schema.provenance import Provenance
from api.graphql.schema.scalars import Count
from api.workspace.analysed_graph import AnalysedGraph
from graph.model.moment import from_micros


@object_type
class CoordinatedGroup:
    """Accounts that act together, more often than chance explains."""

    size: Count
    """How many accounts."""
    together: Count
    """How often two of them met, over all pairs."""
    expected: float
    """How often they would by chance."""
    links: Count
    """How many different links they shared together."""
    reposts: Count
    """How many different posts they passed on together."""
    texts: Count
    """How many nearly equal texts they wrote together."""
    since: datetime
    """When the first of these posts was."""
    until: datetime
    """When the last was."""
    group: strawberry.Private[Group]
    analysis: strawberry.Private[AnalysedGraph]

    @field(cost=0, rows=10)
    async def accounts(self, info: Info) -> list[Account]:
        """Its accounts; those that are gone meanwhile are left out."""
        ids = [self.analysis.account_id(row) for row in self.group.accounts.tolist()]
        info.context.spend(len(ids))
        accounts = await info.context.loaders.accounts.load_many(ids)
        return [Account.of(account, self.analysis) for account in accounts if account is not None]

    @field(cost=0, rows=EXAMPLES)
    async def posts(self, info: Info) -> list[Post]:
        """A few of the posts with which they shared the same, by id."""
        posts = await load_posts(info.context, self.analysis, self.group.posts[:EXAMPLES].tolist())
        return [post for post in posts if post is not None]

    @classmethod
    def of(cls, group: Group, analysis: AnalysedGraph) -> Self:
        """Show a group."""
        return cls(
            size=Count(group.accounts.size),
            together=Count(group.together),
            expected=float(group.expected),
            links=Count(group.shared.get(Shared.LINK, 0)),
            reposts=Count(group.shared.get(Shared.REPOST, 0)),
            texts=Count(group.shared.get(Shared.TEXT, 0)),
            since=from_micros(group.since),
            until=from_micros(group.until),
            group=group,
            analysis=analysis,
        )


@object_type
class Coordination:
    """Groups of accounts that act together."""

    count: Count
    """How many groups there are."""
    left_out: Count
    """Things that more accounts shared at once than can be compared: none of them was looked at."""
    provenance: Provenance = attribute()
    """Where it comes from."""
    answer: strawberry.Private[Coordinated]

    @field(cost=0)
    def groups(self, first: First) -> list[CoordinatedGroup]:
        """The groups, largest first."""
        groups: Sequence[Group] = self.answer.coordination.groups[: check_first(first)]
        return [CoordinatedGroup.of(group, self.answer.analysis) for group in groups]

    @classmethod
    def of(cls, answer: Coordinated) -> Self:
        """Show what acts together."""
        return cls(
            count=Count(len(answer.coordination.groups)),
            left_out=Count(answer.coordination.left_out),
            provenance=Provenance.of(answer.provenance),
            answer=answer,
        )
