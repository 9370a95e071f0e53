"""People: finding one by a name that people use, and searching them by a piece of text."""

from collections.abc import Sequence
from typing import Final, NamedTuple

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from algorithms.analysis.measure import Measure
from api.answers.cursor import decode, encode
from api.answers.names import the_one
from api.answers.paging import Page, check_first, page_of
from api.answers.ranking import RankingFilter, shown_rows
from api.errors import BadInput, NotFound
from api.workspace.analysed_graph import AnalysedGraph
from api.workspace.lookup_index import Rowset, folded, place
from graph import arrow_compute as pc
from graph.model.ids import person_id
from graph.model.person import Person
from graph.port.views import DirectoryView
from graph.snapshot.snapshot import Strings

MOST_TEXT: Final = 200
"""Characters of a text that people are searched by."""

_NO_MATCH = 9
_MOST_NAMESAKES: Final = 100


def find_person(view: DirectoryView, name: str, network: str | None = None) -> Person | None:
    """The person with this person id, account id or `@handle`; None when nobody is called so.

    Raises Ambiguous when a handle is used by several people and no `network` tells them apart.
    """
    identifier = view.resolve([name], network)[0]
    return None if identifier is None else view.people([identifier])[0]


def find_person_by_any_name(
    analysis: AnalysedGraph, view: DirectoryView, name: str, network: str | None = None, field: str = "id"
) -> Person | None:
    """As `find_person`, and also who is called so by name; BadInput when several are."""
    person = find_person(view, name, network)
    row = None if person is not None or network is not None else _row_called(analysis, name, field)
    return person if row is None else view.people([analysis.person_id(row)])[0]


def person_row(analysis: AnalysedGraph, view: DirectoryView, name: str, field: str = "id") -> int:
    """Row of the person with this person id, account id, `@handle` or name; see `person_rows`."""
    return person_rows(analysis, view, [name], field)[0]


def person_rows(analysis: AnalysedGraph, view: DirectoryView, names: Sequence[str], field: str = "id") -> list[int]:
    """Rows of people by person id, account id, `@handle` or name, in one read; `field` is the argument they came in.

    Raises NotFound when nobody is called so, or when somebody came after the last analysis, and Ambiguous or BadInput
    when several are.
    """
    identifiers = view.resolve(names)
    return [
        _row_known(analysis, view, name, identifier, field) for name, identifier in zip(names, identifiers, strict=True)
    ]


def _row_known(analysis: AnalysedGraph, view: DirectoryView, name: str, identifier: str | None, field: str) -> int:
    """Row of the person whom the store resolved a name to, or who is called so where it did not."""
    if identifier is None:
        row = _row_called(analysis, name, field)
        wrong = f"nobody is known as {name[:200]!r}; expected a person id, an account id, an @handle or a name"
    else:
        row = row_of_person(analysis, view, identifier)
        wrong = f"{identifier} came after the last analysis; ask again when the next one is done"
    if row is None:
        raise NotFound(f"{field}: {wrong}")
    return row


def _row_called(analysis: AnalysedGraph, name: str, field: str) -> int | None:
    """Row of the person whose whole name this is, in whatever case; None when nobody's is. Raises BadInput."""
    term = _folded(name)
    if not term or name.startswith("@"):
        return None
    hits = np.flatnonzero(pc.equal(analysis.rows.folded_names, term).fill_null(False).to_numpy(zero_copy_only=False))
    ids = [analysis.person_id(row) for row in hits[:_MOST_NAMESAKES]]
    place = the_one(range(len(ids)), ids, name, field)
    return None if place is None else int(hits[place])


def row_of_person(analysis: AnalysedGraph, view: DirectoryView, identifier: str) -> int | None:
    """Row of a person by current id, also when accounts were joined or parted since the snapshot was taken."""
    row = analysis.rows.person(identifier)
    if row is not None:
        return row
    person = view.people([identifier])[0]
    return None if person is None else row_of_accounts(analysis, person)


def row_of_accounts(analysis: AnalysedGraph, person: Person) -> int | None:
    """Row of a person of the store: that of their id, else that of the first of their accounts that has one."""
    for identifier in (person.id, *(person_id(account.id) for account in person.accounts)):
        row = analysis.rows.person(identifier)
        if row is not None:
            return row
    return None


def search_people(
    analysis: AnalysedGraph,
    text: str,
    *,
    among: RankingFilter | None = None,
    first: int,
    after: str | None = None,
) -> Page[int]:
    """People whose name or handle holds a text, as rows: exact handle first, then exact name, beginnings, pieces.

    Inside each of these the most influential first. Case, width of letters and a leading `@` do not matter. `among`
    says whom to look at; everybody when left out.
    """
    check_first(first)
    hits, grades, ranks = people_holding(analysis, text)
    hits = hits[shown_rows(analysis, among)[hits]]
    if after is not None:
        _, grade, rank, identifier = decode(after, str, int, int, str)
        row = place(analysis.snapshot.people.ids, str(identifier))
        is_there = row < len(analysis.snapshot.people.ids) and analysis.person_id(row) == identifier
        rest = hits[_behind(grades[hits], ranks[hits], hits, (int(grade or 0), int(rank or 0), row + is_there))]
    else:
        rest = hits
    return page_of(
        rest[: first + 1].tolist(),
        first,
        cursor=lambda row: encode(analysis.fingerprint, int(grades[row]), int(ranks[row]), analysis.person_id(row)),
        after=after,
        count=lambda: int(hits.size),
    )


class PeopleHits(NamedTuple):
    """Rows of people in the order in which they fit, and grade and prominence of everybody, by row."""

    rows: Rowset
    grades: NDArray[np.int64]
    ranks: NDArray[np.int64]


def people_holding(analysis: AnalysedGraph, text: str) -> PeopleHits:
    """All people whose name or handle holds a text, in the order of `search_people`. Raises BadInput."""
    term = _folded(text)
    if not term or len(text) > MOST_TEXT:
        raise BadInput("text", f"a piece of a name or handle, at most {MOST_TEXT} characters", text)
    grades = _grades(analysis, term)
    ranks = _prominence(analysis)
    hits = np.flatnonzero(grades < _NO_MATCH)
    return PeopleHits(hits[np.lexsort((hits, ranks[hits], grades[hits]))], grades, ranks)


def _folded(text: str) -> str:
    """A text as names and handles are searched for."""
    return str(folded(pa.array([text.strip()], pa.large_string()))[0].as_py())


def _behind(
    grades: NDArray[np.int64], ranks: NDArray[np.int64], rows: Rowset, limit: tuple[int, int, int]
) -> NDArray[np.bool_]:
    """Which rows come at or after a grade, rank and row."""
    grade, rank, row = limit
    behind: NDArray[np.bool_] = (grades > grade) | ((grades == grade) & (ranks > rank))
    behind |= (grades == grade) & (ranks == rank) & (rows >= row)
    return behind


def _grades(analysis: AnalysedGraph, term: str) -> NDArray[np.int64]:
    """How well each person fits: 0 exact handle, 1 exact name, 2 and 3 beginnings, 4 and 5 pieces, 9 not at all."""
    grades = _match(analysis.rows.folded_names, term, [1, 3, 5])
    handles = _match(analysis.rows.folded_handles, term, [0, 2, 4])
    np.minimum.at(grades, analysis.snapshot.accounts.person, handles)
    return grades


def _match(texts: Strings, term: str, values: Sequence[int]) -> NDArray[np.int64]:
    """Grade folded texts as equal to, beginning with, or holding what is wanted."""
    grades = np.full(len(texts), _NO_MATCH, dtype=np.int64)
    fits = (pc.equal(texts, term), pc.starts_with(texts, term), pc.match_substring(texts, term))
    for fit, value in reversed(list(zip(fits, values, strict=True))):
        grades[fit.fill_null(False).to_numpy(zero_copy_only=False)] = value
    return grades


def _prominence(analysis: AnalysedGraph) -> NDArray[np.int64]:
    """Rank by influence, those without one behind all others; everybody alike without findings."""
    count = len(analysis.snapshot.people.ids)
    if analysis.findings_or_none is None:
        return np.zeros(count, dtype=np.int64)
    ranks = analysis.findings.ranks[Measure.INFLUENCE].astype(np.int64)
    return np.where(ranks > 0, ranks, count + 1)
