"""Looking back: the same answer with ties as of another moment."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, TypeVar

from api.answers.span import read_span

T = TypeVar("T")


def as_of_moment(answer: Callable[..., T], moment: datetime | None) -> Callable[..., T]:
    """The function that answers from a graph whose ties are as of a moment; itself for None. Raises BadInput."""
    as_of = read_span(moment).since

    def answer_then(analysis: Any, *arguments: Any, **named: Any) -> T:
        return answer(analysis.looking_back(as_of), *arguments, **named)

    return answer if as_of is None else answer_then
