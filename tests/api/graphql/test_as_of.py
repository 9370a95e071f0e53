"""Answers as of another moment: ages count back from it. Strengths are reckoned by hand from the village's acts."""

import math
from datetime import datetime

import pytest

from tests.api.asking import Client
from tests.api.village import day

PATH = """query ($asOf: DateTime) {
  paths(from: "x:2", to: "x:1", k: 1, maxHops: 1, asOf: $asOf) { paths { strength } provenance { asOf parameters } }
}"""
RANKED = """query ($scope: RankingScope) {
  influencers(first: 3, scope: $scope) { provenance { asOf computedAt } edges { node { rank } } }
}"""


@pytest.mark.parametrize("number", [1.5, 91, 400])
def test_a_tie_is_as_strong_as_it_was_then(client: Client, number: float) -> None:
    answer = client.data(PATH, asOf=day(number).isoformat())["paths"]
    # Ben answered Ada on day 1 and liked her post on day 1.5; she never turned to him.
    evidence = 1.0 * 0.5 ** ((number - 1) / 90) + 0.3 * 0.5 ** ((number - 1.5) / 90)
    (path,) = answer["paths"]
    assert math.isclose(path["strength"], 1 - math.exp(-evidence / 5), rel_tol=1e-5)
    assert answer["provenance"]["asOf"] == day(number).isoformat()


def test_ties_of_a_person_are_as_of_the_moment_too(client: Client) -> None:
    asked = """query ($asOf: DateTime) { person(id: "x:2") { ties(first: 1, direction: FROM, asOf: $asOf) {
      edges { node { strength } } } } }"""
    usual, then = (
        client.data(asked, asOf=moment)["person"]["ties"]["edges"] for moment in (None, day(400).isoformat())
    )
    evidence = 1.0 * 0.5 ** ((400 - 1) / 90) + 0.3 * 0.5 ** ((400 - 1.5) / 90)  # as above, of Ben's tie to Ada
    assert math.isclose(then[0]["node"]["strength"], 1 - math.exp(-evidence / 5), rel_tol=1e-5)
    assert usual[0]["node"]["strength"] > 10 * then[0]["node"]["strength"]


def test_a_moment_asked_for_changes_no_other_answer(client: Client) -> None:
    usual = client.data(PATH)
    assert client.data(PATH, asOf=day(400).isoformat()) != usual
    assert client.data(PATH) == usual
    assert client.data(PATH, asOf=None) == usual


def test_rankings_say_as_of_when_they_are(client: Client) -> None:
    then = client.data(RANKED, scope={"asOf": day(30).isoformat()})["influencers"]
    assert then["provenance"]["asOf"] == day(30).isoformat()
    assert len(then["edges"]) == 3
    assert client.data(RANKED)["influencers"]["provenance"]["asOf"] == day(6).isoformat()


@pytest.mark.parametrize(
    "query",
    [
        '{ pathsToCustomers(from: "x:1", asOf: "2026-05-01T00:00:00Z") { provenance { asOf } } }',
        '{ introductionsTo(person: "x:1", asOf: "2026-05-01T00:00:00Z") { provenance { asOf } } }',
        '{ relationshipMap(around: ["x:1"], asOf: "2026-05-01T00:00:00Z") { provenance { asOf } } }',
        '{ localBridges(asOf: "2026-05-01T00:00:00Z") { provenance { asOf } } }',
        '{ trends(first: 1, asOf: "2026-05-01T00:00:00Z") { provenance { asOf } } }',
        '{ fallacy(scope: {asOf: "2026-05-01T00:00:00Z"}) { provenance { asOf } } }',
    ],
)
def test_every_answer_from_ties_can_look_back(client: Client, query: str) -> None:
    (answer,) = client.data(query).values()
    assert answer["provenance"]["asOf"] == "2026-05-01T00:00:00+00:00"


TRENDS = """query ($asOf: DateTime) {
  trends(first: 9, days: 1.5, daysBefore: 2, asOf: $asOf) { edges { node {
    now before posts(first: 50) { edges { node { at } } } } } }
}"""


@pytest.mark.parametrize("number", [2, 3.5, 7, 60])
def test_trends_count_back_from_the_moment_asked_for(client: Client, number: float) -> None:
    themes = client.data(TRENDS, asOf=day(number).isoformat())["trends"]["edges"]
    assert themes
    for theme in (edge["node"] for edge in themes):
        at = [datetime.fromisoformat(edge["node"]["at"]) for edge in theme["posts"]["edges"]]
        now, before = day(number - 1.5), day(number - 3.5)
        assert theme["now"] == sum(now < moment <= day(number) for moment in at)
        assert theme["before"] == sum(before < moment <= now for moment in at)


def test_trends_of_now_count_back_from_the_latest_post(client: Client) -> None:
    assert client.data(TRENDS) == client.data(TRENDS, asOf=day(7).isoformat())
    assert client.data(TRENDS) != client.data(TRENDS, asOf=day(3.5).isoformat())


@pytest.mark.parametrize(("wrong", "field"), [("days: 0", "days"), ("daysBefore: -1", "daysBefore"), ("first: 0", "")])
def test_windows_that_cannot_be_are_refused(client: Client, wrong: str, field: str) -> None:
    asked = wrong if "first" in wrong else f"first: 1, {wrong}"
    error = client.error(f"{{ trends({asked}) {{ totalCount }} }}")
    assert (error["code"], error["field"]) == ("BAD_USER_INPUT", field or "first")
