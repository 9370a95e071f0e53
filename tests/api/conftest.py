"""The village, loaded and analysed once, for all who only read it; and one of their own for those who decide."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.made_once import made_once

if TYPE_CHECKING:
    from api.workspace.analysed_graph import AnalysedGraph
    from api.workspace.workspace import Workspace
    from tests.api.asking import Client

# Imported when used: tests of the command line should not wait for the algorithms.


@pytest.fixture(scope="session")
def shared_village(village_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> "Iterator[Workspace]":
    """The village for reading."""
    from tests.api.village import reopened

    folder = tmp_path_factory.mktemp("shared")
    shutil.copytree(village_folder, folder, dirs_exist_ok=True)
    with reopened(folder) as workspace:
        yield workspace


@pytest.fixture(scope="session")
def village_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The store and findings of the village, closed, to be copied: analysing takes longer than most tests."""
    from tests.api.village import village

    def make(folder: Path) -> None:
        with village(folder):
            pass

    return made_once(tmp_path_factory, "village", make)


@pytest.fixture
def own_village(village_folder: Path, tmp_path: Path) -> "Iterator[Workspace]":
    """A village that a test may change."""
    from tests.api.village import reopened

    shutil.copytree(village_folder, tmp_path, dirs_exist_ok=True)
    with reopened(tmp_path) as workspace:
        yield workspace


@pytest.fixture(scope="session")
def analysis(shared_village: "Workspace") -> "AnalysedGraph":
    """What is known of the village."""
    return shared_village.analysis()


@pytest.fixture(scope="session")
def client(shared_village: "Workspace") -> "Client":
    """Asks about the village."""
    from tests.api.asking import Client

    return Client(shared_village)


@pytest.fixture(scope="session")
def listening(tmp_path_factory: pytest.TempPathFactory) -> "Iterator[Workspace]":
    """The village with two watches, for reading."""
    from tests.api.village import KETTLE, TRAIL, reopened, village

    def make(folder: Path) -> None:
        with village(folder, analysed=False) as workspace:
            for watch in (KETTLE, TRAIL):
                workspace.decisions().save_watch(watch)
            workspace.analyse()

    folder = tmp_path_factory.mktemp("watches")
    shutil.copytree(made_once(tmp_path_factory, "listening-village", make), folder, dirs_exist_ok=True)
    with reopened(folder) as workspace:
        yield workspace


@pytest.fixture(scope="session")
def demo_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which `kith demo` was run."""
    from tests.api.command_line import kith, settle

    def make(folder: Path) -> None:
        with pytest.MonkeyPatch.context() as patch:
            settle(folder, patch)
            result = kith("demo", "--no-serve")
        assert result.exit_code == 0, result.output
        assert "loading the made-up world" in result.stderr
        assert "kith path @" in result.stdout

    folder = tmp_path_factory.mktemp("demo")
    shutil.copytree(made_once(tmp_path_factory, "demo", make), folder, dirs_exist_ok=True)
    return folder


@pytest.fixture(scope="session")
def listening_folder(demo_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the demo world, with its two watches, for those who add watches of their own."""
    folder = tmp_path_factory.mktemp("listening")
    shutil.copytree(demo_folder, folder, dirs_exist_ok=True)
    return folder
