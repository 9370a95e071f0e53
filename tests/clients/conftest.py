"""A running server on the village, and node for the clients that talk to it."""

import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.clients.serving import Served, serving
from tests.not_run import note
from tests.patience import patience

HERE = Path(__file__).parent
PROGRAMS = Path(sys.prefix) / "clients" / "bin"
"""Of the clients' own environment, as the Makefile makes it."""


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what needs node where it or the packages are missing, and say so; under CI that fails the run."""
    if shutil.which("node") and (HERE / "node_modules").is_dir() and PROGRAMS.is_dir():
        return
    wanting = [item for item in items if item.get_closest_marker("node")]
    if wanting:
        note(
            f"{len(wanting)} tests of real clients",
            "node 20 or its packages are not here; install node, then make test",
        )
        config.hook.pytest_deselected(items=wanting)
        items[:] = [item for item in items if item not in wanting]


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """Kith as a process of its own."""
    with serving(tmp_path_factory.mktemp("served")) as result:
        yield result


@pytest.fixture(scope="session")
def node(served: Served) -> Callable[..., Any]:
    """Runs a script of this folder with the address of GraphQL and more arguments; what it prints is JSON."""

    def run(script: str, *arguments: str) -> Any:
        ran = subprocess.run(
            ["node", str(HERE / script), f"{served.url}/graphql", *arguments],
            check=False,
            capture_output=True,
            text=True,
            timeout=patience(120),
        )
        assert ran.returncode == 0, ran.stderr
        return json.loads(ran.stdout)

    return run
