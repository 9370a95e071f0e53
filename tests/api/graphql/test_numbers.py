"""Numbers that no program holds: wherever they stand in a question, they are refused in a sentence."""

import json
from typing import Any

import pytest

from api.graphql.client_message import read_message
from api.graphql.json_values import WRONG_NUMBER, WrongNumber, read_json
from api.graphql.limits import LONGEST_NUMBER
from tests.api.asking import Client

NINES = "9" * 50_000
POSTS = "{{ influencers(first: {}) {{ totalCount }} }}"
MAP = '{{ relationshipMap(around: ["x:1"], minStrength: {}) {{ totalPeople }} }}'
COMMON = ["9" * (LONGEST_NUMBER + 1), NINES, "-" + NINES]
FRACTIONS = ["1e999", "-1e999", "1e" + "9" * 50_000, "1." + NINES, "0." + "1" * (LONGEST_NUMBER)]


def refusal(client: Client, content: str) -> dict[str, Any]:
    response = client.send("POST", "/graphql", content=content, headers={"content-type": "application/json"})
    (error,) = response.json()["errors"]
    assert len(response.content) < 1_000
    return {"message": error["message"], "code": error["extensions"]["code"]}


REFUSAL = {"message": WRONG_NUMBER, "code": "BAD_USER_INPUT"}


@pytest.mark.parametrize("number", COMMON)
@pytest.mark.parametrize("query", [POSTS, MAP, "query ($n: Int = {}) {{ influencers(first: $n) {{ totalCount }} }}"])
def test_an_integer_of_a_document_is_refused(client: Client, query: str, number: str) -> None:
    assert refusal(client, json.dumps({"query": query.format(number)})) == REFUSAL


@pytest.mark.parametrize("number", FRACTIONS)
def test_a_fraction_of_a_document_is_refused(client: Client, number: str) -> None:
    assert refusal(client, json.dumps({"query": MAP.format(number)})) == REFUSAL


@pytest.mark.parametrize("number", [*COMMON, *FRACTIONS, "NaN", "Infinity", "-Infinity"])
def test_a_number_beside_a_document_is_refused(client: Client, number: str) -> None:
    body = f'{{"query": "query ($n: Float) {{ __typename }}", "variables": {{"a": [{number}]}}}}'
    assert refusal(client, body) == REFUSAL
    by_get = {"query": "{ __typename }", "variables": f'{{"n": {number[:5_000]}}}'}
    answer = client.send("GET", "/graphql", params=by_get).json()
    assert answer["errors"][0]["message"] == f"{WRONG_NUMBER} in `variables`"
    assert read_message(body) is None


@pytest.mark.parametrize("number", ["2147483648", "9" * LONGEST_NUMBER, "1e300"])
def test_a_number_that_only_its_argument_does_not_take_is_refused_by_that(client: Client, number: str) -> None:
    for query, variables in (
        (POSTS.format(number), None),
        ("query ($n: Int!) { influencers(first: $n) { totalCount } }", {"n": read_json(number)}),
    ):
        error = client.error(query, **(variables or {}))
        assert error["code"] in ("GRAPHQL_VALIDATION_FAILED", "BAD_USER_INPUT")
        assert error["message"] != WRONG_NUMBER


@pytest.mark.parametrize("number", ["0", "1", "0.5", "1e-300", "0." + "1" * (LONGEST_NUMBER - 2)])
def test_what_a_fraction_can_hold_is_taken(client: Client, number: str) -> None:
    stated = client.data(MAP.format(number))
    assert client.data("query ($n: Float!) " + MAP.format("$n"), n=read_json(number)) == stated


@pytest.mark.parametrize("number", ["9" * LONGEST_NUMBER, "1e300"])
def test_a_fraction_that_is_out_of_range_is_refused_by_its_argument(client: Client, number: str) -> None:
    for error in (
        client.error(MAP.format(number)),
        client.error("query ($n: Float!) " + MAP.format("$n"), n=read_json(number)),
    ):
        assert error["code"] == "BAD_USER_INPUT"
        assert error["field"] in ("minStrength", "n")


def test_digits_in_a_text_are_no_number(client: Client) -> None:
    assert client.data(f'{{ node(id: "x:{"9" * 500}e999") {{ id }} }}') == {"node": None}


def test_numbers_are_read_as_they_are() -> None:
    assert read_json('[1, -2, 0.5, 1e3, "9e999"]') == [1, -2, 0.5, 1000.0, "9e999"]
    with pytest.raises(WrongNumber):
        read_json("[1e400]")


@pytest.mark.parametrize("length", [b"9" * 5_000, b"9" * 21])
def test_a_length_of_many_digits_is_too_long(client: Client, length: bytes) -> None:
    headers = {"content-type": "application/json", "content-length": length.decode()}
    assert client.send("POST", "/graphql", content=b"{}", headers=headers).status_code == 413
