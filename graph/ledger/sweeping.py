"""Sweeping: removing what a source no longer has, after a complete load."""

from typing import Final

from graph.errors import Refused
from graph.ledger.parts import members
from graph.ledger.restating import restate_all, rows_with
from graph.rows.row_store import RowReader, RowStore
from graph.rows.table import RECORD_TABLES, Table

MOST_SWEPT: Final = 0.2
"""Share of a source's records that a sweep removes without a clear yes (`--yes`)."""


def sweep_source(row_store: RowStore, key: bytes, source: str, load: str, *, yes: bool) -> int:
    """Take back what a source said before and did not say in this load; returns how many records."""
    victims, total = row_store.read(lambda s: _unsaid(s, source, load))
    count = sum(map(len, victims.values()))
    if count > MOST_SWEPT * total and not yes:
        raise Refused(
            f"{count} of the {total} records of {source!r} are not in this load;"
            " a sweep of more than a fifth needs --yes"
        )
    without = {table: set(ids) for table, ids in victims.items()}
    return restate_all(
        row_store,
        key,
        victims,
        lambda table, identifier, statements: [
            s for s in statements if s.source != source or identifier not in without[table]
        ],
    )


def _unsaid(reader: RowReader, source: str, load: str) -> tuple[dict[Table, list[str]], int]:
    victims: dict[Table, list[str]] = {}
    total = 0
    for table in RECORD_TABLES:
        spoken = list(rows_with(reader, table, lambda s, _load: s == source, f'"source":"{source}"'))
        delivered = set(members(reader, load, table))
        victims[table] = [i for i in spoken if i not in delivered]
        total += len(spoken)
    return victims, total
