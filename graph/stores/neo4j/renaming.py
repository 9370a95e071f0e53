"""Renaming: what people have no use for lies under a prefix since schema 7; older databases get it page by page.

It comes before all other steps of a migration, which read and write rows as they lie now. Whatever is renamed already
is left as it is, so that it goes on when it was killed.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import Any, Final

from graph.rows.table import SHAPES, Table
from graph.stores.neo4j.schema import INTERNAL, LABELS, TYPES, property_of

SCHEMA: Final = 7
"""The schema since which they are renamed."""

ROWS_AT_ONCE: Final = 10_000

Run = Callable[..., Any]
"""Runs a query in a writing transaction, with its parameters; returns the value that it answers with."""


def rename_internals(run: Run) -> None:
    """Rename the properties of all nodes and relationships of an older database."""
    for pattern, name, columns in _places():
        query, after = _rename(pattern, name, columns), ""
        while (after := run(query, after=after, size=ROWS_AT_ONCE)) is not None:
            pass
    for query in _RENAME_PUBLISHED:
        while run(query, size=ROWS_AT_ONCE):
            pass


def former_indexes() -> Iterator[str]:
    """Statements that drop the indexes over properties under their former names."""
    yield "DROP INDEX post_words IF EXISTS"
    for table in LABELS:
        for column in SHAPES[table].indexed:
            if column in INTERNAL:
                yield f"DROP INDEX {table}_{column} IF EXISTS"
    for relation in TYPES.values():
        yield f"DROP INDEX {relation.lower()}_seq IF EXISTS"


def _places() -> Iterator[tuple[str, str, Sequence[str]]]:
    """Patterns of the rows of each label or relationship type, and which of their columns are renamed."""
    for table, label in LABELS.items():
        yield f"(n:{label})", label, _columns(table)
    for name in TYPES.values():
        yield f"()-[n:{name}]->()", name, _columns(Table.INTERACTIONS)


def _columns(table: Table) -> list[str]:
    columns = [column for column in SHAPES[table].columns if column in INTERNAL]
    return [*columns, "words"] if table is Table.POSTS else columns


def _rename(pattern: str, name: str, columns: Sequence[str]) -> str:
    page = f"MATCH {pattern} USING INDEX SEEK n:{name}(id) WHERE n.id > $after WITH n ORDER BY n.id LIMIT $size"
    return f"{page} {_moved('n', columns)} RETURN max(n.id)"


def _moved(name: str, columns: Sequence[str]) -> str:
    if not columns:
        return ""
    sets = ", ".join(f"{name}.{property_of(c)} = coalesce({name}.{property_of(c)}, {name}.{c})" for c in columns)
    return f"SET {sets} REMOVE {', '.join(f'{name}.{c}' for c in columns)}"


_RENAME_PUBLISHED: Final = tuple(
    f"MATCH {pattern} WHERE n.published IS NOT NULL WITH n LIMIT $size {_moved('n', ['published'])} RETURN count(n)"
    for pattern in ("(n:Person)", "()-[n:TIE]->()")
)
