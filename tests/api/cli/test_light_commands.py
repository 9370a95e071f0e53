"""Commands that read what is kept are there at once: no library is loaded that computes, serves or asks servers."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Final

import pytest
from typer.main import get_command

from api.cli.command import app
from tests.api.command_line import kith, settle
from tests.modules import ROOT
from tests.patience import patience
from tests.test_documented import all_commands

COMPUTING: Final = ("numba", "llvmlite", "sklearn", "scipy.stats", "pandas", "networkx", "sentence_transformers")
SERVING: Final = ("strawberry", "graphql", "fastapi", "starlette", "uvicorn", "jwt", "prometheus_client")
TALKING: Final = ("neo4j", "httpx", "requests", "py3langid", "vaderSentiment")
HEAVY: Final = (*COMPUTING, *SERVING, *TALKING)
STORING: Final = ("numpy", "scipy", "pyarrow", "apsw")
SLOW: Final = ("asyncio", "pyarrow.compute", "rich.progress", "pydantic_settings")
"""None of these is large, and each was a twentieth to a tenth of the time of `kith rank`."""

READING: Final = (
    "loads",
    "rejected",
    "us list",
    "watch list",
    "keys list",
    "status",
    "analyse",
    "rank",
    "rank --measure betweenness --json",
    "person @lorenz_lindacker",
    "path @marisol_penalver",
    "introduce @marisol_penalver",
    "map @marisol_penalver",
    "communities",
    "themes",
    "trends",
    "doctor",
)
"""What reads the demo's store and its findings, which are there already."""

SEARCHING: Final = (
    "escalations",
    "audit sentiment --sample 5",
    "watch compare",
    "search kettle",
    "export-person @lorenz_lindacker p.json",
)
"""What looks through the columns of the demo's posts besides."""

WRITING: Final = (
    "watch add Tea --kind product --term coffee",
    "watch remove Tea",
    "us add plaza:20140",
    "us remove plaza:20140",
    "opt-out @lorenz_lindacker",
    "judge plaza:20140 warble:28982 --different --reason names",
    "keys create nora --role reader",
    "teach sentiment --forget",
    "load csv people.csv",
    "unload load:2",
    "backup one.kith",
)
"""What writes to the demo's store."""

HEAVY_COMMANDS: Final = {
    "demo": "loads a world, analyses it and serves it",
    "serve": "serves",
    "schema": "prints what Strawberry makes of the types",
    "publish": "writes to a Neo4j server, which only tests with one have",
    "why": "takes a measure apart with a compiled kernel",
    "erase": "makes a snapshot in place of those that know who was erased",
    "restore": "makes a snapshot in place of those of what it replaces",
    "fallacy": "compares measures by statistics of SciPy",
    "coordination": "compares posts by compiled kernels",
    "bridges": "walks the network by a compiled kernel",
    "watch show": "computes themes of its own",
    "keys revoke": "takes an id that `keys create` makes up; it does no more than that",
}
"""Commands that are not held to anything here, and why."""


def _commands() -> set[str]:
    return {name.removeprefix("kith ") for name, _ in all_commands(get_command(app))}


def _imports(commands: Iterable[str], forbidden: tuple[str, ...]) -> list[str]:
    """What forbidden modules a process of its own imports that runs the commands, and on whose behalf."""
    ran = subprocess.run(
        [sys.executable, "-m", "tests.api.cli.watched_imports"],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        input=json.dumps({"forbidden": forbidden, "commands": [*map(str.split, commands)]}),
        capture_output=True,
        text=True,
        check=False,
        timeout=patience(300),
    )
    assert ran.returncode == 0, ran.stderr
    sentences: list[str] = json.loads(ran.stdout)
    return sentences


def test_a_command_is_light_or_named_with_the_reason() -> None:
    """A new command belongs into one of the lists above."""
    tried = {
        name for name in _commands() for line in (*READING, *SEARCHING, *WRITING) if f"{line} ".startswith(f"{name} ")
    }
    assert tried | {"sources"} == _commands() - HEAVY_COMMANDS.keys()


def test_help_needs_no_store_and_nothing_heavy() -> None:
    helped = ["--version", "--help", "sources", *(f"{name} --help" for name in sorted(_commands()))]
    assert _imports(helped, (*HEAVY, *STORING, *SLOW)) == []


def test_what_is_kept_is_read_without_what_computed_it(demo_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settle(demo_folder, monkeypatch)
    monkeypatch.setenv("KITH_STORE", "sqlite:///demo.db")
    assert _imports(READING, (*HEAVY, *SLOW)) == []
    assert _imports(SEARCHING, HEAVY) == []


def test_what_is_decided_is_written_without_it_too(
    demo_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = shutil.copytree(demo_folder, tmp_path / "copy")
    settle(folder, monkeypatch)
    monkeypatch.setenv("KITH_STORE", "sqlite:///demo.db")
    (folder / "people.csv").write_text("id,handle\nx:1,ada\n")
    assert _imports(WRITING, HEAVY) == []


def test_a_command_imports_no_other() -> None:
    program = (
        "import sys; from api.cli.command import app;"
        "app(['rank', '--help'], standalone_mode=False); print(*sys.modules)"
    )
    ran = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True, timeout=patience(300)
    )
    imported = {name for name in ran.stdout.split() if name.startswith("api.cli.commands.")}
    shared = {"api.cli.commands.group", "api.cli.commands.options"}
    assert imported - shared == {"api.cli.commands.rank"}


def test_the_message_names_the_way_to_a_heavy_import() -> None:
    (sentence,) = _imports(["schema"], ("strawberry",))
    assert sentence.startswith("`kith schema` imports strawberry: api/cli/commands/group.py:")
    assert "api/graphql/schema/" in sentence


def test_arrow_converts_alone_as_it_does_beside_pandas(tmp_path: Path) -> None:
    """Columns, missing values and frames: the same with and without pandas having been looked for."""
    program = (
        "import sys\n"
        "if sys.argv[1] == 'alone':\n"
        "    from api.cli.arrow_alone import read_arrow_alone\n"
        "    read_arrow_alone()\n"
        "import numpy as np, pyarrow as pa\n"
        "columns = [pa.array([1, None, 3]), pa.array([1.5, float('nan'), None]), pa.array(['a', None]),\n"
        "           pa.array(np.array(['b', None], object)), pa.array([True, None]), pa.array([0, 1])]\n"
        "print([c.take(pa.array([1, 0])).to_pylist() for c in columns])\n"
        "print([c.to_numpy(zero_copy_only=False).tolist() for c in columns])\n"
        "alone = 'pandas' not in sys.modules\n"
        "print(pa.table({'a': columns[2]}).to_pandas().to_dict('list'), pa.array(columns[0].to_pandas()))\n"
        "print(alone, file=sys.stderr)\n"
    )
    ran = {
        way: subprocess.run(
            [sys.executable, "-c", program, way],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=True,
            timeout=patience(300),
        )
        for way in ("alone", "beside")
    }
    assert ran["alone"].stdout == ran["beside"].stdout
    assert {way: done.stderr for way, done in ran.items()} == {"alone": "True\n", "beside": "False\n"}


def test_people_are_frozen_by_a_process_that_began_without_pandas(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """People without a name are called by their handle, those without either by their id."""
    settle(tmp_path, monkeypatch)
    (tmp_path / "people.csv").write_text("id,handle,name\nx:1,ada,Ada\nx:2,bob,\nx:3,,\n")
    assert kith("load", "csv", "people.csv").exit_code == 0
    program = (
        "from api.cli.context import CommandContext\n"
        "with CommandContext() as context:\n"
        "    print(context.view().snapshot().people.names.to_pylist())\n"
    )
    command = [sys.executable, "-c", program]
    ran = subprocess.run(
        command,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
        timeout=patience(300),
    )
    assert ran.stdout == "['Ada', 'bob', 'x:3']\n"
