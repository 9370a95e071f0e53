"""Why somebody stands where they stand, told on the command line and held against counting in the village."""

import pytest

from algorithms.analysis.measure import Measure
from algorithms.centrality.registry import specs
from api.answers.why import why
from api.errors import NotFound
from api.workspace.analysed_graph import AnalysedGraph
from api.workspace.workspace import Workspace
from tests.api.command_line import answer_of, kith, refusal_of


def row_of(analysis: AnalysedGraph, account: str) -> int:
    row = analysis.rows.person(f"person:{account}")
    assert row is not None
    return row


@pytest.mark.parametrize("measure", [m for m in Measure if specs()[m].taken_apart])
def test_parts_others_and_remainder_come_to_the_value(analysis: AnalysedGraph, measure: Measure) -> None:
    for first in (1, 2, 10):
        answer = why(analysis, row_of(analysis, "x:5"), measure, first=first)
        parts = sum(part.amount for part in answer.contributions)
        assert parts + answer.others + answer.remainder == pytest.approx(answer.row.value, rel=1e-5)
        assert len(answer.contributions) <= first
        assert answer.without == []


@pytest.mark.parametrize("measure", [m for m in Measure if not specs()[m].taken_apart and not specs()[m].everybody])
def test_what_is_no_sum_tells_the_rank_without_each_tie(analysis: AnalysedGraph, measure: Measure) -> None:
    answer = why(analysis, row_of(analysis, "x:5"), measure, first=2)
    assert answer.contributions == []
    assert len(answer.without) == 2
    assert all(0 <= rest.rank <= 9 for rest in answer.without)


def test_the_betweenness_of_a_broker_hangs_on_one_tie(analysis: AnalysedGraph) -> None:
    # Only Cleo leads from the kettle people on to Eve's: without that tie she leads to Ada, whom all reach without her.
    cleo = row_of(analysis, "x:3")
    answer = why(analysis, cleo, Measure.BETWEENNESS, first=10)
    bridge = next(rest for rest in answer.without if rest.tie.target == row_of(analysis, "x:5"))
    assert answer.row.value > 0
    assert bridge.value == 0
    assert bridge.rank > answer.row.rank


def test_who_is_not_ranked_has_no_reason(analysis: AnalysedGraph) -> None:
    with pytest.raises(NotFound, match="Zed is not ranked by degree"):
        why(analysis, row_of(analysis, "x:10"), Measure.DEGREE)


def test_the_command_tells_it(own_village: Workspace) -> None:
    store = str(own_village.settings.store)
    answer = answer_of("why", "x:1", "--measure", "degree", "--store", store)
    assert (answer["value"], answer["rank"], answer["without"]) == (3.0, 1, [])
    assert {row["name"] for row in answer["contributions"]} == {"Ben Moss", "Cleo Reed", "Dan Ford"}
    assert {row["direction"] for row in answer["contributions"]} == {"they do"}
    shown = kith("why", "x:1", "--measure", "degree", "--store", store).stdout
    assert "Ada Hill: rank 1 by degree, 3" in shown
    assert "what belongs to no tie: 0" in shown
    without = answer_of("why", "x:1", "--limit", "1", "--store", store)
    assert (without["contributions"], len(without["without"])) == ([], 1)
    assert "rank without it" in " ".join(kith("why", "x:1", "--store", store).stdout.split())
    assert "Zed is not ranked" in refusal_of("why", "x:10", "--store", store)
    assert "nobody is known as" in refusal_of("why", "@nobody", "--store", store)
    assert kith("why", "x:1", "--measure", "fame", "--store", store).exit_code == 2
