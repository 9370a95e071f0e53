"""Queries take their values as parameters: text is put together only from closed lists of our own names."""

import ast
import re
from collections.abc import Iterator

import pytest

from tests.modules import Module, modules, parsed

# What may stand between braces in a query, by file, because it cannot hold anything that came from outside.
CLOSED = {
    "graph/stores/neo4j/schema.py": {
        "table",  # members of the enum Table, their labels, and columns of `graph.rows.table.SHAPES`
        "label",
        "relation",  # values of `TYPES`
        "name",
        "label.lower()",
        "number",
        "WORDS_INDEX",  # names of ours
        "property_of('words')",
    },
    "graph/stores/neo4j/queries.py": {
        "ANY_TYPE",
        "name",  # values of `TYPES` and of `LABELS`, and patterns with them
        "t",
        "label",
        "pattern",
        "keyed",
        "match",
        "output",  # columns that `columns_of` let through
        "_IN_PARTS",
        "_AS_ONE",
        "_LAST_OF_NEXT",
        "number",  # columns that `columns_of` let through
        "column[0]",
        "_SEQ",  # names of ours
        "WORDS_INDEX",
    },
    "graph/stores/neo4j/acts.py": {"label", "name"},
    "graph/stores/neo4j/links.py": {"row", "start", "between", "arrow", "self.label"},  # of the closed list `LINKS`
    "graph/stores/neo4j/people.py": {"_ACCOUNTS", "_ASKED"},  # a pattern, and columns of ours
    "graph/stores/neo4j/publish.py": {"_EDITION", "_PERSON", "_COMMUNITY", "name", "label"},  # names of ours
    "graph/stores/neo4j/renaming.py": {
        "table",  # tables and columns of ours, patterns and assignments with them
        "column",
        "relation.lower()",
        "name",
        "pattern",
        "sets",
        "', '.join((f'{name}.{c}' for c in columns))",
        "_moved('n', ['published'])",
    },
    "graph/stores/neo4j/row_store.py": {"ANY_TYPE", "'|'.join(('Person', *PUBLISHED_LABELS, *LABELS.values()))"},
    "graph/stores/neo4j/writing.py": {"label"},
    "graph/stores/sqlite/schema.py": {
        "APPLICATION_ID",  # numbers and tables of ours
        "table",
        "column",  # columns of `graph.rows.table.SHAPES`
        "body",
        "number",
        "part",
        "', '.join(names)",
        "places",
        "updates",
    },
    "graph/stores/sqlite/migrations.py": {"table", "name", "TYPES[kind]", "names"},  # tables and columns of ours
    "graph/stores/sqlite/writing.py": {"version", "table"},  # a number, and a member of the enum Table
    "graph/stores/sqlite/reading.py": {
        "table",  # a member of the enum Table
        "column",  # checked by `columns_of`, which refuses what is no column
        "picked",
        "number",
        "', '.join(names)",
        "keys",  # constant texts
        "inner",
        "where",
    },
}

_QUERY = re.compile(
    r"\s*(SELECT|INSERT|UPDATE|DELETE|REPLACE|CREATE|DROP|ALTER|PRAGMA|ATTACH|WITH|WHERE|AND|OR|ON|SET|ORDER BY|LIMIT"
    r"|MATCH|OPTIONAL|MERGE|UNWIND|CALL|RETURN|SHOW|FOREACH|DETACH|REMOVE|LOAD|USE)\b"
)
_SENDING = {"run", "execute", "executemany", "execute_query"}


def _interpolated(text: ast.JoinedStr) -> list[str]:
    return [ast.unparse(part.value) for part in text.values if isinstance(part, ast.FormattedValue)]


def _literal(text: ast.JoinedStr) -> str:
    return "".join(str(part.value) if isinstance(part, ast.Constant) else "…" for part in text.values)


def put_together(module: Module) -> Iterator[str]:
    """Find queries that hold something which is not on the closed list."""
    allowed = CLOSED.get(module.path, set())
    for node in ast.walk(module.tree):
        if isinstance(node, ast.JoinedStr) and _QUERY.match(_literal(node)):
            for name in _interpolated(node):
                if name not in allowed:
                    yield f"{module.at(node)}: a query holds {{{name}}}; make it a parameter"
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and node.func.attr in _SENDING
            and node.args
        ):
            yield from _glued(module, node.args[0])


def _glued(module: Module, query: ast.expr) -> Iterator[str]:
    if isinstance(query, ast.BinOp) and isinstance(query.op, ast.Add | ast.Mod):
        yield f"{module.at(query)}: a query is glued together where it is sent"
    if isinstance(query, ast.Call) and getattr(query.func, "attr", "") in {"format", "replace", "join"}:
        yield f"{module.at(query)}: a query is glued together where it is sent"
    if isinstance(query, ast.JoinedStr) and not _QUERY.match(_literal(query)) and _interpolated(query):
        yield f"{module.at(query)}: a query holds {{{_interpolated(query)[0]}}}; make it a parameter"


def test_no_query_holds_a_value() -> None:
    assert [offence for module in modules() for offence in put_together(module)] == []


def test_the_closed_list_holds_nothing_that_is_not_used() -> None:
    used = {
        module.path: {
            name
            for node in ast.walk(module.tree)
            if isinstance(node, ast.JoinedStr) and _QUERY.match(_literal(node))
            for name in _interpolated(node)
        }
        for module in modules("graph")
    }
    assert {
        path: names - used.get(path, set()) for path, names in CLOSED.items() if names - used.get(path, set())
    } == {}


@pytest.mark.parametrize(
    "line",
    [
        "session.run(f'MATCH (a:Account {{id: \"{account}\"}}) RETURN a')",
        "query = f'SELECT * FROM posts WHERE id = {post}'",
        "connection.execute('DELETE FROM posts WHERE id = ' + post)",
        "connection.execute('DELETE FROM posts WHERE id = %s' % post)",
        "session.run('MATCH (a {id: $id}) RETURN a'.format(id))",
        "tx.run(f'{query} LIMIT 3')",
    ],
)
def test_a_query_with_a_value_in_it_is_found(line: str) -> None:
    assert len(list(put_together(parsed("graph/rows/row_store.py", line)))) == 1


def test_a_query_with_parameters_is_let_through() -> None:
    good = "session.run('MATCH (a:Account {id: $id}) RETURN a', id=account)\nraise ValueError(f'no {account} here')"
    assert list(put_together(parsed("graph/stores/neo4j/row_store.py", good))) == []
