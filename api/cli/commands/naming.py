"""Finding the person that a command speaks of."""

from typing import TYPE_CHECKING

from api.errors import NotFound
from graph.port.views import GraphView

if TYPE_CHECKING:
    from api.workspace.analysed_graph import AnalysedGraph


def person_named(view: GraphView, name: str) -> str:
    """Find a person by person id, account id or `@handle`; returns the current person id.

    Raises NotFound with names that are near when nobody is called so, and Ambiguous with the candidates.
    """
    found = view.resolve([name])[0]
    if found is not None:
        return found
    from api.cli.near_names import near_names

    near = near_names(view.snapshot(), name)
    hint = f"did you mean {' or '.join(near)}?" if near else "expected a person id, an account id or an @handle"
    raise NotFound(f"nobody is known as {name!r}; {hint}")


def row_named(view: GraphView, analysis: "AnalysedGraph", name: str) -> int:
    """Row of a person in an analysed graph, found as `person_named` does."""
    from api.answers.people import person_row

    return person_row(analysis, view, person_named(view, name))
