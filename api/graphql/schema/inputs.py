"""Inputs: what a question may be narrowed by."""

from datetime import datetime
from typing import Annotated, TypeVar

import strawberry

from api.answers import ranking, watch_input
from api.answers.posts import PostFilter as ShownPosts
from api.answers.scopes import AskedScope, on_watch, scope_of
from api.answers.transactions import TransactionFilter as ShownTransactions
from api.graphql.schema.context import Context
from api.graphql.schema.declaring import attribute, input_type
from api.graphql.schema.enums import PersonKind, Relation, TransactionStatus, WatchKind
from api.graphql.schema.naming import named_rows, named_watch_or_none
from api.workspace.analysed_graph import AnalysedGraph

T = TypeVar("T")


@input_type
class RankingScope:
    """What a measure is computed on: only these interactions count. Leaving it out means everything."""

    about: str | None = None
    """A word, hashtag or handle, or several in a row: only posts that speak of it count."""
    since: datetime | None = None
    """From this moment on, itself included."""
    until: datetime | None = None
    """Up to this moment, itself excluded."""
    as_of: datetime | None = None
    """Ages count back from this moment; from the latest that is not in the future when left out."""
    watch: strawberry.ID | None = None
    """Only posts of this watch count, by its id or name."""
    theme: strawberry.ID | None = None
    """Only posts of this theme count, by its id or label."""
    without_coordinated: bool | None = False
    """Leave out what accounts do that share the same things at the same time, again and again."""

    def read(self) -> AskedScope:
        """Say it in the words of the answers. Raises BadInput."""
        return scope_of(
            self.about,
            self.since,
            self.until,
            theme=self.theme,
            without_coordinated=bool(self.without_coordinated),
            as_of=self.as_of,
        )


async def read_scope(context: Context, scope: RankingScope | None) -> AskedScope | None:
    """A scope in the words of the answers, with its watch as the store has it."""
    if scope is None:
        return None
    plain, watch = scope.read(), await named_watch_or_none(context, scope.watch)
    return plain if watch is None else on_watch(plain, watch)


@input_type
class PersonFilter:
    """Which people are shown."""

    community: strawberry.ID | None = None
    """People of this community only, by its id or label."""
    relation: list[Relation] | None = None
    """People with one of these relations to us only."""
    kind: list[PersonKind] | None = None
    """People of one of these kinds only."""
    reachable_from: strawberry.ID | None = None
    """People within `maxHops` ties of this person only: an id, an @handle or a name."""
    max_hops: int | None = None
    """1 to 6, with `reachableFrom`; 4 when left out."""
    network: str | None = None
    """People with an account on this network only."""
    language: str | None = None
    """People who wrote a post in this language only, a code like `en`."""


@input_type
class RankingFilter(PersonFilter):
    """Which rows are shown; ranks stay those of the whole scope."""


ShownPeople = Annotated[PersonFilter | None, strawberry.argument(description="Which people; all when left out.")]


async def read_filter(
    context: Context, analysis: AnalysedGraph, filter_input: PersonFilter | None, *, with_us: bool = True
) -> ranking.RankingFilter | None:
    """A filter in the words of the answers, its person looked up in an analysed graph. Raises NotFound and BadInput."""
    if filter_input is None:
        return None if with_us else ranking.OTHERS
    name = filter_input.reachable_from
    start = None if name is None else (await named_rows(context, analysis, "reachableFrom", [name]))[0]
    return ranking.RankingFilter(
        community=filter_input.community,
        relation=_tuple(filter_input.relation),
        kind=_tuple(filter_input.kind),
        reachable_from=start,
        max_hops=4 if filter_input.max_hops is None else filter_input.max_hops,
        network=filter_input.network,
        language=filter_input.language,
        with_us=with_us,
    )


def _tuple(values: list[T] | None) -> tuple[T, ...] | None:
    """Values that can be remembered by."""
    return None if values is None else tuple(values)


@input_type
class TransactionFilter:
    """Which deals and orders are shown."""

    status: list[TransactionStatus] | None = None
    """Those that have come so far only."""
    currency: str | None = None
    """Those in this currency only, by its ISO 4217 code."""
    person: strawberry.ID | None = None
    """Those of this person only: an id, an @handle or a name."""
    network: str | None = None
    """Those of this network only, such as `crm`."""
    relation: list[Relation] | None = None
    """Those of people with one of these relations to us only."""
    since: datetime | None = None
    """From this moment on, itself included."""
    until: datetime | None = None
    """Up to this moment, itself excluded."""

    async def read(self, context: Context, analysis: AnalysedGraph) -> ShownTransactions:
        """Say it in the words of the answers, the person looked up. Raises NotFound and BadInput."""
        return ShownTransactions(
            status=self.status,
            currency=self.currency,
            person=await _person(context, analysis, self.person),
            network=self.network,
            relation=self.relation,
            since=self.since,
            until=self.until,
        )


@input_type
class PostFilter:
    """Which posts are shown."""

    about: str | None = None
    """A word, hashtag or handle, or several in a row: only posts that speak of it."""
    theme: strawberry.ID | None = None
    """Posts of this theme only, by its id or label."""
    person: strawberry.ID | None = None
    """Posts of this person only: an id, an @handle or a name."""
    community: strawberry.ID | None = None
    """Posts of people of this community only, by its id or label."""
    since: datetime | None = None
    """From this moment on, itself included."""
    until: datetime | None = None
    """Up to this moment, itself excluded."""

    watch: strawberry.ID | None = None
    """Posts of this watch only, by its id or name."""
    sentiment_below: float | None = None
    """Posts whose sentiment is known and below this, -1 to 1."""
    sentiment_above: float | None = None
    """Posts whose sentiment is known and above this, -1 to 1."""
    network: str | None = None
    """Posts of this network only."""
    language: str | None = None
    """Posts in this language only, a code like `en`."""
    relation: list[Relation] | None = None
    """Posts of people with one of these relations to us only."""
    kind: list[PersonKind] | None = None
    """Posts of people of one of these kinds only."""

    async def read(self, context: Context, analysis: AnalysedGraph) -> ShownPosts:
        """Say it in the words of the answers, the person and the watch looked up. Raises NotFound and BadInput."""
        return ShownPosts(
            network=self.network,
            language=self.language,
            relation=self.relation,
            kind=self.kind,
            watch=await named_watch_or_none(context, self.watch),
            sentiment_below=self.sentiment_below,
            sentiment_above=self.sentiment_above,
            about=self.about,
            person=await _person(context, analysis, self.person),
            community=self.community,
            theme=self.theme,
            since=self.since,
            until=self.until,
        )


async def _person(context: Context, analysis: AnalysedGraph, name: strawberry.ID | None) -> int | None:
    """Row of the person whom an input names, if it does."""
    return None if name is None else (await named_rows(context, analysis, "person", [name]))[0]


@input_type
class WatchInput:
    """What to listen for: at least a term, a hashtag or an account."""

    name: str
    """What to call it; no other watch may be called so."""
    kind: WatchKind
    """What it is about."""
    terms: list[str] = attribute(default_factory=list)
    """Words and phrases; a post needs one. `A AND B` needs both parts."""
    hashtags: list[str] = attribute(default_factory=list)
    """Hashtags, with `#` or without."""
    excludes: list[str] = attribute(default_factory=list)
    """Words and phrases that no post may have."""
    languages: list[str] = attribute(default_factory=list)
    """Only posts in these languages, codes like `en`."""
    accounts: list[strawberry.ID] = attribute(default_factory=list)
    """Ids or @handles of accounts whose posts count, and posts to them."""

    def read(self) -> watch_input.WatchInput:
        """Say it in the words of the answers."""
        return watch_input.WatchInput(
            name=self.name,
            kind=self.kind,
            terms=self.terms,
            hashtags=self.hashtags,
            excludes=self.excludes,
            languages=self.languages,
            accounts=self.accounts,
        )
