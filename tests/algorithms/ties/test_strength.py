"""Tie strength against the formula, worked by hand."""

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from algorithms.parameters import Parameters
from algorithms.ties.strength import build_ties
from algorithms.ties.ties import Ties
from graph.model.interaction import KINDS, InteractionKind
from graph.model.moment import NEVER
from graph.snapshot.snapshot import Snapshot
from tests.worlds import WORLDS, Act, Someone, moment, snapshot_of, ties_of

LIKE, REPLY, MEETING = InteractionKind.LIKE, InteractionKind.REPLY, InteractionKind.MEETING


def evidence(ties: Ties) -> dict[tuple[int, int], float]:
    return dict(
        zip(zip(ties.sources().tolist(), ties.indices.tolist(), strict=True), ties.evidence.tolist(), strict=True)
    )


def test_kinds_count_by_their_weights_and_by_how_often() -> None:
    acts = [Act("x:1", "x:2", REPLY, weight=2), Act("x:1", "x:2", LIKE), Act("x:2", "x:1", MEETING)]
    ties = build_ties(snapshot_of(acts=acts), Parameters())
    assert evidence(ties) == {(0, 1): pytest.approx(2.3), (1, 0): pytest.approx(3.0)}
    assert ties.interactions.tolist() == [3, 1]


def test_an_interaction_halves_with_every_half_life_back_from_the_latest() -> None:
    acts = [Act("x:1", "x:2", REPLY, day=0), Act("x:2", "x:1", REPLY, day=60), Act("x:3", "x:1", REPLY, day=90)]
    ties = build_ties(snapshot_of(acts=acts), Parameters(half_life_days=30))
    assert evidence(ties) == {(0, 1): 0.125, (1, 0): 0.5, (2, 0): 1.0}
    assert ties.last_at.tolist() == [moment(0), moment(60), moment(90)]


def test_decay_counts_back_from_the_given_moment_and_never_makes_more() -> None:
    acts = [Act("x:1", "x:2", REPLY, day=0), Act("x:1", "x:3", REPLY, day=90)]
    ties = build_ties(snapshot_of(acts=acts), Parameters(half_life_days=30, as_of=moment(30)))
    assert evidence(ties) == {(0, 1): 0.5, (0, 2): 1.0}


def test_without_a_time_nothing_decays() -> None:
    acts = [Act("x:1", "x:2", REPLY), Act("x:1", "x:3", REPLY, day=0), Act("x:1", "x:3", REPLY, day=900)]
    ties = build_ties(snapshot_of(acts=acts), Parameters(half_life_days=9))
    assert ties.evidence.tolist() == [1.0, 1.0]
    assert ties.last_at.tolist() == [NEVER, moment(900)]


def test_evidence_of_the_source_stands_in_place_of_kind_and_count() -> None:
    acts = [Act("x:1", "x:2", MEETING, weight=5, evidence=0.75), Act("x:2", "x:1", LIKE, day=0, evidence=4)]
    ties = build_ties(snapshot_of(acts=acts), Parameters(half_life_days=10, as_of=moment(10)))
    assert ties.evidence.tolist() == [0.75, 2.0]


def test_strength_is_the_documented_function_of_evidence_in_both_directions() -> None:
    parameters = Parameters(reciprocity=0.25, strength_scale=4)
    ties = ties_of(3, [(0, 1, 6.0), (1, 0, 2.0), (1, 2, 3.0)], parameters)
    expected = [1 - math.exp(-6.5 / 4), 1 - math.exp(-2.5 / 4), 1 - math.exp(-3 / 4)]
    assert ties.strength.tolist() == pytest.approx(expected)


def test_acts_between_accounts_of_one_person_never_count() -> None:
    ada = Someone(("x:1", "crm:1"))
    acts = [Act("x:1", "crm:1"), Act("x:2", "x:1"), Act("x:2", "crm:1")]
    ties = build_ties(snapshot_of(people=[ada], acts=acts), Parameters())
    assert evidence(ties) == {(1, 0): 2.0}
    assert ties.interactions.tolist() == [2]


@pytest.mark.parametrize(
    "act", [Act("x:1", "x:2", weight=0), Act("x:1", "x:2", evidence=0), Act("x:1", "x:2", evidence=-3)]
)
def test_what_counts_nothing_makes_no_tie(act: Act) -> None:
    assert build_ties(snapshot_of(acts=[act]), Parameters()).count == 0


def test_a_kind_without_weight_makes_no_tie() -> None:
    only_replies = Parameters(kind_weights=tuple(float(kind is REPLY) for kind in KINDS))
    acts = [Act("x:1", "x:2", LIKE), Act("x:3", "x:2", REPLY)]
    assert evidence(build_ties(snapshot_of(acts=acts), only_replies)) == {(2, 1): 1.0}


def test_a_tie_that_has_all_but_faded_is_still_a_tie() -> None:
    acts = [Act("x:1", "x:2", day=0), Act("x:3", "x:2", day=100_000)]
    ties = build_ties(snapshot_of(acts=acts), Parameters(half_life_days=1))
    assert ties.count == 2
    assert 0 < ties.evidence[0] < 1e-20
    assert ties.strength[0] > 0


def test_endless_evidence_stays_within_bounds() -> None:
    ties = ties_of(2, [(0, 1, 1e38), (1, 0, 1e38)])
    assert np.isfinite(ties.evidence).all()
    assert (ties.strength < 1).all()


def test_the_mask_chooses_the_acts_that_count() -> None:
    snapshot = snapshot_of(acts=[Act("x:1", "x:2"), Act("x:1", "x:3")])
    assert evidence(build_ties(snapshot, Parameters(), np.array([False, True]))) == {(0, 2): 1.0}


@pytest.mark.parametrize("name", ["empty", "isolated"])
def test_without_acts_there_are_no_ties(name: str) -> None:
    ties = build_ties(WORLDS[name].snapshot(), Parameters())
    assert (ties.people, ties.count) == (WORLDS[name].people, 0)


ACTS = st.lists(
    st.builds(
        Act,
        actor=st.sampled_from(["x:1", "x:2", "x:3", "x:4"]),
        target=st.sampled_from(["x:1", "x:2", "x:3", "x:4"]),
        kind=st.sampled_from(KINDS),
        day=st.one_of(st.none(), st.integers(0, 400)),
        weight=st.sampled_from([1.0, 2.0, 5.0]),
        evidence=st.one_of(st.none(), st.sampled_from([0.5, 3.0])),
    ),
    max_size=25,
)


def by_definition(snapshot: Snapshot, parameters: Parameters) -> dict[tuple[int, int], float]:
    """The formula of the docstring, act by act."""
    acts, result = snapshot.interactions, dict[tuple[int, int], float]()
    assert parameters.half_life_days is not None
    for row in range(acts.at.size):
        source, target = (int(snapshot.accounts.person[side[row]]) for side in (acts.actor, acts.target))
        if source == target:
            continue
        value = float(acts.evidence[row])
        if math.isnan(value):
            value = parameters.kind_weights[acts.kind[row]] * float(acts.weight[row])
        if acts.at[row] != NEVER:
            age_days = (snapshot.as_of - int(acts.at[row])) / 86_400e6
            value *= 0.5 ** (age_days / parameters.half_life_days)
        result[source, target] = result.get((source, target), 0.0) + value
    return result


@settings(max_examples=80, deadline=None)
@given(ACTS, st.booleans())
def test_evidence_equals_its_definition(acts: list[Act], one_person: bool) -> None:
    people = [Someone(("x:2", "x:4"))] if one_person else []
    snapshot = snapshot_of(people=people, accounts=["x:1", "x:2", "x:3", "x:4"], acts=acts)
    assert evidence(build_ties(snapshot, Parameters())) == pytest.approx(
        by_definition(snapshot, Parameters()), rel=1e-6
    )


@settings(max_examples=50, deadline=None)
@given(ACTS, st.sampled_from(["x:1", "x:2"]), st.sampled_from(["x:3", "x:4"]))
def test_one_more_act_never_makes_a_tie_weaker(acts: list[Act], actor: str, target: str) -> None:
    parameters = Parameters(as_of=moment(400))
    everybody = ["x:1", "x:2", "x:3", "x:4"]
    before = build_ties(snapshot_of(accounts=everybody, acts=acts), parameters)
    after = build_ties(snapshot_of(accounts=everybody, acts=[*acts, Act(actor, target)]), parameters)
    strength = dict(zip(evidence(after), after.strength.tolist(), strict=True))
    assert all(strength[pair] >= s for pair, s in zip(evidence(before), before.strength.tolist(), strict=True))
    assert all(0 < s < 1 for s in strength.values())


def test_the_snapshot_of_a_world_has_its_ties() -> None:
    for world in WORLDS.values():
        built, made = build_ties(world.snapshot(), Parameters()).to_columns(), world.ties().to_columns()
        assert all(np.array_equal(built[name], made[name]) for name in made)


def test_parameters_change_the_strength_alone() -> None:
    ties = WORLDS["uneven"].ties()
    looser = WORLDS["uneven"].ties(replace(Parameters(), strength_scale=50.0))
    assert np.array_equal(ties.evidence, looser.evidence)
    assert (looser.strength < ties.strength).all()
