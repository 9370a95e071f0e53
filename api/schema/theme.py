"""Theme: what a community talks about."""

from datetime import datetime
from typing import Self

import strawberry

from api.answers import themes as answers
from api.answers.communities import community_at
from api.answers.posts import page_of_posts
from api.answers.reading import Reading
from api.answers.themes import ThemeFacts
from api.schema.arguments import After, First
from api.schema.community import Community
from api.schema.connection import Connection, connect
from api.schema.context import Info
from api.schema.node import Node
from api.schema.person import load_rows
from api.schema.post import Post, load_posts
from api.schema.ranking import RankingConnection
from api.schema.scalars import Count


@strawberry.type(description="A word of a theme.")
class ThemeWord:
    """A word of a theme."""

    word: str = strawberry.field(description="The word, as it is read: case folded; untrusted.")
    weight: float = strawberry.field(description="How much it sets this theme apart from others; above 0.")


@strawberry.type(description="What a community talks about: ranked words and the posts that speak of them.")
class Theme(Node):
    """What a community talks about."""

    label: str = strawberry.field(description="What it is called: its foremost words.")
    words: list[ThemeWord] = strawberry.field(description="The words that set it apart, foremost first.")
    first_seen: datetime | None = strawberry.field(description="When its first post was written.")
    last_seen: datetime | None = strawberry.field(description="When its latest post was written.")
    post_count: Count = strawberry.field(description="How many posts speak of it.")
    facts: strawberry.Private[ThemeFacts]
    reading: strawberry.Private[Reading]

    @strawberry.field(description="Its posts, newest first.")
    async def posts(self, info: Info, first: First, after: After = None) -> Connection[Post]:
        """Its posts, newest first."""
        rows = await info.context.ask(answers.posts_of_theme, self.facts.row)
        page = page_of_posts(self.reading, rows, first=first, after=after)
        return connect(page, await load_posts(info.context, self.reading, page.items))

    @strawberry.field(description="People who wrote its posts, most influential first; ranks are those of all people.")
    async def people(self, info: Info, first: First, after: After = None) -> RankingConnection:
        """People who wrote its posts."""
        found = await info.context.ask(answers.people_of_theme, self.facts.row, first=first, after=after)
        people = await load_rows(info.context, self.reading, [row.person for row in found.page.items])
        return RankingConnection.of(found, people)

    @strawberry.field(description="The community that talks about it.")
    def community(self) -> Community | None:
        """The community that talks about it."""
        return Community.of(community_at(self.reading.found, self.facts.community), self.reading)

    @classmethod
    def of(cls, facts: ThemeFacts, reading: Reading) -> Self:
        """Show a theme."""
        return cls(
            id=strawberry.ID(facts.id),
            label=facts.label,
            words=[ThemeWord(word=word, weight=weight) for word, weight in facts.words],
            first_seen=facts.first_seen,
            last_seen=facts.last_seen,
            post_count=Count(facts.post_count),
            facts=facts,
            reading=reading,
        )
