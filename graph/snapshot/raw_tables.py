"""Rows of the record tables as Arrow tables, ordered by id: what a snapshot is frozen from and refreshed by."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

import pyarrow as pa

from graph import arrow_compute as pc
from graph.model.column import columns_of, content_columns
from graph.rows.change_log import removal_mark, salt_of
from graph.rows.row_store import RowReader
from graph.rows.table import RECORD_TABLES, RECORDS, SHAPES, Table

Tables = Mapping[Table, Any]
"""A `pyarrow.Table` for each record table."""

_KEPT: Final = {
    Table.ACCOUNTS: ("alias_of", "person", "born", "opted_out", "hidden"),
    Table.POSTS: (),
    Table.INTERACTIONS: (),
    Table.TRANSACTIONS: (),
}
"""What freezing reads besides the content: what the store itself keeps of a record."""


def _columns(table: Table) -> tuple[str, ...]:
    content = [column.name for column in content_columns(RECORDS[table]) if column.frozen]
    known = [column.name for column in columns_of(RECORDS[table]) if column.name == "known"]
    return ("id", "hash_hi", "hash_lo", *known, *content, *_KEPT[table])


_TYPES: Final = {
    "text": pa.large_string(),
    "int": pa.int64(),
    "real": pa.float64(),
    "bool": pa.bool_(),
    "texts": pa.large_list(pa.large_string()),
}


def schema_of(table: Table) -> Any:
    """Arrow schema of a raw table."""
    types = SHAPES[table].columns
    return pa.schema([(name, _TYPES[types[name]]) for name in _columns(table)])


def read_tables(reader: RowReader, after_seq: int = -1) -> dict[Table, Any]:
    """Read all rows, or those changed after a number of the change sequence; ordered by id."""
    return {table: _ordered(_read(reader, table, after_seq)) for table in RECORD_TABLES}


def removed_since(reader: RowReader, after_seq: int, former: Tables) -> dict[Table, list[str]]:
    """Ids of the former tables whose rows were removed after a number of the change sequence."""
    marks: dict[Table, set[str]] = {table: set() for table in RECORD_TABLES}
    for block in reader.scan(Table.CHANGES, ["kind", "key"], after_seq):
        for kind, key in zip(block["kind"], block["key"], strict=True):
            marks[Table(kind)].add(key)
    salt = salt_of(reader)
    return {table: _marked(former[table], marks[table], salt) for table in RECORD_TABLES}


def _marked(table: Any, marks: set[str], salt: bytes) -> list[str]:
    """Ids that were logged as removed; stores of an older schema logged the ids themselves."""
    if not marks:
        return []
    return [i for i in table["id"].to_pylist() if removal_mark(salt, i) in marks or i in marks]


def merge(former: Tables, changed: Tables, removed: Mapping[Table, Iterable[str]]) -> dict[Table, Any]:
    """Bring former tables up to date: changed rows replace, removed ids go unless they came again."""
    merged: dict[Table, Any] = {}
    for table in RECORD_TABLES:
        gone = pa.array([*removed[table]], pa.large_string())
        if not changed[table].num_rows and not len(gone):
            merged[table] = former[table]
            continue
        out = pa.concat_arrays([gone, _column(changed[table], "id")])
        stays = pc.invert(pc.is_in(former[table]["id"], value_set=out))
        merged[table] = _ordered(pa.concat_tables([former[table].filter(stays), changed[table]]))
    return merged


def _read(reader: RowReader, table: Table, after_seq: int) -> Any:
    schema = schema_of(table)
    batches = [
        pa.record_batch([pa.array(block[name], schema.field(name).type) for name in schema.names], schema=schema)
        for block in reader.scan(table, schema.names, after_seq)
    ]
    return pa.Table.from_batches(batches, schema=schema)


def _ordered(table: Any) -> Any:
    order = pc.sort_indices(table, sort_keys=[("id", "ascending")])
    return table.take(order).combine_chunks()


def _column(table: Any, name: str) -> Any:
    column = table[name].combine_chunks()
    return column if isinstance(column, pa.Array) else pa.concat_arrays(column.chunks)
