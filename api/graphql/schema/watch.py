"""Watch: what is listened for, and what is heard."""

from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Self

import strawberry

from algorithms.text.sentiment import Summary
from api.answers import names
from api.answers import watching as answers
from api.answers.buckets import Bucket
from api.answers.bursts import bursts
from api.answers.posts import posts_of_watch
from api.answers.provenance import of_analysis
from api.answers.ranking import ranking
from api.answers.scopes import on_watch, scope_of
from api.answers.themes import themes
from api.graphql.schema.account import Account
from api.graphql.schema.answer_type import FromAnswer, answer_type
from api.graphql.schema.arguments import After, AsOf, ByPost, ByTheme, First, Since, Until, WithUs, given
from api.graphql.schema.burst import Burst
from api.graphql.schema.connection import NOTHING, Connection, PageInfo, connect, not_ready
from api.graphql.schema.context import Context, Info
from api.graphql.schema.cost import Rows
from api.graphql.schema.declaring import field, object_type
from api.graphql.schema.enums import Measure, PostOrder, ThemeOrder, WatchKind
from api.graphql.schema.inputs import RankingFilter, read_filter
from api.graphql.schema.node import Node
from api.graphql.schema.provenance import Provenance
from api.graphql.schema.scalars import Count
from api.graphql.schema.theme import Theme
from api.workspace.analysed_graph import AnalysedGraph
from graph.model import watch as graph

if TYPE_CHECKING:
    from api.graphql.schema.person import Person
    from api.graphql.schema.post import Post
    from api.graphql.schema.ranking import RankingConnection

_Person = Annotated["Person", strawberry.lazy("api.graphql.schema.person")]
_Post = Annotated["Post", strawberry.lazy("api.graphql.schema.post")]
_Ranking = Annotated["RankingConnection", strawberry.lazy("api.graphql.schema.ranking")]

Zone = Annotated[
    str | None, strawberry.argument(description="Whose hours, days and months: an IANA time zone like Europe/Berlin.")
]
CopiesOnce = Annotated[
    bool | None,
    strawberry.argument(description="Count a text that several posts have in nearly the same words once, reposts too."),
]
OthersOnly = Annotated[
    bool | None, strawberry.argument(description="Leave out what the accounts of the watch write themselves.")
]


@answer_type
class VolumePoint(FromAnswer[answers.VolumePoint]):
    """Posts in one stretch of time."""


@object_type
class SentimentSummary:
    """How some posts speak."""

    mean: float | None
    """The mean of those known, -1 to 1; null when none is."""
    positive: Count
    """How many speak well: .05 and above."""
    neutral: Count
    """How many do neither."""
    negative: Count
    """How many speak ill: -.05 and below."""
    unknown: Count
    """Of how many it is not known: the method may not know their language."""
    method: str
    """What told the sentiment."""
    provenance: Provenance
    """Where it comes from."""

    @classmethod
    def of(cls, summary: Summary, method: str, provenance: Provenance) -> Self:
        """Show a summary."""
        return cls(
            mean=summary.mean,
            positive=Count(summary.positive),
            neutral=Count(summary.neutral),
            negative=Count(summary.negative),
            unknown=Count(summary.unknown),
            method=method,
            provenance=provenance,
        )


def _nobody_ranked(watch: "Watch", reason: str) -> "RankingConnection":
    """What stands for a ranking that cannot be told yet."""
    from api.graphql.schema.ranking import RankingConnection

    return RankingConnection(
        edges=[], page_info=PageInfo.of(NOTHING), provenance=watch.provenance(), reason=reason, page=NOTHING
    )


@object_type
class Watch(Node):
    """What is listened for: a brand, product, person, action or competitor."""

    name: str
    """What it is called."""
    kind: WatchKind
    """What it is about."""
    terms: list[str]
    """Words and phrases; a post needs one. `A AND B` needs both parts."""
    hashtags: list[str]
    """Hashtags without `#`; a post needs one of terms and hashtags."""
    excludes: list[str]
    """Words and phrases that no post may have."""
    languages: list[str]
    """Only posts in these languages; in any when empty."""
    watch: strawberry.Private[graph.Watch]
    analysis: strawberry.Private[AnalysedGraph]

    @field(cost=0, rows=2)
    async def accounts(self, info: Info) -> list[Account]:
        """Accounts of which all posts count, and posts to them."""
        accounts = await info.context.loaders.accounts.load_many(list(self.watch.accounts))
        return [Account.of(account, self.analysis) for account in accounts if account is not None]

    @field(cost=20, rows=Rows.COUNTED_LATER)
    async def volume(
        self,
        info: Info,
        bucket: Annotated[Bucket, strawberry.argument(description="How long each stretch is.")],
        since: Since = None,
        until: Until = None,
        zone: Zone = "UTC",
        copies_once: CopiesOnce = False,
        others_only: OthersOnly = False,
    ) -> list[VolumePoint]:
        """Posts in each hour, day, week (from Monday) or month; those without posts have 0."""
        counting = answers.Counting(copies_once=bool(copies_once), others_only=bool(others_only))

        def counted(analysis: AnalysedGraph) -> list[answers.VolumePoint]:
            points = answers.volume(
                analysis, self.watch, bucket, since=since, until=until, zone=given(zone, "UTC"), counting=counting
            )
            info.context.spend(len(points))
            return points

        points = await info.context.ask(self.analysis, counted)
        return [VolumePoint.of(point) for point in points]

    @field(cost=0)
    async def sentiment(
        self, info: Info, since: Since = None, until: Until = None, others_only: OthersOnly = False
    ) -> SentimentSummary:
        """How its posts speak."""
        counting = answers.Counting(others_only=bool(others_only))
        summary, method = await info.context.ask(self.analysis, answers.sentiment, self.watch, since, until, counting)
        return SentimentSummary.of(summary, method, self._provenance("The sentiment of its posts.", since, until))

    @field(cost=100, rows=10)
    async def bursts(self, info: Info, since: Since = None, until: Until = None) -> list[Burst]:
        """When far more was said than expected, least by chance first."""
        facts_of_bursts = await info.context.ask_heavy(self.analysis, bursts, self.watch, since, until)
        where = self._provenance("Stretches of hours with more posts than the rhythm of day and week.", since, until)
        return [Burst.of(facts, self.analysis, where) for facts in facts_of_bursts]

    @field(cost=0, instead=not_ready)
    async def themes(
        self, info: Info, first: First, after: After = None, order_by: ByTheme = ThemeOrder.POSTS
    ) -> Connection[Theme]:
        """What is said about it, what is said most first unless asked else. NOT_READY until the next analysis."""
        analysis, order = info.context.former(after) or self.analysis, given(order_by, ThemeOrder.POSTS)
        page = await info.context.ask(analysis, themes, watch=self.watch.id, order=order, first=first, after=after)
        return connect(page, [Theme.of(facts, analysis) for facts in page.items])

    @field(cost=100, instead=_nobody_ranked)
    async def influencers(
        self,
        info: Info,
        first: First,
        after: After = None,
        measure: Annotated[Measure | None, strawberry.argument(description="By which measure.")] = Measure.INFLUENCE,
        filter: Annotated[  # noqa: A002  the contract's word
            RankingFilter | None, strawberry.argument(description="Which rows are shown; all when left out.")
        ] = None,
        with_us: WithUs = False,
        as_of: AsOf = None,
    ) -> _Ranking:
        """Who matters in what is heard: only interactions of its posts count."""
        from api.graphql.schema.person import load_rows
        from api.graphql.schema.ranking import RankingConnection

        analysis = info.context.former(after) or self.analysis
        among = await read_filter(info.context, analysis, filter, with_us=bool(with_us))
        answer = await info.context.ask_heavy(
            analysis,
            ranking,
            measure=given(measure, Measure.INFLUENCE),
            scope=on_watch(scope_of(as_of=as_of), self.watch),
            shown=among,
            first=first,
            after=after,
        )
        people = await load_rows(info.context, analysis, [row.person for row in answer.page.items])
        return RankingConnection.of(answer, people)

    @field(cost=0, instead=not_ready)
    async def posts(
        self,
        info: Info,
        first: First,
        after: After = None,
        since: Since = None,
        until: Until = None,
        order_by: ByPost = PostOrder.NEWEST,
    ) -> Connection[_Post]:
        """Its posts, newest first unless asked else."""
        from api.graphql.schema.post import load_posts

        order = given(order_by, PostOrder.NEWEST)
        page = await info.context.ask(
            self.analysis, posts_of_watch, self.watch, first=first, after=after, since=since, until=until, order=order
        )
        return connect(page, await load_posts(info.context, self.analysis, page.items))

    @field(cost=0)
    def provenance(self) -> Provenance:
        """Where its numbers come from."""
        return self._provenance(answers.HEARD, None, None)

    def _provenance(self, definition: str, since: datetime | None, until: datetime | None) -> Provenance:
        return Provenance.of(of_analysis(self.analysis, definition, since=since, until=until, watch=self.watch.name))

    @classmethod
    def of(cls, watch: graph.Watch, analysis: AnalysedGraph) -> Self:
        """Show a watch."""
        return cls(
            id=strawberry.ID(watch.id),
            name=watch.name,
            kind=watch.kind,
            terms=list(watch.terms),
            hashtags=list(watch.hashtags),
            excludes=list(watch.excludes),
            languages=list(watch.languages),
            watch=watch,
            analysis=analysis,
        )


async def find_watch(context: Context, name: str) -> Watch | None:
    """The watch of this id or name, None when there is none."""
    match = await context.look(lambda view: names.find_watch(view, name, "id"))
    return None if match is None else Watch.of(match, await context.analysis())
