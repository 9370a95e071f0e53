"""Reading small tables whole."""

from collections.abc import Iterator
from typing import Any

from graph.rows.row_store import RowReader
from graph.rows.table import SHAPES, Table


def all_rows(reader: RowReader, table: Table) -> Iterator[dict[str, Any]]:
    """All rows of a table that is small by nature."""
    names = list(SHAPES[table].columns)
    for block in reader.scan(table, names):
        for values in zip(*(block[name] for name in names), strict=True):
            yield dict(zip(names, values, strict=True))
