"""Ties: both halves hold the same."""

import numpy as np
import pytest
from hypothesis import given, settings

from algorithms.errors import BadParameter, MalformedResult
from algorithms.ties.ties import Ties, reverse_ties
from tests.algorithms.networks import worlds
from tests.worlds import WORLDS, World


@settings(max_examples=60, deadline=None)
@given(worlds())
def test_the_incoming_half_lists_the_same_ties(world: World) -> None:
    ties = world.ties()
    outgoing = set(zip(ties.sources().tolist(), ties.indices.tolist(), strict=True))
    targets = np.repeat(np.arange(ties.people), np.diff(ties.in_indptr))
    assert set(zip(ties.in_indices.tolist(), targets.tolist(), strict=True)) == outgoing == {e[:2] for e in world.edges}
    assert ties.indices[ties.in_tie].tolist() == targets.tolist()
    assert ties.sources()[ties.in_tie].tolist() == ties.in_indices.tolist()
    for indptr, indices in ((ties.indptr, ties.indices), (ties.in_indptr, ties.in_indices)):
        for person in range(ties.people):
            row = indices[indptr[person] : indptr[person + 1]].tolist()
            assert row == sorted(set(row))


@settings(max_examples=60, deadline=None)
@given(worlds())
def test_the_reverse_of_a_tie_is_the_tie_back(world: World) -> None:
    ties = world.ties()
    position = {pair: at for at, pair in enumerate(zip(ties.sources().tolist(), ties.indices.tolist(), strict=True))}
    assert reverse_ties(ties).tolist() == [position.get((b, a), -1) for a, b in position]


def test_arrays_cannot_be_changed() -> None:
    ties = WORLDS["mutual"].ties()
    with pytest.raises(ValueError, match="read-only"):
        ties.evidence[0] = 7


def test_weights_are_chosen_by_name() -> None:
    ties = WORLDS["mutual"].ties()
    assert ties.weights("evidence").tolist() == [2.0, 1.0]
    assert ties.weights("strength").tolist() == ties.strength.tolist()
    assert ties.weights("none").tolist() == [1.0, 1.0]
    with pytest.raises(BadParameter, match="'evidence', 'strength' or 'none', got 'heft'"):
        ties.weights("heft")  # type: ignore[arg-type]


def test_people_with_a_tie_in_either_direction_are_connected() -> None:
    assert WORLDS["apart"].ties().connected().tolist() == [True] * 6 + [False]
    assert WORLDS["isolated"].ties().connected().tolist() == [False] * 4


@pytest.mark.parametrize("name", ["evidence", "strength", "interactions", "last_at", "in_indices", "in_tie"])
def test_columns_of_another_length_are_refused(name: str) -> None:
    columns = WORLDS["mutual"].ties().to_columns()
    columns[name] = columns[name][:1]
    with pytest.raises(MalformedResult):
        Ties.from_columns(columns)


def test_columns_come_back_as_they_were() -> None:
    ties = WORLDS["uneven"].ties()
    again = Ties.from_columns(ties.to_columns())
    assert all(np.array_equal(again.to_columns()[name], column) for name, column in ties.to_columns().items())
