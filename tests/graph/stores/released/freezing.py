"""Writes down a store of this version with its state folder: `python -m tests.graph.stores.released.freezing NAME`.

Run it once, when a version is released; what it wrote is never written again. `tables.sql` and `schema.cypher` are
how the tables lie, `rows.jsonl` holds every row, `kept.json` the state folder.
"""

import json
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import apsw
import numpy as np
import pyarrow as pa

from api.settings import read_settings
from api.workspace.workspace import Workspace
from graph.ledger.store import LedgerStore
from graph.rows.row_store import RowReader
from graph.rows.table import SHAPES, Table
from graph.stores.neo4j.schema import schema_statements
from graph.text.word_index import words_for_index
from tests.graph.stores.released.world import HERE, decide_all, load_all


def freeze(name: str) -> None:
    """Make the world with the Kith of now, and write it down in a folder of this name."""
    target = HERE / name
    target.mkdir()
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "kith.db"
        settings = read_settings(store=f"sqlite:///{file}", actor="tess", state=Path(folder) / "state")
        with Workspace(settings) as workspace:
            load_all(workspace.store)
            decide_all(workspace.store)
            workspace.analyse()
            rows = workspace.store.row_store.read(lambda reader: list(_rows(reader, workspace.store)))
            document = _kept(workspace.state_folder)
        connection = apsw.Connection(str(file))
        tables = [row[0] for row in connection.execute(_TABLES)]
        document["schema"] = next(iter(connection.execute("PRAGMA user_version")))[0]
        document["meta"] = dict(connection.execute("SELECT name, value FROM meta"))
        connection.close()
    (target / "tables.sql").write_text("".join(f"{statement};\n" for statement in tables))
    (target / "schema.cypher").write_text("".join(f"{statement};\n" for statement in schema_statements()))
    (target / "rows.jsonl").write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows))
    (target / "kept.json").write_text(_compact(document))


# The index of words makes its own tables.
_TABLES = "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'post_words_%' ORDER BY rowid"


def _rows(reader: RowReader, store: LedgerStore) -> Iterator[dict[str, Any]]:
    """All rows, those of posts with their words; and what people are called, which Neo4j keeps too."""
    people: dict[str, None] = {}
    for table in Table:
        names = list(SHAPES[table].columns)
        for block in reader.scan(table, names):
            for values in zip(*(block[name] for name in names), strict=True):
                row = {name: _as_json(value) for name, value in zip(names, values, strict=True)}
                if table is Table.POSTS:
                    row["words"] = words_for_index(row["text"])
                if table is Table.ACCOUNTS and row["person"]:
                    people[row["person"]] = None
                yield {"table": table.value, "row": row}
    for person in filter(None, store.view().people(list(people))):
        row = {"id": person.id, "name": person.name, "kind": person.kind.value}
        yield {"table": "people", "row": row}


def _as_json(value: Any) -> Any:
    return {"hex": value.hex()} if isinstance(value, bytes) else value


def _kept(state: Path) -> dict[str, Any]:
    """The key of the tombstones, the current generation of the snapshot and the findings."""
    name = (state / "snapshots" / "current").read_text()
    generation = state / "snapshots" / name
    findings = next(path for path in (state / "findings").iterdir() if path.is_dir())
    document = json.loads((findings / "findings.json").read_text())
    return {
        "tombstone_key": (state / "tombstone.key").read_bytes().hex(),
        "snapshot": {
            "name": name,
            "meta": json.loads((generation / "meta.json").read_text()),
            "files": {path.stem: _arrow(path) for path in sorted(generation.glob("*.arrow"))},
        },
        "findings": {
            "key": findings.name,
            "document": document,
            "arrays": [_array(findings / f"{number}.npy") for number in range(len(document["arrays"]))],
        },
    }


def _arrow(path: Path) -> dict[str, Any]:
    with pa.memory_map(str(path)) as file:
        table = pa.ipc.open_file(file).read_all()
        return {field.name: [str(field.type), table[field.name].to_pylist()] for field in table.schema}


def _array(path: Path) -> list[Any]:
    array = np.load(path)
    return [array.dtype.str, list(array.shape), array.ravel().tolist()]


def _compact(document: dict[str, Any]) -> str:
    """JSON with a line for each thing at the second level."""
    parts = []
    for name, value in document.items():
        if isinstance(value, dict):
            inner = ",\n  ".join(f"{json.dumps(key)}: {json.dumps(one)}" for key, one in value.items())
            parts.append(f"{json.dumps(name)}: {{\n  {inner}\n }}")
        else:
            parts.append(f"{json.dumps(name)}: {json.dumps(value)}")
    return "{\n " + ",\n ".join(parts) + "\n}\n"


if __name__ == "__main__":
    freeze(sys.argv[1])
