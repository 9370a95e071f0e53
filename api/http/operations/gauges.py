"""Gauges: how far the service is behind the store, and what the store holds that somebody should look at."""

import threading
from datetime import UTC, datetime

from api.http.operations.metrics import Metrics
from api.workspace.workspace import Workspace
from graph.errors import GraphError


class Gauges:
    """Reads the gauges when they are asked for; rows are counted again only after something was written."""

    def __init__(self, workspace: Workspace, metrics: Metrics) -> None:
        self._workspace = workspace
        self._metrics = metrics
        self._lock = threading.Lock()
        self._counted_at = -1

    def read(self) -> None:
        """Read and set them; those of a store that does not answer stay as they were."""
        try:
            with self._lock:
                self._read_store()
        except GraphError:
            return

    def _read_store(self) -> None:
        view, current, now = self._workspace.view(), self._workspace.current, datetime.now(UTC)
        held = 0 if current is None else current.snapshot.seq
        self._metrics.set("changes_behind", max(view.seq() - held, 0))
        if current is not None and current.computed_at is not None:
            self._metrics.set("findings_age_seconds", (now - current.computed_at).total_seconds())
        sources = view.sources()
        latest = [source.last_at for source in sources if source.last_at is not None]
        if latest:
            self._metrics.set("last_load_age_seconds", (now - max(latest)).total_seconds())
        self._metrics.set("rejected_records", sum(source.rejected for source in sources))
        commits = self._workspace.store.commits()
        if commits != self._counted_at:
            self._metrics.set("tombstones", view.state().rows["tombstones"])
            self._counted_at = commits
