"""Arguments that name something: by id or by name alike, and one rule for what is not there.

All arguments of the schema that take an id are here: one that nobody said of what it names fails.
"""

import json
from collections.abc import Iterator
from typing import Any, Final, NamedTuple

import pytest
from graphql import GraphQLInputObjectType, GraphQLNonNull, GraphQLObjectType, get_named_type, is_leaf_type

from api.graphql.schema.building import build_schema
from api.workspace.workspace import Workspace
from graph.model.account import Account
from graph.port.batch import Batch
from tests.api.asking import Client

SCHEMA: Final = build_schema()._schema

NAMES: Final = {
    "watch": ("watch", "watches"),
    "theme": ("theme",),
    "community": ("community",),
    "person": ("person", "from", "to", "around", "customers", "reachableFrom"),
    "account": ("left", "right", "account", "accounts"),
    "post": ("after",),
}
KINDS: Final = {name: kind for kind, names in NAMES.items() for name in names}
"""What an argument names, by its own name."""

BY_FIELD: Final = {
    "person": "person",
    "community": "community",
    "watch": "watch",
    "node": "anything",
    "saveWatch": "watch",
    "deleteWatch": "watch",
    "withdrawJudgement": "judgement",
}
"""What an `id` names, by its field."""

NODES: Final = {"node", "person", "community", "watch"}
"""Fields whose `id` looks something up: null when it is not there."""

OTHERS: Final = {
    ("erasePerson", "person"): "what nobody can take back takes an id or a handle",
    ("posts", "after"): "it says where to go on, and is refused when it is no post: BAD_USER_INPUT",
    ("saveWatch", "accounts"): "accounts that a watch names may come later; a handle that nobody has is BAD_USER_INPUT",
}
"""Arguments that go by a rule of their own."""

VALUES: Final[dict[str, Any]] = {
    "first": 3,
    "size": 1,
    "text": "a",
    "person": "x:1",
    "from": "x:1",
    "to": "x:3",
    "around": ["x:1"],
    "watches": ["watch:k"],
    "left": "x:1",
    "right": "x:2",
    "account": "x:10",
    "same": True,
    "reason": "so",
    "name": "New",
    "kind": "BRAND",
    "terms": ["new"],
}
"""What other arguments of the same field are, where they must be there."""


class Named(NamedTuple):
    """An argument that takes an id: at the root, or in an input (`inside`) that an argument at the root takes."""

    operation: str
    field: str
    argument: str
    inside: str | None

    @property
    def name(self) -> str:
        """What it is called itself."""
        return self.inside or self.argument

    @property
    def kind(self) -> str:
        """What it names."""
        return BY_FIELD[self.field] if self.name == "id" else KINDS[self.name]

    def query(self, value: str) -> str:
        """An operation in which it is a value, and all else as it should be."""
        root = root_of(self.operation).fields[self.field]
        given = {
            name: sample(name, one.type) for name, one in root.args.items() if isinstance(one.type, GraphQLNonNull)
        }
        kind = root.args[self.argument].type
        given[self.argument] = self._holding(value, get_named_type(kind)) if self.inside else listed(value, kind)
        arguments = ", ".join(f"{name}: {written(one)}" for name, one in given.items())
        inside = "" if is_leaf_type(get_named_type(root.type)) else f" {{ {told(root.type)} }}"
        return f"{self.operation} {{ {self.field}({arguments}){inside} }}"

    def _holding(self, value: str, kind: Any) -> dict[str, Any]:
        needed = {name: sample(name, one.type) for name, one in kind.fields.items() if name in VALUES}
        required = {name: one for name, one in needed.items() if isinstance(kind.fields[name].type, GraphQLNonNull)}
        return required | {str(self.inside): listed(value, kind.fields[str(self.inside)].type)}


def root_of(operation: str) -> GraphQLObjectType:
    root = getattr(SCHEMA, f"{operation}_type")
    assert isinstance(root, GraphQLObjectType)
    return root


def sample(name: str, kind: Any) -> Any:
    """A value that is as it should be."""
    named = get_named_type(kind)
    if isinstance(named, GraphQLInputObjectType):
        needed = [n for n, one in named.fields.items() if isinstance(one.type, GraphQLNonNull)]
        return {n: sample(n, named.fields[n].type) for n in needed}
    return VALUES.get(name, "x:1")


def listed(value: str, kind: Any) -> Any:
    return [value] if "[" in str(kind) else value


def written(value: Any) -> str:
    """A value as a document has it; a kind of watch is no text."""
    match value:
        case dict():
            return "{" + ", ".join(f"{name}: {written(one)}" for name, one in value.items()) + "}"
        case list():
            return "[" + ", ".join(map(written, value)) + "]"
        case "BRAND":
            return "BRAND"
    return json.dumps(value)


def told(kind: Any) -> str:
    """Something that differs between answers."""
    fields = get_named_type(kind).fields
    if "totalCount" in fields:
        return "totalCount edges { node { __typename } } pageInfo { endCursor }"
    leaves = [n for n, one in fields.items() if is_leaf_type(get_named_type(one.type)) and not one.args]
    return " ".join(leaves) or "provenance { definition people }"


def taking_ids(fields: Any) -> Iterator[str]:
    return (name for name, one in fields.items() if get_named_type(one.type).name == "ID")


def all_named() -> Iterator[Named]:
    for operation in ("query", "mutation", "subscription"):
        for field, root in root_of(operation).fields.items():
            for argument in taking_ids(root.args):
                yield Named(operation, field, argument, None)
            for argument, one in root.args.items():
                kind = get_named_type(one.type)
                if isinstance(kind, GraphQLInputObjectType):
                    for inside in taking_ids(kind.fields):
                        yield Named(operation, field, argument, inside)


ALL: Final = list(all_named())
RULED: Final = [one for one in ALL if (one.field, one.name) not in OTHERS]
LOOKED_UP: Final = [one for one in RULED if one.field in NODES]
NAMED: Final = [one for one in RULED if one.field not in NODES and one.operation != "subscription"]
BY_NAME: Final = ("watch", "theme", "person", "community")


def name_of(one: Named) -> str:
    return f"{one.field}-{one.name}"


@pytest.fixture(scope="module")
def asking(listening: Workspace) -> Client:
    return Client(listening)


@pytest.fixture(scope="module")
def there(asking: Client) -> dict[str, tuple[str, str]]:
    """An id and a name of each kind of thing."""
    some = asking.data(
        "{ themes(first: 1) { edges { node { id label } } } communities(first: 1) { edges { node { id label } } } }"
    )
    pairs = {kind: some[plural]["edges"][0]["node"] for kind, plural in THINGS.items()}
    by_label = {kind: (node["id"], node["label"].upper()) for kind, node in pairs.items()}
    return {"watch": ("watch:k", "kettle"), "person": ("person:x:5", "eve LARK"), **by_label}


THINGS: Final = {"theme": "themes", "community": "communities"}


def test_every_argument_that_takes_an_id_says_what_it_names() -> None:
    assert {one.kind for one in ALL} <= {*NAMES, *BY_FIELD.values()}
    assert {(one.field, one.name) for one in ALL} >= OTHERS.keys()
    roots = {f"{root_of(operation).name}" for operation in ("query", "mutation", "subscription")}
    below = [
        f"{name}.{field}({argument})"
        for name, kind in SCHEMA.type_map.items()
        if isinstance(kind, GraphQLObjectType) and name not in roots
        for field, one in kind.fields.items()
        for argument in taking_ids(one.args)
    ]
    assert below == [], "give it a question here, as the root fields have"


@pytest.mark.parametrize("one", NAMED, ids=name_of)
def test_what_an_argument_names_and_is_not_there_is_not_found(asking: Client, one: Named) -> None:
    error = asking.error(one.query(f"{one.kind}:none"))
    assert error["code"] == "NOT_FOUND", error
    assert "none" in error["message"]


@pytest.mark.parametrize("one", LOOKED_UP, ids=name_of)
def test_what_is_looked_up_and_is_not_there_is_null(asking: Client, one: Named) -> None:
    for name in (f"{one.kind}:none", "Nobody at All", "x:none"):
        assert asking.data(one.query(name).replace("{ }", "{ __typename }")) == {one.field: None}


@pytest.mark.parametrize("one", [one for one in RULED if one.operation == "query" and one.kind in BY_NAME], ids=name_of)
def test_a_name_serves_as_an_id_does(asking: Client, there: dict[str, tuple[str, str]], one: Named) -> None:
    identifier, name = there[one.kind]
    answer = asking.data(one.query(identifier))
    assert asking.data(one.query(name)) == answer
    assert answer[one.field] is not None


def test_watches_are_changed_and_removed_by_name_as_well(own_village: Workspace) -> None:
    client = Client(own_village)
    save = "mutation ($id: ID, $terms: [String!]!) { saveWatch(id: $id, watch: WATCH) { id terms } }".replace(
        "WATCH", '{name: "Tea", kind: BRAND, terms: $terms}'
    )
    made = client.data(save, terms=["tea"])["saveWatch"]
    assert client.data(save, id="TEA", terms=["mint"])["saveWatch"] == {"id": made["id"], "terms": ["mint"]}
    assert client.data('mutation { deleteWatch(id: "tea") }') == {"deleteWatch": made["id"]}


def test_a_name_of_several_is_refused_with_their_ids(own_village: Workspace) -> None:
    with own_village.store.writer("more") as writer:
        writer.write(Batch([Account(id="x:90", handle="eve2", name="Eve Lark")]))
    own_village.analyse()
    client = Client(own_village)
    for query in ('{ person(id: "Eve Lark") { id } }', '{ paths(from: "eve lark", to: "x:1") { reason } }'):
        error = client.error(query)
        assert (error["code"], error["field"]) == ("BAD_USER_INPUT", "id" if "person" in query else "from")
        assert "person:x:5" in error["message"]
        assert "person:x:90" in error["message"]
    assert client.data('{ person(id: "x:90") { id } }') == {"person": {"id": "person:x:90"}}
