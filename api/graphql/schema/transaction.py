"""Transaction: money or a promise of it."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Annotated, Self

import strawberry

from api.graphql.schema.context import Context, Info
from api.graphql.schema.declaring import field, object_type
from api.graphql.schema.enums import TransactionStatus
from api.graphql.schema.node import Node
from api.workspace.analysed_graph import AnalysedGraph
from graph.model import transaction as graph
from graph.model.ids import person_id

if TYPE_CHECKING:
    from api.graphql.schema.person import Person


@object_type
class Transaction(Node):
    """Money or a promise of it: a deal or an order."""

    kind: str
    """What its source calls it: deal, order and so on."""
    status: TransactionStatus
    """How far it has come."""
    amount: Decimal
    """The amount, exactly."""
    currency: str
    """Of the amount, by its ISO 4217 code."""
    at: datetime
    """When."""
    account: strawberry.Private[str]
    analysis: strawberry.Private[AnalysedGraph]

    @field(cost=0)
    async def person(self, info: Info) -> Annotated["Person", strawberry.lazy("api.graphql.schema.person")]:
        """Whose it is."""
        from api.graphql.schema.person import load_person

        return await load_person(info.context, person_id(self.account), self.analysis)

    @classmethod
    def of(cls, transaction: graph.Transaction, analysis: AnalysedGraph) -> Self:
        """Show a transaction of the store; its person is shown as an analysed graph knows them."""
        return cls(
            id=strawberry.ID(transaction.id),
            kind=transaction.kind,
            status=transaction.status,
            amount=transaction.amount,
            currency=transaction.currency,
            at=transaction.at,
            account=transaction.account,
            analysis=analysis,
        )


async def load_transactions(context: Context, analysis: AnalysedGraph, rows: Sequence[int]) -> list[Transaction | None]:
    """Load the deals and orders in some rows, in one read; None for what is gone."""
    deals = analysis.snapshot.transactions
    people = analysis.snapshot.accounts.person[deals.account[list(rows)]]
    ids = sorted({analysis.person_id(row) for row in people.tolist()})
    of_people = await context.loaders.transactions.load_many(ids)
    known = {deal.id: deal for of_person in of_people for deal in of_person}
    named = [known.get(str(deals.ids[row].as_py())) for row in rows]
    return [None if deal is None else Transaction.of(deal, analysis) for deal in named]
