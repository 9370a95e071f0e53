"""The page about GraphQL tells the truth: each query in it gets the answer beside it, on the demo world."""

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from graphql import FieldNode, OperationDefinitionNode, parse

from ingest.demo.source import DemoSource
from tests.api.asking import Client
from tests.api.graphql_page import (
    PAGE,
    Question,
    alike,
    plain_demo,
    questions,
    shortened,
    with_answers,
    written,
)

TEXT = PAGE.read_text(encoding="utf-8")
QUESTIONS = questions(TEXT)


@pytest.fixture(scope="module")
def demo(demo_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    """Asks what a plain `kith demo` made, in a copy."""
    folder = tmp_path_factory.mktemp("page") / "demo"
    shutil.copytree(demo_folder, folder)
    with plain_demo(folder) as client:
        yield client


def asked(query: str) -> Iterator[str]:
    """Names of the root fields of a query."""
    for operation in parse(query).definitions:
        assert isinstance(operation, OperationDefinitionNode)
        for field in operation.selection_set.selections:
            assert isinstance(field, FieldNode)
            yield field.name.value


def name_of(question: Question) -> str:
    return "-".join(asked(question.query))


@pytest.mark.parametrize("question", QUESTIONS, ids=name_of)
def test_a_query_gets_the_answer_beside_it(demo: Client, question: Question) -> None:
    answer = shortened(demo.data(question.query, **question.variables))
    document = json.loads(question.answer.text)
    assert alike(document, answer), (
        f"docs/graphql.md:{question.answer.line}: the answer is\n{written(answer)}\n"
        "when that is right, write the answers anew: python -m tests.api.graphql_page"
    )


def test_the_page_has_what_front_ends_need() -> None:
    assert [name_of(question) for question in QUESTIONS] == [
        "influencers",
        "person",
        "relationshipMap",
        "pathsToCustomers",
        "introductionsTo",
        "communities",
        "watch",
        "shareOfVoice",
        "escalations",
        "posts",
    ]


def test_every_query_finds_something() -> None:
    for question in QUESTIONS:
        assert not re.search(r"\[\]|\{\}", question.answer.text), f"docs/graphql.md:{question.answer.line}"


def test_the_watches_are_told_on_the_page() -> None:
    for watch in DemoSource().watches():
        assert f"`{watch.id}`" in TEXT


def test_answers_are_shortened() -> None:
    answer = {
        "a": [1, 2, 3, 4, 5, 6],
        "b": "x" * 100,
        "c": 0.123456,
        "d": [{"e": None}],
        "f": 1234567,
        "g": [1, 2, 3, 4],
    }
    assert shortened(answer) == {
        "a": [1, 2, 3, 4, "… 2 more"],
        "b": "x" * 79 + "…",
        "c": 0.1235,
        "d": [{"e": None}],
        "f": 1234567,
        "g": [1, 2, 3, 4],
    }


@pytest.mark.parametrize(
    ("answer", "same"),
    [
        ({"a": [1, 0.501], "b": "x"}, True),
        ({"a": [1, 0.55], "b": "x"}, False),
        ({"a": [2, 0.5], "b": "x"}, False),
        ({"a": [1], "b": "x"}, False),
        ({"a": [1, 0.5], "b": "y"}, False),
        ({"a": [1, 0.5]}, False),
        ({"b": "x", "a": [1, 0.5]}, False),
        ({"a": [True, 0.5], "b": "x"}, False),
        ({"a": [1, None], "b": "x"}, False),
    ],
)
def test_another_answer_is_seen(answer: object, same: bool) -> None:
    assert alike({"a": [1, 0.5], "b": "x"}, answer) is same


def test_json_is_written_for_readers() -> None:
    long = {"a": ["x" * 60, "y" * 60], "b": {}, "c": {"d": 1}}
    assert written({"a": 1}) == '{"a": 1}'
    assert written(long).splitlines() == [
        "{",
        '  "a": [',
        f'    "{"x" * 60}",',
        f'    "{"y" * 60}"',
        "  ],",
        '  "b": {},',
        '  "c": {"d": 1}',
        "}",
    ]
    assert json.loads(written(long)) == long


def test_answers_are_written_anew_in_their_places(client: Client) -> None:
    page = (
        "a\n\n```graphql\n{ overview { people } }\n```\n\n```json\n{\n}\n```\nb\n"
        "```graphql\nquery ($id: ID!) { person(id: $id) { name } }\n```\n"
        '```json variables\n{"id": "x:1"}\n```\n```json\n{}\n```\nc\n'
    )
    assert [question.variables for question in questions(page)] == [{}, {"id": "x:1"}]
    assert with_answers(page, client) == page.replace("{\n}", '{"overview": {"people": 12}}').replace(
        "```json\n{}", '```json\n{"person": {"name": "Ada Hill"}}'
    )
    with pytest.raises(AssertionError, match="line 1: a query without its answer"):
        questions("```graphql\n{ a }\n```\n")
