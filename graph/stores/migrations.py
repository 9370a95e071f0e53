"""Migrations: the ordered list of what brings an older store to the schema of this version, one list for all stores.

Before its first step a store adds the tables, columns and indexes that are new. A step then goes over rows, page by
page in the order of ids, each page a transaction: memory does not grow with the store. It is harmless when it is run
again, or beside a process that is done with it, and the version is raised after each step: so a migration that was
killed goes on with that step at the next opening.
"""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from types import MappingProxyType
from typing import Any, Final

from graph.errors import StoreNewer, StoreOlder
from graph.model.mailboxes import email_key
from graph.rows.row_store import RowReader, RowStore, RowWriter
from graph.rows.rowhash import content_hash
from graph.rows.rows import handle_key
from graph.rows.table import CASE_FOLDED, RECORD_TABLES, Table

Step = Callable[[RowStore], None]

_LOG: Final = logging.getLogger("kith.store")
_ROWS_AT_ONCE: Final = 10_000


@dataclass(frozen=True, slots=True)
class Migration:
    """One step: what a store of `version` has that one of the version before has not, and how it gets that.

    A new column that is empty until something is loaded needs no step.
    """

    version: int
    what: str
    step: Step = lambda _: None


def going_over(tables: tuple[Table, ...], mend: Callable[[Table, dict[str, Any]], bool]) -> Step:
    """Make a step that puts every row anew that `mend` changes; `mend` says whether it did."""

    def step(store: RowStore) -> None:
        for table in tables:
            after = ""
            while ids := store.read(partial(_next_ids, table, after)):
                store.write(partial(_mend_rows, table, ids, mend))
                after = ids[-1]

    return step


def _next_ids(table: Table, after: str, reader: RowReader) -> list[str]:
    return reader.ids(table, after, _ROWS_AT_ONCE)


def _mend_rows(table: Table, ids: list[str], mend: Callable[[Table, dict[str, Any]], bool], writer: RowWriter) -> None:
    rows = [row for row in writer.get(table, ids).values() if mend(table, row)]
    if rows:
        writer.put(table, rows)


def _put_again(_table: Table, _row: dict[str, Any]) -> bool:
    """Putting a post indexes its words."""
    return True


def _tell_birth(_table: Table, row: dict[str, Any]) -> bool:
    """When a post came was not kept: it is given the number at which it last changed."""
    if not row["known"] or row["born"] is not None:
        return False
    row["born"] = row["seq"]
    return True


def _hash_again(table: Table, row: dict[str, Any]) -> bool:
    before = row["hash_hi"], row["hash_lo"]
    if row["known"]:
        row["hash_hi"], row["hash_lo"] = content_hash(table, row["id"], row)
    return (row["hash_hi"], row["hash_lo"]) != before


def _look_up_again(_table: Table, row: dict[str, Any]) -> bool:
    """Handles were case folded, and placeholders joined people: what accounts are looked up by is made anew."""
    before = row["handle_key"], row["email_key"]
    row["handle_key"], row["email_key"] = handle_key(row["id"], row["handle"]), email_key(row["email"])
    return (row["handle_key"], row["email_key"]) != before


def _has_dotted_capital(_table: Table, row: dict[str, Any]) -> bool:
    """Putting such a post again indexes its words as they are read now."""
    return "İ" in (row["text"] or "")


def _tell_case_folded(store: RowStore) -> None:
    """Ids that were made from case-folded handles stay, so whom a handle names is looked for by these as well."""
    going_over((Table.ACCOUNTS,), _look_up_again)(store)
    store.write(lambda writer: writer.set_meta(CASE_FOLDED, "yes"))


MIGRATIONS: Final = (
    Migration(2, "posts are found by an index of their words", going_over((Table.POSTS,), _put_again)),
    Migration(3, "posts know at which change they came", going_over((Table.POSTS,), _tell_birth)),
    Migration(4, "hashes are over name and value of what is stated", going_over(RECORD_TABLES, _hash_again)),
    Migration(5, "handles keep letters that case folding takes away", _tell_case_folded),
    Migration(6, "the log of removals holds no ids"),
    # By `stores.neo4j.renaming`, before any other step.
    Migration(7, "in Neo4j, what is of no use to people lies under names that begin with kith_"),
    Migration(8, "posts know whom they answer, and İ is found by i", going_over((Table.POSTS,), _has_dotted_capital)),
)
"""Schema 1 is the first. Never change or remove an entry: somebody's store may need it."""

SCHEMA_VERSION: Final = MIGRATIONS[-1].version
"""The schema of a new store. It must be raised, by a migration, whenever the shape of rows moves (`tests.shapes`)."""


def migrate(store: RowStore, where: str, own: Mapping[int, Step] = MappingProxyType({})) -> None:
    """Bring a store to the schema of this version, one step after the other; a new store (0) has it already.

    `where` names the store for the log; `own` are steps that one kind of store needs before the common one, by version.
    """
    version = store.read(lambda reader: reader.schema)
    if version == 0:
        store.write(lambda writer: _raise_to(writer, SCHEMA_VERSION))
        return
    for migration in pending(version):
        newer = migration.version
        _LOG.warning("%s: bringing schema %d to %d: %s", where, newer - 1, newer, migration.what)
        if newer in own:
            own[newer](store)
        migration.step(store)
        store.write(partial(_raise_to, version=newer))


def pending(version: int) -> list[Migration]:
    """What is to be done to a store of a version, in order."""
    return [migration for migration in MIGRATIONS if migration.version > version]


def check_version(version: int, where: str, *, may_migrate: bool) -> None:
    """Raise StoreNewer for a store that this version cannot read, StoreOlder for one that may not be migrated now."""
    if version > SCHEMA_VERSION:
        raise StoreNewer(
            f"{where} was written by a newer Kith (schema {version}, this one knows {SCHEMA_VERSION}); update Kith"
        )
    if 0 < version < SCHEMA_VERSION and not may_migrate:
        todo = "; ".join(migration.what for migration in pending(version))
        raise StoreOlder(f"{where} has schema {version}, and this Kith brings it to {SCHEMA_VERSION}: {todo}")


def _raise_to(writer: RowWriter, version: int) -> None:
    """Raise the version; another process may have raised it further meanwhile."""
    if writer.schema < version:
        writer.set_schema(version)
