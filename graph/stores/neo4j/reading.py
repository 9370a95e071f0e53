"""Reading rows from Neo4j: nodes and relationships back into the columns of the logical tables."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from typing import Any, Final, TypeVar

from neo4j import ManagedTransaction
from typing_extensions import override

from graph.rows.row_store import RowReader
from graph.rows.table import SHAPES, Table
from graph.stores.neo4j.queries import (
    WITH_WORDS,
    change_queries,
    columns_of,
    count_queries,
    find_queries,
    get_queries,
    page_query,
    walk_queries,
)

SCHEMA: Final = "schema"
"""The setting that holds the schema version."""

_KEYS_A_QUERY: Final = 10_000
_ROWS_A_RECORD: Final = 20_000
_END_OF_SEQUENCE: Final = 2**63 - 1

Q = TypeVar("Q")


class Neo4jReading(RowReader):
    """Reads in one managed transaction."""

    def __init__(self, transaction: ManagedTransaction) -> None:
        self._transaction = transaction
        self._used: set[str] | None = None

    @override
    def get(self, table: Table, ids: Sequence[str], columns: Sequence[str] | None = None) -> dict[str, dict[str, Any]]:
        names = columns_of(table, columns)
        queries = self._of_use(table, get_queries(table, names))
        return {row["id"]: row for row in self._rows(names, queries, ids)}

    @override
    def find(
        self, table: Table, column: str, values: Sequence[str], columns: Sequence[str] | None = None
    ) -> list[dict[str, Any]]:
        if column not in SHAPES[table].indexed:
            raise KeyError(f"column {column!r} of table {table} has no index")
        names = columns_of(table, columns)
        queries = self._of_use(table, find_queries(table, column, names))
        rows = {row["id"]: row for row in self._rows(names, queries, list(dict.fromkeys(values)))}
        return [rows[key] for key in sorted(rows)]

    @override
    def find_words(self, phrases: Sequence[str]) -> list[str]:
        query = " OR ".join(f'"{phrase}"' for phrase in phrases)
        return sorted(record[0] for record in self.run(WITH_WORDS, words=query))

    @override
    def scan(
        self, table: Table, columns: Sequence[str], after_seq: int = -1, block: int = 50_000
    ) -> Iterator[dict[str, list[Any]]]:
        names = columns_of(table, columns)
        size = min(block, _ROWS_A_RECORD)
        for part in self._changed(table, names, after_seq, size) if after_seq >= 0 else self._all(table, names, size):
            yield {name: part[name] for name in columns}

    @override
    def ids(self, table: Table, after: str, first: int) -> list[str]:
        queries = self._of_use(table, walk_queries(table, ("id",)))
        pages = [self._columns(("id",), query, after=after, size=first).get("id", []) for query in queries]
        return sorted(chain.from_iterable(pages))[:first]

    @override
    def page(
        self, table: Table, order: str, after: int, first: int, matching: tuple[str, str] | None = None
    ) -> list[dict[str, Any]]:
        names = columns_of(table, None)
        query = page_query(table, order, matching and matching[0])
        columns = self._columns(names, query, after=after, size=first, value=matching and matching[1])
        return [dict(zip(names, row, strict=True)) for row in zip(*columns.values(), strict=True)]

    @override
    def count(self, table: Table) -> int:
        return sum(self._single(query) for query in self._of_use(table, count_queries(table)))

    @override
    def meta(self, name: str) -> str | None:
        record = self.run("MATCH (k:Kith {name: $name}) RETURN k.value", name=name).single()
        return None if record is None or record[0] is None else str(record[0])

    @property
    @override
    def schema(self) -> int:
        return int(self.meta(SCHEMA) or 0)

    def used_types(self) -> set[str]:
        """Relationship types of the interactions that the store has had."""
        if self._used is None:
            self._used = set((self.meta("types") or "").split())
        return self._used

    def run(self, query: str, **parameters: Any) -> Any:
        """Run a query of ours with its parameters. Names in it come from closed lists, never from outside."""
        return self._transaction.run(query, parameters)

    def _all(self, table: Table, names: tuple[str, ...], size: int) -> Iterator[dict[str, list[Any]]]:
        for query in self._of_use(table, walk_queries(table, names)):
            after = ""
            while block := self._columns(names, query, after=after, size=size):
                yield block
                if len(block["id"]) < size:
                    break
                after = block["id"][-1]

    def _changed(self, table: Table, names: tuple[str, ...], low: int, size: int) -> Iterator[dict[str, list[Any]]]:
        if "seq" not in SHAPES[table].columns:
            yield from self._all(table, names, size)
            return
        for ending, between in self._of_use(table, change_queries(table, names)):
            above, high = low, -1
            while high != _END_OF_SEQUENCE:
                record = self.run(ending, low=above, size=size).single()
                high = _END_OF_SEQUENCE if record is None else record[0]
                if block := self._columns(names, between, low=above, high=high):
                    yield block
                above = high

    def _of_use(self, table: Table, queries: Mapping[str, Q]) -> list[Q]:
        """For interactions, leave out the types that the store has never had: each costs a look-up a key."""
        if table is not Table.INTERACTIONS:
            return list(queries.values())
        return [query for name, query in queries.items() if not name or name in self.used_types()]

    def _single(self, query: str) -> int:
        return int(self.run(query).single(strict=True)[0])

    def _columns(self, names: tuple[str, ...], query: str, **parameters: Any) -> dict[str, list[Any]]:
        """Columns of the one record that a query gives; empty when it holds no rows."""
        values = self.run(query, **parameters).single(strict=True).values()
        return dict(zip(names, values, strict=True)) if values[0] else {}

    def _rows(self, names: tuple[str, ...], queries: Sequence[str], keys: Sequence[str]) -> Iterator[dict[str, Any]]:
        for start in range(0, len(keys), _KEYS_A_QUERY):
            part = list(keys[start : start + _KEYS_A_QUERY])
            for query in queries:
                for record in self.run(query, keys=part, size=_ROWS_A_RECORD):
                    for row in zip(*record.values(), strict=True):
                        yield dict(zip(names, row, strict=True))
