"""The commands on a Neo4j server that asks for a password: the same answers as on SQLite, and who is kept out."""

import json
from pathlib import Path

import pytest
from neo4j import GraphDatabase

from tests.api.asking import HERE
from tests.api.command_line import answer_of, kith, load_three_people, refusal_of, rows_of, settle

pytestmark = pytest.mark.neo4j

EDGES = "from,to,weight\nx:1,x:2,3\nx:2,x:1,1\nx:2,plaza:2,2\nplaza:2,x:1,1\nx:3,x:1,4\n"
ANSWERS = (
    ("rank", "--measure", "pagerank"),
    ("rank", "--measure", "degree"),
    ("communities", "--members"),
    ("path", "x:3", "plaza:2"),
    ("map", "x:1"),
    ("themes",),
    ("trends",),
    ("escalations",),
    ("watch", "show", "Tea", "--by", "day", "--zone", "Europe/Berlin"),
    ("watch", "compare", "--copies-once", "--others-only"),
)


@pytest.fixture(autouse=True)
def _alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settle(tmp_path, monkeypatch)
    monkeypatch.setenv("KITH_STATE", str(tmp_path / "state"))
    (tmp_path / "edges.csv").write_text(EDGES)


def test_a_wrong_password_and_none_are_said_in_one_sentence(
    locked_neo4j: tuple[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    guarded, _ = locked_neo4j
    assert "KITH_NEO4J_PASSWORD" in refusal_of("status", "--store", guarded)
    monkeypatch.setenv("KITH_NEO4J_PASSWORD", "wrong-horse")
    sentence = refusal_of("status", "--store", guarded)
    assert "password" in sentence
    assert "wrong-horse" not in sentence
    doctor = kith("doctor", "--store", guarded)
    assert doctor.exit_code == 1
    assert "KITH_NEO4J_PASSWORD" in doctor.stdout


def test_answers_are_those_of_sqlite_and_can_be_published(
    locked_neo4j: tuple[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    guarded, password = locked_neo4j
    monkeypatch.setenv("KITH_NEO4J_PASSWORD", password)
    answers, fingerprints = [], []
    for store in ("sqlite:///kith.db", guarded):
        monkeypatch.setenv("KITH_STORE", store)
        monkeypatch.setenv("KITH_STATE", str(tmp_path / f"state-{store[:4]}"))
        load_three_people(tmp_path)
        assert kith("load", "edges", "edges.csv").exit_code == 0
        assert len(rows_of("loads")) == 2
        first = answer_of("rank")["provenance"]
        fingerprints.append(first["fingerprint"])
        assert kith("watch", "add", "Tea", "--kind", "product", "--term", "hello", "--account", "x:1").exit_code == 0
        (watch,) = rows_of("watch", "list")
        result = [answer_of(*command) for command in ANSWERS]
        moments = {first["computed_at"]}  # communities and themes say when they were seen first
        for answer in result:
            moments.add(answer["provenance"].pop("computed_at"))
            assert answer["provenance"].pop("fingerprint")  # with a watch it names the watch's own id as well
        assert result[-1]["rows"][0]["posts"] > 0
        text = json.dumps(result).replace(watch["id"], "watch:tea")
        for moment in moments:
            text = text.replace(moment, "when it was computed")
        answers.append(text)
    assert answers[0] == answers[1]
    assert fingerprints[0] == fingerprints[1]
    assert answer_of("doctor")["ok"] is True
    published = answer_of("publish")
    assert (published["people"], published["ties"]) == (4, 5)
    with GraphDatabase.driver(guarded, auth=("neo4j", password)) as driver:
        rows = driver.execute_query(
            "MATCH (p:Person)-[t:TIE]->(:Person {id: 'person:x:1'}) RETURN t.strength ORDER BY p.id"
        )
        assert [0 < row[0] <= 1 for row in rows.records] == [True, True, True]


def test_a_service_answers_and_hands_on_what_is_loaded(
    locked_neo4j: tuple[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    guarded, password = locked_neo4j
    monkeypatch.setenv("KITH_NEO4J_PASSWORD", password)
    from starlette.testclient import TestClient

    from api.http.server import create_app
    from api.settings import read_settings
    from api.workspace.workspace import Workspace
    from graph.model.post import Post
    from graph.model.watch import Watch, WatchKind
    from graph.port.batch import Batch

    watch = Watch(id="watch:tea", name="Tea time", kind=WatchKind.ACTION, terms=("teatime",))
    with Workspace(read_settings(store=guarded)) as workspace:
        with workspace.store.writer("tests") as writer:
            writer.write(Batch([Post(id="post:x:900", author="x:1", text="@bob teatime?", mentions=("x:2",))]))
        workspace.decisions().save_watch(watch)
        workspace.analyse()
        with TestClient(create_app(workspace, keep_fresh=False), headers=HERE) as client:
            seeds = {
                "query": "{ seedSet(size: 1) { people { person { id } } expectedReach provenance { fingerprint } } }"
            }
            answer = client.post("/graphql", json=seeds).json()["data"]["seedSet"]
            assert len(answer["people"]) == 1
            assert answer["provenance"]["fingerprint"] == workspace.analysis().fingerprint
            with client.websocket_connect("/graphql", subprotocols=["graphql-transport-ws"]) as socket:
                socket.send_json({"type": "connection_init"})
                assert socket.receive_json() == {"type": "connection_ack"}
                query = 'subscription { posts(watch: "watch:tea", after: "post:x:900") { id text person { id } } }'
                socket.send_json({"id": "1", "type": "subscribe", "payload": {"query": query}})
                with workspace.store.writer("tests") as writer:
                    writer.write(Batch([Post(id="post:x:901", author="x:2", text="Teatime it is")]))
                arrived = socket.receive_json()["payload"]["data"]["posts"]
                assert (arrived["id"], arrived["text"]) == ("post:x:901", "Teatime it is")
            behind = [
                line for line in client.get("/metrics").text.splitlines() if line.startswith("kith_changes_behind")
            ]
            assert float(behind[0].split()[1]) > 0
            checks = client.get("/readyz").json()["checks"]
            assert (checks["store"], checks["findings"]) == ("ok", "ok")
