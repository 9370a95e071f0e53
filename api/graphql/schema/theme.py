"""Theme: what a community talks about."""

from datetime import datetime
from typing import Self

import strawberry

from api.answers import themes as answers
from api.answers.communities import community_at
from api.answers.posts import page_of_posts
from api.answers.themes import ThemeFacts
from api.graphql.schema.arguments import After, First
from api.graphql.schema.community import Community
from api.graphql.schema.connection import Connection, connect
from api.graphql.schema.context import Info
from api.graphql.schema.enums import CommunityEvent
from api.graphql.schema.node import Node
from api.graphql.schema.person import load_rows
from api.graphql.schema.post import Post, load_posts
from api.graphql.schema.ranking import RankingConnection
from api.graphql.schema.scalars import Count
from api.workspace.analysed_graph import AnalysedGraph


@strawberry.type(description="A word of a theme.")
class ThemeWord:
    """A word of a theme."""

    word: str = strawberry.field(description="The word, as it is read: case folded; untrusted.")
    weight: float = strawberry.field(description="How much it sets this theme apart from others; above 0.")


@strawberry.type(description="A hashtag or a link, and how many people used it in the posts of a theme.")
class SharedMark:
    """A hashtag or a link of a theme."""

    text: str = strawberry.field(description="The hashtag without `#`, or the link; untrusted.")
    people: Count = strawberry.field(description="How many people used it.")


@strawberry.type(
    description="What everybody, a community or those who speak of a watch talk about: ranked words and their posts."
)
class Theme(Node):
    """What is talked about."""

    label: str = strawberry.field(description="What it is called: its foremost words.")
    words: list[ThemeWord] = strawberry.field(description="The words that set it apart, foremost first.")
    first_seen: datetime | None = strawberry.field(description="When its first post was written.")
    last_seen: datetime | None = strawberry.field(description="When its latest post was written.")
    post_count: Count = strawberry.field(description="How many posts speak of it.")
    distinct: list[ThemeWord] = strawberry.field(
        description="Words used more here than in all other posts, surest first; weights are z-scores above 1.96."
    )
    hashtags: list[SharedMark] = strawberry.field(description="Hashtags that most people use in it, at most five.")
    links: list[SharedMark] = strawberry.field(description="Links that most people share in it, at most five.")
    emergent: bool = strawberry.field(
        description="Present in the last 7 days and (nearly) absent in the 28 before, beyond chance."
    )
    trend: float = strawberry.field(
        description="How much its share of all posts grew, at least: the logarithm to base 2, so 1 for doubled; 0 when"
        " that can be chance. The last 7 days against the 28 before."
    )
    sentiment: float | None = strawberry.field(description="Mean sentiment of its posts, -1 to 1; null for none known.")
    event: CommunityEvent = strawberry.field(description="What became of it since the analysis before.")
    since: datetime = strawberry.field(description="When an analysis first saw it.")
    facts: strawberry.Private[ThemeFacts]
    analysis: strawberry.Private[AnalysedGraph]

    @strawberry.field(description="Its posts, newest first.")
    async def posts(self, info: Info, first: First, after: After = None) -> Connection[Post]:
        """Its posts, newest first."""
        rows = await info.context.ask(self.analysis, answers.posts_of_theme, self.facts.row)
        page = page_of_posts(self.analysis, rows, first=first, after=after)
        return connect(page, await load_posts(info.context, self.analysis, page.items))

    @strawberry.field(description="People who wrote its posts, most influential first; ranks are those of all people.")
    async def people(self, info: Info, first: First, after: After = None) -> RankingConnection:
        """People who wrote its posts."""
        analysis, row = info.context.continued(after, self.analysis, self.facts.row, self._row_in)
        found = await info.context.ask(analysis, answers.people_of_theme, row, first=first, after=after)
        people = await load_rows(info.context, analysis, [row.person for row in found.page.items])
        return RankingConnection.of(found, people)

    @strawberry.field(description="The posts that show it best: closest to what they have in common, at most three.")
    async def examples(self, info: Info) -> list[Post]:
        """The posts that show it best."""
        posts = await load_posts(info.context, self.analysis, self.facts.examples)
        return [post for post in posts if post is not None]

    @strawberry.field(description="The community that talks about it; null for a theme of everything or of a watch.")
    def community(self) -> Community | None:
        """The community that talks about it."""
        if self.facts.community is None:
            return None
        return Community.of(community_at(self.analysis.found, self.facts.community), self.analysis)

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
            sentiment=facts.sentiment,
            event=facts.event,
            since=facts.since,
            facts=facts,
            analysis=analysis,
        )

    def _row_in(self, analysis: AnalysedGraph) -> int | None:
        """Its row in another reading; None when it is not in it."""
        return answers.theme_row_in(analysis, self.id)


def _words(told: tuple[tuple[str, float], ...]) -> list[ThemeWord]:
    return [ThemeWord(word=word, weight=weight) for word, weight in told]


def _marks(told: tuple[tuple[str, int], ...]) -> list[SharedMark]:
    return [SharedMark(text=text, people=Count(people)) for text, people in told]
