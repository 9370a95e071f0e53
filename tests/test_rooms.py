"""Who may import whom: between the rooms and the door before them; and where the outside world may be touched."""

import ast
import fnmatch
from collections.abc import Callable, Iterator
from pathlib import PurePosixPath

import pytest

from tests.modules import DOOR, ROOMS, Module, dotted, imports, modules, parsed

MAY_IMPORT = {
    "graph": {"graph"},
    "ingest": {"ingest", "graph"},
    "algorithms": {"algorithms", "graph"},
    "api": {"api", "ingest", "graph", "algorithms"},
    DOOR: {DOOR, "api"},
}

ARROWS = {
    "graph": (
        "opening",
        "ledger testing store_url",
        "port",
        "stores snapshot",
        "rows",
        "model text",
        "arrow_compute errors",
    ),
    "ingest": (
        "demo loading registry",
        "sources",
        "tables",
        "formats records",
        "registration",
        "source",
        "errors limits",
    ),
    "algorithms": (
        "analysis volume",
        "themes paths centrality",
        "diffusion communities",
        "coordination ties",
        "text",
        "kernels parameters",
        "errors",
    ),
    "api": (
        "__main__ pages",
        "cli notebook",
        "http",
        "graphql",
        "answers",
        "workspace auth",
        "settings version texts_below escaped_json",
        "secret_file setting_types",
        "bad_setting errors interruption networks",
    ),
    DOOR: (),
}
"""Folders and files of each room, from the top to the bottom: each may import from the lines below its own."""

KEPT_TO = {
    "apsw": "graph/stores/sqlite/*",
    "neo4j": "graph/stores/neo4j/*",
    "strawberry": "api/graphql/*",
    "graphql": "api/graphql/*",
    "fastapi": "api/graphql/* or api/http/*",
    "starlette": "api/graphql/* or api/http/*",
    "uvicorn": "api/http/* or api/cli/commands/serve.py",
    "typer": "api/cli/*",
    "pytest": "graph/testing/*",
    "hypothesis": "graph/testing/*",
    "sqlite3": "nowhere: one SQLite library in a process",
    "igraph": "nowhere: it is GPL; tests may",
    "leidenalg": "nowhere: it is GPL; tests may",
    "tests": "nowhere",
    "bench": "nowhere",
}

# Algorithms see no store, file, clock or network. What they need of these is handed to them.
OUTSIDE = {
    *("os", "io", "pathlib", "shutil", "tempfile", "glob", "mmap", "fileinput", "subprocess", "multiprocessing"),
    *("time", "calendar", "sched", "zoneinfo"),
    *("socket", "ssl", "http", "urllib", "httpx", "requests", "asyncio", "ftplib", "smtplib"),
    *("random", "secrets", "getpass", "platform", "apsw", "sqlite3", "neo4j"),
}
OUTSIDE_IN_PART = (
    *(
        "graph.port.store",
        "graph.opening",
        "graph.rows.row_store",
        "graph.stores",
        "graph.ledger",
        "graph.snapshot.state",
    ),
    *("graph.snapshot.generations", "pyarrow.fs", "pyarrow.ipc", "pyarrow.csv", "pyarrow.json", "pyarrow.parquet"),
    *("pyarrow.dataset", "pyarrow.feather", "pyarrow.flight", "pyarrow.orc", "pyarrow.memory_map", "pyarrow.OSFile"),
)
TOUCHING = {
    *("open", "input", "print", "datetime.now", "datetime.datetime.now", "datetime.utcnow", "datetime.today"),
    *("date.today", "np.load", "np.save", "np.savez", "np.memmap", "np.fromfile", "np.loadtxt", "np.savetxt"),
    *("np.genfromtxt", "np.lib.format.open_memmap", "pa.memory_map", "pa.OSFile"),
}

Rule = Callable[[Module], Iterator[str]]


def foreign_rooms(module: Module) -> Iterator[str]:
    for name, node in imports(module):
        room = name.partition(".")[0]
        if room in MAY_IMPORT and room not in MAY_IMPORT[module.room]:
            yield f"{module.at(node)}: {module.room} must not import {name}"


def _height(room: str, name: str) -> int:
    """On which line of a room's arrows a folder or file stands, counted from the bottom."""
    lines = [line.split() for line in reversed(ARROWS[room])]
    return next((height for height, line in enumerate(lines) if name in line), -1)


def arrows_that_run_back(module: Module) -> Iterator[str]:
    here = PurePosixPath(module.path).with_suffix("").parts[1]
    if here == "__init__":
        return
    if _height(module.room, here) < 0:
        yield f"{module.path}: say in ARROWS where {here} stands in {module.room}"
    for name, node in imports(module):
        room, _, rest = name.partition(".")
        there = rest.partition(".")[0]
        if room == module.room and there != here and _height(room, there) >= _height(room, here):
            yield f"{module.at(node)}: {room}.{here} stands below {room}.{there} and must not import {name}"


def strayed_libraries(module: Module) -> Iterator[str]:
    for name, node in imports(module):
        home = KEPT_TO.get(name.partition(".")[0])
        if home and not any(fnmatch.fnmatch(module.path, place) for place in home.split(" or ")):
            yield f"{module.at(node)}: {name} belongs to {home}"


def environment_read(module: Module) -> Iterator[str]:
    if module.path == "api/settings.py":
        return
    for name, node in imports(module):
        if name in {"os.environ", "os.environb", "os.getenv", "os.getenvb", "os.putenv"}:
            yield f"{module.at(node)}: only api/settings.py reads the environment"
    for part in ast.walk(module.tree):
        if isinstance(part, ast.Attribute) and dotted(part) in {"os.environ", "os.environb", "os.getenv", "os.putenv"}:
            yield f"{module.at(part)}: only api/settings.py reads the environment"


def world_touched_by_algorithms(module: Module) -> Iterator[str]:
    if module.room != "algorithms":
        return
    for name, node in imports(module):
        if name.partition(".")[0] in OUTSIDE or name.startswith(OUTSIDE_IN_PART):
            yield f"{module.at(node)}: algorithms must not touch the world through {name}"
    for part in ast.walk(module.tree):
        if isinstance(part, ast.Call) and dotted(part.func) in TOUCHING:
            yield f"{module.at(part)}: algorithms must not call {dotted(part.func)}"
        if isinstance(part, ast.Attribute) and _global_chance(dotted(part)):
            yield f"{module.at(part)}: {dotted(part)} has no seed of ours; use np.random.default_rng(seed)"


def _global_chance(name: str) -> bool:
    kept = ("default_rng", "Generator", "PCG64", "SeedSequence")
    return name.startswith("np.random.") and name.split(".")[2] not in kept


RULES: list[Rule] = [
    foreign_rooms,
    arrows_that_run_back,
    strayed_libraries,
    environment_read,
    world_touched_by_algorithms,
]


@pytest.mark.parametrize("rule", RULES)
def test_the_rooms_keep_the_rule(rule: Rule) -> None:
    assert [offence for module in modules(*ROOMS, DOOR) for offence in rule(module)] == []


def test_all_rooms_are_read() -> None:
    assert {module.room for module in modules(*ROOMS, DOOR)} == set(MAY_IMPORT)
    assert len(modules()) > 40


@pytest.mark.parametrize(
    ("path", "text", "said"),
    [
        (
            "graph/model/post.py",
            "from ingest.load import load",
            "graph/model/post.py:1: graph must not import ingest.load.load",
        ),
        (
            "ingest/loading/load.py",
            "\nimport algorithms.ties.ties",
            "ingest/loading/load.py:2: ingest must not import algorithms.ties.ties",
        ),
        (
            "algorithms/ties/ties.py",
            "from ingest import load",
            "algorithms/ties/ties.py:1: algorithms must not import ingest.load",
        ),
        (
            "algorithms/ties/ties.py",
            "def f():\n    import api",
            "algorithms/ties/ties.py:2: algorithms must not import api",
        ),
        ("api/cli/a.py", "import kith", "api/cli/a.py:1: api must not import kith"),
        (
            "kith/__init__.py",
            "from graph.opening import open_store",
            "kith/__init__.py:1: kith must not import graph.opening.open_store",
        ),
        (
            "graph/rows/a.py",
            "from graph.ledger.people import regroup",
            "graph/rows/a.py:1: graph.rows stands below graph.ledger and must not import graph.ledger.people.regroup",
        ),
        ("ingest/attic/x.py", "", "ingest/attic/x.py: say in ARROWS where attic stands in ingest"),
        ("api/answers/a.py", "import typer", "api/answers/a.py:1: typer belongs to api/cli/*"),
        (
            "api/answers/a.py",
            "from fastapi import Request",
            "api/answers/a.py:1: fastapi.Request belongs to api/graphql/* or api/http/*",
        ),
        ("graph/ledger/view.py", "import apsw", "graph/ledger/view.py:1: apsw belongs to graph/stores/sqlite/*"),
        (
            "api/http/serve.py",
            "from neo4j import Driver",
            "api/http/serve.py:1: neo4j.Driver belongs to graph/stores/neo4j/*",
        ),
        (
            "ingest/sources/x/source.py",
            "import strawberry.types",
            "ingest/sources/x/source.py:1: strawberry.types belongs to api/graphql/*",
        ),
        (
            "graph/model/moment.py",
            "import os\nos.environ['A']",
            "graph/model/moment.py:2: only api/settings.py reads the environment",
        ),
        (
            "api/http/serve.py",
            "from os import getenv",
            "api/http/serve.py:1: only api/settings.py reads the environment",
        ),
        (
            "algorithms/ties/a.py",
            "import time",
            "algorithms/ties/a.py:1: algorithms must not touch the world through time",
        ),
        (
            "algorithms/ties/a.py",
            "from graph.ledger.store import LedgerStore",
            "algorithms/ties/a.py:1: algorithms must not touch the world through graph.ledger.store.LedgerStore",
        ),
        ("algorithms/ties/a.py", "x = open('f')", "algorithms/ties/a.py:1: algorithms must not call open"),
        ("algorithms/ties/a.py", "datetime.now(UTC)", "algorithms/ties/a.py:1: algorithms must not call datetime.now"),
        (
            "algorithms/ties/a.py",
            "np.random.rand(3)",
            "algorithms/ties/a.py:1: np.random.rand has no seed of ours; use np.random.default_rng(seed)",
        ),
    ],
)
def test_an_offence_is_named_with_its_line(path: str, text: str, said: str) -> None:
    assert [offence for rule in RULES for offence in rule(parsed(path, text))] == [said]


def test_what_is_allowed_is_let_through() -> None:
    good = "import numpy as np\nfrom datetime import UTC\nfrom graph.model.post import Post\nnp.random.default_rng(1)"
    assert [offence for rule in RULES for offence in rule(parsed("algorithms/ties/a.py", good))] == []
    settings = parsed("api/settings.py", "import os\nos.environ.get('KITH_PORT')")
    assert [offence for rule in RULES for offence in rule(settings)] == []
