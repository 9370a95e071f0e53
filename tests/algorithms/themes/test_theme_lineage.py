"""Lineage between analyses: a week is added, what stays keeps its id, and what splits or merges is said to.

In the planted town, made-up words tell what is talked about. In the first weeks tea people write of pots and of cups
alike, one theme; then one half of them takes to pots and the other to cups: a split. Rail people are half for trains
and half for trams, two themes; then each half catches up with the other: a merger. Bakers and gardeners go on, what
collectors wrote is erased, and radio people begin. There are two circles, and somebody watches the first.
"""

from collections.abc import Iterator
from functools import cache

import numpy as np
import pytest

from algorithms.analysis.analysis import analyse
from algorithms.analysis.findings import Findings
from algorithms.parameters import Parameters
from algorithms.themes.lineage import CommunityEvent
from algorithms.themes.theme import COMMUNITIES, WHOLE, Theme
from graph.model.watch import Watch, WatchKind
from graph.snapshot.snapshot import Snapshot
from tests.worlds import Act, Said, moment, snapshot_of

ENDINGS = ("ara", "eni", "olu", "ista", "ento", "avi", "uko", "ilde", "orma", "ebba")
THINGS = ("pots", "cups", "trains", "trams", "bread", "herbs", "coins", "radios")
STEMS = dict(zip(THINGS, ("plim", "dorv", "kest", "wung", "glan", "trof", "bisk", "zumt"), strict=True))
"""Beginnings of made-up words, by what they are about."""

TEA, RAIL = [f"x:tea{number:02d}" for number in range(16)], [f"x:rail{number:02d}" for number in range(16)]
BAKERS, GARDENERS = [f"x:bake{number}" for number in range(8)], [f"x:herb{number}" for number in range(8)]
COLLECTORS, RADIO = [f"x:coin{number}" for number in range(8)], [f"x:radio{number}" for number in range(8)]
CIRCLES = {"kettle": [*TEA, *BAKERS, *COLLECTORS], "saddle": [*RAIL, *GARDENERS, *RADIO]}
"""People by the word that all in their circle use."""

WATCH = Watch(id="watch:1", name="Kettles", kind=WatchKind.PRODUCT, terms=("kettle",))
PARAMETERS = Parameters(replicates=0, reach_samples=1_000, most_themes=8, words_per_theme=20)

Plan = Iterator[tuple[str, str, int]]
"""Who writes about what, how many posts."""


def first_weeks() -> Plan:
    for person in TEA:
        yield from ((person, "pots", 5), (person, "cups", 5))
    for number, person in enumerate(RAIL):
        yield person, ("trains", "trams")[number % 2], 6
    yield from ((person, "bread", 6) for person in BAKERS)
    yield from ((person, "herbs", 12) for person in GARDENERS)
    yield from ((person, "coins", 6) for person in COLLECTORS)


def a_week_more() -> Plan:
    for number, person in enumerate(TEA):
        yield person, ("pots", "cups")[number % 2], 8
    for number, person in enumerate(RAIL):
        yield person, ("trams", "trains")[number % 2], 6
    yield from ((person, "bread", 2) for person in BAKERS)
    yield from ((person, "herbs", 1) for person in GARDENERS)
    yield from ((person, "radios", 6) for person in RADIO)


def written(plan: Plan, ids: str, days: tuple[int, int]) -> list[Said]:
    random = np.random.default_rng(7)
    circle = {person: word for word, people in CIRCLES.items() for person in people}
    said: list[Said] = []
    for person, thing, count in plan:
        for _ in range(count):
            words = [STEMS[thing] + ending for ending in random.choice(ENDINGS, 5, replace=False)]
            text = " ".join([*words, circle[person]])
            said.append(Said(f"post:x:{ids}{len(said):04d}", person, text, float(random.uniform(*days))))
    return said


@cache
def town(weeks: int) -> Snapshot:
    """The town after three weeks or four; the ids of the last week's posts come before those of others."""
    acts = [
        Act(one, people[(place + step) % len(people)], day=1.0)
        for people in CIRCLES.values()
        for place, one in enumerate(people)
        for step in (1, 2, 5, 7, 11)
    ]
    posts = written(first_weeks(), "b", (0, 21))
    if weeks == 4:
        posts = [post for post in posts if post.author not in COLLECTORS] + written(a_week_more(), "a", (21, 28))
    return snapshot_of(acts=acts, posts=posts)


@cache
def before() -> Findings:
    return analyse(town(3), PARAMETERS, watches=[WATCH], seen_at=moment(21))


def after(former: Findings | None = None, known: Findings | None = None, at: float = 28) -> Findings:
    known = known or before()
    return analyse(
        town(4),
        PARAMETERS,
        former=former,
        watches=[WATCH],
        lineage=known.lineage,
        theme_lineages=known.themes.lineages,
        seen_at=moment(at),
    )


@cache
def afterwards() -> Findings:
    return after()


def by_thing(findings: Findings, scope: str) -> dict[str, Theme]:
    """Themes of a scope by what their words are about."""
    things = {stem: thing for thing, stem in STEMS.items()}
    themes = findings.themes.in_scope(scope)
    named = {"+".join(sorted({things.get(word[:4], "") for word, _ in theme.words} - {""})): theme for theme in themes}
    assert len(named) == len(themes)
    return named


SCOPES = {
    WHOLE: ({"cups+pots", "trains", "trams", "bread", "herbs", "coins"}, {"bread", "herbs"}),
    COMMUNITIES: ({"cups+pots", "trains", "trams", "bread", "herbs", "coins"}, {"bread", "herbs"}),
    WATCH.id: ({"cups+pots", "bread", "coins"}, {"bread"}),
}
"""What is talked about at first in each scope, and what of it goes on."""


@pytest.mark.parametrize("scope", SCOPES)
def test_at_first_all_planted_themes_are_born(scope: str) -> None:
    themes = by_thing(before(), scope)
    assert themes.keys() == SCOPES[scope][0]
    assert {(theme.event, theme.parents, theme.since) for theme in themes.values()} == {
        (CommunityEvent.BORN, (), moment(21))
    }


@pytest.mark.parametrize("scope", SCOPES)
def test_ids_of_unchanged_themes_are_equal_after_a_week_more(scope: str) -> None:
    was, now = by_thing(before(), scope), by_thing(afterwards(), scope)
    for thing in SCOPES[scope][1]:
        assert now[thing].id == was[thing].id
        assert now[thing].since == moment(21)
        assert now[thing].post_count > was[thing].post_count
        grew = CommunityEvent.GREW if thing == "bread" else CommunityEvent.CONTINUED  # by a third, by a twelfth
        assert (now[thing].event, now[thing].parents) == (grew, ())


@pytest.mark.parametrize("scope", SCOPES)
def test_a_planted_split_is_reported_as_one(scope: str) -> None:
    was, now = by_thing(before(), scope)["cups+pots"], by_thing(afterwards(), scope)
    parts = now["cups"], now["pots"]
    assert {part.event for part in parts} == {CommunityEvent.SPLIT}
    assert {part.parents for part in parts} == {(was.id,)}
    assert sorted(part.since for part in parts) == [moment(21), moment(28)]
    assert [part.id for part in parts if part.since == moment(21)] == [was.id]


@pytest.mark.parametrize("scope", [WHOLE, COMMUNITIES])
def test_a_planted_merger_is_reported_as_one(scope: str) -> None:
    was, now = by_thing(before(), scope), by_thing(afterwards(), scope)["trains+trams"]
    parents = {was["trains"].id, was["trams"].id}
    assert now.event is CommunityEvent.MERGED
    assert set(now.parents) == parents
    assert now.id in parents


@pytest.mark.parametrize("scope", SCOPES)
def test_what_begins_is_born_and_what_is_erased_has_died(scope: str) -> None:
    was, now = by_thing(before(), scope), by_thing(afterwards(), scope)
    assert afterwards().themes.lineages[scope].died == (was["coins"].id,)
    assert "coins" not in now
    if scope != WATCH.id:
        assert (now["radios"].event, now["radios"].since) == (CommunityEvent.BORN, moment(28))
        assert now["radios"].id not in {theme.id for theme in was.values()}


def test_the_circles_keep_their_ids() -> None:
    assert set(afterwards().communities.ids) == set(before().communities.ids)
    assert {group.event for group in afterwards().lineage.groups} == {CommunityEvent.CONTINUED}
    assert {group.since for group in afterwards().lineage.groups} == {moment(21)}


@pytest.mark.parametrize("taken_over", [True, False])
def test_another_analysis_of_the_same_town_changes_no_id(taken_over: bool) -> None:
    again = after(former=afterwards() if taken_over else None, known=afterwards(), at=30)
    assert [theme.id for theme in again.themes.themes] == [theme.id for theme in afterwards().themes.themes]
    assert {theme.event for theme in again.themes.themes} == {CommunityEvent.CONTINUED}
    assert {theme.since for theme in again.themes.themes} == {moment(21), moment(28)}


def test_without_the_lineages_nothing_is_known_again() -> None:
    alone = analyse(town(4), PARAMETERS, watches=[WATCH])
    assert {theme.event for theme in alone.themes.themes} == {CommunityEvent.BORN}


def everybody(people: list[str], times: int = 1) -> list[Act]:
    """Each turns to each other, on so many days."""
    pairs = [(one, other) for one in people for other in people if one != other]
    return [Act(one, other, day=float(day)) for one, other in pairs for day in range(times)]


def test_planted_communities_stay_split_and_merge() -> None:
    steady, left, right = ([f"x:{name}{number}" for number in range(8)] for name in ("steady", "left", "right"))
    east, west = ([f"x:{name}{number}" for number in range(6)] for name in ("east", "west"))
    at_first = [*everybody(steady), *everybody([*left, *right]), *everybody(east), *everybody(west)]
    a_week_later = [*everybody(left, 9), *everybody(right, 9), *everybody([*east, *west], 9)]
    towns = snapshot_of(acts=at_first), snapshot_of(acts=at_first + a_week_later)
    one = analyse(towns[0], PARAMETERS, seen_at=1)
    two = analyse(towns[1], PARAMETERS, lineage=one.lineage, seen_at=2)
    was, now = by_group(towns[0], one), by_group(towns[1], two)
    told = {group.id: (group.event.value, {*group.parents}) for group in two.lineage.groups}
    assert (one.communities.count, two.communities.count) == (4, 4)
    assert now["steady"] == was["steady"]
    assert told[now["steady"]] == ("CONTINUED", set())
    assert was["left"] == was["right"]
    assert was["left"] in {now["left"], now["right"]}
    assert now["left"] != now["right"]
    assert told[now["left"]] == told[now["right"]] == ("SPLIT", {was["left"]})
    assert now["east"] == now["west"]
    assert now["east"] in {was["east"], was["west"]}
    assert told[now["east"]] == ("MERGED", {was["east"], was["west"]})
    assert two.lineage.died == ()


def by_group(snapshot: Snapshot, findings: Findings) -> dict[str, str]:
    """The community that all of a planted group are in, by the name of the group."""
    result: dict[str, set[str]] = {}
    for person, label in zip(snapshot.people.ids.to_pylist(), findings.communities.labels.tolist(), strict=True):
        result.setdefault(person[len("person:x:") : -1], set()).add(findings.communities.ids[label])
    assert {len(ids) for ids in result.values()} == {1}
    return {group: ids.pop() for group, ids in result.items()}
