"""The command line and GraphQL tell the same: the same leaves of the same answers, but for what is named here."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from graphql import build_schema
from typer.main import get_command

from api.cli.command import app
from tests.api.asking import Client
from tests.api.command_line import answer_of, settle
from tests.api.leaf_differences import FIRST, HERO, TARGET
from tests.api.leaf_pairs import NO_QUESTION, PAIRS
from tests.api.leaves import Pair, differences, leaves, named_in_vain, query_of
from tests.modules import ROOT
from tests.test_documented import all_commands

SCHEMA = build_schema((ROOT / "api" / "schema.graphql").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def asked(listening_folder: Path) -> "Iterator[Answers]":
    """Asks both about one store: the demo world, in which two brands are listened for."""
    from api.settings import read_settings
    from api.workspace.workspace import Workspace

    with pytest.MonkeyPatch.context() as patch:
        settle(listening_folder, patch)
        patch.setenv("KITH_STORE", "sqlite:///demo.db")
        answer_of("analyse")
        ranked = answer_of("rank", "--limit", "10")["rows"]
        watches = {row["name"]: row["id"] for row in answer_of("watch", "list")["rows"]}
        first = answer_of("rank", "--measure", "pagerank", "--limit", "1")["rows"][0]["person"]
        words = {HERO: ranked[0]["person"], TARGET: ranked[5]["person"], FIRST: first}
        words |= {"WATCH": f'"{watches["Brightkettle"]}"', "RIVAL": f'"{watches["Stovewell"]}"'}
        with Workspace(read_settings(query_deadline_seconds=600.0), create=False) as workspace:
            yield Answers(Client(workspace), words)


class Answers:
    """The leaves that both tell, by pair; each is asked once."""

    def __init__(self, client: Client, words: dict[str, str]) -> None:
        self._client = client
        self._words = words
        self._answers: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {}

    def of(self, name: str) -> tuple[dict[str, Any], dict[str, Any]]:
        """Leaves of GraphQL and of the command line."""
        if name not in self._answers:
            pair = PAIRS[name]
            answer: Any = self._client.data(self._worded(query_of(SCHEMA, pair)))
            for step in pair.at:
                answer = answer[step]
            document: Any = answer_of(*map(self._worded, pair.command))
            document = document if pair.document is None else document[pair.document]
            self._answers[name] = dict(leaves(answer, pair.into)), dict(leaves(document))
        return self._answers[name]

    def _worded(self, text: str) -> str:
        for word, meaning in self._words.items():
            text = text.replace(word, meaning)
        return text


@pytest.mark.parametrize("name", PAIRS)
def test_both_tell_the_same_leaves(asked: Answers, name: str) -> None:
    graphql, cli = asked.of(name)
    assert len(cli) > 3, "an answer without leaves shows nothing"
    assert list(differences(PAIRS[name], graphql, cli)) == []


def test_no_reason_outlives_its_difference(asked: Answers) -> None:
    in_vain = {name: named_in_vain(pair, *asked.of(name)) for name, pair in PAIRS.items()}
    alive = {reason for name, pair in PAIRS.items() for reason in {*pair.graphql_only, *pair.cli_only} - in_vain[name]}
    assert {reason for reasons in in_vain.values() for reason in reasons} <= alive


def test_every_command_with_an_answer_is_held_against_graphql() -> None:
    answering = {
        name.removeprefix("kith ")
        for name, command in all_commands(get_command(app))
        if command.rich_help_panel == "Ask" or name.startswith(("kith watch", "kith audit"))
    }
    held = {" ".join(word for word in pair.command[:2] if word.isalpha()) for pair in PAIRS.values()}
    held |= {pair.command[0] for pair in PAIRS.values()}
    deciding = {"analyse", "watch add", "watch list", "watch remove"}
    assert answering - held - NO_QUESTION.keys() == deciding


PAIR = Pair(
    command=("rank",), query="", at=(), renamed={"rows[].person.id": "rows[].person"}, cli_only={"measure": "x"}
)


def test_a_leaf_that_one_forgets_or_tells_differently_is_named() -> None:
    graphql: dict[str, Any] = {
        "rows": [{"person": {"id": "p"}, "degreeRank": 2, "at": "2026-01-01T00:00:00+00:00", "interval": None}]
    }
    cli: dict[str, Any] = {
        "measure": "x",
        "rows": [{"person": "p", "degree_rank": 2, "at": "2026-01-01T00:00:00Z", "interval": None}],
    }
    assert list(differences(PAIR, dict(leaves(graphql)), dict(leaves(cli)))) == []
    cli["rows"][0] |= {"degree_rank": 3, "more": 1}
    graphql["rows"][0] |= {"less": 1}
    assert [sentence.split(" ")[0] for sentence in differences(PAIR, dict(leaves(graphql)), dict(leaves(cli)))] == [
        "rows[0].degree_rank",
        "rows[0].less",
        "rows[0].more",
    ]
