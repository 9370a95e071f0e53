"""The register of measures is complete, and matches what is documented."""

import re
from collections.abc import Callable

import numpy as np
import pytest

from algorithms.analysis.measure import (
    DEFINITIONS,
    INFLUENCE_PARTS,
    Measure,
    MeasureInputs,
    measure_people,
    rank_people,
)
from algorithms.centrality.scores import Scores
from algorithms.parameters import Parameters
from tests.modules import ROOT
from tests.worlds import WORLDS

MEASURES_PAGE = ROOT / "docs" / "measures.md"


@pytest.mark.parametrize("measure", Measure)
def test_every_measure_is_defined_in_one_sentence(measure: Measure) -> None:
    definition = DEFINITIONS[measure]
    assert definition.label
    assert re.fullmatch(r"[^.]+\.", definition.meaning)


@pytest.mark.parametrize("measure", Measure)
def test_every_measure_has_its_heading_in_the_docs(measure: Measure) -> None:
    assert re.search(rf"^### `{measure}`", MEASURES_PAGE.read_text(encoding="utf-8"), re.MULTILINE)


def test_only_what_is_asked_for_is_computed() -> None:
    world = WORLDS["kite"]
    heard: list[Measure] = []

    def take(measure: Measure, compute: Callable[[], Scores]) -> Scores:
        heard.append(measure)
        return compute()

    found = measure_people({Measure.DEGREE}, MeasureInputs(world.snapshot(), world.ties(), Parameters()), take)
    assert set(found.scores) == {Measure.DEGREE}
    assert heard == [Measure.DEGREE]
    assert found.influence is None


def test_influence_brings_what_it_is_made_of() -> None:
    world = WORLDS["kite"]
    found = measure_people({Measure.INFLUENCE}, MeasureInputs(world.snapshot(), world.ties(), Parameters()))
    assert set(found.scores) == {Measure.INFLUENCE, *INFLUENCE_PARTS}
    assert found.influence is not None
    assert found.influence.score is found.scores[Measure.INFLUENCE]


def test_the_least_constrained_rank_first_and_the_most_of_all_else() -> None:
    values, everybody = np.array([0.2, 0.9, np.nan]), np.ones(3, dtype=np.bool_)
    assert rank_people(Measure.CONSTRAINT, values, everybody).tolist() == [1, 2, 0]
    for measure in set(Measure) - {Measure.CONSTRAINT}:
        assert rank_people(measure, values, everybody).tolist() == [2, 1, 0]
