"""Paths: against every simple path there is, against NetworkX, and what is said when there is none."""

from collections.abc import Iterator
from itertools import islice, pairwise

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from algorithms.errors import BadParameter, MalformedResult
from algorithms.kernels.compiled import locked
from algorithms.paths import reasons as path_reasons
from algorithms.paths.paths import FoundPath, FoundPaths, best_paths
from algorithms.ties.acquaintance import Acquaintance, acquaintance_of
from tests.worlds import WORLDS, ties_of

Pair = tuple[int, int, float]


def known(people: int, pairs: list[Pair]) -> Acquaintance:
    """Acquaintance with just these strengths."""
    rows = sorted((a, b, s) for one, other, s in pairs for a, b in ((one, other), (other, one)))
    indptr = np.zeros(people + 1, dtype=np.int64)
    np.cumsum(np.bincount([row[0] for row in rows], minlength=people), out=indptr[1:])
    indices = np.array([row[1] for row in rows], dtype=np.int32)
    return Acquaintance(locked(indptr), locked(indices), locked(np.array([row[2] for row in rows], dtype=np.float32)))


def rows(*people: int) -> NDArray[np.int32]:
    return np.array(people, dtype=np.int32)


def mask(people: int, *closed: int) -> NDArray[np.bool_]:
    out = np.zeros(people, dtype=np.bool_)
    out[list(closed)] = True
    return out


def every_path(
    acquaintance: Acquaintance, sources: set[int], targets: set[int], max_hops: int, closed: set[int], least: float
) -> list[tuple[int, ...]]:
    """All simple paths by the definition, best first: walk every way."""

    def onward(path: tuple[int, ...]) -> Iterator[tuple[int, ...]]:
        if len(path) > 1 and path[-1] in targets:
            yield path
            return
        if len(path) <= max_hops:
            for other in acquaintance.known_by(path[-1]).tolist():
                strong = acquaintance.between(path[-1], other) >= np.float32(least)
                if strong and other not in path and other not in closed and other not in sources:
                    yield from onward((*path, other))

    result = [path for source in sources - closed for path in onward((source,)) if path[-1] not in closed]
    return sorted(result, key=lambda path: (-strength(acquaintance, path), len(path), path))


def strength(acquaintance: Acquaintance, path: tuple[int, ...]) -> float:
    # Strengths in these tests are powers of one half or few digits: rounding does not part equal paths.
    return float(np.prod([acquaintance.between(one, other) for one, other in pairwise(path)]).round(12))


def people_of(found: FoundPaths) -> list[tuple[int, ...]]:
    return [path.people for path in found.paths]


@st.composite
def acquaintances(draw: st.DrawFn) -> Acquaintance:
    people = draw(st.integers(2, 8))
    halves = st.sampled_from([1.0, 0.5, 0.25, 0.125])
    every = [(one, other) for one in range(people) for other in range(one)]
    chosen = draw(st.lists(st.sampled_from(every), unique=True))
    return known(people, [(one, other, draw(halves)) for one, other in chosen])


@settings(max_examples=150, deadline=None)
@given(data=st.data(), acquaintance=acquaintances(), k=st.integers(1, 6), max_hops=st.integers(1, 6))
def test_finds_exactly_the_best_of_all_simple_paths(
    data: st.DataObject, acquaintance: Acquaintance, k: int, max_hops: int
) -> None:
    n = acquaintance.people
    everyone = st.sets(st.integers(0, n - 1))
    one, several = data.draw(st.integers(0, n - 1)), data.draw(everyone)
    closed, least = data.draw(everyone), data.draw(st.sampled_from([0.0, 0.2, 0.5]))
    for sources, targets in (({one}, several - {one}), (several - {one}, {one})):
        search = best_paths(
            acquaintance,
            rows(*sources),
            rows(*targets),
            k=k,
            max_hops=max_hops,
            closed=mask(n, *closed),
            min_strength=least,
        )
        expected = every_path(acquaintance, sources, targets, max_hops, closed, least)[:k]
        assert people_of(search) == expected
        assert [path.strength for path in search.paths] == [strength(acquaintance, path) for path in expected]
        assert (search.reason is None) == bool(expected)


@settings(max_examples=150, deadline=None)
@given(data=st.data(), acquaintance=acquaintances(), k=st.integers(1, 6), max_hops=st.integers(1, 6))
def test_ways_are_the_best_of_all_simple_paths_that_end_over_the_same_tie(
    data: st.DataObject, acquaintance: Acquaintance, k: int, max_hops: int
) -> None:
    n = acquaintance.people
    everyone = st.sets(st.integers(0, n - 1))
    one, several = data.draw(st.integers(0, n - 1)), data.draw(everyone)
    closed, ours = data.draw(everyone), several - {one}
    there = {"k": k, "max_hops": max_hops, "closed": mask(n, *closed), "ways": True}
    best: dict[tuple[int, ...], tuple[int, ...]] = {}
    for path in every_path(acquaintance, {one}, ours, max_hops, closed, 0.0):
        best.setdefault(path[-2:], path)
    search = best_paths(acquaintance, rows(one), rows(*ours), **there)  # type: ignore[arg-type]
    assert people_of(search) == list(best.values())[:k]
    assert (search.reason is None) == bool(best)
    if len(ours - closed) > 1:  # the same from their side
        back = best_paths(acquaintance, rows(*ours), rows(one), **there)  # type: ignore[arg-type]
        assert people_of(back) == [path[::-1] for path in people_of(search)]


@pytest.mark.parametrize("seed", range(4))
def test_agrees_with_networkx_on_random_networks(seed: int) -> None:
    random = np.random.default_rng(seed)
    network = nx.gnm_random_graph(60, 180, seed=seed)
    acquaintance = known(60, [(one, other, random.uniform(0.05, 1)) for one, other in network.edges])
    for one, other in network.edges:
        network.edges[one, other]["cost"] = -np.log(acquaintance.between(one, other))
    for source, target in random.choice(60, (8, 2)).tolist():
        if source == target:
            continue
        best = islice((p for p in nx.shortest_simple_paths(network, source, target, weight="cost") if len(p) <= 6), 5)
        search = best_paths(acquaintance, rows(source), rows(target), k=5, max_hops=5)
        assert people_of(search) == [tuple(path) for path in best]


def test_the_limit_is_on_ties_and_not_on_the_best_path() -> None:
    # 0-1-2-3 is worth .9 · .9 · .9, the short cut 0-3 only .1
    acquaintance = known(4, [(0, 1, 0.9), (1, 2, 0.9), (2, 3, 0.9), (0, 3, 0.1)])
    assert people_of(best_paths(acquaintance, rows(0), rows(3), max_hops=3)) == [(0, 1, 2, 3), (0, 3)]
    assert people_of(best_paths(acquaintance, rows(0), rows(3), max_hops=2)) == [(0, 3)]


def test_equal_paths_come_by_ties_then_by_rows() -> None:
    half, quarter = 0.5, 0.25
    acquaintance = known(5, [(0, 4, quarter), (0, 3, half), (3, 4, half), (0, 2, half), (2, 4, half), (0, 1, quarter)])
    assert people_of(best_paths(acquaintance, rows(0), rows(4))) == [(0, 4), (0, 2, 4), (0, 3, 4)]


def test_from_several_a_path_never_leads_through_another_of_them() -> None:
    # 0 knows 1 well and 1 knows 3; both are ours: 1 opens the door by themselves
    acquaintance = known(4, [(0, 1, 1.0), (1, 3, 0.5), (0, 2, 0.5), (2, 3, 0.25)])
    assert people_of(best_paths(acquaintance, rows(0, 1), rows(3))) == [(1, 3), (0, 2, 3)]


def test_to_several_a_path_ends_at_the_first_that_it_comes_to() -> None:
    acquaintance = known(4, [(0, 1, 0.5), (1, 2, 0.5), (0, 3, 0.25), (3, 2, 0.25)])
    assert people_of(best_paths(acquaintance, rows(0), rows(1, 2))) == [(0, 1), (0, 3, 2)]


def test_ways_differ_in_whom_they_reach_or_in_who_knows_them() -> None:
    # 0 comes to 5 over 1, with a detour over 2 and 1, or over 3; to 6 over 3.
    pairs = [(0, 1, 1.0), (1, 5, 1.0), (0, 2, 0.9), (2, 1, 0.9), (0, 3, 0.5), (3, 5, 0.5), (3, 6, 0.5)]
    acquaintance = known(7, pairs)
    every = people_of(best_paths(acquaintance, rows(0), rows(5, 6), k=4))
    assert every == [(0, 1, 5), (0, 2, 1, 5), (0, 3, 5), (0, 3, 6)]
    ways = people_of(best_paths(acquaintance, rows(0), rows(5, 6), k=4, ways=True))
    assert ways == [(0, 1, 5), (0, 3, 5), (0, 3, 6)]
    doors = people_of(best_paths(acquaintance, rows(5, 6), rows(0), k=4, ways=True))
    assert doors == [(5, 1, 0), (5, 3, 0), (6, 3, 0)]


def test_whoever_stands_on_both_sides_is_left_out_of_the_larger() -> None:
    acquaintance = known(3, [(0, 1, 0.5), (1, 2, 0.5)])
    assert people_of(best_paths(acquaintance, rows(0), rows(0, 1))) == [(0, 1)]
    assert people_of(best_paths(acquaintance, rows(2, 0), rows(2))) == [(0, 1, 2)]


def test_a_hub_of_many_equal_ways_gives_the_first_by_rows() -> None:
    # complete among 0..39, every strength 1: there are millions of equal paths of 4 ties
    everyone = [(one, other, 1.0) for one in range(40) for other in range(one)]
    search = best_paths(known(40, everyone), rows(0), rows(39), k=4, max_hops=4)
    assert people_of(search) == [(0, 39), (0, 1, 39), (0, 2, 39), (0, 3, 39)]


def reason(
    acquaintance: Acquaintance, source: list[int], target: list[int], *closed: int, **limits: float
) -> str | None:
    search = best_paths(
        acquaintance,
        rows(*source),
        rows(*target),
        closed=mask(acquaintance.people, *closed),
        max_hops=int(limits.get("max_hops", 4)),
        min_strength=limits.get("min_strength", 0.0),
    )
    assert search.paths == ()
    return search.reason


def test_says_why_there_is_no_path() -> None:
    chain = known(8, [(row, row + 1, 0.5) for row in range(5)])  # 6 and 7 know nobody
    assert reason(chain, [0], []) == path_reasons.NO_TARGETS
    assert reason(chain, [], [0]) == path_reasons.NO_SOURCES
    assert reason(chain, [2], [2]) == path_reasons.SAME_PERSON
    assert reason(chain, [6], [0]) == path_reasons.START_WITHOUT_TIES
    assert reason(chain, [0], [6, 7]) == path_reasons.END_WITHOUT_TIES
    assert reason(chain, [0], [2], 0) == path_reasons.START_OPTED_OUT
    assert reason(chain, [0], [2, 3], 2, 3) == path_reasons.END_OPTED_OUT
    assert reason(chain, [0], [2], 1) == path_reasons.ONLY_OPTED_OUT
    assert reason(chain, [0], [5]) == "They are 5 ties apart, and paths of at most 4 ties were asked for."
    assert reason(chain, [0], [2], max_hops=1) == "They are 2 ties apart, and paths of at most 1 tie were asked for."
    assert reason(chain, [0], [2], min_strength=0.6) == "Every way between them leads over a tie weaker than 0.6."
    apart = known(4, [(0, 1, 1.0), (2, 3, 1.0)])
    assert reason(apart, [0], [3]) == path_reasons.NOT_CONNECTED


def test_the_distance_goes_round_who_opted_out() -> None:
    ring = known(6, [(row, (row + 1) % 6, 0.5) for row in range(6)])
    assert reason(ring, [0], [2], 1, max_hops=2) == (
        "They are 4 ties apart when nobody who opted out is walked through, and paths of at most 2 ties were asked for."
    )


def test_a_tie_of_just_the_least_strength_is_walked() -> None:
    acquaintance = known(2, [(0, 1, 0.7)])
    assert people_of(best_paths(acquaintance, rows(0), rows(1), min_strength=0.7)) == [(0, 1)]


def test_ties_without_strength_are_not_walked() -> None:
    acquaintance = known(3, [(0, 1, 0.0), (1, 2, 1.0)])
    assert reason(acquaintance, [0], [2]) == path_reasons.NOT_CONNECTED


@pytest.mark.parametrize("limits", [{"k": 0}, {"max_hops": 0}, {"max_hops": 33}, {"min_strength": 1.5}])
def test_refuses_what_lies_outside_the_range(limits: dict[str, int]) -> None:
    with pytest.raises(BadParameter, match="expected"):
        best_paths(known(2, [(0, 1, 1.0)]), rows(0), rows(1), **limits)  # type: ignore[arg-type]


def test_refuses_rows_that_are_nobody() -> None:
    with pytest.raises(BadParameter, match="from 0 to 1"):
        best_paths(known(2, [(0, 1, 1.0)]), rows(0), rows(2))


def test_a_path_checks_itself() -> None:
    for people, strength_ in (((1,), 0.5), ((1, 2, 1), 0.5), ((1, 2), 1.5), ((1, 2), float("nan"))):
        with pytest.raises(MalformedResult):
            FoundPath(people, strength_)


def test_acquaintance_joins_both_directions() -> None:
    ties = ties_of(3, [(0, 1, 4.0), (1, 0, 1.0), (2, 1, 2.0)])
    strengths = {
        (int(a), int(b)): float(s) for a, b, s in zip(ties.sources(), ties.indices, ties.strength, strict=True)
    }
    acquaintance = acquaintance_of(ties)
    assert acquaintance.between(0, 1) == acquaintance.between(1, 0)
    assert acquaintance.between(0, 1) == pytest.approx(1 - (1 - strengths[0, 1]) * (1 - strengths[1, 0]))
    assert acquaintance.between(1, 2) == pytest.approx(strengths[2, 1])
    assert acquaintance.between(0, 2) == 0.0


@pytest.mark.parametrize("name", sorted(WORLDS))
def test_acquaintance_of_every_world_is_symmetric(name: str) -> None:
    acquaintance = acquaintance_of(WORLDS[name].ties())
    for one in range(acquaintance.people):
        for other in acquaintance.known_by(one).tolist():
            assert acquaintance.between(one, other) == acquaintance.between(other, one) > 0
