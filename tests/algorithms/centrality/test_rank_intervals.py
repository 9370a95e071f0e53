"""Rank intervals: worlds in which they are known, and how often they hold the true rank of a planted law."""

import numpy as np
import pytest

from algorithms.centrality.measures import Measure
from algorithms.centrality.rank_intervals import RESAMPLED, RankInterval, rank_intervals
from algorithms.centrality.ranking import rank
from algorithms.errors import BadParameter
from algorithms.parameters import Parameters
from algorithms.ties.strength import build_ties
from graph.snapshot.snapshot import Snapshot
from tests.worlds import WORLDS, Act, Said, snapshot_of


def intervals(snapshot: Snapshot, **parameters: int) -> dict[Measure, RankInterval]:
    knobs = Parameters(**parameters)  # type: ignore[arg-type]
    ties = build_ties(snapshot, knobs)
    return dict(rank_intervals(snapshot, ties, knobs, brokerage=np.zeros(ties.people)))


def heard(counts: list[int], *, one_post: bool = False) -> Snapshot:
    """Person x:k gets so many replies, each by another and in a post of its own, or all in one post."""
    speakers = [f"x:{k:03d}" for k in range(len(counts))]
    acts, posts = [], []
    for speaker, count in zip(speakers, counts, strict=True):
        for number in range(count):
            post = "post:y:all" if one_post else f"post:y:{speaker[2:]}-{number}"
            acts.append(Act(f"y:{speaker[2:]}-{number}", speaker, post=post))
            posts.append(Said(post, acts[-1].actor, "text"))
    return snapshot_of(accounts=speakers, acts=acts, posts=posts)


def test_the_rank_on_the_whole_lies_in_its_interval() -> None:
    snapshot = WORLDS["karate"].snapshot()
    ties = build_ties(snapshot, Parameters())
    for measure, result in intervals(snapshot).items():
        assert (result.low >= 1).all()
        assert (result.high <= 34).all()
        assert (result.low <= result.high).all(), measure
    degrees = rank(np.diff(ties.in_indptr).astype(np.float64))
    result = intervals(snapshot)[Measure.DEGREE]
    assert ((result.low <= degrees) & (degrees <= result.high)).all()


def test_far_apart_ranks_are_certain_and_near_ones_are_not() -> None:
    result = intervals(heard([100, 30, 28, 1]))[Measure.DEGREE]
    assert (result.low[0], result.high[0]) == (1, 1)
    assert (result.low[1], result.high[2]) == (2, 3)
    assert not result.alike[0]
    assert result.alike[1]
    assert not result.alike[2]


def test_acts_of_one_post_are_drawn_together() -> None:
    # Whatever is drawn, all count as often: the order cannot change but when nothing is drawn at all.
    result = intervals(heard([40, 39, 38], one_post=True), replicates=50)[Measure.STRENGTH]
    apart = intervals(heard([40, 39, 38]), replicates=50)[Measure.STRENGTH]
    assert (result.low[:3] <= [1, 2, 3]).all()
    assert result.high[:3].tolist() == [1, 2, 3]
    assert apart.high[0] > 1


def test_an_interval_holds_the_true_rank_about_as_often_as_it_says() -> None:
    rates = np.array([40.0, 32.0, 26.0, 20.0, 15.0, 10.0, 6.0])
    generator = np.random.default_rng(17)
    held = []
    for trial in range(30):
        result = intervals(heard(generator.poisson(rates).tolist()), replicates=100, seed=trial)[Measure.DEGREE]
        true = np.arange(1, rates.size + 1)
        held.append((result.low[: rates.size] <= true) & (true <= result.high[: rates.size]))
    assert 0.9 <= np.mean(held) <= 1.0


def test_intervals_are_of_every_measure_and_the_same_seed_gives_the_same() -> None:
    snapshot = WORLDS["karate"].snapshot()
    first, second = (intervals(snapshot, replicates=20, seed=4) for _ in range(2))
    assert set(first) == set(RESAMPLED)
    assert all(np.array_equal(first[m].low, second[m].low) for m in RESAMPLED)
    other = intervals(snapshot, replicates=20, seed=5)
    assert any(not np.array_equal(first[m].low, other[m].low) for m in RESAMPLED)


def test_a_measure_that_is_asked_for_alone_has_the_interval_that_it_has_beside_the_others() -> None:
    snapshot, knobs = WORLDS["karate"].snapshot(), Parameters(replicates=20)
    ties, brokerage = build_ties(snapshot, knobs), np.linspace(0, 1, 34)
    whole = rank_intervals(snapshot, ties, knobs, brokerage=brokerage)
    for measure in RESAMPLED:
        alone = rank_intervals(snapshot, ties, knobs, brokerage=brokerage, measures=(measure,))
        assert set(alone) == {measure}
        for part in ("low", "high", "alike"):
            assert np.array_equal(getattr(alone[measure], part), getattr(whole[measure], part)), (measure, part)
    with pytest.raises(BadParameter, match="got betweenness"):
        rank_intervals(snapshot, ties, knobs, brokerage=brokerage, measures=(Measure.BETWEENNESS,))


def test_no_replicates_and_no_ties_give_no_intervals() -> None:
    assert intervals(WORLDS["karate"].snapshot(), replicates=0) == {}
    assert intervals(WORLDS["empty"].snapshot()) == {}
    assert intervals(WORLDS["isolated"].snapshot()) == {}


def test_it_can_be_ended_in_between_and_says_how_far_it_is() -> None:
    snapshot, ties = WORLDS["star"].snapshot(), WORLDS["star"].ties()
    shares: list[float] = []

    def hear(share: float) -> None:
        shares.append(share)
        if share > 0.5:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        rank_intervals(snapshot, ties, Parameters(replicates=10), brokerage=np.zeros(6), progress=hear)
    assert shares == pytest.approx([0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6])


def test_ties_of_another_snapshot_are_refused() -> None:
    with pytest.raises(BadParameter, match="ties of the snapshot"):
        rank_intervals(WORLDS["star"].snapshot(), WORLDS["pair"].ties(), Parameters(), brokerage=np.zeros(2))
