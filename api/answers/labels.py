"""Labels that somebody gave to posts, in a file: the sample of `kith audit sentiment`, filled in."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from algorithms.text.accuracy import CLASSES
from api.errors import BadInput
from graph.model.how_many import HowMany
from ingest.errors import SourceError
from ingest.formats.input_files import ByteCounter
from ingest.tables.cells import unescaped
from ingest.tables.tables import TableFile, open_table

_NUMBERS: Final = {"-1": 0, "0": 1, "1": 2, "+1": 2}
MEANINGS: Final[Mapping[str, int]] = {name: code for code, name in enumerate(CLASSES)} | {
    f"{number}{end}": code for number, code in _NUMBERS.items() for end in ("", ".0", ",0")
}
"""What may stand in the column of labels, to the class that it means; spreadsheets write -1 as -1.0 or -1,0 too."""

_COLUMNS: Final = ("post", "label")
_EXPECTED: Final = f"{', '.join(CLASSES)} (or -1, 0, 1)"
_MOST_SHOWN: Final = 50


@dataclass(frozen=True, slots=True)
class RejectedLabel:
    """A label that does not count: `file:line` where it stands, or the id of its post, and the reason."""

    at: str
    """Where it stands, as `file:line`."""
    reason: str
    """Why it does not count."""


@dataclass(frozen=True, slots=True)
class Labels:
    """Codes of `CLASSES` by post id; rows without a label, rows that say the same again, and rows that do not count."""

    codes: Mapping[str, int]
    places: Mapping[str, str]
    unlabelled: HowMany
    repeated: HowMany
    rejected: tuple[RejectedLabel, ...]


def read_labels(paths: Iterable[Path]) -> Labels:
    """Read tables with the columns post and label, as one. Raises BadInput for a file that is no such table.

    A post that is labelled in two ways counts in neither.
    """
    codes: dict[str, int] = {}
    places: dict[str, str] = {}
    rejected: list[RejectedLabel] = []
    contradicted: set[str] = set()
    unlabelled = repeated = 0
    for at, post, label in _rows(paths, rejected):
        code = MEANINGS.get(label.casefold())
        if not label:
            unlabelled += 1
        elif not post:
            rejected.append(RejectedLabel(at, "expected the id of a post, got none"))
        elif code is None:
            rejected.append(RejectedLabel(at, f"expected {_EXPECTED}, got {label[:_MOST_SHOWN]!r}"))
        elif codes.setdefault(post, code) == code:
            repeated += post in places
            places.setdefault(post, at)
        else:
            reason = f"{post} is {CLASSES[code]} here and {CLASSES[codes[post]]} in {places[post]}: neither counts"
            rejected.append(RejectedLabel(at, reason))
            contradicted.add(post)
    agreed = {post: code for post, code in codes.items() if post not in contradicted}
    return Labels(agreed, places, unlabelled, repeated, tuple(rejected))


def _rows(paths: Iterable[Path], rejected: list[RejectedLabel]) -> Iterator[tuple[str, str, str]]:
    """Place, post and label of each row; those that cannot be read go to `rejected`."""
    for path in paths:
        table = _opened(path)
        post, label = (table.position_of(column) for column in _COLUMNS)
        for record, fields in table.rows(ByteCounter()):
            at = f"{path.name}:{record.line}"
            if fields is None or post is None or label is None:
                rejected.append(RejectedLabel(at, record.flaw or "the row cannot be read"))
            else:
                yield at, unescaped(fields[post].strip()), unescaped(fields[label].strip())


def _opened(path: Path) -> TableFile:
    try:
        return open_table(path, _missing_in, "columns post and label")
    except SourceError as error:
        raise BadInput("labels", "a table with the columns post and label", message=str(error)) from None


def _missing_in(table: TableFile) -> list[str]:
    return [column for column in _COLUMNS if table.position_of(column) is None]
