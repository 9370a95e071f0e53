"""No table breaks an id, however narrow it is."""

import re
from pathlib import Path

import pytest

from tests.api.command_line import kith, settle


@pytest.fixture(autouse=True)
def _there(demo_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settle(demo_folder, monkeypatch)
    monkeypatch.setenv("KITH_STORE", "sqlite:///demo.db")


ID = re.compile(
    r"(?<![\w/:])(?:person|community|theme|post|watch|load|judgement|transaction|warble|plaza|crm):[\w.:-]+"
)


@pytest.mark.parametrize(
    "arguments",
    [
        ["rank", "--limit", "50"],
        ["communities", "--members"],
        ["us", "list"],
        ["loads"],
        ["fallacy"],
        ["map", "@lorenz_lindacker", "--limit", "40"],
        ["person", "@lorenz_lindacker"],
        ["person", "@brightkettle", "--latest", "20"],
        ["search", "kettle", "--limit", "30"],
        ["audit", "sentiment", "--sample", "10"],
    ],
)
def test_no_table_breaks_an_id(arguments: list[str]) -> None:
    whole = set(ID.findall(kith(*arguments, "--csv").stdout))
    table = kith(*arguments).stdout
    assert len(whole) > 0
    assert {identifier.rstrip(".:") for identifier in ID.findall(table)} <= whole | set(ID.findall(" ".join(whole)))
