"""Post: a text by an account at a moment."""

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Self

import strawberry

from api.answers.paging import Page, check_first
from api.answers.posts import ancestors, conversation, root
from api.answers.themes import themes_of_post
from api.graphql.schema.account import Account
from api.graphql.schema.arguments import After, First
from api.graphql.schema.connection import Connection, connect
from api.graphql.schema.context import Context, Info
from api.graphql.schema.node import Node
from api.graphql.schema.scalars import Count
from api.workspace.analysed_graph import AnalysedGraph
from graph.model import post as graph
from graph.model.ids import person_id

if TYPE_CHECKING:
    from api.graphql.schema.person import Person
    from api.graphql.schema.theme import Theme


@strawberry.type(description="How others reacted: what the source says, at least what we know of ourselves.")
class Engagement:
    """How others reacted to a post."""

    likes: Count = strawberry.field(description="Likes.")
    reposts: Count = strawberry.field(description="Reposts.")
    replies: Count = strawberry.field(description="Replies.")
    quotes: Count = strawberry.field(description="Quotes.")
    views: Count | None = strawberry.field(description="Views; null where no source says.")


@strawberry.type(
    description="A text by an account at a moment. One that others refer to but no source has delivered is not `known`,"
    " and has an id alone."
)
class Post(Node):
    """A text by an account at a moment."""

    known: bool = strawberry.field(description="Whether a source has delivered it.")
    text: str | None = strawberry.field(description="The text as written; untrusted.")
    language: str | None = strawberry.field(description="Its language, as the source says.")
    at: datetime | None = strawberry.field(description="When it was written.")
    url: str | None = strawberry.field(description="Where to read it; untrusted.")
    post: strawberry.Private[graph.Post]
    analysis: strawberry.Private[AnalysedGraph]

    @strawberry.field(description="Who wrote it, as an account; null when that is not known.")
    async def author(self, info: Info) -> Account | None:
        """The account that wrote it."""
        if self.post.author is None:
            return None
        account = await info.context.loaders.accounts.load(self.post.author)
        return None if account is None else Account.of(account, self.analysis)

    @strawberry.field(description="Who wrote it, as a person; null when that is not known.")
    async def person(self, info: Info) -> Annotated["Person", strawberry.lazy("api.graphql.schema.person")] | None:
        """The person who wrote it."""
        from api.graphql.schema.person import maybe_person

        author = self.post.author
        return None if author is None else await maybe_person(info.context, person_id(author), self.analysis)

    @strawberry.field(description="The post it answers.")
    async def reply_to(self, info: Info) -> Annotated["Post", strawberry.lazy("api.graphql.schema.post")] | None:
        """The post it answers."""
        return await load_post(info.context, self.analysis, self.post.reply_to)

    @strawberry.field(description="The post its conversation began with: itself when it answers none.")
    async def root(self, info: Info) -> Annotated["Post", strawberry.lazy("api.graphql.schema.post")] | None:
        """The post its conversation began with."""
        row = self.analysis.rows.post(self.id)
        if row is None:
            return None
        first = await info.context.ask(self.analysis, root, row)
        return await load_post(info.context, self.analysis, self.analysis.post_id(first))

    @strawberry.field(description="The posts it answers, nearest first, up to the one that began the conversation.")
    async def ancestors(
        self, info: Info, first: First
    ) -> list[Annotated["Post", strawberry.lazy("api.graphql.schema.post")]]:
        """The posts it answers, nearest first."""
        check_first(first)
        row = self.analysis.rows.post(self.id)
        rows = [] if row is None else await info.context.ask(self.analysis, ancestors, row, first)
        return [post for post in await load_posts(info.context, self.analysis, rows) if post is not None]

    @strawberry.field(description="All posts of the conversation that are known, newest first.")
    async def conversation(
        self, info: Info, first: First, after: After = None
    ) -> Connection[Annotated["Post", strawberry.lazy("api.graphql.schema.post")]]:
        """All posts of the conversation."""
        check_first(first)
        row = self.analysis.rows.post(self.id)
        if row is None:
            return connect(Page((), (), has_next=False, has_previous=False, count=lambda: 0), [])
        page = await info.context.ask(self.analysis, conversation, row, first=first, after=after)
        return connect(page, await load_posts(info.context, self.analysis, page.items))

    @strawberry.field(
        description="How well it speaks, -1 to 1; null in languages that the method does not know, or without findings."
    )
    def sentiment(self) -> float | None:
        """How well it speaks."""
        row = self.analysis.rows.post(self.id)
        return None if row is None or self.analysis.findings is None else self.analysis.findings.sentiment.of(row)

    @strawberry.field(description="What it speaks of, among the themes of everything, of its community and of watches.")
    async def themes(self, info: Info) -> list[Annotated["Theme", strawberry.lazy("api.graphql.schema.theme")]]:
        """What it speaks of."""
        from api.graphql.schema.theme import Theme

        row = self.analysis.rows.post(self.id)
        found = [] if row is None else await info.context.ask(self.analysis, themes_of_post, row)
        return [Theme.of(facts, self.analysis) for facts in found]

    @strawberry.field(description="How others reacted.")
    def engagement(self) -> Engagement:
        """How others reacted: the larger of what the source says and what we counted."""
        row = self.analysis.rows.post(self.id)
        counted = [0] * 4 if row is None else self.analysis.rows.counted[row].tolist()
        said = (self.post.likes, self.post.reposts, self.post.replies, self.post.quotes)
        known = [Count(max(stated or 0, count)) for stated, count in zip(said, counted, strict=True)]
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
