"""The contract of measures: every one in the registry keeps to it, and each clause refuses one that does not."""

import importlib
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

import algorithms.centrality
from algorithms.analysis.measure import Measure, MeasureInputs
from algorithms.centrality.degree import degree
from algorithms.centrality.measure_spec import MeasureSpec, no_columns
from algorithms.centrality.pagerank import pagerank
from algorithms.centrality.registry import registered, specs
from algorithms.centrality.scores import Scores
from algorithms.errors import MalformedResult
from algorithms.ties.strength import build_ties
from tests.algorithms import measure_contract as contract
from tests.algorithms.measure_contract import CLAUSES

Clause = Callable[[MeasureSpec], None]

DEGREE, FOLLOWERS = specs()[Measure.DEGREE], specs()[Measure.FOLLOWERS]


@pytest.mark.parametrize("clause", CLAUSES, ids=lambda clause: clause.__name__)
@pytest.mark.parametrize("spec", registered(), ids=lambda spec: spec.name)
def test_every_measure_keeps_to_it(spec: MeasureSpec, clause: Clause) -> None:
    clause(spec)


def of_all_times(on: MeasureInputs) -> Scores:
    """Degree that ignores the window."""
    return degree(build_ties(on.snapshot, on.parameters))


def by_another_knob(on: MeasureInputs) -> Scores:
    return pagerank(on.ties, damping=on.parameters.damping, tolerance=1e-6)


def twice_degree(on: MeasureInputs) -> Scores:
    return Scores(on.scores[Measure.DEGREE].values * 2)


OTHER_TEST = "tests/algorithms/test_other_oracles.py"

WRONG: tuple[tuple[Clause, MeasureSpec, str], ...] = (
    (contract.keeps_to_its_window, replace(DEGREE, compute=of_all_times), "not to depend on what was before"),
    (contract.keeps_to_its_window, replace(DEGREE, windowed=False), "a window to change degree: False, got True"),
    (contract.keeps_to_its_window, replace(FOLLOWERS, windowed=True), "a window to change followers: True, got False"),
    (contract.ranks_whom_it_says, replace(FOLLOWERS, everybody=False), "people without a tie apart: False, got True"),
    (contract.ranks_whom_it_says, replace(DEGREE, everybody=True), "people without a tie apart: True, got False"),
    (contract.reads_what_it_says, replace(DEGREE, compute=by_another_knob), "expected degree to read"),
    (contract.reads_what_it_says, replace(DEGREE, parameters=("seed",)), "expected degree to read"),
    (contract.reads_what_it_says, replace(DEGREE, on_ties=False), "to read ties: False"),
    (contract.reads_what_it_says, replace(DEGREE, name="twice", compute=twice_degree, on_ties=False), "made of"),
    (contract.reads_what_it_says, replace(FOLLOWERS, columns=no_columns), "what of the snapshot"),
    (contract.has_an_oracle, replace(DEGREE, oracle="tests/algorithms/test_degrees.py::test_degree"), "no such file"),
    (contract.has_an_oracle, replace(DEGREE, oracle=f"{OTHER_TEST}::test_degree"), "got test_degree"),
    (contract.has_an_oracle, replace(DEGREE, oracle=f"{OTHER_TEST}::same_parts"), "to be a test"),
    (contract.has_an_oracle, replace(DEGREE, oracle=f"{OTHER_TEST}::test_pagerank"), "to be about degree"),
    (contract.is_documented, replace(DEGREE, name="degrees"), "degrees in docs/measures.md"),
    (contract.is_documented, replace(DEGREE, lies=" "), "to say its lies"),
    (contract.is_documented, replace(DEGREE, meaning="One. Two."), "one sentence"),
    (contract.is_documented, replace(DEGREE, compute=by_another_knob), "expected a doctest"),
)


@pytest.mark.parametrize(("clause", "spec", "sentence"), WRONG)
def test_a_measure_that_does_not_keep_to_it_is_refused(clause: Clause, spec: MeasureSpec, sentence: str) -> None:
    with pytest.raises(AssertionError, match=sentence):
        clause(spec)


def test_nothing_of_a_spec_may_be_left_out() -> None:
    facts: dict[str, Any] = {name: getattr(DEGREE, name) for name in MeasureSpec.__slots__}
    assert MeasureSpec(**facts) == DEGREE
    for name in facts:
        with pytest.raises(TypeError, match=name):
            MeasureSpec(**{fact: value for fact, value in facts.items() if fact != name})


def test_a_new_file_is_a_new_measure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from api.pages.measure_names import written

    lines = (
        "from dataclasses import replace",
        "from algorithms.centrality.degree import MEASURES",
        "MEASURE = replace(MEASURES[0], name='fans', order=15)",
    )
    (tmp_path / "fans.py").write_text("\n".join(lines), encoding="utf-8")
    monkeypatch.setattr(algorithms.centrality, "__path__", [*algorithms.centrality.__path__, str(tmp_path)])
    importlib.invalidate_caches()
    try:
        assert [spec.name for spec in registered()][:4] == ["influence", "degree", "fans", "strength"]
        assert 'FANS = "fans"' in written()
        with pytest.raises(MalformedResult, match=r"run `python -m api\.pages\.measure_names"):
            specs.__wrapped__()
        (tmp_path / "fans.py").write_text("\n".join(lines).replace("15", "10"), encoding="utf-8")
        sys.modules.pop("algorithms.centrality.fans")
        importlib.invalidate_caches()
        with pytest.raises(MalformedResult, match="an order of its own"):
            registered()
    finally:
        sys.modules.pop("algorithms.centrality.fans", None)
