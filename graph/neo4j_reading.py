"""Reading rows from Neo4j: nodes and relationships back into the columns of the logical tables."""

from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any, Final

from neo4j import ManagedTransaction
from typing_extensions import override

from graph.neo4j_schema import ANY_TYPE, LABELS, TYPES
from graph.shelf import ReadShelf
from graph.table import RECORD_TABLES, SHAPES, Table

_CHUNK: Final = 10_000

_ENDS: Final = {
    "actor": "a.id",
    "target": "CASE WHEN b:Account THEN b.id ELSE r.target END",
    "post": "CASE WHEN b:Post THEN b.id END",
}
"""Columns of an interaction that lie in the ends of its relationship."""

_INTERACTIONS_BY: Final = {
    "actor": f"MATCH (a:Account {{id: key}})-[r:{ANY_TYPE}]->(b)",
    "post": f"MATCH (b:Post {{id: key}})<-[r:{ANY_TYPE}]-(a:Account)",
}


def columns_of(table: Table, columns: Sequence[str] | None) -> list[str]:
    """Columns asked for, `id` first; raises KeyError for one that the table does not have."""
    known = SHAPES[table].columns
    wanted = list(known) if columns is None else ["id", *(c for c in columns if c != "id")]
    for name in wanted:
        if name not in known:
            raise KeyError(f"table {table} has no column {name!r}")
    return wanted


def expression(table: Table, column: str) -> str:
    """Cypher that gives a column of the node `n`, or of the relationship `r` from `a` to `b`."""
    if table is Table.INTERACTIONS:
        return _ENDS.get(column, f"r.{column}")
    return f"n.{column}"


def _list(table: Table, columns: Sequence[str]) -> str:
    return ", ".join(expression(table, column) for column in columns)


@cache
def _get_queries(table: Table, columns: tuple[str, ...]) -> tuple[str, ...]:
    picked = _list(table, columns)
    if table is Table.INTERACTIONS:
        return tuple(
            f"UNWIND $keys AS key MATCH (a)-[r:{t} {{id: key}}]->(b) USING INDEX r:{t}(id) RETURN {picked}"
            for t in TYPES.values()
        )
    return (f"UNWIND $keys AS key MATCH (n:{LABELS[table]} {{id: key}}) RETURN {picked}",)


@cache
def _find_queries(table: Table, column: str, columns: tuple[str, ...]) -> tuple[str, ...]:
    picked = _list(table, columns)
    if table is not Table.INTERACTIONS:
        match = (
            "MATCH (:Account {id: key})<-[:MENTIONS]-(n:Post)"
            if column == "mentions"
            else f"MATCH (n:{LABELS[table]} {{{column}: key}})"
        )
        return (f"UNWIND $keys AS key {match} RETURN {picked}",)
    if column != "target":
        return (f"UNWIND $keys AS key {_INTERACTIONS_BY[column]} RETURN {picked}",)
    ending = f"UNWIND $keys AS key MATCH (b:Account {{id: key}})<-[r:{ANY_TYPE}]-(a:Account) RETURN {picked}"
    naming = (
        f"UNWIND $keys AS key MATCH (a)-[r:{t} {{target: key}}]->(b) USING INDEX r:{t}(target) RETURN {picked}"
        for t in TYPES.values()
    )
    return (ending, *naming)


@cache
def _scan_queries(table: Table, columns: tuple[str, ...]) -> tuple[str, ...]:
    picked = ", ".join(f"collect([{expression(table, c)}]) AS {c}" for c in columns)  # wrapped: collect drops nulls
    if table is Table.INTERACTIONS:
        return tuple(
            f"MATCH (a)-[r:{t}]->(b) USING INDEX r:{t}(seq) WHERE $low < r.seq <= $high RETURN {picked}"
            for t in TYPES.values()
        )
    if table in RECORD_TABLES:
        return (f"MATCH (n:{LABELS[table]}) WHERE $low < n.seq <= $high RETURN {picked}",)
    return (f"MATCH (n:{LABELS[table]}) RETURN {picked}",)


class Neo4jReading(ReadShelf):
    """Reads in one managed transaction."""

    def __init__(self, transaction: ManagedTransaction) -> None:
        self._transaction = transaction

    @override
    def get(self, table: Table, ids: Sequence[str], columns: Sequence[str] | None = None) -> dict[str, dict[str, Any]]:
        names = columns_of(table, columns)
        queries = self._of_used_types(table, _get_queries(table, tuple(names)))
        return {row["id"]: row for row in self._rows(table, names, queries, ids)}

    @override
    def find(
        self, table: Table, column: str, values: Sequence[str], columns: Sequence[str] | None = None
    ) -> list[dict[str, Any]]:
        names = columns_of(table, columns)
        columns_of(table, [column])
        queries = _find_queries(table, column, tuple(names))
        found = {row["id"]: row for row in self._rows(table, names, queries, list(dict.fromkeys(values)))}
        return [found[key] for key in sorted(found)]

    @override
    def scan(
        self, table: Table, columns: Sequence[str], after_seq: int = -1, block: int = 50_000
    ) -> Iterator[dict[str, list[Any]]]:
        names = columns_of(table, columns)[0 if "id" in columns else 1 :]
        queries = self._of_used_types(table, _scan_queries(table, tuple(names)))
        if table not in RECORD_TABLES:
            yield from self._block(table, names, queries, -1, -1)
            return
        low, last = max(after_seq, 0), self.seq
        while low < last:
            high = min(low + block, last)
            yield from self._block(table, names, queries, low, high)
            low = high

    @override
    def count(self, table: Table) -> int:
        if table is Table.INTERACTIONS:
            used = self.used_types()
            return sum(self._single(f"MATCH ()-[r:{t}]->() RETURN count(r)") for t in used)
        return int(self._single(f"MATCH (n:{LABELS[table]}) RETURN count(n)"))

    @override
    def meta(self, name: str) -> str | None:
        record = self.run("MATCH (k:Kith {name: $name}) RETURN k.value", name=name).single()
        return None if record is None or record[0] is None else str(record[0])

    def used_types(self) -> list[str]:
        """Relationship types of the interactions that the store has had."""
        return (self.meta("types") or "").split()

    def run(self, query: str, **parameters: Any) -> Any:
        """Run a query of ours with its parameters."""
        return self._transaction.run(query, parameters)

    def _of_used_types(self, table: Table, queries: Sequence[str]) -> list[str]:
        """For interactions, leave out the types that the store has never had: each costs a look-up a key."""
        if table is not Table.INTERACTIONS:
            return list(queries)
        used = set(self.used_types())
        return [query for query, name in zip(queries, TYPES.values(), strict=True) if name in used]

    def _single(self, query: str) -> Any:
        return self.run(query).single(strict=True)[0]

    def _rows(
        self, table: Table, names: list[str], queries: Sequence[str], keys: Sequence[str]
    ) -> Iterator[dict[str, Any]]:
        lists = [name for name in names if SHAPES[table].columns[name] == "texts"]
        for start in range(0, len(keys), _CHUNK):
            part = list(keys[start : start + _CHUNK])
            for query in queries:
                for values in self.run(query, keys=part):
                    row = dict(zip(names, values.values(), strict=True))
                    for name in lists:
                        row[name] = row[name] or []
                    yield row

    def _block(
        self, table: Table, names: list[str], queries: Sequence[str], low: int, high: int
    ) -> Iterator[dict[str, list[Any]]]:
        for query in queries:
            record = self.run(query, low=low, high=high).single(strict=True)
            columns = {name: [value[0] for value in record[name]] for name in names}
            if columns[names[0]]:
                for name in names:
                    if SHAPES[table].columns[name] == "texts":
                        columns[name] = [value or [] for value in columns[name]]
                yield columns
