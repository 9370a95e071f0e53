"""What can be asked about ways between people: maps, paths, introductions, and ties that alone join two circles."""

from typing import Annotated

import strawberry

from api.answers import paths as of_paths
from api.answers.local_bridges import local_bridges
from api.answers.looking_back import as_of_moment
from api.answers.relationship_map import MOST_AROUND, relationship_map
from api.errors import BadInput
from api.graphql.schema.arguments import AsOf, K, MaxHops, PersonId, given
from api.graphql.schema.context import Info
from api.graphql.schema.declaring import field, object_type
from api.graphql.schema.local_bridges import LocalBridges
from api.graphql.schema.naming import named_rows
from api.graphql.schema.path import PathAnswer
from api.graphql.schema.person import load_rows
from api.graphql.schema.relationship_map import RelationshipMap


@object_type
class Walking:
    """What can be asked about ways between people."""

    @field(cost=100)
    async def local_bridges(self, info: Info, as_of: AsOf = None) -> LocalBridges:
        """Ties that alone join two circles of people, and into how many parts the network falls."""
        analysis = await info.context.analysis()
        return LocalBridges.of(await info.context.ask_heavy(analysis, as_of_moment(local_bridges, as_of)))

    @field(cost=100)
    async def relationship_map(
        self,
        info: Info,
        around: Annotated[
            list[strawberry.ID], strawberry.argument(description="Who stands in the middle: ids or @handles of people.")
        ],
        depth: Annotated[int | None, strawberry.argument(description="How many ties away at most, 0 to 6.")] = 2,
        limit: Annotated[int | None, strawberry.argument(description="How many people at most, 1 to 5,000.")] = 200,
        min_strength: Annotated[
            float | None, strawberry.argument(description="Ties of less strength are left out, 0 to 1.")
        ] = 0.0,
        as_of: AsOf = None,
    ) -> RelationshipMap:
        """People within `depth` ties of those in `around`, closest first, at most `limit` (1 to 5,000)."""
        if not 1 <= len(around) <= MOST_AROUND:
            raise BadInput("around", f"1 to {MOST_AROUND} people", len(around))
        analysis = await info.context.analysis()
        middle = await named_rows(info.context, analysis, "around", around)
        answer = await info.context.ask_heavy(
            analysis,
            as_of_moment(relationship_map, as_of),
            middle,
            depth=given(depth, 2),
            limit=given(limit, 200),
            min_strength=given(min_strength, 0.0),
        )
        people = await load_rows(info.context, answer.analysis, [spot.person for spot in answer.people])
        return RelationshipMap.of(answer, people)

    @field(cost=100)
    async def paths(
        self,
        info: Info,
        from_: Annotated[strawberry.ID, strawberry.argument(name="from", description="Where to begin.")],
        to: Annotated[strawberry.ID, strawberry.argument(description="Where to end.")],
        k: K = 5,
        max_hops: MaxHops = 4,
        as_of: AsOf = None,
    ) -> PathAnswer:
        """The k best simple paths between two people."""
        analysis = await info.context.analysis()
        source = (await named_rows(info.context, analysis, "from", [from_]))[0]
        target = (await named_rows(info.context, analysis, "to", [to]))[0]
        answer = await info.context.ask_heavy(
            analysis, as_of_moment(of_paths.paths, as_of), source, target, k=given(k, 5), max_hops=given(max_hops, 4)
        )
        return await PathAnswer.load(answer, info.context)

    @field(cost=100)
    async def paths_to_customers(
        self,
        info: Info,
        from_: Annotated[strawberry.ID, strawberry.argument(name="from", description="Where to begin.")],
        k: K = 5,
        max_hops: MaxHops = 4,
        customers: Annotated[
            list[strawberry.ID] | None, strawberry.argument(description="To whom; any customer when left out.")
        ] = None,
        as_of: AsOf = None,
    ) -> PathAnswer:
        """The k best ways from a person, however loosely tied, to customers (any, or those named).

        No two of them end over the same two people, and none leads on from a customer.
        """
        analysis = await info.context.analysis()
        source = (await named_rows(info.context, analysis, "from", [from_]))[0]
        if customers is not None and not 1 <= len(customers) <= of_paths.MOST_NAMED:
            raise BadInput("customers", f"1 to {of_paths.MOST_NAMED} people", len(customers))
        targets = None if customers is None else await named_rows(info.context, analysis, "customers", customers)
        answer = await info.context.ask_heavy(
            analysis,
            as_of_moment(of_paths.paths_to_customers, as_of),
            source,
            k=given(k, 5),
            max_hops=given(max_hops, 4),
            customers=targets,
        )
        return await PathAnswer.load(answer, info.context)

    @field(cost=100)
    async def introductions_to(
        self, info: Info, person: PersonId, k: K = 5, max_hops: MaxHops = 4, as_of: AsOf = None
    ) -> PathAnswer:
        """Who of our people can open the door to this person, best first.

        No two ways begin with the same two people.
        """
        analysis = await info.context.analysis()
        target = (await named_rows(info.context, analysis, "person", [person]))[0]
        answer = await info.context.ask_heavy(
            analysis, as_of_moment(of_paths.introductions_to, as_of), target, k=given(k, 5), max_hops=given(max_hops, 4)
        )
        return await PathAnswer.load(answer, info.context)
