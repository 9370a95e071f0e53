"""Kernels that run as Python on small inputs give the same bits as their machine code."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np
import pytest

from algorithms.communities.membership import shares_of
from algorithms.kernels import compiled as module
from algorithms.kernels.compiled import compiled_above
from algorithms.paths.neighbourhood import neighbourhood
from algorithms.paths.paths import best_paths
from algorithms.ties.acquaintance import acquaintance_of
from algorithms.ties.symmetrise import symmetrise
from algorithms.ties.ties import Ties
from tests.worlds import ties_of

PEOPLE = 30


@contextmanager
def as_python() -> Iterator[None]:
    """Run all kernels of the block as the Python they are."""
    module._ONCE.set()
    outer = module._INTERPRETED.set(True)
    try:
        yield
    finally:
        module._INTERPRETED.reset(outer)
        module._ONCE.clear()


def network(seed: int) -> Ties:
    """People with one tie in five, whose evidence are no round numbers; the last one has none."""
    rng = np.random.default_rng(seed)
    pairs = [(a, b) for a in range(PEOPLE - 1) for b in range(PEOPLE - 1) if a != b and rng.random() < 0.2]
    return ties_of(PEOPLE, [(a, b, float(rng.uniform(0.01, 9))) for a, b in pairs])


def bits(answer: Any) -> list[bytes | str]:
    """All numbers of an answer, bit for bit."""
    columns = [getattr(answer, name) for name in type(answer).__slots__]
    return [column.tobytes() if isinstance(column, np.ndarray) else repr(column) for column in columns]


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("overlap", [0.0, 1.0])
def test_symmetrised_ties(seed: int, overlap: float) -> None:
    ties = network(seed)
    with as_python():
        plain = symmetrise(ties, ties.strength, overlap=overlap)
    assert bits(plain) == bits(symmetrise(ties, ties.strength, overlap=overlap))


@pytest.mark.parametrize("seed", range(3))
def test_shares_of_communities(seed: int) -> None:
    ties = network(seed)
    graph = symmetrise(ties, ties.strength)
    labels = np.random.default_rng(seed).integers(0, 5, PEOPLE).astype(np.int32)
    with as_python():
        plain = shares_of(graph, labels, 5, most=3)
    assert bits(plain) == bits(shares_of(graph, labels, 5, most=3))


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("hops", [1, 2, 4])
@pytest.mark.parametrize("least", [0.0, 0.3, 0.999])
def test_paths_and_why_there_are_none(seed: int, hops: int, least: float) -> None:
    known = acquaintance_of(network(seed))
    closed = np.random.default_rng(seed).random(PEOPLE) < 0.1
    ends = np.array([3, 7, PEOPLE - 1], np.int32), np.array([11, 19], np.int32)
    for sources, targets, ways in ((*ends, False), (ends[0][2:], ends[1], False), (ends[0][2:], ends[1], True)):
        given: dict[str, Any] = {"k": 7, "max_hops": hops, "closed": closed, "min_strength": least, "ways": ways}
        with as_python():
            plain = best_paths(known, sources, targets, **given)
        assert bits(plain) == bits(best_paths(known, sources, targets, **given))


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("least", [0.0, 0.3])
def test_maps_around_a_person(seed: int, least: float) -> None:
    ties = network(seed)
    known, around = acquaintance_of(ties), np.array([5], np.int32)
    with as_python():
        plain = neighbourhood(ties, known, around, depth=3, limit=20, min_strength=least)
    assert bits(plain) == bits(neighbourhood(ties, known, around, depth=3, limit=20, min_strength=least))


@pytest.fixture
def kernel(monkeypatch: pytest.MonkeyPatch) -> Any:
    """A kernel for up to 4 numbers, which says how it was run; numba looks as if it were not loaded."""

    def own(*_: Any) -> str:
        return "python"

    kernel: Any = compiled_above(4)(own)
    kernel.__dict__["_machine_code"] = lambda *_: "machine code"
    monkeypatch.delitem(sys.modules, "numba", raising=False)
    monkeypatch.setattr(module, "_ONCE", type(module._ONCE)())
    return kernel


def test_a_process_that_answers_once_runs_small_inputs_as_python(kernel: Any) -> None:
    few, many = np.zeros(2), np.zeros(3)
    assert kernel(few, few) == "machine code"
    module.answer_once()
    assert kernel(few, few, 7) == "python"
    assert kernel(few, many) == "machine code"


def test_once_numba_is_loaded_it_is_used(kernel: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    module.answer_once()
    monkeypatch.setitem(sys.modules, "numba", sys)
    assert kernel(np.zeros(1)) == "machine code"


def test_what_a_kernel_calls_runs_as_it_does(kernel: Any) -> None:
    module.answer_once()

    def calling(numbers: Any) -> Any:
        return kernel(np.zeros(100), numbers)

    outer: Any = compiled_above(4)(calling)
    assert outer(np.zeros(1)) == "python"
    assert kernel(np.zeros(100)) == "machine code"
