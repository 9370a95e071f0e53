"""Finding the person that a command speaks of."""

from api.errors import NotFound
from graph.port.views import GraphView


def person_named(view: GraphView, name: str) -> str:
    """Find a person by person id, account id or `@handle`; returns the current person id.

    Raises NotFound with names that are near when nobody is called so, and Ambiguous with the candidates.
    """
    identifier = view.resolve([name])[0]
    if identifier is not None:
        return identifier
    from api.cli.near_names import near_names

    near = near_names(view.snapshot(), name)
    hint = f"did you mean {' or '.join(near)}?" if near else "expected a person id, an account id or an @handle"
    raise NotFound(f"nobody is known as {name!r}; {hint}")
