"""SQLite under the state machine."""

import tempfile
from pathlib import Path

from hypothesis import HealthCheck, settings

from graph.opening import open_store
from graph.port.store import GraphStore
from graph.testing.machine import StoreMachine


class SqliteMachine(StoreMachine):
    def make_store(self) -> GraphStore:
        self.folder = tempfile.TemporaryDirectory()
        return open_store(f"sqlite:///{Path(self.folder.name) / 'kith.db'}")

    def teardown(self) -> None:
        super().teardown()
        self.folder.cleanup()


TestSqliteMachine = SqliteMachine.TestCase
TestSqliteMachine.settings = settings(
    max_examples=60, stateful_step_count=15, deadline=None, suppress_health_check=list(HealthCheck)
)
