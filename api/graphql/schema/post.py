"""Post: a text by an account at a moment."""

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Self

import strawberry

from api.answers.paging import check_first
from api.answers.posts import ancestors, conversation, root
from api.answers.themes import nearest_theme, themes_of_post
from api.graphql.schema.account import Account
from api.graphql.schema.arguments import After, First
from api.graphql.schema.connection import NOTHING, Connection, connect
from api.graphql.schema.context import Context, Info
from api.graphql.schema.declaring import field, object_type
from api.graphql.schema.node import Node
from api.graphql.schema.scalars import Count
from api.workspace.analysed_graph import AnalysedGraph
from graph.model import post as graph
from graph.model.ids import person_id

if TYPE_CHECKING:
    from api.graphql.schema.person import Person
    from api.graphql.schema.theme import Theme


@object_type
class Engagement:
    """How others reacted: what the source says, at least what we know of ourselves."""

    likes: Count
    """Likes."""
    reposts: Count
    """Reposts."""
    replies: Count
    """Replies."""
    quotes: Count
    """Quotes."""
    views: Count | None
    """Views; null where no source says."""


@object_type
class Post(Node):
    """A text by an account at a moment.

    One that others refer to but no source has delivered is not `known`, and has an id alone.
    """

    known: bool
    """Whether a source has delivered it."""
    text: str | None
    """The text as written; untrusted."""
    language: str | None
    """Its language, as the source says."""
    at: datetime | None
    """When it was written."""
    url: str | None
    """Where to read it; untrusted."""
    post: strawberry.Private[graph.Post]
    analysis: strawberry.Private[AnalysedGraph]

    @field(cost=0)
    async def author(self, info: Info) -> Account | None:
        """Who wrote it, as an account; null when that is not known."""
        if self.post.author is None:
            return None
        account = await info.context.loaders.accounts.load(self.post.author)
        return None if account is None else Account.of(account, self.analysis)

    @field(cost=0)
    async def person(self, info: Info) -> Annotated["Person", strawberry.lazy("api.graphql.schema.person")] | None:
        """Who wrote it, as a person; null when that is not known."""
        from api.graphql.schema.person import maybe_person

        author = self.post.author
        return None if author is None else await maybe_person(info.context, person_id(author), self.analysis)

    @field(cost=0)
    async def reply_to(self, info: Info) -> Annotated["Post", strawberry.lazy("api.graphql.schema.post")] | None:
        """The post it answers."""
        return await load_post(info.context, self.analysis, self.post.reply_to)

    @field(cost=0)
    async def root(self, info: Info) -> Annotated["Post", strawberry.lazy("api.graphql.schema.post")] | None:
        """The post its conversation began with: itself when it answers none."""
        row = self.analysis.rows.post(self.id)
        if row is None:
            return None
        first = await info.context.ask(self.analysis, root, row)
        return await load_post(info.context, self.analysis, self.analysis.post_id(first))

    @field(cost=0)
    async def ancestors(
        self, info: Info, first: First
    ) -> list[Annotated["Post", strawberry.lazy("api.graphql.schema.post")]]:
        """The posts it answers, nearest first, up to the one that began the conversation."""
        check_first(first)
        row = self.analysis.rows.post(self.id)
        rows = [] if row is None else await info.context.ask(self.analysis, ancestors, row, first)
        return [post for post in await load_posts(info.context, self.analysis, rows) if post is not None]

    @field(cost=0)
    async def conversation(
        self, info: Info, first: First, after: After = None
    ) -> Connection[Annotated["Post", strawberry.lazy("api.graphql.schema.post")]]:
        """All posts of the conversation that are known, newest first."""
        check_first(first)
        row = self.analysis.rows.post(self.id)
        if row is None:
            return connect(NOTHING, [])
        page = await info.context.ask(self.analysis, conversation, row, first=first, after=after)
        return connect(page, await load_posts(info.context, self.analysis, page.items))

    @field(cost=0)
    def sentiment(self) -> float | None:
        """How well it speaks, -1 to 1; null in languages that the method does not know, or without findings."""
        row, findings = self.analysis.rows.post(self.id), self.analysis.findings_or_none
        return None if row is None or findings is None else findings.sentiment.of(row)

    @field(cost=0, rows=3)
    async def themes(self, info: Info) -> list[Annotated["Theme", strawberry.lazy("api.graphql.schema.theme")]]:
        """What it speaks of, among the themes of everything, of its community and of watches."""
        from api.graphql.schema.theme import Theme

        row = self.analysis.rows.post(self.id)
        themes = [] if row is None else await info.context.ask(self.analysis, themes_of_post, row)
        return [Theme.of(facts, self.analysis) for facts in themes]

    @field(cost=0)
    def nearest_theme(self) -> Annotated["Theme", strawberry.lazy("api.graphql.schema.theme")] | None:
        """The theme of everything that it lies nearest to, where it is in none; null else."""
        from api.graphql.schema.theme import Theme

        row = self.analysis.rows.post(self.id)
        facts = None if row is None else nearest_theme(self.analysis, row)
        return None if facts is None else Theme.of(facts, self.analysis)

    @field(cost=0)
    def engagement(self) -> Engagement:
        """How others reacted."""
        row = self.analysis.rows.post(self.id)
        counted = [0] * 4 if row is None else self.analysis.rows.counted[row].tolist()
        statement = (self.post.likes, self.post.reposts, self.post.replies, self.post.quotes)
        known = [Count(max(stated or 0, count)) for stated, count in zip(statement, counted, strict=True)]
        views = None if self.post.views is None else Count(self.post.views)
        return Engagement(likes=known[0], reposts=known[1], replies=known[2], quotes=known[3], views=views)

    @classmethod
    def of(cls, post: graph.Post, analysis: AnalysedGraph) -> Self:
        """Show a post of the store."""
        return cls(
            id=strawberry.ID(post.id),
            known=post.known,
            text=post.text,
            language=post.language,
            at=post.at,
            url=post.url,
            post=post,
            analysis=analysis,
        )


async def load_post(context: Context, analysis: AnalysedGraph, identifier: str | None) -> Post | None:
    """Load a post by id; None for none, and for what is gone."""
    post = None if identifier is None else await context.loaders.posts.load(identifier)
    return None if post is None else Post.of(post, analysis)


async def load_posts(context: Context, analysis: AnalysedGraph, rows: Sequence[int]) -> list[Post | None]:
    """Load the posts in some rows, in one read; None for what is gone."""
    posts = await context.loaders.posts.load_many([analysis.post_id(row) for row in rows])
    return [None if post is None else Post.of(post, analysis) for post in posts]


async def load_ids(context: Context, ids: Sequence[str]) -> list[Post]:
    """Load posts by id, in one read, those that are there."""
    analysis = await context.analysis()
    posts = await context.loaders.posts.load_many(list(ids))
    return [Post.of(post, analysis) for post in posts if post is not None]
