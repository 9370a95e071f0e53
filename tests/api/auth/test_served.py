"""A service that runs: keys made and revoked by commands beside it hold there within seconds."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest

from tests.api.command_line import answer_of, load_three_people, settle
from tests.modules import ROOT
from tests.patience import Deadline, patience

QUESTION = {"query": "{ viewer { role name } }"}


@pytest.fixture
def address(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A service of its own, on a free port."""
    settle(tmp_path, monkeypatch)
    load_three_people(tmp_path)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    with (tmp_path / "log").open("w") as log:
        running = subprocess.Popen(
            [sys.executable, "-m", "api", "serve", "--port", str(port)],
            env={**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")])},
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
        )
        yield f"http://127.0.0.1:{port}"
        running.terminate()
        running.wait(timeout=patience(60))
    assert "Traceback" not in (tmp_path / "log").read_text()


def status(address: str, key: str | None = None) -> int | None:
    headers = {} if key is None else {"authorization": f"Bearer {key}"}
    try:
        return httpx.post(f"{address}/graphql", json=QUESTION, headers=headers, timeout=patience(60)).status_code
    except httpx.TransportError:
        return None


def becomes(wanted: int, ask: Callable[[], int | None], seconds: float) -> bool:
    """Whether an answer has this status before so many seconds are over."""
    deadline = Deadline(seconds)
    while ask() != wanted:
        if deadline.is_over():
            return False
        time.sleep(0.05)
    return True


def test_what_commands_do_with_keys_holds_in_a_service_that_runs(address: str) -> None:
    assert becomes(200, lambda: status(address), 120)
    made = answer_of("keys", "create", "dashboard", "--role", "reader")
    assert becomes(401, lambda: status(address), 5)
    assert status(address, made["key"]) == 200
    assert becomes(1, lambda: sum(row["used_at"] is not None for row in answer_of("keys", "list")["rows"]), 30)
    answer_of("keys", "revoke", made["id"])
    assert becomes(401, lambda: status(address, made["key"]), 5)
    assert status(address) == 401
    assert httpx.get(f"{address}/livez", timeout=patience(60)).status_code == 200
