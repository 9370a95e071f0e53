"""SQLite keeps the contract."""

from pathlib import Path

import apsw

from graph.opening import open_store
from graph.port.store import GraphStore
from graph.testing.contract import Peek, StoreContract


class TestSqliteStore(StoreContract):
    def make_store(self, folder: Path) -> GraphStore:
        folder.mkdir(exist_ok=True)
        return open_store(f"sqlite:///{folder / 'kith.db'}")

    def make_again(self, store: GraphStore, state: Path) -> GraphStore:
        folder = store.state_folder
        return open_store(f"sqlite:///{str(folder).removesuffix('.state')}", state=state)

    def peek(self, store: GraphStore) -> Peek:
        folder = store.state_folder
        database = apsw.Connection(str(folder).removesuffix(".state"), flags=apsw.SQLITE_OPEN_READONLY)

        def column(query: str) -> frozenset[str]:
            return frozenset(row[0] for row in database.execute(query))

        result = Peek(
            accounts=column("SELECT id FROM accounts"),
            posts=column("SELECT id FROM posts"),
            known_posts=column("SELECT id FROM posts WHERE known"),
            interactions=column("SELECT id FROM interactions"),
            transactions=column("SELECT id FROM transactions"),
            persons=dict(database.execute("SELECT id, person FROM accounts")),
            texts=dict(database.execute("SELECT id, text FROM posts WHERE known")),
            tombstones=len(column("SELECT id FROM tombstones")),
        )
        database.close()
        return result
