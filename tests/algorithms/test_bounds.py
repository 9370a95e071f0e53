"""Kernels stay inside their arrays: compiled once more with a bounds check, on networks dense enough to matter."""

from typing import Any

import numpy as np
import pytest
from numba import njit

from algorithms.paths import neighbourhood as module
from algorithms.paths.neighbourhood import neighbourhood
from algorithms.ties.acquaintance import acquaintance_of
from tests.worlds import ties_of


def checked(kernel: Any) -> Any:
    return njit(boundscheck=True)(kernel.py_func)


@pytest.mark.parametrize("seed", range(3))
def test_a_map_of_a_dense_network_is_walked_inside_its_arrays(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """In a round, the closeness of a person can grow many times: more often than there are people."""
    rng = np.random.default_rng(seed)
    people = 40
    ties = ties_of(people, [(a, b, float(rng.uniform(0.1, 9))) for a in range(people) for b in range(people) if a != b])
    acquaintance = acquaintance_of(ties)
    monkeypatch.setattr(module, "_walk", checked(module._walk))
    monkeypatch.setattr(module, "_ties_among", checked(module._ties_among))
    circle = neighbourhood(ties, acquaintance, np.array([0], np.int32), depth=4, limit=people)
    assert circle.total == people
    assert circle.closeness.tolist() == pytest.approx(
        _best_ways(acquaintance, people)[circle.people].tolist(), rel=1e-5
    )


def _best_ways(acquaintance: Any, people: int) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    """Largest product of strengths over at most four ties from person 0, by matrices of best products."""
    matrix = np.zeros((people, people))
    for person in range(people):
        row = slice(acquaintance.indptr[person], acquaintance.indptr[person + 1])
        matrix[person, acquaintance.indices[row]] = acquaintance.strength[row]
    best = np.zeros(people)
    best[0] = 1.0
    for _ in range(4):
        best = np.maximum(best, (best[:, None] * matrix).max(axis=0))
    return best
