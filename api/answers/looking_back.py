"""Looking back: the same answer with ties as of another moment."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any, TypeVar

from api.answers.span import read_span
from api.workspace.analysed_graph import AnalysedGraph

T = TypeVar("T")


def as_of_moment(answer: Callable[..., T], moment: datetime | None) -> Callable[..., T]:
    """The function that answers from a graph whose ties are as of a moment; itself for None. Raises BadInput."""
    as_of = read_span(moment).since

    def answer_then(analysis: Any, *arguments: Any, **named: Any) -> T:
        return answer(analysis.looking_back(as_of), *arguments, **named)

    return answer if as_of is None else answer_then


def seen_from(analysis: AnalysedGraph, moment: datetime | None) -> AnalysedGraph:
    """The graph for those who count posts back from a moment: its ties stay as they are. Raises BadInput."""
    as_of = read_span(moment).since
    if as_of is None:
        return analysis
    return replace(analysis, parameters=replace(analysis.parameters, as_of=as_of), until=as_of)
