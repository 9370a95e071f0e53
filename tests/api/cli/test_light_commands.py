"""Commands that read what is kept are there at once: no library is loaded that computes, serves or asks servers."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Final

import pytest

from tests.api.command_line import kith, settle
from tests.modules import ROOT
from tests.patience import patience

COMPUTING: Final = ("numba", "llvmlite", "sklearn", "scipy.stats", "pandas", "networkx", "sentence_transformers")
SERVING: Final = ("strawberry", "graphql", "fastapi", "starlette", "uvicorn", "jwt", "prometheus_client")
TALKING: Final = ("neo4j", "httpx", "requests", "py3langid", "vaderSentiment")
HEAVY: Final = (*COMPUTING, *SERVING, *TALKING)
STORING: Final = ("scipy", "pyarrow", "apsw")

HELPED: Final = [["--version"], ["--help"], ["rank", "--help"], ["doctor", "--help"], ["watch", "--help"], ["sources"]]
"""What needs no store, and opens none."""

LIGHT: Final = [
    ["loads"],
    ["us", "list"],
    ["watch", "list"],
    ["status"],
    ["rank"],
    ["rank", "--measure", "betweenness", "--json"],
    ["person", "@lorenz_lindacker"],
    ["path", "@marisol_penalver"],
    ["introduce", "@marisol_penalver"],
    ["map", "@marisol_penalver"],
    ["communities"],
    ["themes"],
    ["trends"],
    ["escalations"],
    ["rejected"],
    ["doctor"],
]
"""What reads the demo's store and its findings."""


def _imports(commands: list[list[str]], forbidden: tuple[str, ...]) -> list[str]:
    """What forbidden modules a process of its own imports that runs the commands, and on whose behalf."""
    ran = subprocess.run(
        [sys.executable, "-m", "tests.api.cli.watched_imports"],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        input=json.dumps({"forbidden": forbidden, "commands": commands}),
        capture_output=True,
        text=True,
        check=False,
        timeout=patience(300),
    )
    assert ran.returncode == 0, ran.stderr
    sentences: list[str] = json.loads(ran.stdout)
    return sentences


def test_help_needs_no_store_and_nothing_heavy() -> None:
    assert _imports(HELPED, (*HEAVY, *STORING)) == []


def test_what_is_kept_is_read_without_what_computed_it(demo_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settle(demo_folder, monkeypatch)
    monkeypatch.setenv("KITH_STORE", "sqlite:///demo.db")
    assert _imports(LIGHT, HEAVY) == []


def test_the_message_names_the_way_to_a_heavy_import() -> None:
    (sentence,) = _imports([["schema"]], ("strawberry",))
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
