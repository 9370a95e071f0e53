"""Asks a server what Schemathesis makes up from its schema, and prints how often, and what went wrong, as JSON.

Run by the environment of tests/clients, with the address of GraphQL, the number of cases a root field, and the address
of another server on the same store, which must answer the same to queries. What is made
up is refused for the most part, by its first argument: so every other case gets arguments that fit the village.
"""

import json
import os
import sys
from importlib import import_module
from typing import Any

import httpx
from graphql import (
    REMOVE,
    ArgumentNode,
    FieldNode,
    NameNode,
    ObjectFieldNode,
    ObjectValueNode,
    ValueNode,
    Visitor,
    parse,
    parse_value,
    print_ast,
    visit,
)
from hypothesis import HealthCheck, Phase, given, settings

FITTING = {
    "first": 3,
    "limit": 5,
    "k": 2,
    "size": 3,
    "perCommunity": 2,
    "depth": 2,
    "maxHops": 3,
    "after": None,
    "since": None,
    "until": None,
    "about": "kettle",
    "text": "a",
    "zone": "Europe/Berlin",
    "days": 7.0,
    "daysBefore": 28.0,
    "withinSeconds": 60.0,
    "leastTimes": 3,
    "byChance": 0.01,
    "source": "village",
    "currency": "EUR",
    "language": "en",
    "minStrength": 0.1,
    "sentimentAbove": -0.9,
    "sentimentBelow": 0.9,
    "handle": None,
    "network": None,
    "id": "x:1",
    "person": "x:3",
    "from": "x:6",
    "to": "x:1",
    "around": ["x:1"],
    "customers": ["x:3"],
    "reachableFrom": "x:1",
    "left": "x:1",
    "right": "x:2",
    "account": "x:10",
    "same": False,
}
"""What every argument of that name becomes, and every field of an input."""

WATCH = {"name": "Tea", "terms": ["tea"], "hashtags": ["tea"], "excludes": [], "languages": ["en"], "accounts": ["x:1"]}
"""What fields of an input become alone."""

KNOWN = """mutation { judge(left: "x:1", right: "x:2", same: false, reason: "they met") { id } }"""
THERE = "{ watches { id } communities(first: 1) { edges { node { id } } } themes(first: 1) { edges { node { id } } } }"


def answer_seconds() -> float:
    """How long to wait for an answer: the patience of the test that runs this."""
    return float(os.environ["KITH_TEST_ANSWER_SECONDS"])


class Fit(Visitor):
    """Puts arguments that fit into a document."""

    def __init__(self, url: str) -> None:
        super().__init__()
        with httpx.Client(timeout=answer_seconds()) as http:
            judged, there = (http.post(url, json={"query": query}).json()["data"] for query in (KNOWN, THERE))
        watch = there["watches"][0]["id"]
        community, theme = (there[name]["edges"][0]["node"]["id"] for name in ("communities", "themes"))
        self._fitting = FITTING | {"watch": watch, "watches": [watch], "community": community, "theme": theme}
        self._ids = {"watch": watch, "saveWatch": watch, "deleteWatch": watch, "community": community}
        self._ids["withdrawJudgement"] = judged["judge"]["id"]
        self._field = ""

    def enter_field(self, node: FieldNode, *_: object) -> None:
        """Remember whose arguments come next."""
        self._field = node.name.value

    def enter_argument(self, node: ArgumentNode, *_: object) -> Any:
        """Replace a value, but of inputs only what they hold. An `id` is of what the field is about."""
        name = node.name.value
        if self._field in {"themes", "trends"} and name == "watch":
            return REMOVE  # themes are of a community or of a watch
        if name not in self._fitting or isinstance(node.value, ObjectValueNode):
            return None
        fitting = self._ids.get(self._field) if name == "id" else None
        return ArgumentNode(name=node.name, value=value_of(fitting or self._fitting[name]))

    def enter_object_field(self, node: ObjectFieldNode, *_: object) -> Any:
        """Replace a value of an input."""
        fitting = self._fitting | WATCH
        if node.name.value not in fitting:
            return None
        return ObjectFieldNode(name=node.name, value=value_of(fitting[node.name.value]))


class WithoutClock(Visitor):
    """Asks for no moment of computing, which may be now."""

    def enter_field(self, node: FieldNode, *_: object) -> Any:
        """Ask for something else in its place."""
        asks = node.name.value == "computedAt"
        return FieldNode(name=NameNode(value="fingerprint"), alias=node.alias, directives=()) if asks else None


def value_of(value: object) -> ValueNode:
    """A value, as a document has it."""
    return parse_value(json.dumps(value))


def main(url: str, cases_a_field: int, other: str) -> None:
    """Ask, and print what came of it."""
    schemathesis = import_module("schemathesis")  # which is in that environment alone
    fit, cases, peer = Fit(url), 0, httpx.Client(timeout=answer_seconds())
    wrong: list[dict[str, Any]] = []
    unlike: list[dict[str, Any]] = []
    answered: dict[str, int] = {}

    def ask(case: Any) -> None:
        nonlocal cases
        cases += 1
        if cases % 2:
            case.body = print_ast(visit(parse(case.body), fit))
        if not label.startswith("Mutation."):
            case.body = print_ast(visit(parse(case.body), WithoutClock()))
        answer = case.call(timeout=answer_seconds())
        if answer.status_code >= 500 or b"INTERNAL_SERVER_ERROR" in answer.content:
            wrong.append({"query": case.body, "status": answer.status_code, "answer": answer.text[:500]})
        elif "errors" not in answer.json():
            answered[label] += 1
        if not label.startswith("Mutation."):
            compared = peer.post(other, json={"query": case.body})
            if compared.content != answer.content:
                unlike.append({"query": case.body, "answer": answer.text[:500], "other": compared.text[:500]})

    calm = settings(
        max_examples=cases_a_field,
        derandomize=True,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    for result in schemathesis.graphql.from_url(url).get_all_operations():
        operation = result.ok()
        label = operation.label
        answered[label] = 0
        calm(given(case=operation.as_strategy())(ask))()
    sys.stdout.write(json.dumps({"cases": cases, "answered": answered, "wrong": wrong, "unlike": unlike}))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), sys.argv[3])
