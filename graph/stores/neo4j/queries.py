"""Cypher for reading rows: what matches them, and how they come back as columns."""

from collections.abc import Iterator, Sequence
from functools import cache
from typing import Final

from graph.rows.table import SHAPES, Table
from graph.stores.neo4j.schema import ANY_TYPE, LABELS, TYPES, WORDS_INDEX, property_of

_ENDS: Final = {
    "actor": "startNode(x).id",
    "target": "CASE WHEN endNode(x):Account THEN endNode(x).id ELSE x.target END",
    "post": "CASE WHEN endNode(x):Post THEN endNode(x).id END",
}
"""Columns of an interaction that lie in the ends of its relationship."""

# Every look-up says SEEK: planned while statistics are young, Neo4j may otherwise keep a scan of the whole index for
# each key. A record per row is two to three times slower than columns. A comprehension keeps nulls, which collect()
# drops; and what was found is shown in parts, so that no record grows with the number of an account's followers.
_IN_PARTS: Final = (
    "WITH collect(DISTINCT x) AS found UNWIND range(0, size(found) - 1, $size) AS start "
    "WITH found[start..start + $size] AS part"
)
_AS_ONE: Final = "WITH collect(x) AS part"
_SEQ: Final = property_of("seq")
_LAST_OF_NEXT: Final = f"WITH x.{_SEQ} AS seq ORDER BY seq SKIP $size - 1 LIMIT 1 RETURN seq"


WITH_WORDS: Final = f"CALL db.index.fulltext.queryNodes('{WORDS_INDEX}', $words) YIELD node RETURN node.id"
"""Ids of the posts with the words asked for ($words, in Lucene's language)."""


def columns_of(table: Table, columns: Sequence[str] | None) -> tuple[str, ...]:
    """Columns asked for, `id` first; raises KeyError for one that the table does not have."""
    known = SHAPES[table].columns
    names = list(known) if columns is None else ["id", *(c for c in columns if c != "id")]
    for name in names:
        if name not in known:
            raise KeyError(f"table {table} has no column {name!r}")
    return tuple(names)


def _expression(table: Table, column: str) -> str:
    if table is Table.INTERACTIONS and column in _ENDS:
        return _ENDS[column]
    name = f"x.{property_of(column)}"
    return f"coalesce({name}, [])" if SHAPES[table].columns[column] == "texts" else name


def _shown(table: Table, columns: Sequence[str]) -> str:
    return "RETURN " + ", ".join(f"[x IN part | {_expression(table, c)}] AS {c}" for c in columns)


def _places(table: Table) -> Iterator[tuple[str, str, str]]:
    """Where rows of a table lie: name of the label or type, the pattern of one row, and of one row with a key."""
    if table is Table.INTERACTIONS:
        for name in TYPES.values():
            yield name, f"()-[x:{name}]->()", f"()-[x:{name} {{id: key}}]->()"
    else:
        name = LABELS[table]
        yield name, f"(x:{name})", f"(x:{name} {{id: key}})"


@cache
def get_queries(table: Table, columns: tuple[str, ...]) -> dict[str, str]:
    """Rows by id ($keys, $size), a query for each label or relationship type."""
    output = _shown(table, columns)
    return {
        name: f"UNWIND $keys AS key MATCH {keyed} USING INDEX SEEK x:{name}(id) {_IN_PARTS} {output}"
        for name, _, keyed in _places(table)
    }


@cache
def find_queries(table: Table, column: str, columns: tuple[str, ...]) -> dict[str, str]:
    """Rows by a column ($keys, $size), a query for each label or relationship type; of any type under ''."""
    output = f"{_IN_PARTS} {_shown(table, columns)}"
    if table is Table.INTERACTIONS:
        patterns = _acts_by(column)
    elif column == "mentions":
        patterns = {"": "MATCH (:Account {id: key})<-[:MENTIONS]-(x:Post)"}
    else:
        label, name = LABELS[table], property_of(column)
        patterns = {"": f"MATCH (x:{label} {{{name}: key}}) USING INDEX SEEK x:{label}({name})"}
    return {name: f"UNWIND $keys AS key {match} {output}" for name, match in patterns.items()}


def _acts_by(column: str) -> dict[str, str]:
    if column == "actor":
        return {"": f"MATCH (:Account {{id: key}})-[x:{ANY_TYPE}]->()"}
    if column == "post":
        return {"": f"MATCH (:Post {{id: key}})<-[x:{ANY_TYPE}]-()"}
    named = {t: f"MATCH ()-[x:{t} {{target: key}}]->() USING INDEX SEEK x:{t}(target)" for t in TYPES.values()}
    return {"": f"MATCH (:Account {{id: key}})<-[x:{ANY_TYPE}]-()", **named}


@cache
def walk_queries(table: Table, columns: tuple[str, ...]) -> dict[str, str]:
    """The next $size rows behind the id $after, in the order of ids: a query for each label or type."""
    output = _shown(table, columns)
    return {
        name: (
            f"MATCH {pattern} USING INDEX SEEK x:{name}(id) WHERE x.id > $after "
            f"WITH x ORDER BY x.id LIMIT $size {_AS_ONE} {output}"
        )
        for name, pattern, _ in _places(table)
    }


@cache
def page_query(table: Table, order: str, matching: str | None) -> str:
    """The next $size rows above $after by an indexed whole number; with `matching` those with $value in it."""
    _, number, *column = map(property_of, columns_of(table, [order] if matching is None else [order, matching]))
    label, output = LABELS[table], _shown(table, columns_of(table, None))
    rows = f"MATCH (x:{label}) USING INDEX SEEK x:{label}({number}) WHERE x.{number} > $after"
    chosen = f"AND x.{column[0]} = $value" if column else ""
    return f"{rows} {chosen} WITH x ORDER BY x.{number} LIMIT $size {_AS_ONE} {output}"


@cache
def change_queries(table: Table, columns: tuple[str, ...]) -> dict[str, tuple[str, str]]:
    """Rows by the change sequence: the number that ends the next $size above $low, and the rows up to $high."""
    output = _shown(table, columns)
    return {
        name: (
            f"MATCH {pattern} USING INDEX SEEK x:{name}({_SEQ}) WHERE x.{_SEQ} > $low {_LAST_OF_NEXT}",
            f"MATCH {pattern} USING INDEX SEEK x:{name}({_SEQ}) WHERE $low < x.{_SEQ} <= $high {_AS_ONE} {output}",
        )
        for name, pattern, _ in _places(table)
    }


@cache
def count_queries(table: Table) -> dict[str, str]:
    """How many rows there are, from the statistics of the database: a query for each label or type."""
    return {name: f"MATCH {pattern} RETURN count(x)" for name, pattern, _ in _places(table)}
