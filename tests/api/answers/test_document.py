"""Documents of answers: what a dataclass says, as JSON can hold it."""

from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

from api.answers.document import (
    FLAT,
    ISO,
    OMITTED,
    PEOPLE,
    CommunityRow,
    JsonText,
    ListedPerson,
    NamedPerson,
    RankOrNone,
    Serializer,
    document_of,
    pairs,
    renamed,
    serialize_fields,
)

if TYPE_CHECKING:
    from api.workspace.analysed_graph import AnalysedGraph

NOBODY: Any = None
"""The analysed graph of answers in which there are no rows."""


class Colour(StrEnum):
    """A colour."""

    RED = "red"


@dataclass(frozen=True, slots=True)
class Inner:
    """An answer inside another."""

    one: int
    two: tuple[Colour, ...]


@dataclass(frozen=True, slots=True)
class Outer:
    """An answer with every kind of leaf that needs no rows."""

    moment: datetime
    amount: Decimal
    colour: Colour
    inner: Inner
    list: tuple[Inner, ...]
    flat: Annotated[Inner, FLAT]
    hidden: Annotated[int, OMITTED]
    old: Annotated[int, renamed("new")]
    words: Annotated[tuple[tuple[str, float], ...], pairs("word", "weight")]
    local: Annotated[datetime, ISO]
    rank: RankOrNone
    parameters: JsonText
    nothing: Inner | None = None


def test_a_document_holds_plain_values_under_the_names_of_the_fields() -> None:
    at = datetime(2026, 3, 1, tzinfo=UTC)
    inner = Inner(1, (Colour.RED,))
    outer = Outer(at, Decimal("1.50"), Colour.RED, inner, (inner,), inner, 9, 8, (("tea", 0.5),), at, 0, '{"k": [1]}')
    told = {"one": 1, "two": ["red"]}
    assert document_of(NOBODY, outer) == {
        "moment": at,
        "amount": "1.50",
        "colour": "red",
        "inner": told,
        "list": [told],
        **told,
        "new": 8,
        "words": [{"word": "tea", "weight": 0.5}],
        "local": "2026-03-01T00:00:00+00:00",
        "rank": None,
        "parameters": {"k": [1]},
        "nothing": None,
    }


@dataclass(frozen=True, slots=True)
class Rows:
    """An answer that holds rows."""

    person: ListedPerson
    author: NamedPerson
    others: Annotated[tuple[int, ...], PEOPLE]
    community: CommunityRow


def test_rows_are_told_as_ids_and_names(analysis: "AnalysedGraph") -> None:
    ada, eve = (analysis.rows.person(f"person:x:{native}") for native in (1, 5))
    assert ada is not None
    assert eve is not None
    assert document_of(analysis, Rows(ada, eve, (eve,), None)) == {
        "person": "person:x:1",
        "name": "Ada Hill",
        "accounts": ["x:1"],
        "author": "person:x:5",
        "author_name": "Eve Lark",
        "others": [{"person": "person:x:5", "name": "Eve Lark"}],
        "community": None,
        "community_label": None,
    }
    labels = analysis.findings.community_labels
    assert document_of(analysis, Rows(ada, eve, (), 0))["community_label"] == labels[0]


@dataclass(frozen=True, slots=True)
class Foreign:
    """A class of another room, which knows nothing of documents."""

    post: int
    gain: int

    @property
    def double(self) -> int:
        """Twice the gain."""
        return 2 * self.gain


def test_a_class_of_another_room_is_told_by_what_is_said_of_it() -> None:
    serialize_fields(Foreign, post=Serializer(lambda _, name, row: {name: f"post:{row}"}), also=("double",))
    assert document_of(NOBODY, Foreign(3, 4)) == {"post": "post:3", "gain": 4, "double": 8}
