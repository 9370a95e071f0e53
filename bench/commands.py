"""How long commands take from start to end on the demo world, beside those of a former version if its folder is named.

Each command is a process of its own, as it is for whoever types it. Both versions take turns, each on a store that it
made itself, with its kernels compiled.
"""

import os
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import median
from typing import Final

HEADER = ("command", "seconds", "of processor", "former: seconds", "of processor", "processor, former / now")
ROUNDS: Final = 3
HERE: Final = Path(__file__).parents[1]
_COMMANDS: Final = ("--help", "sources", "loads", "status", "rank", "communities", "themes", "trends", "watch list")
_OF_PEOPLE: Final = ("path", "introduce", "person", "map")

Took = tuple[float, float]
"""Seconds on the clock, and seconds of the processor."""


def run(_: Sequence[str] = (), *, former: Path | None = None) -> Iterator[tuple[str, ...]]:
    """Measure each command; the rows of the table as they come."""
    versions = [HERE] if former is None else [HERE, former]
    with tempfile.TemporaryDirectory() as folder:
        places = [Path(folder) / str(number) for number in range(len(versions))]
        printed = [_make_demo(version, place) for version, place in zip(versions, places, strict=True)]
        (handle,) = set(re.findall(r"kith path (@\w+)", printed[0]))
        for command in (*_COMMANDS, *(f"{verb} {handle}" for verb in _OF_PEOPLE)):
            times: list[list[Took]] = [[] for _ in versions]
            for _round in range(ROUNDS + 1):
                for took, version, place in zip(times, versions, places, strict=True):
                    took.append(_run(command.split(), version, place)[0])
            yield (command.replace(handle, "@handle"), *_cells([took[1:] for took in times]))  # the first fills caches


def _make_demo(version: Path, place: Path) -> str:
    place.mkdir()
    return _run(["demo", "--no-serve"], version, place)[1]


def _run(command: list[str], version: Path, place: Path) -> tuple[Took, str]:
    """How long one command takes, and what it prints."""
    # Users' interpreters keep what they compiled: without that, each command would compile every file that it imports.
    left_out = ("KITH_", "NUMBA_", "PYTHONDONTWRITEBYTECODE")
    environment = {name: value for name, value in os.environ.items() if not name.startswith(left_out)}
    environment |= {"PYTHONPATH": str(version), "XDG_CACHE_HOME": str(place / "cache")}
    if command[0] != "demo":
        environment["KITH_STORE"] = "sqlite:///demo.db"
    began, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
    ran = subprocess.run(
        [sys.executable, "-m", "api", *command],
        cwd=place,
        env=environment,
        check=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    wall, after = time.perf_counter() - began, resource.getrusage(resource.RUSAGE_CHILDREN)
    return (wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime), ran.stdout


def _cells(times: list[list[Took]]) -> Iterator[str]:
    medians = [tuple(map(median, zip(*took, strict=True))) for took in times]
    for wall, processor in medians:
        yield from (f"{wall:.2f}", f"{processor:.2f}")
    yield from ("", "", "") if len(medians) == 1 else (f"{medians[1][1] / medians[0][1]:.1f}",)
