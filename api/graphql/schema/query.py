"""What can be asked."""

from collections.abc import Callable
from typing import Annotated, TypeVar

import strawberry

from api.answers import communities as of_communities
from api.answers import ranking as of_ranking
from api.answers import seed_set as of_seed_sets
from api.answers.fallacy import fallacy_report
from api.answers.names import find_community
from api.answers.overview import overview
from api.answers.paging import check_first
from api.answers.people import find_person_by_any_name, search_people
from api.answers.posts import posts
from api.answers.scopes import AskedScope
from api.errors import BadInput
from api.graphql.schema.arguments import After, AnyId, ByPost, First, WithUs, given
from api.graphql.schema.community import Community
from api.graphql.schema.connection import Connection, connect
from api.graphql.schema.context import Context, Info
from api.graphql.schema.declaring import field, object_type
from api.graphql.schema.enums import CommunityOrder, Measure, PostOrder
from api.graphql.schema.fallacy import FallacyReport
from api.graphql.schema.finding_node import find_node
from api.graphql.schema.inputs import PostFilter, RankingFilter, RankingScope, ShownPeople, read_filter, read_scope
from api.graphql.schema.listening import Listening
from api.graphql.schema.naming import check_name, naming
from api.graphql.schema.node import Node
from api.graphql.schema.overview import Overview
from api.graphql.schema.person import Person, load_rows
from api.graphql.schema.post import Post, load_posts
from api.graphql.schema.ranking import RankingConnection
from api.graphql.schema.records import Records
from api.graphql.schema.seed_set import SeedSet
from api.graphql.schema.viewer import Viewer
from api.graphql.schema.walking import Walking

T = TypeVar("T")

_About = Annotated[
    RankingScope | None, strawberry.argument(description="What the measure is computed on; everything when left out.")
]
_Shown = Annotated[RankingFilter | None, strawberry.argument(description="Which rows are shown; all when left out.")]


@object_type
class Query(Records, Listening, Walking):
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
            strawberry.ID | None, strawberry.argument(description="A person id, an account id, an @handle or a name.")
        ] = None,
        handle: Annotated[str | None, strawberry.argument(description="A handle, with or without @.")] = None,
        network: Annotated[
            str | None, strawberry.argument(description="The network of the handle, like `x` or `bluesky`.")
        ] = None,
    ) -> Person | None:
        """By person id, account id, name or handle (with the network when it is used on several); null for nobody."""
        if (id is None) == (handle is None):
            raise BadInput("id", "either an id or a handle", message="expected either an id or a handle")
        field, name = ("id", str(id)) if handle is None else ("handle", f"@{handle.strip().removeprefix('@')}")
        check_name(name, field)
        analysis = await info.context.analysis()
        identity = await naming(
            info.context, field, lambda view: find_person_by_any_name(analysis, view, name, network, field)
        )
        return None if identity is None else Person.of(identity, analysis)

    @field(cost=20)
    async def search_people(
        self,
        info: Info,
        text: Annotated[str, strawberry.argument(description="A piece of a name or handle.")],
        first: First,
        after: After = None,
        filter: ShownPeople = None,  # noqa: A002  as the contract calls others
    ) -> Connection[Person]:
        """People whose name or handle holds a text: exact ones first, then the most influential."""
        analysis = await info.context.analysis_behind(after)
        among = await read_filter(info.context, analysis, filter)
        page = await info.context.ask(analysis, search_people, text, among=among, first=first, after=after)
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
        order_by: ByPost = PostOrder.NEWEST,
    ) -> Connection[Post]:
        """Posts, newest first unless asked else."""
        check_first(first)
        analysis = await info.context.analysis_behind(after)
        among = await (filter or PostFilter()).read(info.context, analysis)
        order = given(order_by, PostOrder.NEWEST)
        page = await info.context.ask(analysis, posts, among, order, first=first, after=after)
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
        with_us: WithUs = False,
    ) -> RankingConnection:
        """Who matters most by a measure, best first, with the degree baseline beside it."""
        check_first(first)
        plain = await read_scope(info.context, scope)
        analysis = await info.context.analysis_behind(after)
        among = await read_filter(info.context, analysis, filter, with_us=bool(with_us))
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

    @field(cost=0)
    async def communities(
        self,
        info: Info,
        first: First,
        after: After = None,
        order_by: Annotated[
            CommunityOrder | None, strawberry.argument(description="What they are listed by.")
        ] = CommunityOrder.SIZE,
    ) -> Connection[Community]:
        """The communities, largest first unless asked else."""
        analysis = await info.context.analysis_behind(after)
        order = given(order_by, CommunityOrder.SIZE)
        page = await info.context.ask(analysis, of_communities.communities, order, first=first, after=after)
        return connect(page, [Community.of(facts, analysis) for facts in page.items])

    @field(cost=0)
    async def community(
        self,
        info: Info,
        id: Annotated[strawberry.ID, strawberry.argument(description="Its id or label.")],  # noqa: A002  see above
    ) -> Community | None:
        """One community, by its id or label; null when there is none."""
        analysis = await info.context.analysis()
        row = await info.context.ask(analysis, find_community, id, "id")
        return None if row is None else Community.of(of_communities.community_at(analysis.findings, row), analysis)


async def _computed(context: Context, scope: AskedScope | None, work: Callable[[], T]) -> T:
    """Do some work in a thread; what is computed anew on a scope takes longer than what the findings hold."""
    if scope is None or scope.is_everything:
        return await context.run(work, heavy=False)
    return await context.run_slow(work)
