"""`python -m bench.sameness FORMER`: whether this checkout answers as a former one does, on the demo world.

Both load and analyse the world anew, each with its own code, and answer the same questions. What differs is told with
its place in the answer; nothing is printed, and 0 returned, where nothing does. Moments of computing and
fingerprints are left out, and so is what only this one tells: fields may be added.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from algorithms.centrality.measures import Measure

_HERE: Final = Path(__file__).parents[1]
_LEFT_OUT: Final = {"computed_at", "since", "last_at", "started_at", "finished_at", "store", "fingerprint"}
"""Moments of computing and loading, and fingerprints, which a new schema of the store may change."""
_PERSON: Final = "warble:18042"
_QUESTIONS: Final = (
    *(f"rank --measure {measure} --limit 50" for measure in Measure),
    "rank --about kettle",
    f"rank --from {_PERSON}",
    "rank --without-coordinated",
    "communities --members",
    "themes",
    "trends",
    "fallacy",
    "coordination",
    "escalations",
    f"path {_PERSON}",
    f"map {_PERSON} --format json",
    f"person {_PERSON}",
    f"why {_PERSON}",
    "status",
    "loads",
)


def main(former: Path) -> int:
    """Compare; returns how many places differ."""
    with TemporaryDirectory() as folder, ThreadPoolExecutor(2) as pool:
        checkouts = (former.resolve(), _HERE)
        before, after = pool.map(_answers, checkouts, (Path(folder) / "former", Path(folder) / "here"))
    differences = [
        line for question in _QUESTIONS for line in _differences(question, before[question], after[question])
    ]
    sys.stdout.write("".join(f"{line}\n" for line in differences))
    return len(differences)


def _answers(checkout: Path, folder: Path) -> dict[str, Any]:
    folder.mkdir()
    _kith(checkout, folder, "demo --no-serve")
    return {question: _answer(checkout, folder, question) for question in _QUESTIONS}


def _answer(checkout: Path, folder: Path, question: str) -> Any:
    store = f"--store sqlite:///{folder / 'demo.db'}"
    form = "" if "--format" in question else " --json"
    return json.loads(_kith(checkout, folder, f"{question}{form} {store}"))


def _kith(checkout: Path, folder: Path, command: str) -> str:
    environment = {**os.environ, "PYTHONPATH": str(checkout), "NUMBA_CACHE_DIR": str(folder / "kernels")}
    line = [sys.executable, "-m", "api", *command.split()]
    run = subprocess.run(line, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    return run.stdout if run.returncode == 0 or run.stdout else json.dumps({"refused": run.stderr})


def _differences(place: str, before: Any, after: Any) -> Iterator[str]:
    """Where two answers differ, by their common fields."""
    if isinstance(before, dict) and isinstance(after, dict):
        for name in before.keys() - _LEFT_OUT:
            if name not in after:
                yield f"{place}.{name}: gone"
            else:
                yield from _differences(f"{place}.{name}", before[name], after[name])
    elif isinstance(before, list) and isinstance(after, list):
        if len(before) != len(after):
            yield f"{place}: {len(before)} rows before, {len(after)} now"
        for number, pair in enumerate(zip(before, after, strict=False)):
            yield from _differences(f"{place}[{number}]", *pair)
    elif before != after:
        yield f"{place}: {before!r} before, {after!r} now"


if __name__ == "__main__":
    sys.exit(min(main(Path(sys.argv[1])), 1))
