"""What can be asked about what is there: people, transactions, loads, and accounts that act together."""

from typing import Annotated

import strawberry

from api.answers.coordination import BY_CHANCE, LEAST_TIMES, WITHIN_SECONDS, coordination
from api.answers.everybody import people
from api.answers.loads import loads
from api.answers.transactions import transactions
from api.graphql.schema.arguments import After, ByTransaction, First, given
from api.graphql.schema.connection import Connection, connect
from api.graphql.schema.context import Info
from api.graphql.schema.coordination import Coordination
from api.graphql.schema.declaring import field, object_type
from api.graphql.schema.enums import PersonOrder, TransactionOrder
from api.graphql.schema.inputs import ShownPeople, TransactionFilter, read_filter
from api.graphql.schema.load import Load
from api.graphql.schema.person import Person, load_rows
from api.graphql.schema.transaction import Transaction, load_transactions


@object_type
class Records:
    """What can be asked about what is there."""

    @field(cost=20)
    async def people(
        self,
        info: Info,
        first: First,
        after: After = None,
        filter: ShownPeople = None,  # noqa: A002  as the contract calls others
        order_by: Annotated[
            PersonOrder | None, strawberry.argument(description="What they are listed by.")
        ] = PersonOrder.NAME,
    ) -> Connection[Person]:
        """Everybody, by name unless asked else; those without a tie as well."""
        analysis = await info.context.analysis_behind(after)
        among, order = await read_filter(info.context, analysis, filter), given(order_by, PersonOrder.NAME)
        page = await info.context.ask(analysis, people, among, order, first=first, after=after)
        return connect(page, await load_rows(info.context, analysis, page.items))

    @field(cost=20)
    async def transactions(
        self,
        info: Info,
        first: First,
        after: After = None,
        filter: Annotated[  # noqa: A002  as the contract calls others
            TransactionFilter | None, strawberry.argument(description="Which deals and orders; all when left out.")
        ] = None,
        order_by: ByTransaction = TransactionOrder.NEWEST,
    ) -> Connection[Transaction]:
        """Deals and orders of everybody, newest first unless asked else."""
        analysis = await info.context.analysis()
        among = await (filter or TransactionFilter()).read(info.context, analysis)
        order = given(order_by, TransactionOrder.NEWEST)
        page = await info.context.ask(analysis, transactions, among, order, first=first, after=after)
        return connect(page, await load_transactions(info.context, analysis, page.items))

    @field(cost=0)
    async def loads(
        self,
        info: Info,
        first: First,
        after: After = None,
        source: Annotated[
            str | None, strawberry.argument(description="Only those of this source; of all when left out.")
        ] = None,
    ) -> Connection[Load]:
        """What was loaded, newest first."""
        page = await info.context.look(lambda view: loads(view, source, first=first, after=after))
        return connect(page, [Load.of(facts) for facts in page.items])

    @field(cost=100)
    async def coordination(
        self,
        info: Info,
        within_seconds: Annotated[
            float | None, strawberry.argument(description="How close in time a thing is shared, 0 to 86,400.")
        ] = WITHIN_SECONDS,
        least_times: Annotated[
            int | None, strawberry.argument(description="Over how many different things, at least 2.")
        ] = LEAST_TIMES,
        by_chance: Annotated[
            float | None,
            strawberry.argument(
                description="The chance that anybody is listed by chance; 1 lists all who meet so often."
            ),
        ] = BY_CHANCE,
    ) -> Coordination:
        """Accounts that share the same links, reposts or texts together, again and again."""
        analysis = await info.context.analysis()
        answer = await info.context.run_slow(
            lambda: coordination(
                analysis,
                within_seconds=given(within_seconds, WITHIN_SECONDS),
                least_times=given(least_times, LEAST_TIMES),
                by_chance=given(by_chance, BY_CHANCE),
            )
        )
        return Coordination.of(answer)
