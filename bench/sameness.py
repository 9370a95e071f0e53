"""Whether this checkout answers as a former one does, on the demo world: `python -m bench sameness --former FOLDER`.

Both load and analyse the world anew, each with its own code, listen for the same two brands, and answer the same
questions: commands, and over HTTP the documents of docs/graphql.md. `python -m bench.sameness FOLDER` tells each value
that differs, with its place in the answer, and ends with 1 when there is one. Moments of computing and fingerprints are
left out, and so is what only this checkout tells: fields may be added.
"""

import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

import httpx

from algorithms.centrality.measures import Measure
from bench.served import served_by
from ingest.demo.source import DemoSource
from tests.api.graphql_page import PAGE, Question, questions

HEADER = ("question", "values compared", "differ", "the first that does")
_HERE: Final = Path(__file__).parents[1]
_LEFT_OUT: Final = {"computed_at", "since", "last_at", "started_at", "finished_at", "store", "fingerprint", "endCursor"}
"""Moments of computing and loading, and fingerprints, which a new schema of the store may change; cursors hold one."""
_LONGEST_SECONDS: Final = 600
_UNHURRIED: Final = {"KITH_QUERY_DEADLINE_SECONDS": str(_LONGEST_SECONDS)}
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


@dataclass(frozen=True, slots=True)
class Comparison:
    """One question: how many values the former answer has that count, and those that differ, each in a line."""

    question: str
    values: int
    differences: tuple[str, ...]


def run(_: Sequence[str] = (), *, former: Path | None = None) -> Iterator[tuple[str, ...]]:
    """Compare; the rows of the table."""
    if former is None:
        raise ValueError("expected the folder of a former checkout: --former FOLDER")
    for one in compare(former):
        first = one.differences[0].replace("|", "/") if one.differences else ""
        yield one.question, str(one.values), str(len(one.differences)), first


def main(former: Path) -> int:
    """Tell what differs; returns how many values do."""
    differences = [line for one in compare(former) for line in one.differences]
    sys.stdout.write("".join(f"{line}\n" for line in differences))
    return len(differences)


def compare(former: Path) -> list[Comparison]:
    """Ask both checkouts everything."""
    with TemporaryDirectory() as folder, ThreadPoolExecutor(2) as pool:
        checkouts = (former.resolve(), _HERE)
        before, after = pool.map(_answers, checkouts, (Path(folder) / "former", Path(folder) / "here"))
    return [compare_answers(question, before[question], after[question]) for question in before]


def compare_answers(question: str, before: Any, after: Any) -> Comparison:
    """Compare two answers to a question.

    >>> compare_answers("who", {"rows": [{"rank": 1, "since": "noon"}]}, {"rows": [{"rank": 2, "more": 3}]})
    Comparison(question='who', values=1, differences=('who.rows[0].rank: 1 before, 2 now',))
    """
    return Comparison(question, sum(1 for _ in _values(before)), tuple(_differences(question, before, after)))


def _answers(checkout: Path, folder: Path) -> dict[str, Any]:
    folder.mkdir()
    _kith(checkout, folder, "demo", "--no-serve")
    store = f"sqlite:///{folder / 'demo.db'}"
    _listen(checkout, folder, store)
    answers = {question: _answer(checkout, folder, f"{question} --store {store}") for question in _QUESTIONS}
    with served_by(checkout, store, NUMBA_CACHE_DIR=str(folder / "kernels"), **_UNHURRIED) as server:
        return answers | {name: _asked(server.url, document) for name, document in documents().items()}


def _listen(checkout: Path, folder: Path, store: str) -> None:
    """Keep the watches of the page, which an older demo lacks, under its ids, which no command gives out; analyse."""
    for watch in DemoSource().watches():
        with closing(sqlite3.connect(folder / "demo.db")) as rows:
            if rows.execute("SELECT 1 FROM watches WHERE id = ?", (watch.id,)).fetchone():
                continue
        accounts = (part for account in watch.accounts for part in ("--account", account))
        excludes = (part for words in watch.excludes for part in ("--not", words))
        words = ["--kind", watch.kind.lower(), *("--term", watch.terms[0]), *accounts, *excludes, "--store", store]
        _kith(checkout, folder, "watch", "add", watch.name, *words)
        with closing(sqlite3.connect(folder / "demo.db")) as rows, rows:
            count = rows.execute("UPDATE watches SET id = ? WHERE name = ?", (watch.id, watch.name)).rowcount
        if count != 1:
            raise RuntimeError(f"expected {checkout} to keep the watch {watch.name}")
    _kith(checkout, folder, "analyse", "--store", store)


def documents() -> dict[str, Question]:
    """The documents of the page by number and operation, if it has a name: `1 Ranking`."""
    page = questions(PAGE.read_text(encoding="utf-8"))
    return {f"GraphQL {number} {_operation(one.query)}".strip(): one for number, one in enumerate(page, 1)}


def _operation(document: str) -> str:
    return document.partition("{")[0].partition("(")[0].removeprefix("query").strip()


def _asked(url: str, document: Question) -> Any:
    body = {"query": document.query, "variables": document.variables}
    return httpx.post(f"{url}/graphql", json=body, timeout=_LONGEST_SECONDS).json()


def _answer(checkout: Path, folder: Path, question: str) -> Any:
    form = [] if "--format" in question else ["--json"]
    return json.loads(_kith(checkout, folder, *question.split(), *form))


def _kith(checkout: Path, folder: Path, *command: str) -> str:
    environment = {**os.environ, "PYTHONPATH": str(checkout), "NUMBA_CACHE_DIR": str(folder / "kernels")}
    line = [sys.executable, "-m", "api", *command]
    run = subprocess.run(line, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    return run.stdout if run.returncode == 0 or run.stdout else json.dumps({"refused": run.stderr})


def _values(answer: Any) -> Iterator[Any]:
    """The values of an answer that are compared."""
    if isinstance(answer, dict):
        for name in answer.keys() - _LEFT_OUT:
            yield from _values(answer[name])
    elif isinstance(answer, list):
        for row in answer:
            yield from _values(row)
    else:
        yield answer


def _differences(place: str, before: Any, after: Any) -> Iterator[str]:
    """Where two answers differ, by their common fields."""
    if isinstance(before, dict) and isinstance(after, dict):
        for name in sorted(before.keys() - _LEFT_OUT):
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
