"""An answer as a document of plain values: what its dataclass says, with ids and names where it holds rows.

What `--json` prints follows from here, so that an answer's shape is said once. A field is written under its own
name as it is. A `Serializer` beside its type says else, as in `author: NamedPerson`; `serialize_fields` says it for
classes of other rooms.
"""

import json
from collections.abc import Callable, Collection
from dataclasses import dataclass, fields, is_dataclass
from decimal import Decimal
from enum import Enum
from functools import lru_cache
from typing import Annotated, Any, Final, TypeAlias, get_type_hints

from api.answers.paging import Page
from api.workspace.analysed_graph import AnalysedGraph

Document: TypeAlias = dict[str, Any]
Entries: TypeAlias = Callable[[AnalysedGraph, str, Any], Document]


@dataclass(frozen=True, slots=True)
class Serializer:
    """How a field is written: `entries` gives those of the document, of analysed graph, field name and value."""

    entries: Entries


_ELSEWHERE: Final[dict[type, tuple[dict[str, Serializer], Collection[str]]]] = {}


def serialize_fields(kind: type, *, also: Collection[str] = (), **serializers: Serializer) -> None:
    """Say how fields of a class are written that cannot say it beside their types; so are properties in `also`."""
    _ELSEWHERE[kind] = serializers, also


def document_of(analysis: AnalysedGraph, answer: Any) -> Document:
    """The document of an answer, a dataclass: entries that JSON can hold, or `datetime`. Rows are of `analysis`.

    >>> @dataclass
    ... class Price:
    ...     amount: Decimal
    ...     was: Annotated[tuple[tuple[str, float], ...], pairs("day", "price")] = (("Monday", 2.5),)
    >>> document_of(None, Price(Decimal("1.50")))
    {'amount': '1.50', 'was': [{'day': 'Monday', 'price': 2.5}]}
    """
    document: Document = {}
    for name, entries in _leaves(type(answer)):  # type: ignore[arg-type]  # as mypy sees it, classes have no hash
        document |= entries(analysis, name, getattr(answer, name))
    return document


def plain(analysis: AnalysedGraph, value: Any) -> Any:
    """A value without classes of ours: enums by value, decimals as text, sequences as lists, answers as documents."""
    match value:
        case Enum():
            return value.value
        case Decimal():
            return str(value)
        case Page():
            return plain(analysis, value.items)
        case list() | tuple():
            return [plain(analysis, item) for item in value]
        case _ if is_dataclass(value):
            return document_of(analysis, value)
    return value


@lru_cache(maxsize=256)
def _leaves(kind: type[Any]) -> tuple[tuple[str, Entries], ...]:
    """The fields of a dataclass in order, each with how it is told."""
    hints = get_type_hints(kind, include_extras=True)
    elsewhere, also = _ELSEWHERE.get(kind, ({}, ()))
    names = [field.name for field in fields(kind) if hints[field.name] is not AnalysedGraph]
    return tuple((name, _entries_of(elsewhere.get(name), hints.get(name))) for name in [*names, *also])


def _entries_of(elsewhere: Serializer | None, hint: Any) -> Entries:
    beside = [note for note in getattr(hint, "__metadata__", ()) if isinstance(note, Serializer)]
    return elsewhere.entries if elsewhere else beside[0].entries if beside else _as_it_is


def _as_it_is(analysis: AnalysedGraph, name: str, value: Any) -> Document:
    return {name: plain(analysis, value)}


def renamed(key: str) -> Serializer:
    """The field under another name."""
    return Serializer(lambda analysis, _, value: {key: plain(analysis, value)})


def pairs(first: str, second: str) -> Serializer:
    """A sequence of pairs as a list of small documents, and what the two are called there."""
    return Serializer(lambda _, name, value: {name: [{first: one, second: other} for one, other in value]})


def person_as(key: str) -> Serializer:
    """A row of people as the person's id, under another name."""
    return Serializer(lambda analysis, _, row: {key: analysis.person_id(row)})


def _named_person(analysis: AnalysedGraph, name: str, row: int) -> Document:
    key = "name" if name == "person" else f"{name}_name"
    return {name: analysis.person_id(row), key: analysis.person_name(row)}


def _listed_person(analysis: AnalysedGraph, name: str, row: int) -> Document:
    return {**_named_person(analysis, name, row), "accounts": analysis.rows.account_ids(row)}


def _community(analysis: AnalysedGraph, name: str, row: int | None) -> Document:
    if row is None:
        return {name: None, f"{name}_label": None}
    return {name: analysis.findings.communities.ids[row], f"{name}_label": analysis.findings.community_labels[row]}


OMITTED: Final = Serializer(lambda _analysis, _name, _value: {})
"""For what only the program needs, such as rows that an id stands beside."""

FLAT: Final = Serializer(lambda analysis, _, value: document_of(analysis, value))
"""The entries of a field that is an answer itself, among those around it."""

PEOPLE: Final = Serializer(
    lambda analysis, name, rows: {name: [_named_person(analysis, "person", row) for row in rows]}
)
POSTS: Final = Serializer(lambda analysis, name, rows: {name: [analysis.post_id(row) for row in rows]})
ISO: Final = Serializer(lambda _, name, moment: {name: moment.isoformat()})
"""A moment as text that keeps the offset of its zone."""

LISTED: Final = Serializer(_listed_person)
NamedPerson = Annotated[int, Serializer(_named_person)]
"""A row of people, serializers as id and name."""
ListedPerson = Annotated[int, LISTED]
"""A row of people, serializers as id, name and account ids."""
CommunityRow = Annotated[int | None, Serializer(_community)]
"""A row of communities, serializers as id and label."""
RankOrNone = Annotated[int, Serializer(lambda _, name, rank: {name: rank or None})]
"""A rank that is 0 where there is none, serializers as null."""
JsonText = Annotated[str, Serializer(lambda _, name, text: {name: json.loads(text)})]
"""JSON in a text, serializers as what it holds."""
