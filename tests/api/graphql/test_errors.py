"""Errors: a closed list, each with its code; everything else is masked and logged with its number."""

import logging
from pathlib import Path
from typing import Any

import pytest

from api.graphql.limits import MOST_TOKENS
from api.workspace.workspace import Workspace
from tests.api.asking import Client
from tests.api.village import village


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("{ influencers(first: 0) { totalCount } }", "first"),
        ("{ influencers(first: 101) { totalCount } }", "first"),
        ('{ influencers(first: 1, after: "nonsense") { totalCount } }', "after"),
        ('{ influencers(first: 1, scope: {about: "!!"}) { totalCount } }', "about"),
        (
            """{ influencers(first: 1, scope: {since: "2026-03-02T00:00:00Z", until: "2026-03-01T00:00:00Z"})
            { totalCount } }""",
            "until",
        ),
        ('{ influencers(first: 1, filter: {reachableFrom: "x:1", maxHops: 7}) { totalCount } }', "maxHops"),
        ("{ posts(first: -1) { totalCount } }", "first"),
        ('{ posts(first: 1, after: "") { totalCount } }', "after"),
        ('{ posts(first: 1, filter: {about: ""}) { totalCount } }', "about"),
        ("{ communities(first: 1000) { totalCount } }", "first"),
        ('{ themes(first: 1, after: "e30") { totalCount } }', "after"),
        ('{ searchPeople(text: "", first: 1) { totalCount } }', "text"),
        ("{ relationshipMap(around: []) { totalPeople } }", "around"),
        ('{ relationshipMap(around: ["x:1"], limit: 5001) { totalPeople } }', "limit"),
        ('{ relationshipMap(around: ["x:1"], minStrength: 2) { totalPeople } }', "minStrength"),
        ('{ paths(from: "x:1", to: "x:2", maxHops: 0) { reason } }', "maxHops"),
        ('{ paths(from: "x:1", to: "x:2", k: 101) { reason } }', "k"),
        ('{ paths(from: "", to: "x:2") { reason } }', "from"),
        ('{ pathsToCustomers(from: "x:1", customers: []) { reason } }', "customers"),
        ("{ person { id } }", "id"),
        ('{ person(id: "x:1", handle: "ada") { id } }', "id"),
        ('{ person(handle: "ada") { id } }', "handle"),
        ('{ paths(from: "x:2", to: "@ada") { reason } }', "to"),
        ('{ person(id: "x:1") { posts(first: 101) { totalCount } } }', "first"),
        ('{ person(id: "x:1") { influence { evidence(first: 0) { id } } } }', "first"),
        ('{ person(id: "x:1") { ties(first: 1, after: "WzFd") { totalCount } } }', "after"),
        ('{ person(id: "x:10") { posts(first: 0) { totalCount } } }', "first"),
        ('mutation { judge(left: "x:1", right: "x:2", same: true, reason: " ") { id } }', "reason"),
        ('mutation { judge(left: "x:1", right: "x:1", same: true, reason: "so") { id } }', "right"),
        ("query Q($first: Int!) { posts(first: $first) { totalCount } }", "first"),
    ],
)
def test_bad_input_names_the_argument_and_what_was_expected(client: Client, query: str, field: str) -> None:
    error = client.error(query)
    assert error["code"] == "BAD_USER_INPUT"
    assert error["field"] == field
    assert error["expected"]
    assert error["message"]


@pytest.mark.parametrize(
    "query",
    [
        '{ paths(from: "x:nobody", to: "x:1") { reason } }',
        '{ relationshipMap(around: ["x:1", "@nobody"]) { totalPeople } }',
        '{ posts(first: 1, filter: {person: "x:nobody"}) { totalCount } }',
        '{ posts(first: 1, filter: {theme: "theme:none"}) { totalCount } }',
        '{ posts(first: 1, filter: {community: "community:none"}) { totalCount } }',
        '{ influencers(first: 1, filter: {community: "community:none"}) { totalCount } }',
        '{ themes(first: 1, community: "community:none") { totalCount } }',
        'mutation { judge(left: "x:1", right: "x:nobody", same: true, reason: "so") { id } }',
        'mutation { withdrawJudgement(id: "judgement:none") { id } }',
    ],
)
def test_what_is_not_there_is_not_found(client: Client, query: str) -> None:
    assert client.error(query)["code"] == "NOT_FOUND"


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("{ overview { people }", "GRAPHQL_PARSE_FAILED"),
        ("}{", "GRAPHQL_PARSE_FAILED"),
        ("{ overview { nope } }", "GRAPHQL_VALIDATION_FAILED"),
        ("{ influencers { totalCount } }", "GRAPHQL_VALIDATION_FAILED"),
        ("{ ...Nobody }", "GRAPHQL_VALIDATION_FAILED"),
        ('{ posts(first: 1, filter: {since: "yesterday"}) { totalCount } }', "GRAPHQL_VALIDATION_FAILED"),
        ('{ posts(first: 1, filter: {since: "2026-03-01T00:00:00"}) { totalCount } }', "GRAPHQL_VALIDATION_FAILED"),
        ("{ influencers(first: 1, measure: FAME) { totalCount } }", "GRAPHQL_VALIDATION_FAILED"),
        ("{ " + "a { " * 12 + "b" + " }" * 13, "TOO_COSTLY"),
        ("{ " + " ".join(f"a{i}: overview {{ people }}" for i in range(16)) + " }", "TOO_COSTLY"),
        (
            "{ influencers(first: 100) { edges { node { person { posts(first: 100) { edges { node { id } } } } } } } }",
            "TOO_COSTLY",
        ),
    ],
)
def test_errors_of_the_language_have_codes(client: Client, query: str, code: str) -> None:
    assert client.error(query)["code"] == code


def test_too_many_tokens_are_not_even_read(client: Client) -> None:
    error = client.error("{ overview { " + "people " * MOST_TOKENS + "} }")
    assert error["code"] == "GRAPHQL_PARSE_FAILED"


def test_no_error_suggests_names(client: Client) -> None:
    for query in ("{ overviews { people } }", "{ overview { peple } }", "{ posts(frist: 1, first: 1) { totalCount } }"):
        assert "Did you mean" not in client.error(query)["message"]


def test_at_most_five_errors_are_shown(client: Client) -> None:
    answer = client.ask("{ " + " ".join(f"nope{i}" for i in range(9)) + " }")
    assert len(answer["errors"]) == 5


def test_questions_of_findings_are_not_ready_before_there_are_any(tmp_path: Path) -> None:
    with village(tmp_path, analysed=False) as workspace:
        client = Client(workspace)
        for question in (
            "influencers(first: 1) { totalCount }",
            "communities(first: 1) { totalCount }",
            'community(id: "community:a") { id }',
            "themes(first: 1) { totalCount }",
            'relationshipMap(around: ["x:1"]) { totalPeople }',
        ):
            assert client.error(f"{{ {question} }}")["code"] == "NOT_READY"
        answer = client.data(
            """{
                overview { people ties findings { seed } }
                person(id: "x:1") { name influence { score } communities { share } posts(first: 1) { totalCount } }
                paths(from: "x:2", to: "x:3") { paths { strength } }
                influencers(first: 1, measure: DEGREE, scope: {about: "kettle"}) { totalCount }
                searchPeople(text: "eve", first: 1) { totalCount }
            }"""
        )
        assert answer["overview"] == {"people": 12, "ties": 11, "findings": None}
        assert answer["person"]["influence"] is None
        assert len(answer["paths"]["paths"]) > 0


def test_what_goes_wrong_inside_is_masked_and_logged_with_its_number(
    own_village: Workspace, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_: Any) -> None:
        raise RuntimeError("the password is swordfish")

    monkeypatch.setattr("api.graphql.schema.query.overview", broken)
    with caplog.at_level(logging.ERROR, logger="kith.graphql"):
        answer = Client(own_village).ask("{ overview { people } }")
    (error,) = answer["errors"]
    assert error["extensions"]["code"] == "INTERNAL_SERVER_ERROR"
    assert "swordfish" not in str(answer)
    assert error["extensions"]["id"] in error["message"]
    assert error["extensions"]["id"] in caplog.text


def test_a_store_that_went_away_is_not_ready_and_names_no_host(
    own_village: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    from graph.errors import StoreUnavailable

    def gone() -> None:
        raise StoreUnavailable("bolt://secret-host:7687 does not answer")

    monkeypatch.setattr(own_village, "view", gone)
    answer = Client(own_village).ask('{ person(id: "x:1") { name } }')
    assert answer["errors"][0]["extensions"]["code"] == "NOT_READY"
    assert "secret-host" not in str(answer)
