"""An empty store of each kind, in a folder of its own, with no settings from outside."""

from pathlib import Path

import pytest

from tests.api.command_line import settle


@pytest.fixture(params=["sqlite", pytest.param("neo4j", marks=pytest.mark.neo4j)])
def folder(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder that commands run in; what they load goes to a store that is named by the settings."""
    settle(tmp_path, monkeypatch)
    if request.param == "neo4j":
        monkeypatch.setenv("KITH_STORE", request.getfixturevalue("empty_neo4j"))
        monkeypatch.setenv("KITH_STATE", str(tmp_path / "state"))
    return tmp_path
