"""A service that runs, as those see it who run it: its log, and what it refuses when too many come."""

import json
import socket
from pathlib import Path
from typing import Any

import httpx

from api.auth.role import Role
from api.workspace.workspace import Workspace
from tests.api.asking import Client
from tests.clients.serving import Running
from tests.patience import patience
from tests.ports import free_port

MOST = 12
QUERY = {"query": "query Secret { overview { people } }"}


def lines(log: Path) -> list[dict[str, Any]]:
    """The log, every line of which must be JSON, but what `kith serve` says before it serves."""
    return [json.loads(line) for line in log.read_text().splitlines() if line.startswith("{")]


def test_its_log_is_json_without_keys_and_questions_and_more_connections_than_there_may_be_are_refused(
    own_village: Workspace, tmp_path: Path
) -> None:
    key, text = Client(own_village).app.state.authenticator.ring.create("dashboard", Role.READER)
    log, port = tmp_path / "log", free_port()
    with Running(own_village, port, log, log_format="json", log_level="debug", max_connections=str(MOST)):
        _ask(port, text)
        _come_in_crowds(port)
    (by_post, by_get) = [line for line in lines(log) if line.get("path") == "/graphql"]
    assert (by_post["request_id"], by_post["key"], by_post["status"]) == ("asked-1", key.id, 200)
    assert (by_get["method"], by_get["kept"]) == ("GET", True)
    assert any(line["path"] == "/readyz" for line in lines(log) if "path" in line)
    written = log.read_text()
    assert text not in written
    assert "Secret" not in written
    others = [line for line in written.splitlines() if not line.startswith("{")]
    assert all(line.startswith(("asking takes", "serving http")) for line in others), others


def _ask(port: int, key: str) -> None:
    headers = {"authorization": f"Bearer {key}", "x-request-id": "asked-1"}
    with httpx.Client(base_url=f"http://127.0.0.1:{port}", headers=headers, timeout=patience(60)) as client:
        assert client.post("/graphql", json=QUERY).status_code == 200
        assert client.get("/graphql", params=QUERY).status_code == 200
        assert "server" not in client.get("/livez").headers


def _come_in_crowds(port: int) -> None:
    held = [socket.create_connection(("127.0.0.1", port)) for _ in range(MOST)]
    url = f"http://127.0.0.1:{port}/version"
    assert httpx.get(url, timeout=patience(60)).status_code == 503
    assert httpx.get(f"http://127.0.0.1:{port}/livez", timeout=patience(60)).status_code == 200
    for connection in held:
        connection.close()
    assert [httpx.get(url, timeout=patience(60)).status_code for _ in range(20)][-1] == 200
