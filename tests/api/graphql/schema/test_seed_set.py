"""Seed sets: held against every world that chance allows in the village, and asked over GraphQL."""

import itertools
import json
from collections.abc import Iterable

import numpy as np
import pytest

from algorithms.diffusion.cascade import PASSING_ON
from api.answers.ranking import RankingFilter
from api.answers.scopes import scope_of
from api.answers.seed_set import seed_set
from api.errors import BadInput
from api.workspace.analysed_graph import AnalysedGraph
from api.workspace.workspace import Workspace
from graph.model.account import PersonKind
from tests.api.asking import Client
from tests.api.village import day

QUERY = """query ($size: Int!, $scope: RankingScope, $filter: RankingFilter, $perCommunity: Int) {
  seedSet(size: $size, scope: $scope, filter: $filter, perCommunity: $perCommunity) {
    people { marginalReach person { id } } expectedReach standardError topByDegreeReach topByFollowersReach
    provenance { definition parameters fingerprint ties }
  }
}"""


def exact_reach(analysis: AnalysedGraph, seeds: Iterable[int]) -> float:
    """Expected reach by going through all worlds: each tie passes a word on, or does not."""
    ties, sources = analysis.ties, analysis.tie_sources
    chances = [float(strength) * PASSING_ON for strength in ties.strength]
    ends = list(zip(sources.tolist(), ties.indices.tolist(), strict=True))
    result = 0.0
    for open_ties in itertools.product((False, True), repeat=len(ends)):
        weight = float(np.prod([p if passes else 1 - p for p, passes in zip(chances, open_ties, strict=True)]))
        result += weight * _reached(set(seeds), [end for end, passes in zip(ends, open_ties, strict=True) if passes])
    return result


def _reached(reached: set[int], passing: list[tuple[int, int]]) -> int:
    while more := {listener for listener, speaker in passing if speaker in reached} - reached:
        reached |= more
    return len(reached)


def names(analysis: AnalysedGraph, rows: Iterable[int]) -> list[str]:
    return [analysis.person_id(row) for row in rows]


def test_reach_is_that_of_all_worlds(analysis: AnalysedGraph) -> None:
    seeds = seed_set(analysis, 2)
    assert abs(seeds.expected_reach - exact_reach(analysis, seeds.people)) < 4 * seeds.standard_error
    by_degree = [analysis.snapshot.people.ids.to_pylist().index(name) for name in ("person:x:1", "person:x:5")]
    assert abs(seeds.top_by_degree_reach - exact_reach(analysis, by_degree)) < 4 * seeds.standard_error
    best = max(exact_reach(analysis, pair) for pair in itertools.combinations(sorted({*seeds.people, *by_degree}), 2))
    assert exact_reach(analysis, seeds.people) >= (1 - 1 / np.e) * best
    sets, people = json.loads(seeds.provenance.parameters)["sets"], analysis.ties.people
    covered = sum(seeds.marginal_reach) / people
    error = people * np.sqrt(covered * (1 - covered) / sets)
    assert abs(sum(seeds.marginal_reach) - exact_reach(analysis, seeds.people)) < 4 * error


def test_only_those_shown_are_chosen(analysis: AnalysedGraph) -> None:
    everybody = seed_set(analysis, 100)
    assert len(everybody.people) == len(set(everybody.people)) == len(analysis.snapshot.people.ids)
    brand = seed_set(analysis, 5, shown=RankingFilter(kind=[PersonKind.ORGANISATION]))
    assert names(analysis, brand.people) == ["person:x:8"]
    community = analysis.findings.communities.ids[0]
    members = np.flatnonzero(analysis.findings.communities.labels == 0)
    assert set(seed_set(analysis, 100, shown=RankingFilter(community=community)).people) == set(members.tolist())


def test_at_most_so_many_of_a_community(analysis: AnalysedGraph) -> None:
    labels = analysis.findings.communities.labels
    seeds = seed_set(analysis, 4, per_community=1)
    in_one = [int(labels[row]) for row in seeds.people if labels[row] >= 0]
    assert len(in_one) == len(set(in_one)) == 2


def test_a_scope_is_of_its_ties_alone(analysis: AnalysedGraph) -> None:
    early = seed_set(analysis, 1, scope=scope_of(until=day(2.5)))
    assert names(analysis, early.people) == ["person:x:1"]  # Ben and Cleo answered her, and Ben liked it
    assert early.provenance.ties < seed_set(analysis, 1).provenance.ties


def test_nobody_who_opted_out_is_chosen(own_village: Workspace) -> None:
    own_village.decisions().opt_out("x:1")
    own_village.analyse()
    analysis = own_village.analysis()
    assert "person:x:1" not in names(analysis, seed_set(analysis, 100).people)


@pytest.mark.parametrize(("size", "per_community"), [(0, None), (101, None), (-1, None), (3, 0), (3, 101)])
def test_sizes_have_bounds(analysis: AnalysedGraph, size: int, per_community: int | None) -> None:
    with pytest.raises(BadInput, match="expected"):
        seed_set(analysis, size, per_community=per_community)


def test_over_graphql(client: Client, analysis: AnalysedGraph) -> None:
    answer = client.data(QUERY, size=2, perCommunity=1)["seedSet"]
    assert len(answer["people"]) == 2
    assert answer["expectedReach"] >= 2
    assert answer["expectedReach"] == pytest.approx(seed_set(analysis, 2, per_community=1).expected_reach)
    assert '"per_community":1' in answer["provenance"]["parameters"]
    assert answer["provenance"]["fingerprint"] == analysis.fingerprint
    assert client.error(QUERY, size=101)["code"] == "BAD_USER_INPUT"
    assert client.error(QUERY, size=101)["field"] == "size"
    assert client.error(QUERY, size=1, filter={"community": "community:none"})["code"] == "NOT_FOUND"
