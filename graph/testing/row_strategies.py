"""Rows of every table for Hypothesis: any value that the column's type allows, names of records that are there."""

from typing import Any

from hypothesis import strategies as st

from graph.model.column import Column, Reference, columns_of
from graph.model.interaction import InteractionKind
from graph.model.judgement import Judgement
from graph.rows.table import RECORDS, SHAPES, Table

ACCOUNTS = [f"x:{n}" for n in range(4)]
POSTS = [f"post:x:{n}" for n in range(4)]
OTHERS = [f"row {n}" for n in range(5)]

HOSTILE = [
    "",
    "'; DROP TABLE posts; --",
    '"}) DETACH DELETE n //',
    "`$x` \\u0041 \\",
    "👩‍👩‍👧 e\u0301 \u202e \ufffd \U0010ffff",
    "line\r\nline\ttab\x01",
]

HOSTILE_TEXT = st.one_of(
    st.sampled_from(HOSTILE), st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))
)
_BY_TYPE: dict[str, st.SearchStrategy[Any]] = {
    "text": HOSTILE_TEXT,
    "int": st.integers(-(2**63), 2**63 - 1),
    "real": st.floats(allow_nan=False, allow_infinity=False),
    "bool": st.booleans(),
    "bytes": st.binary(),
    "texts": st.lists(HOSTILE_TEXT, max_size=3),
}
_NAMED = {"person": st.sampled_from(["person:x:0", "person:x:1"]), "account": st.sampled_from(ACCOUNTS)}
_ENDS = {"left": st.sampled_from(ACCOUNTS[:2]), "right": st.sampled_from(ACCOUNTS[2:])}
"""Ends of judgements, which are never the same."""
_DECLARED = {**RECORDS, Table.JUDGEMENTS: Judgement}


def ids_of(table: Table) -> list[str]:
    """Ids that the rows of a table take."""
    return {Table.ACCOUNTS: ACCOUNTS, Table.POSTS: POSTS}.get(table, OTHERS)


def rows_of(table: Table) -> st.SearchStrategy[dict[str, Any]]:
    """Any row of a table, its id among a few; optional columns may be None."""
    declared = {column.name: column for column in columns_of(_DECLARED[table])} if table in _DECLARED else {}
    columns = {name: _column(name, kind, declared.get(name)) for name, kind in SHAPES[table].columns.items()}
    columns["id"] = st.sampled_from(ids_of(table))
    if table is Table.INTERACTIONS:
        columns["kind"] = st.sampled_from([kind.value for kind in InteractionKind])
    rows: st.SearchStrategy[dict[str, Any]] = st.fixed_dictionaries(columns)
    if table is Table.INTERACTIONS:
        rows = rows.filter(lambda row: row["target"] is not None or row["post"] is not None)
    return rows


def _column(name: str, kind: str, declared: Column | None) -> st.SearchStrategy[Any]:
    """Values of a column: any that its type allows, or names of records that are there."""
    if name == "seq":
        return st.integers(1, 20)
    if declared is None or declared.refers_to is None:
        values = _NAMED.get(name, _BY_TYPE[kind])
        return values if kind == "texts" else st.none() | values
    ids = st.sampled_from(ACCOUNTS if declared.refers_to is Reference.ACCOUNT else POSTS)
    if kind == "texts":
        return st.lists(ids, unique=True, max_size=3)
    return st.none() | ids if declared.optional else _ENDS.get(name, ids)
