"""Account: a presence on one network."""

from typing import TYPE_CHECKING, Annotated, Self

import strawberry

from api.graphql.schema.context import Info
from api.graphql.schema.declaring import field, object_type
from api.graphql.schema.node import Node
from api.graphql.schema.scalars import Count
from api.workspace.analysed_graph import AnalysedGraph
from graph.model import account as graph
from graph.model.ids import person_id

if TYPE_CHECKING:
    from api.graphql.schema.person import Person


@object_type
class Account(Node):
    """A presence on one network; a record in a CRM is an account too."""

    network: str
    """The network it is on, like `x`, `bluesky` or the name of a CRM."""
    handle: str | None
    """What others call it there; null where no source says."""
    display_name: str | None
    """The name shown there."""
    url: str | None
    """Where to look at it."""
    followers: Count | None
    """How many follow it; null where no source says."""
    following: Count | None
    """How many it follows; null where no source says."""
    verified: bool | None
    """Whether the network vouches for it; null where unknown."""
    analysis: strawberry.Private[AnalysedGraph]

    @field(cost=0)
    async def person(self, info: Info) -> Annotated["Person", strawberry.lazy("api.graphql.schema.person")]:
        """Whose account it is."""
        from api.graphql.schema.person import load_person

        return await load_person(info.context, person_id(self.id), self.analysis)

    @field(cost=0)
    async def sources(self, info: Info) -> list[str]:
        """The sources that speak of this account."""
        return await info.context.loaders.sources.load(self.id)

    @classmethod
    def of(cls, account: graph.Account, analysis: AnalysedGraph) -> Self:
        """Show an account of the store; its person is shown as an analysed graph knows them."""
        return cls(
            id=strawberry.ID(account.id),
            network=account.network,
            handle=account.handle,
            display_name=account.name,
            url=account.url,
            followers=None if account.followers is None else Count(account.followers),
            following=None if account.following is None else Count(account.following),
            verified=account.verified,
            analysis=analysis,
        )
