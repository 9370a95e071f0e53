"""Naming: people and watches that arguments name, by id or as they are called, alike in every argument."""

from collections.abc import Callable
from typing import TypeVar

import strawberry

from api.answers.names import watch_named
from api.answers.people import person_rows
from api.errors import BadInput, as_refusal
from api.graphql.limits import LONGEST_NAME
from api.graphql.schema.context import Context
from api.workspace.analysed_graph import AnalysedGraph
from graph.errors import GraphError
from graph.model.watch import Watch
from graph.port.views import GraphView

T = TypeVar("T")


async def named_rows(context: Context, analysis: AnalysedGraph, field: str, names: list[strawberry.ID]) -> list[int]:
    """Rows in an analysed graph of the people that an argument names."""
    for name in names:
        check_name(name, field)
    return await naming(context, field, lambda view: person_rows(analysis, view, names, field))


async def named_watch(context: Context, name: str, field: str = "watch") -> Watch:
    """The watch that an argument names. Raises NotFound and BadInput."""
    return await context.look(lambda view: watch_named(view, name, field))


async def named_watch_or_none(context: Context, name: str | None, field: str = "watch") -> Watch | None:
    """The watch that an argument names which may be left out. Raises NotFound and BadInput."""
    return None if name is None else await named_watch(context, name, field)


async def naming(context: Context, field: str, question: Callable[[GraphView], T]) -> T:
    """Ask the store about names; what is wrong with a name is said of the argument it came in."""
    try:
        return await context.look(question)
    except GraphError as error:
        raise as_refusal(error, field) or error from error


def check_name(name: str, field: str) -> None:
    """Refuse what cannot be a name. Raises BadInput."""
    if not name.strip("@ ") or len(name) > LONGEST_NAME:
        raise BadInput(field, f"an id, a handle or a name, at most {LONGEST_NAME} characters", name)
