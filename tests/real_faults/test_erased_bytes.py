"""After erasing nothing of the person is left: not a byte of it in the store's files and the state folder."""

import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from api.cli.command import app
from api.settings import read_settings
from api.workspace.refresh import Refresher
from api.workspace.store_of_settings import store_of_settings
from api.workspace.workspace import Workspace
from graph.ledger.parts import unpack
from graph.rows.table import Table
from graph.rows.whole_tables import all_rows
from tests.api.asking import Client
from tests.api.command_line import answer_of, kith, refusal_of

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


def test_a_whole_person_is_exported_previewed_and_erased(loaded: Path) -> None:
    assert "expected a person id" in refusal_of("export-person", "@nobody", "none.json")
    counts = answer_of("export-person", "@zarah_q", "zarah.json")
    assert counts["accounts"] == 2
    document = json.loads((loaded / "zarah.json").read_text())
    assert (loaded / "zarah.json").stat().st_mode & 0o777 == 0o600
    assert {account["id"] for account in document["accounts"]} == {"x:qa90017", "crm:qb81234"}
    sources = {said["source"] for account in document["accounts"] for said in account["statements"]}
    assert sources == {"csv", "crm"}
    assert {post["id"] for post in document["posts"]} == {"post:x:qd50010", "post:x:qe50013"}
    assert {post["id"] for post in document["mentioned_in"]} == {"post:x:50011"}
    assert {post["id"] for post in document["responses"]} == {"post:x:50011"}
    assert {(act["actor"], act["kind"]) for act in document["interactions"]} == {
        ("x:qa90017", "LIKE"),
        ("x:qa90017", "FOLLOW"),
    }
    assert [order["amount"] for order in document["transactions"]] == ["12.50"]
    assert [judgement["reason"] for judgement in document["judgements"]] == ["names"]
    assert document["ours"] == {"x:qa90017": "COLLEAGUE"}
    assert {watch["name"] for watch in document["watches"]} == {"Zarah", "Tea"}
    assert document["measures"]["pagerank"]["value"] > 0
    assert "there already" in refusal_of("export-person", "@zarah_q", "zarah.json")
    expected = {"posts": 2, "interactions": 2, "transactions": 1, "judgements": 1, "rejected": 1}

    declined = CliRunner().invoke(app, ["erase", "@zarah_q"], input="n\n")
    assert declined.exit_code == 0
    assert "crm:qb81234" in declined.stderr
    assert "2 posts, 2 interactions, 1 transactions, 1 judgements, 1 rejected records" in declined.stderr
    assert "nothing was erased" in declined.stdout
    assert answer_of("person", "@zarah_q")["post_count"] == 2

    erasure = answer_of("erase", "@zarah_q", "--yes")
    assert erasure["erased"]
    assert {kind: erasure[kind] for kind in expected} == expected
    assert set(erasure["accounts"]) == {"x:qa90017", "crm:qb81234"}
    assert set(erasure["watches"]) == {"Zarah", "Tea"}
    assert left_in(loaded) == set()
    assert "nobody is known as" in refusal_of("erase", "@zarah_q", "--yes")
    for file in ("people.csv", "posts.csv", "transactions.csv", "interactions.csv", "more.csv", "faulty.csv"):
        kith("load", "csv", "--network", "x", file)
    assert left_in(loaded) == set()


def test_somebody_whom_the_source_hides_is_erased_too(loaded: Path) -> None:
    hidden = "id,at,reason\nx:qa90017,2026-06-01T09:00:00Z,SUSPENDED\n"
    (loaded / "deletions.csv").write_text(hidden)
    assert kith("load", "csv", "deletions.csv").exit_code == 0
    assert answer_of("export-person", "x:qa90017", "zarah.json")["posts"] == 2
    assert json.loads((loaded / "zarah.json").read_text())["hidden"] == {"x:qa90017": "suspended"}
    assert answer_of("erase", "x:qa90017", "--yes")["posts"] == 2
    assert left_in(loaded) == set()


ERASE = 'mutation { erasePerson(person: "@zarah_q", reason: "asked") { accounts posts } }'


def test_a_service_clears_away_what_was_erased_over_graphql(loaded: Path) -> None:
    with Workspace(read_settings(), create=False) as workspace:
        workspace.analyse()
        client = Client(workspace)
        erased = client.data(ERASE)["erasePerson"]
        assert (set(erased["accounts"]), erased["posts"]) == ({"x:qa90017", "crm:qb81234"}, 2)
        assert workspace.store.is_unscrubbed()
        assert left_in(loaded) != set(), "there is something to clear away"
        refresher = Refresher(workspace)
        refresher._forget_erased()
        assert not workspace.store.is_unscrubbed()
        assert left_in(loaded) == set()
        assert client.data('{ person(id: "@zarah_q") { id } }') == {"person": None}
        newest = workspace.refresh()
        assert newest.rows.person("person:x:qa90017") is None
