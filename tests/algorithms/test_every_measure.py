"""Every measure on every world: one number a person, none below zero, and the same whatever the order of people."""

import numpy as np
import pytest
from numpy.typing import NDArray

from algorithms.analysis.measure import Measure, MeasureInputs, measure_people, rank_people
from algorithms.centrality.registry import specs
from algorithms.parameters import Parameters
from algorithms.ties.strength import build_ties
from graph.model.interaction import InteractionKind
from graph.snapshot.snapshot import Snapshot
from tests.algorithms.networks import shuffled
from tests.worlds import WORLDS, Act, Said, Someone, World, snapshot_of

BY_TIES = tuple(measure for measure, spec in specs().items() if not spec.everybody)

DRAWN_BY_ID = (Measure.REACH, Measure.PARTICIPATION)
"""Here ids are rows: people who change places draw other coins, and where communities could be cut in several ways they
are cut by ids. That nothing else of the order counts, `test_reach.py` and `test_participation.py` say."""

WHATEVER_THE_ORDER = tuple(measure for measure in BY_TIES if measure not in DRAWN_BY_ID)

EVERY_MEASURE = pytest.mark.parametrize("measure", Measure)
EVERY_WORLD = pytest.mark.parametrize("name", WORLDS)


def values_of(measure: Measure, world: World, parameters: Parameters | None = None) -> NDArray[np.float64]:
    return measured(measure, world.snapshot(), parameters)


def measured(measure: Measure, snapshot: Snapshot, parameters: Parameters | None = None) -> NDArray[np.float64]:
    knobs = parameters or Parameters()
    return measure_people({measure}, MeasureInputs(snapshot, build_ties(snapshot, knobs), knobs)).scores[measure].values


def told(*acts: Act, people: int = 6) -> Snapshot:
    """A snapshot of these acts among accounts x:0 to x:5; each has said something."""
    accounts = [f"x:{row}" for row in range(people)]
    posts = [Said(f"post:x:{row}", account, "said something", day=row) for row, account in enumerate(accounts)]
    return snapshot_of(accounts=accounts, acts=acts, posts=posts)


SHARES = (Measure.PAGERANK, Measure.HITS_AUTHORITY, Measure.HITS_HUB)
UP_TO_ONE = (Measure.BETWEENNESS, Measure.HARMONIC, Measure.CLUSTERING, Measure.PARTICIPATION)
WHOLE = (
    *(Measure.DEGREE, Measure.OUT_DEGREE, Measure.CORE, Measure.FOLLOWERS, Measure.ENGAGEMENT_H),
    *(Measure.REPLIES, Measure.MENTIONS, Measure.REPOSTS),
)
"""Ranges that definitions promise."""


@EVERY_MEASURE
@EVERY_WORLD
def test_there_is_one_number_a_person_and_none_below_zero(measure: Measure, name: str) -> None:
    values = values_of(measure, WORLDS[name])
    assert values.shape == (WORLDS[name].people,)
    assert not (values < 0).any()
    assert not np.isinf(values).any()


@pytest.mark.parametrize("measure", BY_TIES)
@EVERY_WORLD
def test_only_people_without_a_tie_may_have_no_value(measure: Measure, name: str) -> None:
    tied = WORLDS[name].ties().connected()
    assert not np.isnan(values_of(measure, WORLDS[name])[tied]).any()


@EVERY_MEASURE
@EVERY_WORLD
def test_the_same_world_gives_the_same_numbers(measure: Measure, name: str) -> None:
    first, second = (values_of(measure, WORLDS[name]) for _ in range(2))
    assert np.array_equal(first, second, equal_nan=True)


@pytest.mark.parametrize("measure", WHATEVER_THE_ORDER)
@EVERY_WORLD
@pytest.mark.parametrize("seed", range(3))
def test_the_order_of_people_does_not_matter(measure: Measure, name: str, seed: int) -> None:
    world = WORLDS[name]
    other, place = shuffled(world, seed)
    values, moved = values_of(measure, world), values_of(measure, other)
    assert np.allclose(moved[place], values, rtol=1e-9, atol=1e-12, equal_nan=True)
    everybody = np.ones(world.people, dtype=np.bool_)
    assert rank_people(measure, moved, everybody)[place].tolist() == rank_people(measure, values, everybody).tolist()


@pytest.mark.parametrize("measure", [Measure.DEGREE, Measure.STRENGTH, Measure.PAGERANK, Measure.INFLUENCE])
def test_influence_runs_against_attention(measure: Measure) -> None:
    # Five people attend to the one in the middle; the most attentive person must not lead.
    values = values_of(measure, WORLDS["star"])
    assert int(values.argmax()) == 0
    loud = World(4, ((0, 1, 1.0), (0, 2, 1.0), (0, 3, 1.0), (3, 1, 1.0)))
    values = values_of(measure, loud)
    assert int(values.argmax()) == 1
    assert int(values.argmin()) == 0


@pytest.mark.parametrize("measure", [measure for measure in Measure if measure is not Measure.REACH])
def test_somebody_alone_elsewhere_does_not_change_the_rest(measure: Measure) -> None:
    world = WORLDS["two_triangles"]
    with_one_more = World(world.people + 1, world.edges)
    values, more = values_of(measure, world), values_of(measure, with_one_more)[: world.people]
    everybody = np.ones(world.people, dtype=np.bool_)
    assert rank_people(measure, values, everybody).tolist() == rank_people(measure, more, everybody).tolist()


@EVERY_MEASURE
@EVERY_WORLD
def test_values_keep_to_the_range_of_their_definition(measure: Measure, name: str) -> None:
    world = WORLDS[name]
    values = values_of(measure, world)
    values = values[~np.isnan(values)]
    if measure in SHARES and values.size:
        assert values.sum() == pytest.approx(1) or not values.any()
    if measure in (*SHARES, *UP_TO_ONE):
        assert (values <= 1 + 1e-12).all()
    if measure in WHOLE:
        assert np.array_equal(values, np.round(values))
    if measure in (Measure.DEGREE, Measure.OUT_DEGREE, Measure.CORE, Measure.EFFECTIVE_SIZE):
        assert (values < max(world.people, 1) + 1e-9).all()
    if measure is Measure.INFLUENCE and values.size:
        assert values.max() == pytest.approx(100)
    if measure is Measure.REACH:
        assert ((values >= 1) & (values <= world.people)).all()


@EVERY_MEASURE
def test_attention_to_oneself_never_counts(measure: Measure) -> None:
    # x:0a is another account of the person who has x:0: what one does towards the other is no tie.
    acts = [Act("x:1", "x:0"), Act("x:2", "x:0"), Act("x:1", "x:2"), Act("x:3", "x:1"), Act("x:0", "x:4")]
    own = [
        *(Act("x:0", "x:0a", kind, day=1) for kind in (InteractionKind.REPLY, InteractionKind.MENTION)),
        *(Act("x:0a", "x:0", kind, day=1) for kind in (InteractionKind.REPOST, InteractionKind.FOLLOW)),
    ]
    timed = Act("x:5", "x:4", day=1)  # so that both have the same latest moment
    someone = Someone(("x:0", "x:0a"))
    with_own, without = (
        snapshot_of(people=[someone], accounts=["x:0a"], acts=[*acts, timed, *more]) for more in (own, [])
    )
    assert np.array_equal(measured(measure, with_own), measured(measure, without), equal_nan=True)


@EVERY_MEASURE
def test_what_was_done_twice_counts_as_one_tie_of_both(measure: Measure) -> None:
    once = [Act("x:1", "x:0", weight=3), Act("x:2", "x:1", weight=2), Act("x:0", "x:2"), Act("x:3", "x:2", weight=2)]
    often = [Act(act.actor, act.target) for act in once for _ in range(int(act.weight))]
    assert np.allclose(
        measured(measure, told(*often)), measured(measure, told(*once)), rtol=1e-6, atol=1e-9, equal_nan=True
    )


SHARED_OUT = (
    *(*SHARES, Measure.INFLUENCE, Measure.BETWEENNESS, Measure.HARMONIC, Measure.VOTERANK, Measure.REACH),
    Measure.PARTICIPATION,  # by modularity: what is a community depends on how many ties there are in all
)
"""Measured against all people there are, so that those elsewhere change the numbers."""


@pytest.mark.parametrize("measure", [measure for measure in Measure if measure not in SHARED_OUT])
def test_parts_that_are_not_connected_do_not_touch_each_other(measure: Measure) -> None:
    first, second = WORLDS["uneven"], WORLDS["kite"]
    moved = tuple((a + first.people, b + first.people, evidence) for a, b, evidence in second.edges)
    both = values_of(measure, World(first.people + second.people, (*first.edges, *moved)))
    assert np.allclose(both[: first.people], values_of(measure, first), rtol=1e-9, equal_nan=True)
    assert np.allclose(both[first.people :], values_of(measure, second), rtol=1e-9, equal_nan=True)


@pytest.mark.parametrize("measure", [Measure.PAGERANK, Measure.BETWEENNESS, Measure.HARMONIC])
def test_parts_share_the_whole_and_keep_their_order(measure: Measure) -> None:
    first, second = WORLDS["cycle"], WORLDS["kite"]
    moved = tuple((a + first.people, b + first.people, evidence) for a, b, evidence in second.edges)
    both = values_of(measure, World(first.people + second.people, (*first.edges, *moved)))
    for part, alone in ((both[: first.people], first), (both[first.people :], second)):
        values = values_of(measure, alone)
        ratio = part[values > 0] / values[values > 0]
        assert np.allclose(ratio, ratio[0], rtol=1e-5)
        assert not part[values == 0].any()


DRAWN = (Measure.REACH, Measure.PARTICIPATION)
"""Estimated from draws, and from communities that are searched for from a seed, however small the world."""


@pytest.mark.parametrize("measure", [measure for measure in Measure if measure not in DRAWN])
def test_another_seed_changes_nothing_where_nothing_is_drawn(measure: Measure) -> None:
    values, other = (values_of(measure, WORLDS["karate"], Parameters(seed=seed)) for seed in (0, 5))
    assert np.array_equal(values, other, equal_nan=True)
