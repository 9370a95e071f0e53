"""Theme: what a community talks about."""

from datetime import datetime
from typing import Self

import strawberry

from api.answers import themes as answers
from api.answers.communities import community_at
from api.answers.posts import page_of_posts
from api.answers.themes import ThemeFacts
from api.graphql.schema.arguments import After, ByPost, First, given
from api.graphql.schema.community import Community
from api.graphql.schema.connection import Connection, connect
from api.graphql.schema.context import Info
from api.graphql.schema.declaring import attribute, field, object_type
from api.graphql.schema.enums import CommunityEvent, PostOrder, TrendChange
from api.graphql.schema.node import Node
from api.graphql.schema.person import load_rows
from api.graphql.schema.post import Post, load_posts
from api.graphql.schema.ranking import RankingConnection
from api.graphql.schema.scalars import Count
from api.workspace.analysed_graph import AnalysedGraph


@object_type
class ThemeWord:
    """A word of a theme."""

    word: str
    """The word, as it is read: case folded; untrusted."""
    weight: float
    """How much it sets this theme apart from others; above 0."""


@object_type
class SharedMark:
    """A hashtag or a link, and how many people used it in the posts of a theme."""

    text: str
    """The hashtag without `#`, or the link; untrusted."""
    people: Count
    """How many people used it."""


@object_type
class Theme(Node):
    """What everybody, a community or those who speak of a watch talk about: ranked words and their posts."""

    label: str
    """What it is called: its foremost words."""
    words: list[ThemeWord] = attribute(rows=10)
    """The words that set it apart, foremost first."""
    first_seen: datetime | None
    """When its first post was written."""
    last_seen: datetime | None
    """When its latest post was written."""
    post_count: Count
    """How many posts speak of it."""
    distinct: list[ThemeWord] = attribute(rows=10)
    """Words used more here than in all other posts, surest first; weights are z-scores above 1.96."""
    hashtags: list[SharedMark] = attribute(rows=5)
    """Hashtags that most people use in it, at most five."""
    links: list[SharedMark] = attribute(rows=5)
    """Links that most people share in it, at most five."""
    emergent: bool
    """Present in the last 7 days and (nearly) absent in the 28 before, beyond chance."""
    trend: float
    """How much its share of all posts grew, at least: the logarithm to base 2, so 1 for doubled; 0 when that can be
    chance. The last 7 days against the 28 before, or the windows that `trends` was asked for.
    """
    change: TrendChange
    """Whether its share grew or faded, for sure or probably."""
    now: Count
    """Posts in the last 7 days, or those that `trends` was asked for."""
    before: Count
    """Posts in the 28 days before, or those that `trends` was asked for."""
    times_low: float | None
    """How many times what it was its share is at least, with 95 % confidence; null with no post now."""
    times_high: float | None
    """How many times what it was its share is at most; null with no post before."""
    sentiment: float | None
    """Mean sentiment of its posts, -1 to 1; null for none known."""
    event: CommunityEvent
    """What became of it since the analysis before."""
    since: datetime
    """When an analysis first saw it."""
    nearby_count: Count
    """Posts in no theme of everything that lie nearest to this one."""
    facts: strawberry.Private[ThemeFacts]
    analysis: strawberry.Private[AnalysedGraph]

    @field(cost=0)
    async def posts(
        self, info: Info, first: First, after: After = None, order_by: ByPost = PostOrder.NEWEST
    ) -> Connection[Post]:
        """Its posts, newest first unless asked else."""
        rows = await info.context.ask(self.analysis, answers.posts_of_theme, self.facts.row)
        order = given(order_by, PostOrder.NEWEST)
        page = await info.context.ask(self.analysis, page_of_posts, rows, order, first=first, after=after)
        return connect(page, await load_posts(info.context, self.analysis, page.items))

    @field(cost=0)
    async def people(self, info: Info, first: First, after: After = None) -> RankingConnection:
        """People who wrote its posts, most influential first; ranks are those of all people."""
        analysis, row = info.context.continued(after, self.analysis, self.facts.row, self._row_in)
        answer = await info.context.ask(analysis, answers.people_of_theme, row, first=first, after=after)
        people = await load_rows(info.context, analysis, [row.person for row in answer.page.items])
        return RankingConnection.of(answer, people)

    @field(cost=0, rows=3)
    async def examples(self, info: Info) -> list[Post]:
        """The posts that show it best: closest to what they have in common, at most three."""
        posts = await load_posts(info.context, self.analysis, self.facts.examples)
        return [post for post in posts if post is not None]

    @field(cost=0, rows=12)
    def parts(self) -> list["Theme"]:
        """What it falls into, where its own posts are told apart, most posts first; none for most themes."""
        return [Theme.of(answers.theme_at(self.analysis, row), self.analysis) for row in self.facts.parts]

    @field(cost=0)
    def community(self) -> Community | None:
        """The community that talks about it; null for a theme of everything or of a watch."""
        if self.facts.community is None:
            return None
        return Community.of(community_at(self.analysis.findings, self.facts.community), self.analysis)

    @classmethod
    def of(cls, facts: ThemeFacts, analysis: AnalysedGraph) -> Self:
        """Show a theme."""
        return cls(
            id=strawberry.ID(facts.id),
            label=facts.label,
            words=_words(facts.words),
            first_seen=facts.first_seen,
            last_seen=facts.last_seen,
            post_count=Count(facts.post_count),
            distinct=_words(facts.distinct),
            hashtags=_marks(facts.hashtags),
            links=_marks(facts.links),
            emergent=facts.trend.emergent,
            trend=facts.trend.growth,
            change=facts.trend.change,
            now=Count(facts.trend.now),
            before=Count(facts.trend.before),
            times_low=facts.trend.times_low,
            times_high=facts.trend.times_high,
            sentiment=facts.sentiment,
            event=facts.event,
            since=facts.since,
            nearby_count=Count(facts.nearby_count),
            facts=facts,
            analysis=analysis,
        )

    def _row_in(self, analysis: AnalysedGraph) -> int | None:
        """Its row in another analysed graph; None when it is not in it."""
        return answers.theme_row_in(analysis, self.id)


def _words(pairs: tuple[tuple[str, float], ...]) -> list[ThemeWord]:
    return [ThemeWord(word=word, weight=weight) for word, weight in pairs]


def _marks(pairs: tuple[tuple[str, int], ...]) -> list[SharedMark]:
    return [SharedMark(text=text, people=Count(people)) for text, people in pairs]
