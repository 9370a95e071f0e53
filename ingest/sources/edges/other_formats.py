"""What a file holds that is no edge list but may be taken for one: other formats of graphs, told by how they begin."""

import re
from collections.abc import Sequence
from typing import Final

LINES_LOOKED_AT: Final = 66
"""Data lines of a file that are looked at before it is read."""

_BEGINNINGS: Final = (
    ("a Pajek file", re.compile(r"\*(?:vertices|network|arcs|edges|arcslist|edgeslist|matrix)\b", re.IGNORECASE)),
    ("a UCINET DL file", re.compile(r"dl\b", re.IGNORECASE)),
    ("a GDF file", re.compile(r"nodedef\s*>", re.IGNORECASE)),
    ("a GML file", re.compile(r"graph\s*\[|graph\s*$|creator\s+\"|node\s*\[", re.IGNORECASE)),
    ("a Graphviz file", re.compile(r"(?:strict\s+)?(?:di)?graph\b[^\[]*\{", re.IGNORECASE)),
    ("a JSON document", re.compile(r"[{\[]")),
    ("a GEXF file", re.compile(r"<gexf\b", re.IGNORECASE)),
    ("a GraphML file", re.compile(r"<graphml\b", re.IGNORECASE)),
    ("an XML document", re.compile(r"<")),
)
_MOST_PARTS: Final = 5
_LEAST_MATRIX: Final = 4  # three numbers on a line are an edge and its weight
_MOST_OF_AN_EDGE: Final = 5


def format_named(lines: Sequence[str]) -> str | None:
    """Name of the format whose beginning the first lines of a file are; None for none that is known.

    >>> format_named(["*Vertices 3", '1 "ada"'])
    'a Pajek file'
    >>> format_named(["ada,bo"]) is None
    True
    """
    start = lines[0].lstrip()
    if start.startswith("<"):
        start = re.sub(r"^(?:<[?!][^>]*>\s*)*", "", " ".join(lines).lstrip()) or start
    return next((name for name, beginning in _BEGINNINGS if beginning.match(start)), None)


def shape_named(rows: Sequence[Sequence[str]]) -> str | None:
    """Name of what rows without a known header are instead of edges: a matrix, or lists of neighbours.

    >>> shape_named([["", "ada", "bo"], ["ada", "0", "1"], ["bo", "1", "0"]])
    'an adjacency matrix'
    >>> shape_named([["ada", "bo", "cy", "dee"], ["bo", "ada"], ["cy", "ada", "bo"]])
    'an adjacency list'
    """
    if _is_matrix(rows):
        return "an adjacency matrix"
    return "an adjacency list" if _is_adjacency_list(rows) else None


def _is_adjacency_list(rows: Sequence[Sequence[str]]) -> bool:
    """Whether rows are of several lengths, and what stands third is mostly somebody with a row of his own."""
    widths = {len(row) for row in rows}
    heads = {row[0] for row in rows}
    thirds = [row[2] for row in rows if len(row) > 2]
    if len(widths) == 1 or 2 * sum(cell in heads for cell in thirds) <= len(thirds):
        return False
    return len(widths) > 2 or max(widths) > _MOST_PARTS or not all(map(_is_number, thirds))


def _is_matrix(rows: Sequence[Sequence[str]]) -> bool:
    corner, *names = rows[0]
    if not corner and len(rows) > 1 and len(names) > 1 and names[0] and rows[1][0] == names[0]:
        return True
    width = len(rows[0])
    square = width == len(rows) and all(len(row) == width for row in rows)
    numbers = square and width >= _LEAST_MATRIX and all(_is_number(cell) for row in rows for cell in row)
    return numbers and (width > _MOST_OF_AN_EDGE or _holds_no_edge([[float(cell) for cell in row] for row in rows]))


def _holds_no_edge(matrix: Sequence[Sequence[float]]) -> bool:
    """Whether rows as short as edges are a matrix: ones and zeros, or the same both ways with nothing in the middle."""
    if all(cell in {0, 1} for row in matrix for cell in row):
        return True
    columns = [list(column) for column in zip(*matrix, strict=True)]
    return columns == list(matrix) and not any(row[place] for place, row in enumerate(matrix))


def _is_number(cell: str) -> bool:
    try:
        float(cell)
    except ValueError:
        return False
    return True
