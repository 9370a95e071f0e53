"""Kith as a process of its own, for clients of any kind."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import httpx

from api.workspace.workspace import Workspace
from tests.api.village import KETTLE, village
from tests.modules import ROOT
from tests.patience import Deadline, patience, service_environment
from tests.ports import free_port

START_SECONDS: Final = 120
"""For a server to be ready, on a machine that has nothing else to do."""


@dataclass(frozen=True)
class Served:
    """A server: where it answers, and the workspace of its store, for those who load something meanwhile."""

    url: str
    workspace: Workspace


class Running:
    """A server on the store of a workspace, while the block lasts."""

    def __init__(self, workspace: Workspace, port: int, log: Path | None = None, **settings: str) -> None:
        """Serve by the settings, as KITH_ and the name in capitals; `log` is where what it writes goes."""
        environment = {name: value for name, value in os.environ.items() if not name.startswith("KITH_")}
        environment |= {"PYTHONPATH": str(ROOT), "KITH_STORE": workspace.settings.store, "KITH_LOG_LEVEL": "warning"}
        environment |= service_environment() | {f"KITH_{name.upper()}": value for name, value in settings.items()}
        self._url = f"http://127.0.0.1:{port}/readyz"
        self._log = None if log is None else log.open("w")
        self._process = subprocess.Popen(
            [sys.executable, "-m", "api", "serve", "--port", str(port)],
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=self._log,
            stderr=self._log,
        )

    def __enter__(self) -> None:
        deadline = Deadline(START_SECONDS)
        while not self._ready():
            assert self._process.poll() is None, "the server ended"
            assert not deadline.is_over(), "the server is not ready"
            time.sleep(0.2)

    def __exit__(self, *_: object) -> None:
        self._process.terminate()
        self._process.wait(timeout=patience(60))
        if self._log is not None:
            self._log.close()

    def _ready(self) -> bool:
        try:
            return httpx.get(self._url, timeout=patience(5)).status_code == 200
        except httpx.TransportError:
            return False


@contextmanager
def serving(folder: Path, **settings: str) -> Iterator[Served]:
    """A server on the village, analysed, with a watch, in a folder of its own; by the settings, as `Running`."""
    with village(folder, analysed=False) as workspace:
        workspace.decisions().save_watch(KETTLE)
        workspace.analyse()
        port = free_port()
        with Running(workspace, port, None, **settings):
            yield Served(f"http://127.0.0.1:{port}", workspace)
