"""Health: what the service says of itself to those who watch over it."""

import asyncio
import shutil
import threading
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from api.http.health import StoreCheck, readiness
from api.http.server import create_app
from api.workspace.refresh import Refresher
from api.workspace.workspace import Workspace
from graph.errors import StoreUnavailable
from tests.api.asking import HERE, Client
from tests.api.village import settings_in, village
from tests.patience import patience


def test_livez_and_version_answer_without_a_store(tmp_path: Any) -> None:
    with Workspace(settings_in(tmp_path), create=False) as workspace:
        client = Client(workspace)
        assert client.send("GET", "/livez").json() == {"status": "ok"}
        assert client.send("GET", "/version").json()["name"] == "kith"
        ready = client.send("GET", "/readyz")
        assert ready.status_code == 503
        assert ready.json()["checks"]["store"] == "does not answer: StoreUnavailable"


def test_readyz_names_each_check(tmp_path: Any) -> None:
    with village(tmp_path, analysed=False) as workspace:
        client = Client(workspace)
        waiting = client.send("GET", "/readyz")
        assert waiting.status_code == 503
        assert waiting.json()["checks"]["store"] == "ok"
        assert waiting.json()["checks"]["findings"] != "ok"
        workspace.analyse()
        ready = client.send("GET", "/readyz")
        assert (ready.status_code, ready.json()["checks"]) == (
            200,
            {"store": "ok", "snapshot": "ok", "findings": "ok", "freshness": "not kept here"},
        )


def test_readyz_says_why_findings_are_not_fresh_any_more_while_former_ones_serve(
    own_village: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    refresher = Refresher(own_village)
    # A look that ends well meanwhile would take the trouble back.
    monkeypatch.setattr(refresher, "_look", lambda: asyncio.Event().wait())

    async def told() -> tuple[list[bool], list[str]]:
        result = []
        refresher.start()
        result.append(await readiness(own_village, refresher, StoreCheck(own_village)))
        refresher.trouble = "the findings could not be made fresh"
        result.append(await readiness(own_village, refresher, StoreCheck(own_village)))
        refresher.trouble = None
        await refresher.stop()
        result.append(await readiness(own_village, refresher, StoreCheck(own_village)))
        return [ready for ready, _ in result], [checks["freshness"] for _, checks in result]

    own_village.analysis()
    ready, freshness = asyncio.run(told())
    assert ready == [True, True, True]
    assert freshness[:2] == ["ok", "the findings could not be made fresh"]
    assert "start the service again" in freshness[2]


@pytest.mark.parametrize(
    "error", [StoreUnavailable("no Neo4j answers at neo4j://inner.example"), OSError("inner.example")]
)
def test_readyz_says_nothing_of_hosts_and_paths_and_the_log_does(
    own_village: Workspace, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, error: Exception
) -> None:
    refresher = Refresher(own_village, look_every_seconds=0.01)

    async def told() -> dict[str, Any]:
        loop, failed = asyncio.get_running_loop(), asyncio.Event()

        def failing() -> bool:
            if refresher.trouble is not None:
                loop.call_soon_threadsafe(failed.set)
            raise error

        monkeypatch.setattr(own_village, "is_behind", failing)
        refresher.start()
        await failed.wait()
        _, checks = await readiness(own_village, refresher, StoreCheck(own_village))
        await refresher.stop()
        return checks

    monkeypatch.setattr(own_village, "_current", None)
    checks = asyncio.run(told())
    assert checks["freshness"] == "the findings could not be made fresh; the log says why"
    assert checks["findings"] == f"none yet: {checks['freshness']}"
    assert "inner.example" in caplog.text


def test_a_store_that_was_replaced_below_the_service_is_not_ready_and_takes_no_writes(own_village: Workspace) -> None:
    client = Client(own_village)
    assert client.send("GET", "/readyz").status_code == 200
    path = Path(own_village.settings.store.removeprefix("sqlite:///"))
    path.rename(path.with_name("moved.db"))
    shutil.copy(path.with_name("moved.db"), path)
    ready = client.send("GET", "/readyz")
    assert (ready.status_code, ready.json()["checks"]["store"]) == (
        503,
        "the file of the store was moved, removed or replaced while it was open; restart the server",
    )
    error = client.error('mutation { judge(left: "x:1", right: "x:2", same: true, reason: "told us") { id } }')
    assert (error["code"], error["message"]) == ("NOT_READY", ready.json()["checks"]["store"])
    with Workspace(own_village.settings, create=False) as again:
        assert Client(again).send("GET", "/readyz").json()["checks"]["store"] == "ok"


def test_the_thread_of_the_check_ends_with_the_service(own_village: Workspace) -> None:
    before = set(threading.enumerate())
    with TestClient(create_app(own_village, keep_fresh=False), headers=HERE) as client:
        assert client.get("/readyz").json()["checks"]["store"] == "ok"
        checking = [t for t in set(threading.enumerate()) - before if t.name.startswith("kith-health")]
        assert checking
    for thread in checking:
        thread.join(patience(30))
        assert not thread.is_alive()
