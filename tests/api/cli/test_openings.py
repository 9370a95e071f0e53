"""One opening a command: each opens its store once and hands it on, be it a file or a server."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from typer.main import get_command

from api.cli.command import app
from graph import opening
from graph.ledger.store import LedgerStore
from tests.api.command_line import kith, load_three_people, settle
from tests.test_documented import all_commands

SERVER = "neo4j://kith.example"
EDGES = "from,to,weight\nx:1,x:2,3\nx:2,x:1,1\nx:2,plaza:2,2\nplaza:2,x:1,1\nx:3,x:1,4\n"

NEEDS_NO_STORE = {"sources", "schema"}
REFUSED = {"publish"}
"""It writes onto a Neo4j store alone, which the tests with a server do."""

COMMANDS = {
    "doctor": [],
    "sources": [],
    "schema": [],
    "load": ["csv", "people.csv"],
    "loads": [],
    "rejected": [],
    "unload": ["load:1"],
    "us add": ["x:2"],
    "us list": [],
    "us remove": ["x:2"],
    "judge": ["x:1", "plaza:2", "--different", "--reason", "two names"],
    "opt-out": ["@ada"],
    "erase": ["@ada", "--yes"],
    "watch add": ["Tea", "--kind", "product", "--term", "hello"],
    "watch list": [],
    "watch show": ["Hello"],
    "watch compare": [],
    "watch remove": ["Hello"],
    "teach sentiment": ["--forget"],
    "status": [],
    "analyse": [],
    "rank": [],
    "why": ["@ada"],
    "fallacy": [],
    "coordination": [],
    "communities": [],
    "bridges": [],
    "themes": ["--watch", "Hello"],
    "trends": [],
    "escalations": [],
    "audit sentiment": [],
    "path": ["@ada", "x:2"],
    "introduce": ["@ada"],
    "map": ["@ada"],
    "person": ["@ada"],
    "search": ["ada"],
    "export-person": ["@ada", "ada.json"],
    "serve": [],
    "backup": ["one.kith"],
    "restore": ["here.kith", "--replace", "--yes"],
    "keys create": ["nora", "--role", "reader"],
    "keys list": [],
    "keys revoke": ["key-1"],
    "publish": [],
}
"""Every command with what it needs to run; `kith demo`, which makes a world, is counted where that is tested."""


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a store of three people and a watch, analysed."""
    folder = tmp_path_factory.mktemp("openings")
    with pytest.MonkeyPatch.context() as patch:
        settle(folder, patch)
        load_three_people(folder)
        (folder / "edges.csv").write_text(EDGES)
        for command in (
            "load edges edges.csv",
            "watch add Hello --kind brand --term hello",
            "analyse",
            "backup here.kith",
        ):
            assert kith(*command.split()).exit_code == 0
    return folder


@pytest.fixture
def openings(world: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Work on a copy of that store; the URLs of the stores that are opened from then on.

    A server is played by the same file, so that only how it is opened differs.
    """
    folder = shutil.copytree(world, tmp_path / "copy")
    settle(folder, monkeypatch)
    open_store, urls = opening.open_store, []

    def counted(url: str, **more: Any) -> LedgerStore:
        urls.append(url)
        return open_store("sqlite:///kith.db" if url == SERVER else url, **more)

    monkeypatch.setattr(opening, "open_store", counted)
    ledgers: list[LedgerStore] = []
    made = LedgerStore.__init__

    def noted(self: LedgerStore, *arguments: Any, **more: Any) -> None:
        ledgers.append(self)
        made(self, *arguments, **more)

    monkeypatch.setattr(LedgerStore, "__init__", noted)
    monkeypatch.setattr("api.cli.commands.serve.refuse_taken", lambda *_: None)
    monkeypatch.setattr("uvicorn.run", lambda *_, **__: None)
    yield urls
    assert len(ledgers) == len(urls), "a store was opened past the one place that opens them"


def test_every_command_is_counted() -> None:
    names = {name.removeprefix("kith ") for name, _ in all_commands(get_command(app))}
    assert names - {"demo"} == COMMANDS.keys()


@pytest.mark.parametrize("url", ["sqlite:///kith.db", SERVER])
@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_opens_its_store_once(openings: list[str], command: str, url: str) -> None:
    arguments = COMMANDS[command]
    if command == "keys revoke":
        arguments = [kith("keys", "create", "nora", "--role", "reader", "--store", url).stderr.partition(":")[0]]
    before = len(openings)
    result = kith(*command.split(), *arguments, "--store", url)
    assert result.exit_code == (1 if command in REFUSED else 0), result.output
    assert openings[before:] == ([] if command in NEEDS_NO_STORE else [url])


def test_several_workers_open_it_for_themselves(openings: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    events: list[str] = []
    close = LedgerStore.close

    def noted(self: LedgerStore) -> None:
        events.append("closed")
        close(self)

    monkeypatch.setattr(LedgerStore, "close", noted)
    monkeypatch.setattr("uvicorn.run", lambda *_, **__: events.append("workers"))
    monkeypatch.setattr(os, "environ", os.environ.copy())  # what is handed on to workers is for none of the other tests
    assert kith("serve", "--workers", "2").exit_code == 0
    assert openings == ["sqlite:///kith.db"]
    assert events[:2] == ["closed", "workers"], "the store is closed before workers begin"
