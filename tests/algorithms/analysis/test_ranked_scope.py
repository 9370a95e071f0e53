"""Rankings on a scope."""

import numpy as np
import pytest

from algorithms.analysis.measure import Measure
from algorithms.analysis.ranked_scope import rank_scope
from algorithms.analysis.scope import Scope
from algorithms.centrality.registry import specs
from algorithms.errors import BadParameter
from algorithms.parameters import Parameters
from tests.worlds import WORLDS, Act, Said, Someone, moment, snapshot_of

SNAPSHOT = snapshot_of(
    people=[Someone(("x:9",), followers={"x:9": 1_000_000}), Someone(("x:1",), followers={"x:1": 5})],
    posts=[
        Said("post:x:1", "x:2", "lunch at Acme", 1),
        Said("post:x:2", "x:3", "Acme again", 2),
        Said("post:x:3", "x:2", "the weather", 3),
        Said("post:x:4", "x:3", "the weather", 3),
        Said("post:x:5", "x:1", "the weather", 3),
    ],
    acts=[
        Act("x:2", "x:1", day=1, post="post:x:1"),
        Act("x:3", "x:1", day=2, post="post:x:2"),
        Act("x:2", "x:4", day=3, post="post:x:3"),
        Act("x:3", "x:4", day=3, post="post:x:4"),
        Act("x:1", "x:4", day=3, post="post:x:5"),
    ],
)
"""x:1 leads on Acme, x:4 overall; x:9 has a million followers and no tie."""


def leaders(**scope: object) -> list[str]:
    ranked = rank_scope(SNAPSHOT, Scope(**scope), Measure.DEGREE)  # type: ignore[arg-type]
    ids = SNAPSHOT.people.ids.to_pylist()
    return [ids[row] for row in ranked.order if ranked.ranks[row] == 1]


def test_a_scope_changes_who_leads() -> None:
    assert leaders() == ["person:x:4"]
    assert leaders(about="acme") == ["person:x:1"]
    assert leaders(until=moment(3)) == ["person:x:1"]
    assert leaders(since=moment(3)) == ["person:x:4"]


def test_only_people_with_a_tie_in_the_scope_are_ranked() -> None:
    ranked = rank_scope(SNAPSHOT, Scope(about="acme"), Measure.DEGREE)
    ids = SNAPSHOT.people.ids.to_pylist()
    assert {ids[row] for row in ranked.order} == {"person:x:1", "person:x:2", "person:x:3"}
    assert (ranked.provenance.people, ranked.provenance.ties) == (3, 2)


def test_nobody_is_ranked_in_an_empty_scope() -> None:
    ranked = rank_scope(SNAPSHOT, Scope(about="nonsense"))
    assert ranked.order.tolist() == []
    assert (ranked.provenance.people, ranked.provenance.ties) == (0, 0)


def test_followers_rank_everybody_unless_there_is_a_scope() -> None:
    ids = SNAPSHOT.people.ids.to_pylist()
    everybody = rank_scope(SNAPSHOT, measure=Measure.FOLLOWERS)
    assert [ids[row] for row in everybody.order] == ["person:x:9", "person:x:1"]
    assert [ids[row] for row in rank_scope(SNAPSHOT, Scope(about="acme"), Measure.FOLLOWERS).order] == ["person:x:1"]


def test_the_baseline_stands_beside_every_measure() -> None:
    by_degree = rank_scope(SNAPSHOT, Scope(about="acme"), Measure.DEGREE)
    by_pagerank = rank_scope(SNAPSHOT, Scope(about="acme"), Measure.PAGERANK)
    assert by_pagerank.degree_ranks.tolist() == by_degree.ranks.tolist() == by_degree.degree_ranks.tolist()


def test_influence_comes_with_its_parts() -> None:
    ranked = rank_scope(WORLDS["kite"].snapshot())
    assert ranked.influence is not None
    assert np.array_equal(ranked.influence.score.values, ranked.values)
    assert rank_scope(WORLDS["kite"].snapshot(), measure=Measure.DEGREE).influence is None


def test_provenance_says_what_it_takes_to_compute_it_again() -> None:
    scope, parameters = Scope(since=moment(1), until=moment(3)), Parameters(seed=7)
    ranked = rank_scope(SNAPSHOT, scope, Measure.PAGERANK, parameters)
    origin = ranked.provenance
    assert origin.definition == specs()[Measure.PAGERANK].meaning
    assert Parameters.from_json(origin.parameters) == parameters
    assert (origin.seed, origin.fingerprint) == (7, SNAPSHOT.key)
    assert (origin.since, origin.until, origin.as_of) == (moment(1), moment(3), moment(3))
    again = rank_scope(SNAPSHOT, scope, Measure.PAGERANK, Parameters.from_json(origin.parameters))
    assert np.array_equal(again.values, ranked.values)


def test_decay_in_a_scope_counts_back_from_the_same_moment() -> None:
    parameters = Parameters(half_life_days=1)
    ranked = rank_scope(SNAPSHOT, Scope(about="acme"), Measure.STRENGTH, parameters)
    leader = SNAPSHOT.people.ids.to_pylist().index("person:x:1")
    assert ranked.values[leader] == pytest.approx(0.25 + 0.5)  # two days and one day before the latest interaction


def test_ranks_of_a_scope_have_the_intervals_of_what_happened_there(monkeypatch: pytest.MonkeyPatch) -> None:
    # Of a hundred answers about tea and two about cake all cake goes to bo, who else gets nothing.
    acts = [Act(f"t:{n}", "x:ada", post=f"post:t:{n}") for n in range(100)]
    acts += [Act(f"c:{n}", "x:bo", post=f"post:c:{n}") for n in range(2)]
    texts = {act.post: "tea" if act.actor.startswith("t:") else "cake" for act in acts}
    posts = [Said(str(post), str(post).removeprefix("post:"), text) for post, text in texts.items()]
    snapshot = snapshot_of(accounts=["x:ada", "x:bo"], acts=acts, posts=posts)
    ids = snapshot.people.ids.to_pylist()
    ada, bo = ids.index("person:x:ada"), ids.index("person:x:bo")
    whole = rank_scope(snapshot, measure=Measure.DEGREE).interval
    assert whole is not None
    assert (whole.low[ada], whole.high[ada], bool(whole.alike[ada])) == (1, 1, False)
    cake = rank_scope(snapshot, Scope(about="cake"), Measure.DEGREE).interval
    assert cake is not None
    assert (cake.low[ada], cake.high[ada]) == (0, 0), "nobody spoke to ada of cake"
    assert cake.low[bo] == 1
    assert rank_scope(snapshot, measure=Measure.BETWEENNESS).interval is None
    monkeypatch.setattr("algorithms.analysis.ranked_scope.MOST_RESAMPLED", 101)
    assert rank_scope(snapshot, measure=Measure.DEGREE).interval is None
    assert rank_scope(snapshot, Scope(about="tea"), Measure.DEGREE).interval is not None


def test_a_void_term_is_refused() -> None:
    with pytest.raises(BadParameter):
        rank_scope(SNAPSHOT, Scope(about="!"))
