"""A snapshot and what is asked of it, before its findings are looked for."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

from algorithms.parameters import Parameters
from api.workspace.analysed_graph import AnalysedGraph
from api.workspace.stored_words import stored_words
from api.workspace.taught_labels import TaughtLabels
from graph.model.moment import to_micros
from graph.model.watch import Watch
from graph.port.views import GraphView
from graph.snapshot.snapshot import Snapshot


def bare_graph(
    view: Callable[[], GraphView],
    snapshot: Snapshot,
    watches: tuple[Watch, ...],
    parameters: Parameters,
    taught: TaughtLabels | None = None,
) -> AnalysedGraph:
    """A snapshot with the watches, parameters and labels of now, without findings.

    Where it holds moments in the future, the parameters name the last before now, which decay counts back from; so the
    findings stay the same until the next of those has come.
    """
    until = to_micros(datetime.now(UTC)) if parameters.as_of is None else parameters.as_of
    if snapshot.as_of > until and parameters.as_of is None:
        parameters = replace(parameters, as_of=snapshot.as_of_at_most(until))
    words = stored_words(view, snapshot)
    return AnalysedGraph(snapshot, parameters, watches=watches, words=words, until=until, taught=taught)


def moment_has_come(analysis: AnalysedGraph, parameters: Parameters) -> bool:
    """Whether an interaction that lay in the future has come since: decay counts back from that one now."""
    former = analysis.parameters.as_of
    if parameters.as_of is not None or former is None:
        return False
    return analysis.snapshot.as_of_at_most(to_micros(datetime.now(UTC))) != former
