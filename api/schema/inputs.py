"""Inputs: what a question may be narrowed by."""

from datetime import datetime

import strawberry

from api.answers.posts import PostFilter as ShownPosts
from api.answers.scopes import AskedScope, on_watch, scope_of, watch_named
from api.schema.context import Context
from api.schema.enums import PersonKind, Relation


@strawberry.input(
    description="What a measure is computed on: only these interactions count. Leaving it out means everything."
)
class RankingScope:
    """What a measure is computed on."""

    about: str | None = strawberry.field(
        default=None, description="A word, hashtag or handle, or several in a row: only posts that speak of it count."
    )
    since: datetime | None = strawberry.field(default=None, description="From this moment on, itself included.")
    until: datetime | None = strawberry.field(default=None, description="Up to this moment, itself excluded.")
    watch: strawberry.ID | None = strawberry.field(default=None, description="Only posts of this watch count.")
    theme: strawberry.ID | None = strawberry.field(default=None, description="Only posts of this theme count.")
    without_coordinated: bool | None = strawberry.field(
        default=False,
        description="Leave out what accounts do that share the same things at the same time, again and again.",
    )

    def read(self) -> AskedScope:
        """Say it in the words of the answers. Raises BadInput."""
        return scope_of(
            self.about,
            self.since,
            self.until,
            theme=self.theme,
            without_coordinated=bool(self.without_coordinated),
        )


async def read_scope(context: Context, scope: RankingScope | None) -> AskedScope | None:
    """A scope in the words of the answers, with its watch as the store has it."""
    if scope is None:
        return None
    asked, name = scope.read(), scope.watch
    return asked if name is None else on_watch(asked, await context.look(lambda view: watch_named(view, name)))


@strawberry.input(description="Which rows are shown; ranks stay those of the whole scope.")
class RankingFilter:
    """Which rows are shown."""

    community: strawberry.ID | None = strawberry.field(default=None, description="People of this community only.")
    relation: list[Relation] | None = strawberry.field(
        default=None, description="People with one of these relations to us only."
    )
    kind: list[PersonKind] | None = strawberry.field(default=None, description="People of one of these kinds only.")
    reachable_from: strawberry.ID | None = strawberry.field(
        default=None, description="People within `maxHops` ties of this person only."
    )
    max_hops: int | None = strawberry.field(default=None, description="1 to 6, with `reachableFrom`; 4 when left out.")


@strawberry.input(description="Which posts are shown.")
class PostFilter:
    """Which posts are shown."""

    about: str | None = strawberry.field(
        default=None, description="A word, hashtag or handle, or several in a row: only posts that speak of it."
    )
    theme: strawberry.ID | None = strawberry.field(default=None, description="Posts of this theme only.")
    person: strawberry.ID | None = strawberry.field(default=None, description="Posts of this person only.")
    community: strawberry.ID | None = strawberry.field(
        default=None, description="Posts of people of this community only."
    )
    since: datetime | None = strawberry.field(default=None, description="From this moment on, itself included.")
    until: datetime | None = strawberry.field(default=None, description="Up to this moment, itself excluded.")

    def read(self, person: int | None) -> ShownPosts:
        """Say it in the words of the answers; the row of the person is looked up before."""
        return ShownPosts(
            about=self.about,
            person=person,
            community=self.community,
            theme=self.theme,
            since=self.since,
            until=self.until,
        )
