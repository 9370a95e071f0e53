"""The shapes of all that Kith keeps on disk, beside the versions that stand for them: `python -m tests.shapes`.

With `--declared` only those that are read from declarations, the tables of the store and the measures: in a second.

A shape is a list of lines, read from what really lies there: the columns of the store's tables, the files of a snapshot
and of findings that were made of the village. `tests/shapes.toml` holds the shapes of the last commit. When a shape
moves, its version must be raised, or what an older Kith wrote would be read as if it were new.
"""

import json
import re
import sys
import tempfile
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import ndiff
from enum import Enum
from pathlib import Path
from typing import Any, Final

import numpy as np
import pyarrow as pa

from algorithms.analysis.findings import VERSION as FINDINGS_VERSION
from algorithms.centrality.measures import Measure
from algorithms.centrality.registry import specs
from graph.model.account import PersonKind, Relation
from graph.model.interaction import KINDS
from graph.model.tombstone import Reason
from graph.model.transaction import TransactionStatus
from graph.model.watch import WatchKind
from graph.rows.table import CONTENT, SHAPES
from graph.snapshot.generations import VERSION as SNAPSHOT_VERSION
from graph.stores.migrations import SCHEMA_VERSION
from tests.api.village import village

COMMITTED: Final = Path(__file__).with_name("shapes.toml")
COMMAND: Final = "python -m tests.shapes"

TO_DO: Final = {
    "schema": "add a Migration to MIGRATIONS in graph/stores/migrations.py",
    "snapshot": "raise VERSION in graph/snapshot/generations.py",
    "findings": "raise VERSION in algorithms/analysis/findings.py",
    "measures": "raise VERSION in algorithms/analysis/findings.py",
}
"""How the version of each part is raised."""

MAY_GROW: Final = {"measures"}
"""Parts of which lines may come or go without a new version: findings without a measure are made anew anyway."""

OF_A_MEASURE: Final = rf"^(scores|ranks|meta\.steps)\.({'|'.join(Measure)})(?=:)"
"""What findings hold of each measure, under its name."""


@dataclass(frozen=True, slots=True)
class Shape:
    """What one part of all that is kept looks like, in any order, and the version that stands for it."""

    version: int
    lines: tuple[str, ...]


def shapes_of(state_folder: Path) -> dict[str, Shape]:
    """The shapes of now; snapshot and findings as they lie in a state folder."""
    return declared_shapes() | {
        "snapshot": Shape(SNAPSHOT_VERSION, tuple(sorted(snapshot_lines(state_folder / "snapshots")))),
        "findings": Shape(FINDINGS_VERSION, tuple(sorted(findings_lines(state_folder / "findings")))),
    }


def declared_shapes() -> dict[str, Shape]:
    """The shapes of now that are declared, for which nothing needs to be made."""
    return {
        "schema": Shape(SCHEMA_VERSION, tuple(sorted(schema_lines()))),
        "measures": Shape(FINDINGS_VERSION, tuple(sorted(measure_lines()))),
    }


def schema_lines() -> Iterator[str]:
    """Every column of the store's tables: its type, whether sources state it, whether rows are found by it."""
    for table, shape in SHAPES.items():
        for name, kind in shape.columns.items():
            facts = [kind]
            facts += ["stated"] if name in CONTENT.get(table, ()) else []
            facts += ["indexed"] if name in shape.indexed else []
            yield f"{table}.{name}: {', '.join(facts)}"
    for enumeration in (PersonKind, Relation, TransactionStatus, WatchKind, Reason):
        yield _values_of(enumeration)
    yield f"InteractionKind: {' '.join(kind.value for kind in KINDS)}"


def snapshot_lines(folder: Path) -> Iterator[str]:
    """Every column of the current generation's files, and what its codes stand for, in their order."""
    current = folder / (folder / "current").read_text()
    yield from _json_lines("meta", json.loads((current / "meta.json").read_text()))
    for path in sorted(current.glob("*.arrow")):
        with pa.memory_map(str(path)) as file:
            yield from (f"{path.stem}.{field.name}: {field.type}" for field in pa.ipc.open_file(file).schema)
    for kind in (PersonKind, Relation, TransactionStatus):
        yield _values_of(kind)
    yield f"InteractionKind: {' '.join(kind.value for kind in KINDS)}"


def findings_lines(folder: Path) -> set[str]:
    """Every field and array of the newest findings; what they hold of each measure has one shape for all."""
    newest = max((path for path in folder.iterdir() if path.is_dir()), key=lambda path: path.stat().st_mtime_ns)
    document = json.loads((newest / "findings.json").read_text())
    names = document.pop("arrays")
    lines = [*_json_lines("", document)]
    for number, name in enumerate(names):
        array = np.load(newest / f"{number}.npy", mmap_mode="r")
        lines.append(f"{name}: {array.dtype}, {array.ndim} dimensions")
    return {re.sub(OF_A_MEASURE, r"\1.*", line) for line in lines}


def measure_lines() -> Iterator[str]:
    """How each measure is worked out and ranked."""
    for measure, spec in specs().items():
        yield f"{measure}: {'largest' if spec.descending else 'smallest'} first; {spec.formula}"


def complaints(committed: Mapping[str, Shape], now: Mapping[str, Shape]) -> list[str]:
    """What must be done before the shapes of now may be committed, a sentence for each part."""
    sentences = unraised(committed, now)
    sentences += [
        f"the shape of the {part} moved (version {shape.version}): run `{COMMAND}` to write {COMMITTED.name} anew"
        for part, shape in now.items()
        if shape != committed.get(part) and not _moved_alone(part, committed.get(part), shape)
    ]
    return sentences


def unraised(committed: Mapping[str, Shape], now: Mapping[str, Shape]) -> list[str]:
    """The shapes that moved and whose version did not, with what to do."""
    return [
        f"the shape of the {part} moved and its version did not ({shape.version}): {TO_DO[part]},"
        f" then run `{COMMAND}` to write {COMMITTED.name} anew. What moved:\n{_difference(committed[part], shape)}"
        for part, shape in now.items()
        if _moved_alone(part, committed.get(part), shape)
    ]


def _moved_alone(part: str, before: Shape | None, now: Shape) -> bool:
    if before is None or before.version < now.version:
        return False
    if part not in MAY_GROW:
        return before.lines != now.lines
    lines, lines_now = (dict(line.split(": ", 1) for line in shape.lines) for shape in (before, now))
    return any(lines[name] != lines_now[name] for name in lines.keys() & lines_now.keys())


def _difference(before: Shape, now: Shape) -> str:
    return "\n".join(line for line in ndiff(before.lines, now.lines) if line[0] in "+-")


def read_committed() -> dict[str, Shape]:
    """The shapes of the last commit."""
    document = tomllib.loads(COMMITTED.read_text()) if COMMITTED.exists() else {}
    return {part: Shape(shape["version"], tuple(shape["lines"])) for part, shape in document.items()}


def write_committed(shapes: Mapping[str, Shape]) -> None:
    """Write the shapes down, a line each, so that a change shows in a diff."""
    text = f"# Written by `{COMMAND}`, which refuses when a shape moved and its version did not.\n"
    for part, shape in shapes.items():
        lines = "".join(f"  {json.dumps(line, ensure_ascii=False)},\n" for line in shape.lines)
        text += f"\n[{part}]\nversion = {shape.version}\nlines = [\n{lines}]\n"
    COMMITTED.write_text(text)


def _values_of(kind: type[Enum]) -> str:
    return f"{kind.__name__}: {' '.join(str(member.value) for member in kind)}"


def _json_lines(name: str, value: Any) -> Iterator[str]:
    """Names and types of all that a JSON value holds; of a list its first entry."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _json_lines(f"{name}.{key}" if name else key, inner)
    elif isinstance(value, list) and value:
        yield from _json_lines(f"{name}[]", value[0])
    else:
        yield f"{name}: {type(value).__name__}"


def main(*, declared: bool) -> int:
    """Write the shapes of now, or the declared ones alone, unless a version must be raised first."""
    if declared:
        shapes = declared_shapes()
    else:
        with tempfile.TemporaryDirectory() as folder, village(Path(folder)) as workspace:
            shapes = shapes_of(workspace.state_folder)
    if refusals := unraised(read_committed(), shapes):
        sys.stderr.write("\n".join(refusals) + "\n")
        return 1
    write_committed(read_committed() | shapes)
    return 0


if __name__ == "__main__":
    raise SystemExit(main(declared="--declared" in sys.argv))
