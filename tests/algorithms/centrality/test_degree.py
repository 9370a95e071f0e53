"""Degree and attention against their definitions."""

import numpy as np
import pytest
from hypothesis import given, settings

from algorithms.centrality.attention import out_strength, strength
from algorithms.centrality.degree import degree, out_degree
from algorithms.errors import BadParameter
from algorithms.parameters import Parameters
from algorithms.ties.strength import build_ties
from graph.model.interaction import InteractionKind
from tests.algorithms.networks import values_of, worlds
from tests.worlds import WORLDS, Act, Someone, World, network_of, snapshot_of


@settings(max_examples=60, deadline=None)
@given(worlds())
def test_degree_and_attention_equal_networkx(world: World) -> None:
    ties = world.ties()
    network = network_of(ties)
    n = world.people
    assert degree(ties).values.tolist() == values_of(dict(network.in_degree()), n).tolist()
    assert out_degree(ties).values.tolist() == values_of(dict(network.out_degree()), n).tolist()
    for weight in ("evidence", "strength"):
        assert np.allclose(
            strength(ties, weights=weight).values, values_of(dict(network.in_degree(weight=weight)), n), rtol=1e-6
        )
        assert np.allclose(
            out_strength(ties, weights=weight).values, values_of(dict(network.out_degree(weight=weight)), n), rtol=1e-6
        )


def test_degree_counts_people_not_acts_nor_accounts() -> None:
    brand = Someone(("x:brand", "y:brand"))
    fan = Someone(("x:fan", "y:fan"))
    acts = [
        Act("x:fan", "x:brand"),
        Act("x:fan", "x:brand", InteractionKind.LIKE, day=3),
        Act("y:fan", "y:brand"),
        Act("x:other", "y:brand"),
        Act("x:brand", "y:brand"),
    ]
    snapshot = snapshot_of(people=[brand, fan], acts=acts)
    ties = build_ties(snapshot, Parameters())
    by_id = dict(zip(snapshot.people.ids.to_pylist(), degree(ties).values.tolist(), strict=True))
    assert by_id == {"person:x:brand": 2, "person:x:fan": 0, "person:x:other": 0}


def test_the_one_attended_to_leads_not_the_attentive_one() -> None:
    ties = WORLDS["star"].ties()
    assert int(degree(ties).values.argmax()) == int(strength(ties).values.argmax()) == 0
    assert out_degree(ties).values[0] == 0


def test_diane_of_the_kite_has_most_ties() -> None:
    assert degree(WORLDS["kite"].ties()).values.tolist() == [4, 4, 3, 6, 3, 5, 5, 3, 2, 1]


def test_unknown_weights_are_refused() -> None:
    with pytest.raises(BadParameter):
        strength(WORLDS["star"].ties(), weights="heft")  # type: ignore[arg-type]
