"""A backup of an older schema is brought up to date as a store of it is."""

from pathlib import Path

import pytest

from graph.ledger.backup import FACTS, TABLES
from graph.ledger.backup_file import FORMAT, BackupHeader, BackupWriter, checked_backup
from graph.opening import open_store
from graph.rows.table import SHAPES
from graph.stores.migrations import SCHEMA_VERSION
from tests.graph.stores.released.world import HERE
from tests.graph.stores.released.writing import Released

VERSIONS = sorted(path.parent.name for path in HERE.glob("*/kept.json"))


def write_backup(released: Released, path: Path) -> None:
    """Write the rows of a released version as the backup that it might have made."""
    kept, rows = released.kept, released.rows()
    facts = {name: value for name, value in kept["meta"].items() if name in FACTS}
    seq = int(kept["meta"]["seq"])
    header = BackupHeader(format=FORMAT, schema=kept["schema"], kind="sqlite", made_at=0, seq=seq, facts=facts)
    with path.open("wb") as file:
        writer = BackupWriter(file, header)
        for table in TABLES:
            names = [name for name in SHAPES[table].columns if rows.get(table.value) and name in rows[table.value][0]]
            if names:
                writer.rows(table, {name: [row[name] for row in rows[table.value]] for name in names})
        writer.end()


@pytest.mark.parametrize("version", VERSIONS)
def test_a_backup_of_an_older_schema_restores_to_what_its_store_becomes(version: str, tmp_path: Path) -> None:
    released = Released(HERE / version)
    released.write_sqlite(tmp_path / "old.db")
    released.write_state(tmp_path / "state")
    write_backup(released, tmp_path / "old.kith")
    snapshots = []
    for name in ("old", "new"):
        with open_store(
            f"sqlite:///{tmp_path / name}.db", tombstone_key=bytes.fromhex(released.kept["tombstone_key"])
        ) as store:
            if name == "new":
                backup = checked_backup(tmp_path / "old.kith", SCHEMA_VERSION)
                assert store.restore(tmp_path / "old.kith", backup, replace=False) == 0
            snapshots.append(store.view().snapshot())
            assert store.view().accounts(["x:8"]) != [None]
            assert store.erasures_hold()
    assert snapshots[0].key == snapshots[1].key
