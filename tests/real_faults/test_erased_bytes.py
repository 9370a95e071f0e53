"""After erasing nothing of the person is left: not a byte of it in the store's files and the state folder."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from api.settings import read_settings
from api.workspace.store_of_settings import store_of_settings
from graph.ledger.parts import unpack
from graph.rows.table import Table
from graph.rows.whole_tables import all_rows
from tests.api.command_line import answer_of, kith

PEOPLE = """id,network,handle,name,email
qa90017,x,zarah_q,Zarah Quillfeather,zarah@quillfeather.example
2,x,bo,Bo,
3,x,cy,Cy,
4,x,dee,Dee,
"""
MORE = "id,name,email\ncrm:qb81234,Zarah M. Quillfeather,zarah@quillfeather.example\n"
ORDERS = "id,account,kind,status,amount,currency,at\nqc44001,crm:qb81234,order,WON,12.50,EUR,2026-05-01T09:00:00Z\n"
POSTS = """id,network,author,at,text,reply_to,mentions
qd50010,x,qa90017,2026-05-01T09:00:00Z,my private porcupine,,
50011,x,2,2026-05-02T09:00:00Z,tea with a friend,qd50010,x:qa90017
50012,x,3,2026-05-03T09:00:00Z,just tea,50011,
qe50013,x,qa90017,2026-05-04T09:00:00Z,another porcupine,50012,
50014,x,4,2026-05-05T09:00:00Z,more tea,50012,
"""
LIKES = """id,network,from,kind,at,post,to
qh77001,x,qa90017,LIKE,2026-05-05T09:00:00Z,qf60099,
qi77002,x,qa90017,FOLLOW,2026-05-05T09:00:00Z,,qg70077
"""
TRACES = (
    "zarah",
    "quillfeather",
    "porcupine",
    "qa90017",
    "qb81234",
    "qc44001",
    "qd50010",
    "qe50013",
    "qf60099",
    "qg70077",
    "qh77001",
    "qi77002",
)
FAULTY = "id,network,handle,followers\nqa90017,x,zarah_q,many\n5,x,eve,7\n"


@pytest.fixture
def loaded(folder: Path) -> Path:
    """A store that knows somebody in every way: loaded twice, judged, watched, ours, analysed, asked of another day."""
    files = {"people": PEOPLE, "posts": POSTS, "transactions": ORDERS, "interactions": LIKES}
    for name, text in files.items():
        (folder / f"{name}.csv").write_text(text)
    (folder / "more.csv").write_text(MORE)
    (folder / "faulty.csv").write_text(FAULTY)
    steps = (
        "load csv people.csv posts.csv transactions.csv interactions.csv --network x",
        "load csv --as people more.csv --name crm",
        "load csv --as people faulty.csv",
        "rank",
        "judge x:qa90017 x:4 --different --reason names",
        "us add x:qa90017",
        "watch add Zarah --kind person --account x:qa90017",
        "watch add Tea --kind product --term tea --account x:qa90017 --account x:2",
        "rank --measure pagerank",
        "rank --as-of 2026-05-03",
    )
    for step in steps:
        result = kith(*step.split())
        assert result.exit_code == 0, (step, result.output)
    (folder / "posts.csv").write_text(POSTS.replace("just tea", "just tea again"))
    for step in ("load csv posts.csv --name other", "analyse"):
        assert kith(*step.split()).exit_code == 0
    return folder


def rows_of_all_tables() -> Iterator[str]:
    """All that the store holds, as texts; what loads remember to have spoken of is unpacked."""
    with store_of_settings(read_settings(), create=False) as store:
        for table in Table:
            for row in store.row_store.read(lambda reader, t=table: list(all_rows(reader, t))):  # type: ignore[misc]
                if table is Table.PARTS:
                    row["members"] = unpack(bytes(row["members"]))
                yield f"{table}: {row}".lower()


def files_of(folder: Path) -> Iterator[tuple[str, bytes]]:
    """What lies in all files of the store and its state folder."""
    state = Path(os.environ.get("KITH_STATE", folder / "kith.db.state"))
    for path in [*folder.glob("kith.db*"), *state.rglob("*")]:
        if path.is_file():
            yield str(path.relative_to(folder)), path.read_bytes().lower()


def left_in(folder: Path) -> set[tuple[str, str]]:
    """Which traces are left, and where."""
    rows = {(trace, text) for text in rows_of_all_tables() for trace in TRACES if trace in text}
    return rows | {(trace, name) for name, data in files_of(folder) for trace in TRACES if trace.encode() in data}


def test_nothing_of_an_erased_person_is_left(loaded: Path) -> None:
    assert {trace for trace, _ in left_in(loaded)} == set(TRACES), "the test looks where it all lies"
    communities = answer_of("communities")["rows"]
    (loaded / "deletions.csv").write_text(
        "id,at,reason\nx:qa90017,2026-06-01T09:00:00Z,ERASED\ncrm:qb81234,2026-06-01T09:00:00Z,ERASED\n"
    )
    assert kith("load", "csv", "deletions.csv").exit_code == 0
    assert left_in(loaded) == set()
    assert [watch["name"] for watch in answer_of("watch", "list")["rows"]] == ["Tea"]
    assert {row["id"] for row in answer_of("communities")["rows"]} <= {row["id"] for row in communities}
    for file in ("people.csv", "posts.csv", "interactions.csv", "faulty.csv"):
        kith("load", "csv", "--network", "x", file)
    assert kith("rank").exit_code == 0
    assert left_in(loaded) == set()
