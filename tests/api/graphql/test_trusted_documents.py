"""Trusted documents: hashes in place of documents, and a service that runs no others."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from starlette.testclient import TestClient

from api.bad_setting import BadSetting
from api.graphql.trusted_documents import documents_of_page, hash_of, trusted_documents
from api.http.server import create_app
from api.workspace.workspace import Workspace
from tests.api.asking import HERE, Client
from tests.api.village import KETTLE, settings_in
from tests.modules import ROOT

PEOPLE = "query People { overview { people } }"
OTHER = "query Other { overview { posts } }"
GIVEN = "query Given($n: Int!) { posts(first: $n) { totalCount } }"


def kept_in(folder: Path, *documents: str, prefix: str = "") -> Path:
    path = folder / "documents.json"
    path.write_text(json.dumps({prefix + hash_of(document): document for document in documents}))
    return path


@pytest.fixture(params=[False, True], ids=["beside", "only"])
def client(own_village: Workspace, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Client]:
    given = {"documents": kept_in(tmp_path, PEOPLE, GIVEN), "trusted_only": request.param}
    with Workspace(own_village.settings.model_copy(update=given)) as workspace:
        yield Client(workspace)


def post(client: Client, **body: Any) -> httpx.Response:
    return client.send("POST", "/graphql", json=body)


def code(response: httpx.Response) -> str:
    answer: str = response.json()["errors"][0]["extensions"]["code"]
    return answer


def test_a_hash_stands_for_its_document(client: Client) -> None:
    answer = {"data": {"overview": {"people": 12}}}
    assert post(client, documentId=hash_of(PEOPLE)).json() == answer
    assert post(client, documentId=f"sha256:{hash_of(PEOPLE)}").json() == answer
    assert client.send("GET", "/graphql", params={"documentId": hash_of(PEOPLE)}).json() == answer
    apollo = {"persistedQuery": {"version": 1, "sha256Hash": hash_of(PEOPLE)}}
    assert post(client, extensions=apollo).json() == answer
    parameters = {"extensions": json.dumps(apollo)}
    assert client.send("GET", "/graphql", params=parameters).json() == answer
    assert post(client, documentId=hash_of(GIVEN), variables={"n": 1}).json() == {"data": {"posts": {"totalCount": 13}}}
    assert post(client, query=PEOPLE, documentId=hash_of(PEOPLE)).json() == answer


def test_a_hash_that_is_not_there_is_not_found(client: Client) -> None:
    response = post(client, documentId=hash_of("another"))
    assert (response.status_code, code(response)) == (400, "NOT_FOUND")


@pytest.mark.parametrize(
    "body",
    [
        {"query": OTHER, "documentId": hash_of(PEOPLE)},
        {"documentId": 7},
        {"extensions": {"persistedQuery": 7}},
        {"extensions": {"persistedQuery": {"sha256Hash": ["x"]}}},
    ],
)
def test_a_hash_that_is_none_is_refused(client: Client, body: dict[str, Any]) -> None:
    response = post(client, **body)
    assert (response.status_code, code(response)) == (400, "BAD_USER_INPUT")


def test_a_service_of_trusted_documents_runs_no_others(own_village: Workspace, tmp_path: Path) -> None:
    given = {"documents": kept_in(tmp_path, PEOPLE), "trusted_only": True}
    with Workspace(own_village.settings.model_copy(update=given)) as workspace:
        client = Client(workspace)
        refused = post(client, query=OTHER)
        assert (refused.status_code, code(refused)) == (403, "FORBIDDEN")
        assert client.send("GET", "/graphql", params={"query": OTHER}).status_code == 403
        assert post(client, query=PEOPLE).status_code == 200
        assert post(client, query=PEOPLE + " ").status_code == 403
        for document in documents_of_page().values():
            answer = post(client, query=document, variables={"around": ["x:1"]}).json()
            assert "errors" not in answer


def test_a_subscription_is_one_of_them_as_well(own_village: Workspace, tmp_path: Path) -> None:
    own_village.decisions().save_watch(KETTLE)
    trusted = f'subscription {{ posts(watch: "{KETTLE.id}") {{ id }} }}'
    given = {"documents": kept_in(tmp_path, trusted), "trusted_only": True}
    with Workspace(own_village.settings.model_copy(update=given)) as workspace:
        app = create_app(workspace, keep_fresh=False)
        with TestClient(app, headers=HERE).websocket_connect(
            "/graphql", subprotocols=["graphql-transport-ws"]
        ) as socket:
            socket.send_json({"type": "connection_init"})
            assert socket.receive_json() == {"type": "connection_ack"}
            socket.send_json({"id": "1", "type": "subscribe", "payload": {"query": trusted + " "}})
            said = socket.receive_json()
            assert (said["type"], said["payload"][0]["extensions"]["code"]) == ("error", "FORBIDDEN")
            socket.send_json({"id": "2", "type": "subscribe", "payload": {"query": trusted}})
            socket.send_json({"type": "ping"})
            assert socket.receive_json() == {"type": "pong"}


def test_the_documents_of_the_page_are_those_that_its_script_holds() -> None:
    result = list(documents_of_page().values())
    names = [document.split()[1].partition("(")[0] for document in result]
    script = (ROOT / "api" / "http" / "static" / "page.js").read_text()
    assert names == re.findall(r"`query (\w+)", script)
    assert {"Page", "Found", "Map", "WhoMatters"} <= set(names)
    assert script.count("`query ") == len(result), "each document of the page is found"


def bad(folder: Path, text: str) -> str:
    path = folder / "documents.json"
    path.write_text(text)
    with pytest.raises(BadSetting) as caught:
        trusted_documents(settings_in(folder).model_copy(update={"documents": path}))
    return str(caught.value)


def test_a_file_that_is_none_is_named(tmp_path: Path) -> None:
    assert "KITH_DOCUMENTS names" in bad(tmp_path, "{")
    assert "a JSON object" in bad(tmp_path, "[]")
    assert "each a text" in bad(tmp_path, '{"a": 1}')
    assert "is not the SHA-256" in bad(tmp_path, json.dumps({"a" * 64: PEOPLE}))
    with pytest.raises(BadSetting, match="cannot be read"):
        trusted_documents(settings_in(tmp_path).model_copy(update={"documents": tmp_path / "none.json"}))


@pytest.mark.parametrize(("document", "said"), [("{ nope }", "nope"), ("{", "Syntax")])
def test_a_document_that_cannot_be_run_is_refused_at_the_start(
    own_village: Workspace, tmp_path: Path, document: str, said: str
) -> None:
    given = own_village.settings.model_copy(update={"documents": kept_in(tmp_path, PEOPLE, document)})
    with Workspace(given) as workspace, pytest.raises(BadSetting, match=said):
        create_app(workspace, keep_fresh=False)
