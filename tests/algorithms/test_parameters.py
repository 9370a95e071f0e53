"""Parameters refuse what makes no sense, and write themselves down in one way."""

import math
from dataclasses import fields
from typing import Any

import pytest

from algorithms.errors import BadParameter
from algorithms.parameters import Parameters
from tests.modules import ROOT


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("half_life_days", 0),
        ("half_life_days", math.nan),
        ("half_life_days", "90"),
        ("reciprocity", -0.1),
        ("strength_scale", math.inf),
        ("weak_below", 1.5),
        ("damping", 1.0),
        ("tolerance", 0.0),
        ("betweenness_pivots", 1),
        ("betweenness_pivots", 2.5),
        ("leiden_passes", 0),
        ("leiden_passes", True),
        ("seed", -1),
        ("as_of", 1.5),
        ("resolution", 0),
        ("kind_weights", (1.0,)),
        ("kind_weights", (-1.0,) * 9),
    ],
)
def test_values_outside_their_range_are_refused_by_name(name: str, value: Any) -> None:
    with pytest.raises(BadParameter, match=f"{name}|weight of FOLLOW"):
        Parameters(**{name: value})


def test_one_part_of_influence_must_count() -> None:
    with pytest.raises(BadParameter, match="at least one part"):
        Parameters(influence_attention=0, influence_reach=0, influence_brokerage=0)


def test_equal_parameters_write_equal_text() -> None:
    assert Parameters(half_life_days=30).to_json() == Parameters(half_life_days=30.0).to_json()
    assert Parameters(half_life_days=30).to_json() != Parameters().to_json()
    assert Parameters(as_of=0).to_json() != Parameters(as_of=None).to_json()


def test_text_reads_back_as_the_same_parameters() -> None:
    parameters = Parameters(half_life_days=7.5, kind_weights=(0.1,) * 9, as_of=12, seed=3)
    assert Parameters.from_json(parameters.to_json()) == parameters


@pytest.mark.parametrize("name", [field.name for field in fields(Parameters)])
def test_every_parameter_is_in_the_docs(name: str) -> None:
    page = ROOT / "docs" / "measures.md"
    table = page.read_text(encoding="utf-8").partition("## Parameters")[2]
    assert f"`{name}`" in table
