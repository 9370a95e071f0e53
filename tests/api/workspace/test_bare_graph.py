"""A moment of the future that comes while a server runs: decay counts back from it then."""

from algorithms.parameters import Parameters
from api.workspace.analysed_graph import AnalysedGraph
from api.workspace.bare_graph import moment_has_come
from tests.worlds import Act, moment, snapshot_of


def test_a_moment_that_has_come_is_noticed() -> None:
    snapshot = snapshot_of(acts=[Act("x:1", "x:2", day=1), Act("x:2", "x:1", day=2), Act("x:1", "x:3", day=40_000)])
    graphs = [AnalysedGraph(snapshot, Parameters(as_of=moment(day))) for day in (1, 2)]
    assert [moment_has_come(graph, Parameters()) for graph in graphs] == [True, False]
    asked = Parameters(as_of=moment(1))
    assert not moment_has_come(AnalysedGraph(snapshot, asked), asked), "somebody asked for that moment"
