"""Below a mutation: what was decided is answered, also when what is asked of it cannot be computed yet.

Every field that can be asked for below a mutation is asked before anything is analysed.
"""

from collections import deque
from collections.abc import Iterator
from typing import Any, Final

import pytest
from graphql import GraphQLEnumType, GraphQLNonNull, GraphQLObjectType, get_named_type, is_leaf_type

from api.graphql.schema.building import build_schema
from api.workspace.workspace import Workspace
from tests.api.asking import Client
from tests.api.village import village

SCHEMA: Final = build_schema()._schema

MUTATIONS: Final = {
    "saveWatch": 'saveWatch(watch: {name: "Tea", kind: BRAND, terms: ["kettle"]}, id: ID)',
    "judge": 'judge(left: "x:1", right: "x:7", same: false, reason: "they met")',
}
"""Mutations whose answers can be asked further; those that erase or remove answer in plain values."""

ARGUMENTS: Final = {"first": "2", "bucket": "DAY", "name": "INFLUENCE"}
DEEPEST: Final = 6


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    """Asks the village before anything is analysed."""
    with village(tmp_path_factory.mktemp("new"), analysed=False) as workspace:
        yield Client(workspace)


def paths(kind: GraphQLObjectType) -> Iterator[str]:
    """Selections that reach every field of every type below one, each type by the shortest way."""
    waiting, seen = deque([(kind, "…", 1)]), {kind.name}
    while waiting:
        here, around, depth = waiting.popleft()
        for name, field in here.fields.items():
            inner = get_named_type(field.type)
            asked = f"{name}{arguments(field.args)}"
            if is_leaf_type(inner):
                yield around.replace("…", asked)
                continue
            yield around.replace("…", f"{asked} {{ __typename }}")
            if inner.name not in seen and depth < DEEPEST and isinstance(inner, GraphQLObjectType):
                seen.add(inner.name)
                waiting.append((inner, around.replace("…", f"{asked} {{ … }}"), depth + 1))


def arguments(declared: Any) -> str:
    given = [f"{name}: {ARGUMENTS[name]}" for name, one in declared.items() if isinstance(one.type, GraphQLNonNull)]
    return f"({', '.join(given)})" if given else ""


def orders() -> Iterator[str]:
    """Fields of watches with each order they can be listed in."""
    for name, field in SCHEMA.type_map["Watch"].fields.items():  # type: ignore[attr-defined]
        kind = get_named_type(field.args["orderBy"].type) if "orderBy" in field.args else None
        if isinstance(kind, GraphQLEnumType):
            yield from (f"{name}(first: 1, orderBy: {value}) {{ totalCount }}" for value in kind.values)


@pytest.mark.parametrize("name", MUTATIONS)
def test_every_field_below_is_answered_before_anything_is_analysed(client: Client, name: str) -> None:
    assert SCHEMA.mutation_type is not None
    kind = get_named_type(SCHEMA.mutation_type.fields[name].type)
    assert isinstance(kind, GraphQLObjectType)
    mutation = MUTATIONS[name].replace(", id: ID", "")
    if name == "saveWatch":
        made = client.data(f"mutation {{ {mutation} {{ id }} }}")["saveWatch"]["id"]
        mutation = MUTATIONS[name].replace("ID", f'"{made}"')
    selections = [*paths(kind), *(orders() if name == "saveWatch" else ())]
    assert len(selections) > 60
    errors = {}
    for selection in selections:
        answer = client.ask(f"mutation {{ {mutation} {{ {selection} }} }}")
        if "errors" in answer:
            errors[selection] = answer["errors"][0]["message"]
    assert errors == {}


def test_what_cannot_be_listed_yet_says_why(client: Client) -> None:
    saved = client.data(
        """mutation { saveWatch(watch: {name: "Lids", kind: PRODUCT, terms: ["lid"]}) {
          id name
          themes(first: 5) { reason totalCount edges { node { label } } pageInfo { hasNextPage } }
          influencers(first: 5, filter: {community: "any"}) { reason edges { node { rank } } }
          posts(first: 5) { reason totalCount }
          sentiment { mean positive neutral negative unknown method } } }"""
    )["saveWatch"]
    assert saved["id"].startswith("watch:")
    assert "analyse" in saved["themes"].pop("reason")
    assert saved["themes"] == {"totalCount": 0, "edges": [], "pageInfo": {"hasNextPage": False}}
    assert "analyse" in saved["influencers"]["reason"]
    assert saved["posts"] == {"reason": None, "totalCount": 2}
    sentiment = saved["sentiment"]
    assert "nothing is analysed yet" in sentiment.pop("method")
    assert sentiment == {"mean": None, "positive": 0, "neutral": 0, "negative": 0, "unknown": 2}


def test_asked_by_itself_it_is_not_ready_as_ever(client: Client) -> None:
    client.ask('mutation { saveWatch(watch: {name: "Cups", kind: PRODUCT, terms: ["cup"]}) { id } }')
    assert client.error('{ watch(id: "Cups") { themes(first: 1) { totalCount } } }')["code"] == "NOT_READY"


def test_a_watch_that_is_newer_than_the_findings_is_answered_too(own_village: Workspace) -> None:
    client = Client(own_village)
    watch = '{name: "Tea", kind: BRAND, terms: ["kettle"]}'
    saved = client.data(f"mutation {{ saveWatch(watch: {watch}) {{ id themes(first: 1) {{ reason }} }} }}")["saveWatch"]
    assert "next analysis" in saved["themes"]["reason"]
    own_village.analyse()
    again = "query ($id: ID!) { watch(id: $id) { themes(first: 1) { reason } } }"
    assert client.data(again, id=saved["id"]) == {"watch": {"themes": {"reason": None}}}
