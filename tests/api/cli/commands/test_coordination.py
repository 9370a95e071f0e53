"""Accounts that act together, on the command line and as something that a ranking leaves out."""

import csv
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from api.workspace.workspace import Workspace
from graph.model.watch import Watch, WatchKind
from tests.api.asking import Client
from tests.api.command_line import answer_of, kith, refusal_of, rows_of, settle

START = datetime(2026, 5, 1, tzinfo=UTC)
TROUPE = [f"x:troupe{number}" for number in range(4)]


@pytest.fixture
def crowd(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Forty people who each share and like what they like, and a troupe of four that pushes one shop."""
    settle(tmp_path, monkeypatch)
    rows: list[tuple[str, str, datetime, str]] = []

    def says(account: str, at: datetime, text: str) -> None:
        rows.append((f"post:x:{len(rows)}", account, at, text))

    for person in range(40):
        for turn in range(6):
            at = START + timedelta(hours=person * 7 % 31 + 40 * turn, minutes=person)
            other, link = (person + turn + 1) % 40, turn * person % 17
            says(f"x:p{person:02d}", at, f"@p{other:02d} see https://news.example/{link}")
    for turn in range(6):
        for second, member in enumerate(TROUPE):
            at = START + timedelta(days=turn, seconds=5 * second)
            says(member, at, f"@shop is the best: https://shop.example/{turn}")
    with (tmp_path / "posts.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(["id", "author", "at", "text"])
        writer.writerows((post, author, at.isoformat(), text) for post, author, at, text in rows)
    answer_of("load", "csv", "posts.csv")


def test_the_troupe_is_listed_and_nobody_else(crowd: None) -> None:
    answer = answer_of("coordination")
    assert [row["accounts"] for row in answer["rows"]] == [TROUPE]
    row: dict[str, Any] = answer["rows"][0]
    assert (row["size"], row["together"], row["link"], row["repost"]) == (4, 6 * 6, 6, 0)
    assert row["expected"] < row["together"] / 3
    assert (row["since"], row["until"]) == ("2026-05-01T00:00:00+00:00", "2026-05-06T00:00:15+00:00")
    assert answer["left_out"] == 0
    assert answer["provenance"]["parameters"]["within_seconds"] == 60.0
    assert "x:troupe0" in kith("coordination").stdout
    assert kith("coordination", "--csv").stdout.startswith("size,together,expected,link")


def test_a_stricter_rule_lists_nobody_and_says_so(crowd: None) -> None:
    assert rows_of("coordination", "--times", "7") == []
    assert rows_of("coordination", "--within", "4") == []
    assert "no accounts stand out" in kith("coordination", "--times", "7").output
    assert len(rows_of("coordination", "--within", "4", "--by-chance", "1")) == 0


def test_what_makes_no_sense_is_refused(crowd: None) -> None:
    assert "a chance above 0 to 1" in refusal_of("coordination", "--by-chance", "2")
    assert kith("coordination", "--times", "1").exit_code == 2


def test_a_ranking_without_them_shows_the_rank_before(crowd: None) -> None:
    before = rows_of("rank", "--measure", "degree", "--limit", "100")
    assert {row["accounts"][0]: row["value"] for row in before}["x:@shop"] == 4
    after = rows_of("rank", "--measure", "degree", "--limit", "100", "--without-coordinated")
    assert "x:@shop" not in {account for row in after for account in row["accounts"]}
    ranks = {row["person"]: row["rank"] for row in before}
    assert all(row["rank_before"] == ranks[row["person"]] for row in after)
    assert "rank before" in kith("rank", "--without-coordinated").stdout


def test_a_scope_by_theme(client: Client) -> None:
    query = """query Q($scope: RankingScope) { influencers(first: 9, measure: DEGREE, scope: $scope) {
        edges { node { value person { name } } } provenance { parameters ties } } }"""
    themes = client.data("{ themes(first: 9) { edges { node { id label } } } }")["themes"]["edges"]
    ties = []
    for theme in (edge["node"]["id"] for edge in themes):
        answer = client.data(query, scope={"theme": theme})["influencers"]
        assert f'"posts":"{theme}"' in answer["provenance"]["parameters"]
        ties.append(answer["provenance"]["ties"])
    assert len(ties) >= 2
    assert all(0 < count < client.data(query)["influencers"]["provenance"]["ties"] for count in ties)
    assert client.error(query, scope={"theme": "theme:none"})["code"] == "NOT_FOUND"


def test_without_coordinated_accounts_in_graphql(client: Client) -> None:
    query = """query Q($scope: RankingScope) {
        influencers(first: 9, measure: DEGREE, scope: $scope) { provenance { ties } } }"""
    assert client.data(query, scope={"withoutCoordinated": True}) == client.data(query)


def test_a_scope_by_watch(own_village: Workspace) -> None:
    watch = Watch(id="watch:kettles", name="Kettles", kind=WatchKind.PRODUCT, terms=("kettle",))
    own_village.decisions().save_watch(watch)
    own_village.decisions().save_watch(replace(watch, id="watch:void", name="Void", terms=("!",)))
    own = Client(own_village)
    query = """query Q($scope: RankingScope) { influencers(first: 9, measure: DEGREE, scope: $scope) {
        edges { node { value person { name } } } provenance { parameters ties } } }"""
    answer = own.data(query, scope={"watch": "watch:kettles"})["influencers"]
    about = own.data(query, scope={"about": "kettle"})["influencers"]
    assert answer["edges"] == about["edges"]
    assert answer["provenance"]["ties"] == about["provenance"]["ties"] > 0
    assert '"watch":"Kettles"' in answer["provenance"]["parameters"]
    assert own.error(query, scope={"watch": "watch:none"})["code"] == "NOT_FOUND"
    assert own.error(query, scope={"watch": "watch:void"})["code"] == "BAD_USER_INPUT"
    store = str(own_village.settings.store)
    ranked = answer_of("rank", "--watch", "kettles", "--measure", "degree", "--store", store)
    assert [row["value"] for row in ranked["rows"]] == [edge["node"]["value"] for edge in answer["edges"]]
    assert (
        answer_of("fallacy", "--watch", "Kettles", "--store", store)["provenance"]["parameters"]["watch"] == "Kettles"
    )
    assert "there is no watch 'tents'; there are: Kettles" in refusal_of("rank", "--watch", "tents", "--store", store)
