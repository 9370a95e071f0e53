"""What can be asked."""

from collections.abc import Callable
from typing import Annotated, TypeVar

import strawberry

from api.answers import communities as of_communities
from api.answers import paths as of_paths
from api.answers import ranking as of_ranking
from api.answers import seed_set as of_seed_sets
from api.answers.fallacy import fallacy_report
from api.answers.local_bridges import local_bridges
from api.answers.looking_back import as_of_moment
from api.answers.overview import overview
from api.answers.paging import check_first
from api.answers.people import find_person, search_people
from api.answers.posts import posts
from api.answers.relationship_map import MOST_AROUND, relationship_map
from api.answers.scopes import AskedScope
from api.errors import BadInput
from api.graphql.schema.arguments import After, AnyId, AsOf, First, K, MaxHops, PersonId, given
from api.graphql.schema.community import Community
from api.graphql.schema.connection import Connection, connect
from api.graphql.schema.context import Context, Info
from api.graphql.schema.declaring import field, object_type
from api.graphql.schema.enums import Measure
from api.graphql.schema.fallacy import FallacyReport
from api.graphql.schema.finding_node import find_node
from api.graphql.schema.inputs import PostFilter, RankingFilter, RankingScope, read_filter, read_scope
from api.graphql.schema.listening import Listening
from api.graphql.schema.local_bridges import LocalBridges
from api.graphql.schema.naming import check_name, named_rows, naming
from api.graphql.schema.node import Node
from api.graphql.schema.overview import Overview
from api.graphql.schema.path import PathAnswer
from api.graphql.schema.person import Person, load_rows
from api.graphql.schema.post import Post, load_posts
from api.graphql.schema.ranking import RankingConnection
from api.graphql.schema.relationship_map import RelationshipMap
from api.graphql.schema.seed_set import SeedSet
from api.graphql.schema.viewer import Viewer

T = TypeVar("T")

_About = Annotated[
    RankingScope | None, strawberry.argument(description="What the measure is computed on; everything when left out.")
]
_Shown = Annotated[RankingFilter | None, strawberry.argument(description="Which rows are shown; all when left out.")]


@object_type
class Query(Listening):
    """What can be asked."""

    @field(cost=0)
    def viewer(self, info: Info) -> Viewer:
        """Who asks, and in which role."""
        return Viewer.of(info.context)

    @field(cost=0)
    async def overview(self, info: Info) -> Overview:
        """What is loaded and what is known of it."""
        analysis = await info.context.analysis()
        return Overview.of(await info.context.look(lambda view: overview(analysis, view)))

    @field(cost=0)
    async def node(self, info: Info, id: AnyId) -> Node | None:  # noqa: A002  the contract's word
        """Whatever has this id; null when there is nothing."""
        return await find_node(info.context, id)

    @field(cost=0)
    async def person(
        self,
        info: Info,
        id: Annotated[  # noqa: A002  the contract's word
            strawberry.ID | None, strawberry.argument(description="A person id or an account id.")
        ] = None,
        handle: Annotated[str | None, strawberry.argument(description="A handle, with or without @.")] = None,
        network: Annotated[
            str | None, strawberry.argument(description="The network of the handle, like `x` or `bluesky`.")
        ] = None,
    ) -> Person | None:
        """By person id, account id or handle (with the network when the handle is used on several)."""
        if (id is None) == (handle is None):
            raise BadInput("id", "either an id or a handle", message="expected either an id or a handle")
        field, name = ("id", str(id)) if handle is None else ("handle", f"@{handle.strip().removeprefix('@')}")
        check_name(name, field)
        identity = await naming(info.context, field, lambda view: find_person(view, name, network))
        return None if identity is None else Person.of(identity, await info.context.analysis())

    @field(cost=20)
    async def search_people(
        self,
        info: Info,
        text: Annotated[str, strawberry.argument(description="A piece of a name or handle.")],
        first: First,
        after: After = None,
    ) -> Connection[Person]:
        """People whose name or handle holds a text: exact ones first, then the most influential."""
        analysis = await info.context.analysis_behind(after)
        page = await info.context.ask(analysis, search_people, text, first=first, after=after)
        return connect(page, await load_rows(info.context, analysis, page.items))

    @field(cost=0)
    async def posts(
        self,
        info: Info,
        first: First,
        after: After = None,
        filter: Annotated[  # noqa: A002  the contract's word
            PostFilter | None, strawberry.argument(description="Which posts; all known ones when left out.")
        ] = None,
    ) -> Connection[Post]:
        """Posts, newest first."""
        check_first(first)
        among = filter or PostFilter()
        analysis = await info.context.analysis()
        page = await info.context.ask(
            analysis, posts, await among.read(info.context, analysis), first=first, after=after
        )
        return connect(page, await load_posts(info.context, analysis, page.items))

    @field(cost=100)
    async def influencers(
        self,
        info: Info,
        first: First,
        after: After = None,
        measure: Annotated[Measure | None, strawberry.argument(description="By which measure.")] = Measure.INFLUENCE,
        scope: _About = None,
        filter: _Shown = None,  # noqa: A002  the contract's word
    ) -> RankingConnection:
        """Who matters most by a measure, best first, with the degree baseline beside it."""
        check_first(first)
        plain = await read_scope(info.context, scope)
        analysis = await info.context.analysis_behind(after)
        among = await read_filter(info.context, analysis, filter)
        by = given(measure, Measure.INFLUENCE)

        def rank() -> of_ranking.Ranking:
            return of_ranking.ranking(analysis, measure=by, scope=plain, shown=among, first=first, after=after)

        answer = await _computed(info.context, plain, rank)
        people = await load_rows(info.context, analysis, [row.person for row in answer.page.items])
        return RankingConnection.of(answer, people)

    @field(cost=100)
    async def fallacy(self, info: Info, scope: _About = None) -> FallacyReport:
        """How far measures agree, and who is loud but ignored, or small but central."""
        plain = await read_scope(info.context, scope)
        analysis = await info.context.analysis()
        return FallacyReport.of(await _computed(info.context, plain, lambda: fallacy_report(analysis, plain)))

    @field(cost=5000)
    async def seed_set(
        self,
        info: Info,
        size: Annotated[int, strawberry.argument(description="How many people at most, 1 to 100.")],
        scope: _About = None,
        filter: Annotated[  # noqa: A002  the contract's word
            RankingFilter | None, strawberry.argument(description="Whom to choose from; everybody when left out.")
        ] = None,
        per_community: Annotated[
            int | None, strawberry.argument(description="How many of one community at most; any number when left out.")
        ] = None,
    ) -> SeedSet:
        """Whom to talk to with a budget for `size` people (1 to 100), so that a word reaches the most."""
        plain = await read_scope(info.context, scope)
        analysis = await info.context.analysis()
        among = await read_filter(info.context, analysis, filter)
        answer = await info.context.run_slow(
            lambda: of_seed_sets.seed_set(analysis, size, scope=plain, shown=among, per_community=per_community)
        )
        people = await load_rows(info.context, analysis, answer.people)
        return SeedSet.of(answer, people)

    @field(cost=100)
    async def local_bridges(self, info: Info, as_of: AsOf = None) -> LocalBridges:
        """Ties that alone join two circles of people, and into how many parts the network falls."""
        analysis = await info.context.analysis()
        return LocalBridges.of(await info.context.ask_heavy(analysis, as_of_moment(local_bridges, as_of)))

    @field(cost=0)
    async def communities(self, info: Info, first: First, after: After = None) -> Connection[Community]:
        """The communities, largest first."""
        analysis = await info.context.analysis_behind(after)
        page = await info.context.ask(analysis, of_communities.communities, first=first, after=after)
        return connect(page, [Community.of(facts, analysis) for facts in page.items])

    @field(cost=0)
    async def community(self, info: Info, id: AnyId) -> Community | None:  # noqa: A002  the contract's word
        """One community; null when there is none with this id."""
        analysis = await info.context.analysis()
        row = of_communities.community_row_in(analysis, id) if analysis.findings else None
        return None if row is None else Community.of(of_communities.community_at(analysis.findings, row), analysis)

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
        """The k best simple paths from a person, however loosely tied, to customers (any, or those named)."""
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
        """Who of our people can open the door to this person, best first."""
        analysis = await info.context.analysis()
        target = (await named_rows(info.context, analysis, "person", [person]))[0]
        answer = await info.context.ask_heavy(
            analysis, as_of_moment(of_paths.introductions_to, as_of), target, k=given(k, 5), max_hops=given(max_hops, 4)
        )
        return await PathAnswer.load(answer, info.context)


async def _computed(context: Context, scope: AskedScope | None, work: Callable[[], T]) -> T:
    """Do some work in a thread; what is computed anew on a scope takes longer than what the findings hold."""
    if scope is None or scope.is_everything:
        return await context.run(work, heavy=False)
    return await context.run_slow(work)
