"""One world in which everything is planted that an analysis should find: groups, a broker, a loud voice, a troupe."""

import random
from functools import cache

import numpy as np
import pytest
from sklearn.metrics import normalized_mutual_info_score

from algorithms.analysis.analysis import analyse
from algorithms.analysis.findings import Findings
from algorithms.analysis.measure import Measure
from algorithms.centrality.fallacy import COMPARED, fallacy
from algorithms.coordination.coordination import find_coordination
from algorithms.parameters import Parameters
from graph.model.interaction import InteractionKind
from graph.snapshot.snapshot import Snapshot
from tests.algorithms.wording import WORDS
from tests.worlds import Act, Said, Someone, snapshot_of

GROUPS, SIZE, INSIDE, BETWEEN = 8, 30, 0.3, 0.002
SEEDS = (1, 2, 3)
BROKER, LOUD = "x:broker", "x:loud"
TROUPE = [f"x:g0{number}-00" for number in range(5)]
"""The first of five groups: people like others, but for what they do together."""

SECOND = 1 / 86_400


def _members() -> list[list[str]]:
    return [[f"x:g{group:02d}-{member:02d}" for member in range(SIZE)] for group in range(GROUPS)]


def _attention(drawn: random.Random) -> list[Act]:
    """A planted partition; the broker hears of one in each group and tells another; the loud one attends to some."""
    groups = _members()
    everybody = [(group, member) for group, members in enumerate(groups) for member in members]
    acts = [
        Act(one, other, InteractionKind.MENTION, day=drawn.uniform(0, 30))
        for group, one in everybody
        for other_group, other in everybody
        if one != other and drawn.random() < (INSIDE if group == other_group else BETWEEN)
    ]
    for members in groups:
        acts += [Act(BROKER, members[7], InteractionKind.REPLY, day=30)]
        acts += [Act(members[8], BROKER, InteractionKind.REPLY, day=30)]
    acts += [Act(LOUD, members[3], InteractionKind.MENTION, day=30) for members in groups[:4]]
    return acts


def _posts(drawn: random.Random) -> list[Said]:
    """Everybody writes and shares what is around; some links go viral; the troupe pushes one shop."""
    said: list[Said] = []

    def says(account: str, text: str, day: float) -> None:
        said.append(Said(f"post:x:{len(said):05d}", account, text, day))

    for members in _members():
        for account in members:
            for _ in range(4):
                says(account, " ".join(drawn.choices(WORDS, k=9)), drawn.uniform(0, 30))
                says(account, f"see https://news.example/{int(drawn.paretovariate(0.8)) % 50}", drawn.uniform(0, 30))
            for link in range(4):
                if drawn.random() < 0.5:
                    says(account, f"wow https://viral.example/{link}", 10 + link + drawn.uniform(0, 50) * SECOND)
    for turn in range(6):
        for account in TROUPE:
            says(account, f"get it https://shop.example/{turn}", 4 * turn + drawn.uniform(0, 20) * SECOND)
    return said


@cache
def world(seed: int) -> Snapshot:
    drawn = random.Random(seed)
    people = [Someone((LOUD,), followers={LOUD: 500_000})]
    people += [
        Someone((account,), followers={account: drawn.randint(50, 2_000)}) for group in _members() for account in group
    ]
    people.append(Someone((BROKER,), followers={BROKER: 120}))
    return snapshot_of(people=people, acts=_attention(drawn), posts=_posts(drawn))


@cache
def found(seed: int) -> Findings:
    few = Parameters(most_themes=2, themes_per_community=2)  # no test here looks at themes, which take longest
    return analyse(world(seed), few)


def row(seed: int, account: str) -> int:
    return int(world(seed).accounts.person[world(seed).accounts.ids.to_pylist().index(account)])


@pytest.mark.parametrize("seed", SEEDS)
def test_the_groups_are_found(seed: int) -> None:
    members = [(group, row(seed, account)) for group, accounts in enumerate(_members()) for account in accounts]
    truth, rows = np.array(members).T
    assert normalized_mutual_info_score(truth, found(seed).communities.labels[rows]) >= 0.95


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("measure", [Measure.BETWEENNESS, Measure.CONSTRAINT, Measure.PARTICIPATION])
def test_the_broker_comes_first(seed: int, measure: Measure) -> None:
    assert found(seed).ranks[measure][row(seed, BROKER)] == 1


@pytest.mark.parametrize("seed", SEEDS)
def test_degree_does_not_show_the_broker(seed: int) -> None:
    # So that finding the broker says something: most people have more ties.
    assert found(seed).ranks[Measure.DEGREE][row(seed, BROKER)] > 100


@pytest.mark.parametrize("seed", SEEDS)
def test_the_loud_one_leads_those_who_are_ignored(seed: int) -> None:
    scores = found(seed).scores
    report = fallacy(
        {measure: scores[measure] for measure in COMPARED},
        scores[Measure.INFLUENCE],
        among=np.ones(len(world(seed).people.ids), dtype=np.bool_),
    )
    first = report.loud_but_ignored[0]
    assert (first.person, first.followers_rank) == (row(seed, LOUD), 1)
    assert first.influence_rank > 200


@pytest.mark.parametrize("seed", SEEDS)
def test_the_troupe_is_flagged_and_nobody_else(seed: int) -> None:
    groups = find_coordination(world(seed)).groups
    accounts = world(seed).accounts.ids.to_pylist()
    assert [[accounts[member] for member in group.accounts.tolist()] for group in groups] == [TROUPE]
