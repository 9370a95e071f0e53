"""The authority matrix: every field at the root, in every role. One that nobody gave a role to fails here."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLSchema,
    get_named_type,
    is_leaf_type,
    parse,
)
from starlette.testclient import TestClient
from starlette.websockets import WebSocketDisconnect

from api.auth.role import Role
from api.graphql.schema.authority import NEEDED, lacking
from api.graphql.schema.building import build_schema
from api.workspace.workspace import Workspace
from tests.api.asking import HERE, Client
from tests.api.village import village

READERS = {
    *("viewer", "overview", "node", "person", "searchPeople", "posts", "influencers", "fallacy", "communities"),
    *("community", "themes", "relationshipMap", "paths", "pathsToCustomers", "introductionsTo", "watches", "watch"),
    *("shareOfVoice", "escalations", "seedSet", "localBridges"),
    *("people", "transactions", "loads", "coordination", "trends"),
}
"""What a reader may. Written here a second time on purpose: a slip in the table of the service must not pass."""

MEMBERS = {"judge", "withdrawJudgement", "saveWatch", "deleteWatch"}
ADMINS = {"erase", "erasePerson"}
LISTENERS = {
    "posts": (None, "NOT_FOUND"),
    "findings": ('subscription { findings(after: "none") { __typename } }', None),
}
"""What a reader may listen to: a question that is answered at once, where that of all others is not, and with what."""

PRINCIPALS = (None, *Role)
PROTOCOL = "graphql-transport-ws"
SCHEMA: GraphQLSchema = build_schema()._schema
SAMPLES = {"ID": '"x:1"', "String": '"x"', "Int": "1", "Float": "0.5", "Boolean": "true"}


def roots() -> Iterator[tuple[str, GraphQLObjectType]]:
    for kind, root in (
        ("query", SCHEMA.query_type),
        ("mutation", SCHEMA.mutation_type),
        ("subscription", SCHEMA.subscription_type),
    ):
        if root is not None:
            yield kind, root


ALL = [(kind, name) for kind, root in roots() for name in root.fields]


def sample(kind: Any) -> str:
    """A value of an argument's type, whatever it means."""
    if isinstance(kind, GraphQLNonNull):
        return sample(kind.of_type)
    if isinstance(kind, GraphQLList):
        return f"[{sample(kind.of_type)}]"
    if isinstance(kind, GraphQLEnumType):
        return str(next(iter(kind.values)))
    if isinstance(kind, GraphQLInputObjectType):
        needed = {n: f for n, f in kind.fields.items() if isinstance(f.type, GraphQLNonNull)}
        return "{" + ", ".join(f"{name}: {sample(field.type)}" for name, field in needed.items()) + "}"
    return SAMPLES[kind.name]


def question(kind: str, name: str) -> str:
    """An operation that asks for one field at the root and is valid."""
    field = dict(roots())[kind].fields[name]
    needed = {n: a for n, a in field.args.items() if isinstance(a.type, GraphQLNonNull)}
    given = ", ".join(f"{n}: {sample(a.type)}" for n, a in needed.items())
    inside = "" if is_leaf_type(get_named_type(field.type)) else " { __typename }"
    return f"{kind} {{ {name}{f'({given})' if given else ''}{inside} }}"


def needed(name: str) -> Role:
    return Role.READER if name in {*READERS, *LISTENERS} else Role.MEMBER if name in MEMBERS else Role.ADMIN


@pytest.fixture(scope="module")
def principals(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[Role | None, Client]]:
    """One service with a key of each role, and one client of it for each; the first shows nothing."""
    with village(tmp_path_factory.mktemp("matrix")) as workspace:
        nobody = Client(workspace)
        ring = nobody.app.state.authenticator.ring
        keys = {role: ring.create(role.value, role)[1] for role in Role}
        yield {None: nobody, **{role: Client(workspace, keys[role], nobody.app) for role in Role}}


def test_every_field_at_the_root_has_a_role_that_somebody_wrote_down() -> None:
    stated = {(kind, name) for kind, fields in NEEDED.items() for name in fields if dict(roots()).get(kind)}
    assert set(ALL) == stated, "api/graphql/schema/authority.py says which role each field at the root takes"
    there = {name for kind, name in ALL if kind != "subscription"}
    assert there == READERS | MEMBERS | ADMINS, "say here as well which role a new field takes"


def test_the_table_says_what_this_test_says() -> None:
    for kind, fields in NEEDED.items():
        assert {name: role for name, role in fields.items() if role is not needed(name)} == {}, kind


@pytest.mark.parametrize("role", PRINCIPALS, ids=lambda role: role.value if role else "anonymous")
@pytest.mark.parametrize(("kind", "name"), [entry for entry in ALL if entry[0] != "subscription"])
def test_who_may_ask_what(principals: dict[Role | None, Client], kind: str, name: str, role: Role | None) -> None:
    response = principals[role].send("POST", "/graphql", json={"query": question(kind, name)})
    answer = response.json()
    codes = {error["extensions"]["code"] for error in answer.get("errors", ())}
    assert not codes & {"GRAPHQL_VALIDATION_FAILED", "GRAPHQL_PARSE_FAILED", "INTERNAL_SERVER_ERROR"}
    if role is None:
        assert (response.status_code, codes) == (401, {"UNAUTHENTICATED"})
        assert "data" not in answer
    elif role.includes(needed(name)):
        assert (response.status_code, codes & {"FORBIDDEN", "UNAUTHENTICATED"}) == (200, set())
    else:
        assert (answer["data"], codes) == (None, {"FORBIDDEN"})


@pytest.mark.parametrize("role", PRINCIPALS, ids=lambda role: role.value if role else "anonymous")
@pytest.mark.parametrize("name", [name for kind, name in ALL if kind == "subscription"])
def test_who_may_listen_to_what(principals: dict[Role | None, Client], name: str, role: Role | None) -> None:
    """A watch that is not there ends what may be listened to at once, in another word; of findings the newest come."""
    asked, code = LISTENERS[name]
    app, headers = principals[role].app, principals[role].headers
    with (
        TestClient(app, headers=HERE) as http,
        http.websocket_connect("/graphql", subprotocols=[PROTOCOL], headers=headers) as socket,
    ):
        socket.send_json({"type": "connection_init"})
        if role is None:
            with pytest.raises(WebSocketDisconnect) as closed:
                socket.receive_json()
            assert closed.value.code == 4403
            return
        assert socket.receive_json()["type"] == "connection_ack"
        socket.send_json(
            {"type": "subscribe", "id": "1", "payload": {"query": asked or question("subscription", name)}}
        )
        answer = socket.receive_json()["payload"]
        errors = answer.get("errors", ()) if isinstance(answer, dict) else answer  # a result, or before there is any
        expected = code if role.includes(needed(name)) else "FORBIDDEN"
        assert [error["extensions"]["code"] for error in errors] == ([expected] if expected else [])


@pytest.mark.parametrize("query", ["{ __typename }", "{ __schema { queryType { name } } }"])
def test_what_the_language_itself_answers_takes_a_key_and_no_more(
    principals: dict[Role | None, Client], query: str
) -> None:
    assert principals[None].send("POST", "/graphql", json={"query": query}).status_code == 401
    assert principals[Role.READER].data(query)


ERASE = 'erase(account: "x:1", reason: "told")'
HIDDEN = [
    f"mutation {{ ...F }} fragment F on Mutation {{ {ERASE} {{ posts }} }}",
    f"mutation {{ ... on Mutation {{ ... {{ {ERASE} {{ posts }} }} }} }}",
    f"mutation {{ ...F }} fragment F on Mutation {{ ...G }} fragment G on Mutation {{ other: {ERASE} {{ posts }} }}",
    f"mutation {{ judge: {ERASE} {{ posts }} }}",
    f"mutation ($no: Boolean = false) {{ deleteWatch(id: 1) {ERASE} @include(if: $no) {{ posts }} }}",
]


@pytest.mark.parametrize("query", HIDDEN)
def test_nothing_hides_a_field_at_the_root(principals: dict[Role | None, Client], query: str) -> None:
    assert principals[Role.MEMBER].error(query)["code"] == "FORBIDDEN"


def test_only_the_operation_that_runs_is_asked_about(principals: dict[Role | None, Client]) -> None:
    both = 'query Ask { overview { people } } mutation Erase { erase(account: "x:1", reason: "told") { posts } }'
    for name, refused in (("Ask", False), ("Erase", True)):
        body = {"query": both, "operationName": name}
        answer = principals[Role.READER].send("POST", "/graphql", json=body).json()
        assert ("errors" in answer) == refused


def test_a_field_that_has_no_role_takes_the_highest() -> None:
    document = parse("{ brandNew { id } }")
    assert lacking(document, None, Role.READER) is not None
    assert lacking(document, None, Role.MEMBER) is not None
    assert lacking(document, None, Role.ADMIN) is None


def test_fragments_at_the_root_are_read_once_each() -> None:
    chain = "".join(f" fragment F{n} on Query {{ ...F{n + 1} ...F{n + 1} }}" for n in range(60))
    document = parse("{ ...F0 }" + chain + " fragment F60 on Query { overview { people } }")
    assert lacking(document, None, Role.READER) is None


def test_who_may_not_is_403_in_the_type_made_for_graphql(principals: dict[Role | None, Client]) -> None:
    response = principals[Role.READER].send(
        "POST",
        "/graphql",
        json={"query": question("mutation", "erase")},
        headers={"accept": "application/graphql-response+json"},
    )
    assert (response.status_code, "data" in response.json()) == (403, False)


def test_what_was_validated_for_one_role_is_asked_anew_for_another(tmp_path: Path, own_village: Workspace) -> None:
    first = Client(own_village)
    ring = first.app.state.authenticator.ring
    admin, reader = (Client(own_village, ring.create("k", role)[1], first.app) for role in (Role.ADMIN, Role.READER))
    query = 'mutation { erase(account: "x:1", reason: "told") { posts } }'
    assert admin.data(query) == {"erase": {"posts": 2}}
    assert reader.error(query)["code"] == "FORBIDDEN"
