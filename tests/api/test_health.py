"""Health: what the service says of itself to those who watch over it."""

import asyncio
from typing import Any

from api.health import readiness
from api.keeping_fresh import Keeper
from api.workspace import Workspace
from tests.api.asking import Client
from tests.api.village import settings_in, village


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


def test_readyz_says_why_findings_are_not_fresh_any_more_while_former_ones_serve(own_village: Workspace) -> None:
    keeper = Keeper(own_village)

    async def told() -> tuple[list[bool], list[str]]:
        found = []
        keeper.start()
        found.append(await readiness(own_village, keeper))
        keeper.trouble = "the analysis ended with exit code 1"
        found.append(await readiness(own_village, keeper))
        keeper.trouble = None
        await keeper.stop()
        found.append(await readiness(own_village, keeper))
        return [ready for ready, _ in found], [checks["freshness"] for _, checks in found]

    own_village.reading()
    ready, freshness = asyncio.run(told())
    assert ready == [True, True, True]
    assert freshness[:2] == ["ok", "the analysis ended with exit code 1"]
    assert "start the service again" in freshness[2]
