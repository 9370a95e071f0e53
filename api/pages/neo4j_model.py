"""The page about the graph in Neo4j: the properties of its nodes are written from the declared columns.

`python -m api.pages.neo4j_model docs/neo4j-model.md` writes those parts of the page anew, and
leaves the others as they are.
"""

from datetime import datetime
from decimal import Decimal
from typing import Final

from api.pages.written_parts import table, with_parts, write
from graph.model.account import Account
from graph.model.column import Column, columns_of
from graph.model.interaction import Interaction
from graph.model.judgement import Judgement
from graph.model.post import Post
from graph.model.transaction import Transaction
from graph.model.watch import Watch

_RECORDS: Final = (Account, Post, Interaction, Transaction, Judgement, Watch)
_HOW: Final = {datetime: " (microseconds since 1970, UTC)", Decimal: " (a decimal as text)"}


def rewritten(page: str) -> str:
    """Return the page with the properties of all nodes written anew. Raises ValueError without marks."""
    return with_parts(page, {f"properties of {record.__name__}": _properties(record) for record in _RECORDS})


def _properties(record: type) -> str:
    return table(("property", "what it holds"), [(f"`{c.name}`", c.help + _details(c)) for c in columns_of(record)])


def _details(column: Column) -> str:
    words = ", ".join(f"`{word}`" for word in column.words)
    return f": {words}" if words else _HOW.get(column.values, "")


if __name__ == "__main__":
    write(rewritten)
