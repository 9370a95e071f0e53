"""One question, one batched read: how often the store is asked does not depend on how much is shown."""

from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from api.settings import read_settings
from api.workspace.workspace import Workspace
from graph.port.views import GraphView
from tests.api.asking import Client
from tests.patience import service_limits

PEOPLE = """query Q($n: Int!) { influencers(first: $n) { edges { node { person {
    id name accounts { id handle followers sources person { id } }
    influence { score parts { value } evidence(first: 2) { id text } provenance { ties } }
    communities { share community { label } }
    posts(first: 3) { edges { node { id text author { handle } person { name } replyTo { id person { name } } } } }
    ties(first: 3) { edges { node { strength from { name } to { name } posts(first: 1) { id } } } }
    judgements { id } transactions(first: 2) { totalCount }
} } } } }"""

COMMUNITIES = """query Q($n: Int!) { communities(first: $n) { edges { node { label
    members(first: 5) { edges { node { share person { name } } } } themes(first: 2) { edges { node { label
    posts(first: 2) { edges { node { text } } } } } } brokers(first: 2) { name } } } } }"""

MAP = """query Q($n: Int!) { relationshipMap(around: ["x:5"], limit: $n) {
    people { person { name accounts { id } } x y } ties { from to } } }"""

PATHS = """query Q($n: Int!) { paths(from: "x:2", to: "x:9", k: $n) {
    paths { hops { from { name } to { name } tie { from { name } } } } } }"""


class _Counting:
    """A view that counts what it is asked."""

    def __init__(self, view: GraphView, asked: Counter[str]) -> None:
        self._view = view
        self._asked = asked

    def __getattr__(self, name: str) -> Any:
        self._asked[name] += 1
        return getattr(self._view, name)


@pytest.fixture
def asked(shared_village: Workspace, monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    counts: Counter[str] = Counter()
    view = shared_village.view
    monkeypatch.setattr(shared_village, "view", lambda: _Counting(view(), counts))
    return counts


@pytest.mark.parametrize(("query", "most"), [(PEOPLE, 14), (COMMUNITIES, 4), (MAP, 2), (PATHS, 4)])
@pytest.mark.parametrize("rows", [2, 9])
def test_reads_are_as_many_as_levels_whatever_is_shown(
    client: Client, asked: Counter[str], query: str, most: int, rows: int
) -> None:
    # Which of two levels waits for the other is chance, so that one read may become two: but never one a row.
    client.data(query, n=rows)
    assert 0 < sum(asked.values()) <= most


def test_a_page_of_people_with_what_a_list_shows_takes_two_reads(client: Client, asked: Counter[str]) -> None:
    client.data(
        "{ influencers(first: 9) { edges { node { person { name accounts { handle } influence { score }"
        " communities { share community { label } } posts(first: 1) { edges { node { text } } } } } } } }"
    )
    assert asked == {"people": 1, "posts": 1}


def test_a_page_of_a_hundred_people_takes_as_many_reads_as_one_of_ten(
    demo_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    query = """query Q($n: Int!) { influencers(first: $n) { edges { node { person {
        name accounts { handle } influence { score parts { value } } communities { share community { label } }
        posts(first: 3) { edges { node { text } } } } } } } }"""
    settings = read_settings(store=f"sqlite:///{demo_folder / 'demo.db'}", **service_limits())
    with Workspace(settings, create=False) as workspace:
        workspace.refresh()
        client, counts = Client(workspace), Counter[str]()
        view = workspace.view
        monkeypatch.setattr(workspace, "view", lambda: _Counting(view(), counts))
        rows = client.data(query, n=100)["influencers"]["edges"]
        assert len(rows) == 100
        assert counts == {"people": 1, "posts": 1}
        assert sum(len(row["node"]["person"]["posts"]["edges"]) for row in rows) > 200
        counts.clear()
        client.data(query, n=10)
        assert counts == {"people": 1, "posts": 1}
