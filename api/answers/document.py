"""An answer as a document of plain values: what its dataclass says, with ids and names where it holds rows.

What `--json` prints follows from here, so that an answer's shape is said once. A field is told under its own name as it
is. `Told` beside its type says else, as in `author: NamedPerson`; `tell_leaves` says it for classes of other rooms.
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
Telling: TypeAlias = Callable[[AnalysedGraph, str, Any], Document]


@dataclass(frozen=True, slots=True)
class Told:
    """How a field is told: `leaves` gives the entries of the document, of analysed graph, field name and value."""

    leaves: Telling


_ELSEWHERE: Final[dict[type, tuple[dict[str, Told], Collection[str]]]] = {}


def tell_leaves(kind: type, *, also: Collection[str] = (), **told: Told) -> None:
    """Say how fields of a class are told that cannot say it beside their types; properties in `also` are told too."""
    _ELSEWHERE[kind] = told, also


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
    for name, telling in _leaves(type(answer)):  # type: ignore[arg-type]  # as mypy sees it, classes have no hash
        document |= telling(analysis, name, getattr(answer, name))
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
def _leaves(kind: type[Any]) -> tuple[tuple[str, Telling], ...]:
    """The fields of a dataclass in order, each with how it is told."""
    hints = get_type_hints(kind, include_extras=True)
    elsewhere, also = _ELSEWHERE.get(kind, ({}, ()))
    names = [field.name for field in fields(kind) if hints[field.name] is not AnalysedGraph]
    return tuple((name, _telling(elsewhere.get(name), hints.get(name))) for name in [*names, *also])


def _telling(elsewhere: Told | None, hint: Any) -> Telling:
    beside = [note for note in getattr(hint, "__metadata__", ()) if isinstance(note, Told)]
    return elsewhere.leaves if elsewhere else beside[0].leaves if beside else _as_it_is


def _as_it_is(analysis: AnalysedGraph, name: str, value: Any) -> Document:
    return {name: plain(analysis, value)}


def called(key: str) -> Told:
    """The field under another name."""
    return Told(lambda analysis, _, value: {key: plain(analysis, value)})


def pairs(first: str, second: str) -> Told:
    """A sequence of pairs as a list of small documents, and what the two are called there."""
    return Told(lambda _, name, value: {name: [{first: one, second: other} for one, other in value]})


def person_called(key: str) -> Told:
    """A row of people as the person's id, under another name."""
    return Told(lambda analysis, _, row: {key: analysis.person_id(row)})


def _named_person(analysis: AnalysedGraph, name: str, row: int) -> Document:
    key = "name" if name == "person" else f"{name}_name"
    return {name: analysis.person_id(row), key: analysis.person_name(row)}


def _listed_person(analysis: AnalysedGraph, name: str, row: int) -> Document:
    return {**_named_person(analysis, name, row), "accounts": analysis.rows.account_ids(row)}


def _community(analysis: AnalysedGraph, name: str, row: int | None) -> Document:
    if row is None:
        return {name: None, f"{name}_label": None}
    return {name: analysis.found.communities.ids[row], f"{name}_label": analysis.found.community_labels[row]}


UNTOLD: Final = Told(lambda _analysis, _name, _value: {})
"""For what only the program needs, such as rows that an id stands beside."""

FLAT: Final = Told(lambda analysis, _, value: document_of(analysis, value))
"""The entries of a field that is an answer itself, among those around it."""

PEOPLE: Final = Told(lambda analysis, name, rows: {name: [_named_person(analysis, "person", row) for row in rows]})
POSTS: Final = Told(lambda analysis, name, rows: {name: [analysis.post_id(row) for row in rows]})
ISO: Final = Told(lambda _, name, moment: {name: moment.isoformat()})
"""A moment as text that keeps the offset of its zone."""

LISTED: Final = Told(_listed_person)
COUNTED: Final = "counted"
HowMany = Annotated[int, COUNTED]
"""How many there are of something, which may be more than 32 bits hold: GraphQL has a scalar for counts."""

NamedPerson = Annotated[int, Told(_named_person)]
"""A row of people, told as id and name."""
ListedPerson = Annotated[int, LISTED]
"""A row of people, told as id, name and account ids."""
CommunityRow = Annotated[int | None, Told(_community)]
"""A row of communities, told as id and label."""
RankOrNone = Annotated[int, Told(lambda _, name, rank: {name: rank or None})]
"""A rank that is 0 where there is none, told as null."""
JsonText = Annotated[str, Told(lambda _, name, text: {name: json.loads(text)})]
"""JSON in a text, told as what it holds."""
