"""The enums of the schema: those of the other rooms, with a description for each value."""

from collections.abc import Mapping
from enum import Enum
from typing import TypeVar

import strawberry
from strawberry.types.enum import StrawberryEnumDefinition

from algorithms.analysis.measure import Measure
from algorithms.centrality.registry import specs
from algorithms.themes.lineage import CommunityEvent
from algorithms.themes.trends import TrendChange
from api.answers.buckets import Bucket
from api.answers.communities import CommunityOrder
from api.answers.everybody import PersonOrder
from api.answers.generation import FindingsPart
from api.answers.posts import PostOrder
from api.answers.themes import ThemeOrder
from api.answers.ties import TieDirection, TieOrder
from api.answers.transactions import TransactionOrder
from api.auth.role import Role
from api.graphql.schema.declaring import on_one_line
from graph.model.account import PersonKind, Relation
from graph.model.interaction import InteractionKind
from graph.model.transaction import TransactionStatus
from graph.model.watch import WatchKind

E = TypeVar("E", bound=Enum)


def _described(kind: type[E], values: Mapping[E, str], description: str | None = None) -> type[E]:
    """Make an enum part of the schema; values of an enum from another room get their descriptions here.

    Its own is its docstring, unless that says what only those who read the code ask.
    """
    strawberry.enum(kind, description=description or on_one_line(kind.__doc__))
    definition: StrawberryEnumDefinition = kind.__strawberry_definition__  # type: ignore[attr-defined]
    for value in definition.values:
        value.description = values[kind[value.name]]
    return kind


_described(
    Role,
    {
        Role.READER: "Ask questions.",
        Role.MEMBER: "Decide as well: judgements, watches.",
        Role.ADMIN: "Erase as well.",
    },
    "What somebody may do. Each role may do what the ones before it may.",
)
_described(
    PersonKind,
    {
        PersonKind.HUMAN: "A human being.",
        PersonKind.ORGANISATION: "A company, brand, institution or other group.",
        PersonKind.UNKNOWN: "No source says.",
    },
    "What kind of somebody a person is.",
)
_described(
    Relation,
    {
        Relation.COLLEAGUE: "One of our own people.",
        Relation.BRAND: "One of our own accounts, speaking for us.",
        Relation.CUSTOMER: "Has bought from us.",
        Relation.PROSPECT: "Has an open deal with us.",
        Relation.CONTACT: "Known to us by name, without a deal that is open or won.",
        Relation.UNKNOWN: "Nothing but what is public.",
    },
)
_described(
    InteractionKind,
    {
        InteractionKind.FOLLOW: "Follows them.",
        InteractionKind.LIKE: "Likes a post of theirs.",
        InteractionKind.REPLY: "Answers a post of theirs.",
        InteractionKind.MENTION: "Names them in a post.",
        InteractionKind.REPOST: "Passes on a post of theirs.",
        InteractionKind.QUOTE: "Passes on a post of theirs with words of their own.",
        InteractionKind.MESSAGE: "Sends them a message.",
        InteractionKind.MEETING: "Meets them.",
        InteractionKind.KNOWS: "Is known to know them.",
    },
    "What kind of act one account did towards another.",
)
_described(
    TransactionStatus,
    {
        TransactionStatus.OPEN: "Not decided yet.",
        TransactionStatus.WON: "Won or paid; it makes a customer.",
        TransactionStatus.LOST: "Lost.",
        TransactionStatus.REFUNDED: "Paid back.",
    },
    "How far a deal or an order has come.",
)
_described(
    Measure,
    {measure: spec.meaning for measure, spec in specs().items()},
    "A named number per person. All are defined in docs/measures.md; DEGREE is the baseline beside each.",
)
_described(
    CommunityEvent,
    {
        CommunityEvent.BORN: "It is new.",
        CommunityEvent.CONTINUED: "It lives on, about as large as before.",
        CommunityEvent.GREW: "It lives on, larger by over a tenth.",
        CommunityEvent.SHRANK: "It lives on, smaller by over a tenth.",
        CommunityEvent.SPLIT: "It and others come from one.",
        CommunityEvent.MERGED: "Several became it.",
        CommunityEvent.DIED: "What it held is together no more.",
    },
    "What became of a community or a theme between two analyses; see docs/measures.md.",
)
_described(
    TrendChange,
    {
        TrendChange.GREW: "It grew for sure: hardly ever would any theme of all seem to by chance (.05).",
        TrendChange.PROBABLY_GREW: "It probably grew: of those said to have changed, one in twenty has not.",
        TrendChange.AS_BEFORE: "It may be as before.",
        TrendChange.PROBABLY_FADED: "It probably faded.",
        TrendChange.FADED: "It faded for sure.",
    },
    "What became of a theme's share of all posts, in the last 7 days against the 28 before.",
)
_described(
    WatchKind,
    {
        WatchKind.BRAND: "A brand: our own, for one.",
        WatchKind.PRODUCT: "A product or service.",
        WatchKind.PERSON: "A person.",
        WatchKind.ACTION: "Something done or planned: a campaign, a launch, an event.",
        WatchKind.COMPETITOR: "Another brand that we are held against.",
    },
)
_described(
    Bucket,
    {
        Bucket.HOUR: "An hour.",
        Bucket.DAY: "A day, from midnight to midnight.",
        Bucket.WEEK: "A week, from Monday on.",
        Bucket.MONTH: "A month of the calendar.",
    },
    "Stretches of time that posts are counted in, as people in a time zone count them.",
)
_described(
    TieDirection,
    {
        TieDirection.TOWARDS: "Those of people who pay attention to this person.",
        TieDirection.FROM: "Those to people to whom this person pays attention.",
    },
    "Which ties of a person.",
)
_described(
    FindingsPart,
    {
        FindingsPart.MEASURES: "Measures of people, rankings by them, and how far a rank can be trusted.",
        FindingsPart.COMMUNITIES: "Communities and who belongs to them.",
        FindingsPart.THEMES: "Themes, of everything, of communities and of watches.",
        FindingsPart.SENTIMENT: "How posts speak.",
    },
)
_described(
    PersonOrder,
    {
        PersonOrder.NAME: "By name, from A to Z.",
        PersonOrder.INFLUENCE: "The most influential first; NOT_READY without findings.",
        PersonOrder.FOLLOWERS: "Those with the most followers first.",
        PersonOrder.POSTS: "Those who wrote the most first.",
        PersonOrder.LATEST: "Whoever wrote last first.",
    },
    "What people are listed by; those without it come last, equals by id.",
)
_described(
    PostOrder,
    {
        PostOrder.NEWEST: "The newest first.",
        PostOrder.OLDEST: "The oldest first.",
        PostOrder.ENGAGEMENT: "Those with the most likes, reposts, replies and quotes first.",
        PostOrder.MOST_NEGATIVE: "Those that speak worst first; NOT_READY without findings.",
        PostOrder.MOST_POSITIVE: "Those that speak best first; NOT_READY without findings.",
    },
    "What posts are listed by; those without it come last, equals by id.",
)
_described(
    TieOrder,
    {
        TieOrder.STRENGTH: "The strongest first.",
        TieOrder.LATEST: "Those with the latest act first.",
        TieOrder.INTERACTIONS: "Those with the most acts first.",
    },
    "What ties are listed by; those without it come last, equals by the id of the other person.",
)
_described(
    CommunityOrder,
    {
        CommunityOrder.SIZE: "The largest first.",
        CommunityOrder.LABEL: "By label, from A to Z.",
        CommunityOrder.NEWEST: "Those that an analysis first saw last.",
    },
    "What communities are listed by, equals by id.",
)
_described(
    ThemeOrder,
    {
        ThemeOrder.POSTS: "Those with the most posts first.",
        ThemeOrder.LATEST: "Those of which somebody spoke last first.",
        ThemeOrder.NEWEST: "Those of which somebody first spoke last.",
    },
    "What themes are listed by; those without it come last, equals by id. `trends` lists them by growth.",
)
_described(
    TransactionOrder,
    {
        TransactionOrder.NEWEST: "The newest first.",
        TransactionOrder.OLDEST: "The oldest first.",
        TransactionOrder.LARGEST: "By currency, and in each the largest amount first.",
    },
    "What deals and orders are listed by, equals by id.",
)

__all__ = [
    "Bucket",
    "CommunityEvent",
    "CommunityOrder",
    "FindingsPart",
    "InteractionKind",
    "Measure",
    "PersonKind",
    "PersonOrder",
    "PostOrder",
    "Relation",
    "Role",
    "ThemeOrder",
    "TieDirection",
    "TieOrder",
    "TransactionOrder",
    "TransactionStatus",
    "TrendChange",
    "WatchKind",
]
