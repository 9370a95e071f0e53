"""Opening a store by its URL."""

from pathlib import Path

from graph.errors import StoreUnavailable
from graph.ledger.store import LedgerStore
from graph.rows.row_store import RowStore
from graph.snapshot.state import beside, is_of_a_store
from graph.store_url import path_of, plain_url

_NEO4J = ("neo4j", "bolt", "neo4j+s", "neo4j+ssc", "bolt+s", "bolt+ssc")


def open_store(
    url: str,
    *,
    state: Path | None = None,
    user: str | None = None,
    password: str | None = None,
    database: str | None = None,
    create: bool = True,
    may_migrate: bool = True,
    tombstone_key: bytes | None = None,
    restoring: bool = False,
) -> LedgerStore:
    """Open the store at a URL: `sqlite:///PATH` or a path, or `neo4j://`, `bolt://`, `neo4j+s://` HOST.

    `state` is the folder for snapshots, findings and keys (default: beside the SQLite file; for a server the user's
    state folder). With `create` False a SQLite file that is not there is refused. A store of an older schema
    is brought to that of this version; with `may_migrate` False it is refused. `tombstone_key` (32 bytes) takes the
    place of the one in the state folder. A store that holds a part of a backup is opened for `restoring` alone. Raises
    StoreUnavailable, of which StoreNewer and StoreOlder say that the store is of another version.
    """
    url = plain_url(url)
    path = path_of(url)
    if path is not None:
        state = state or beside(path)
        _check_not_emptied(path, state, restoring=restoring)
        row_store = _sqlite(path, create=create, may_migrate=may_migrate)
        return LedgerStore(row_store, state, tombstone_key, restoring=restoring)
    if url.partition("://")[0] in _NEO4J and "://" in url:
        from graph.stores.neo4j.row_store import Neo4jRowStore  # noqa: PLC0415  the driver takes half a second to import

        server = Neo4jRowStore(url, user, password, database, may_migrate=may_migrate)
        return LedgerStore(server, state, tombstone_key, restoring=restoring)
    raise StoreUnavailable(f"expected a store like sqlite:///kith.db or neo4j://localhost:7687, got {url!r}")


def _check_not_emptied(path: Path, state: Path, *, restoring: bool) -> None:
    """Refuse a file of 0 bytes in place of a store that was there: it would be taken for a new one."""
    log = path.with_name(f"{path.name}-wal")
    if restoring or not path.is_file() or path.stat().st_size or (log.exists() and log.stat().st_size):
        return
    if is_of_a_store(state):
        raise StoreUnavailable(
            f"{path} is empty (0 bytes), and {state} is the state folder of a store that was not: put the file, or a"
            f" backup (kith restore), in its place; to begin anew, remove the empty file"
        )


def _sqlite(path: Path, *, create: bool, may_migrate: bool) -> RowStore:
    from graph.stores.sqlite.row_store import SqliteRowStore  # noqa: PLC0415

    if not path.name:
        raise StoreUnavailable("expected a file in the store's URL, like sqlite:///kith.db")
    if not path.parent.is_dir():
        raise StoreUnavailable(f"the folder {path.parent} of the store is not there; make it first")
    return SqliteRowStore(path, create=create, may_migrate=may_migrate)
