"""Judgement: a recorded, reversible decision about who is who."""

from datetime import datetime
from typing import Self

import strawberry

from api.graphql.schema.account import Account
from api.graphql.schema.context import Context, Info, is_there
from api.graphql.schema.declaring import field, object_type
from api.workspace.analysed_graph import AnalysedGraph
from graph.model import judgement as graph


@object_type
class Judgement:
    """A recorded, reversible decision that two accounts are, or are not, one person."""

    id: strawberry.ID
    """Names it, to withdraw it by."""
    same: bool
    """Whether they are one person."""
    confidence: float
    """How sure one was, 0 to 1."""
    reason: str
    """Why."""
    by: str
    """Who decided; `kith` when an exact e-mail did."""
    at: datetime
    """When."""
    withdrawn_at: datetime | None
    """When it was taken back; null while it counts."""
    left_id: strawberry.Private[str]
    right_id: strawberry.Private[str]
    analysis: strawberry.Private[AnalysedGraph]

    @field(cost=0)
    async def left(self, info: Info) -> Account:
        """One of the two accounts."""
        return await self._account(info.context, self.left_id)

    @field(cost=0)
    async def right(self, info: Info) -> Account:
        """The other account."""
        return await self._account(info.context, self.right_id)

    @classmethod
    def of(cls, judgement: graph.Judgement, analysis: AnalysedGraph) -> Self:
        """Show a judgement of the store; people are shown as an analysed graph knows them."""
        return cls(
            id=strawberry.ID(judgement.id),
            same=judgement.same,
            confidence=judgement.confidence,
            reason=judgement.reason,
            by=judgement.by,
            at=judgement.at,
            withdrawn_at=judgement.withdrawn_at,
            left_id=judgement.left,
            right_id=judgement.right,
            analysis=analysis,
        )

    async def _account(self, context: Context, identifier: str) -> Account:
        account = await context.loaders.accounts.load(identifier)
        assert is_there(account, identifier)  # noqa: S101  raises by itself
        return Account.of(account, self.analysis)
