"""Columns of Kith's own tables, and by what one reading of a table is told from another."""

import pytest

from ingest.tables.mapping import map_from_text
from ingest.tables.table_columns import COLUMNS, NEEDED, TableKind
from ingest.tables.table_map import own_map


@pytest.mark.parametrize("kind", TableKind)
def test_what_a_table_needs_is_one_of_its_columns(kind: TableKind) -> None:
    names = {name for group in NEEDED[kind] for name in group} - {"lines"}
    assert names <= set(COLUMNS[kind])
    assert all(column.name == name and column.help for name, column in COLUMNS[kind].items())


def test_a_table_has_the_columns_that_a_source_states() -> None:
    assert {"id", "handle", "email", "verified", "stated_at", "network"} <= set(COLUMNS[TableKind.PEOPLE])
    assert {"from", "to", "kind", "weight"} <= set(COLUMNS[TableKind.INTERACTIONS])
    assert not {"known", "alias_of"} & set(COLUMNS[TableKind.PEOPLE])
    assert not {"actor", "target", "evidence"} & set(COLUMNS[TableKind.INTERACTIONS])


@pytest.mark.parametrize("kind", TableKind)
def test_the_key_of_an_own_table_names_no_column_that_is_read_by_its_name(kind: TableKind) -> None:
    assert own_map(kind, None).key() == own_map(kind, None).key()
    assert [name for name in COLUMNS[kind] if f"'{name}'" in own_map(kind, None).key()] == []


def test_the_key_tells_what_changes_how_a_table_is_read() -> None:
    posts = TableKind.POSTS
    text = "id=a,author=b,text=c"
    keys = [
        own_map(TableKind.PEOPLE, None).key(),
        own_map(posts, None).key(),
        own_map(posts, "x").key(),
        own_map(posts, None, form="%d").key(),
        own_map(posts, None, zone="+02:00").key(),
        map_from_text(text, posts, None).key(),
        map_from_text("id=id,author=author,text=text", posts, None).key(),
        map_from_text(text, posts, "x").key(),
    ]
    assert len(set(keys)) == len(keys)
