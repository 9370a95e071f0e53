"""How wide the columns of a table are: an id is never broken, other columns give way."""

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from api.cli.output import Column

GAP: Final = 2
"""Blanks between two columns."""

_READABLE: Final = 12
_SHORT_WORD: Final = 16
_LONGEST_IN_TEXT: Final = 100
"""A longer id is broken where it stands in a text; in a column of ids it is not. Posts of Bluesky have 83 signs."""

_ID: Final = re.compile(r"[a-z][a-z0-9_.-]*:(?!//)\S+")


def column_widths(columns: Sequence["Column"], cells: Sequence[Sequence[str]], room: int) -> list[int]:
    """Widths of columns with these rows of cells, for a table of `room`; wider where an id would else be broken.

    The widest columns give way first, each as far as it can still be read.
    """
    texts = [[column.title, *column_cells] for column, *column_cells in zip(columns, *cells, strict=True)]
    least = [_least(column, of_column) for column, of_column in zip(columns, texts, strict=True)]
    widths = [max(map(_width, of_column)) for of_column in texts]
    left = room - GAP * (len(columns) - 1)
    # No column needs more than there is; so few steps lead down from there.
    widths = [max(minimum, min(width, left)) for minimum, width in zip(least, widths, strict=True)]
    while sum(widths) > left:
        spare = [width if width > minimum else 0 for minimum, width in zip(least, widths, strict=True)]
        if not any(spare):
            break
        widths[spare.index(max(spare))] -= 1
    return widths


def _least(column: "Column", texts: Sequence[str]) -> int:
    """The least width: no word of the title, no number, no id and no short word is broken, and some text fits."""
    title, *cells = texts
    words = [word for text in cells for word in text.split()]
    whole = words if column.number or column.ident else filter(_stays_whole, words)
    return max([min(_READABLE, max(map(_width, texts))), *map(_width, [*title.split(), *whole])])


def _stays_whole(word: str) -> bool:
    return len(word) <= _SHORT_WORD or (len(word) <= _LONGEST_IN_TEXT and _ID.fullmatch(word) is not None)


def _width(text: str) -> int:
    from rich.cells import cell_len

    return cell_len(text)
