"""Who wants to be left alone: `kith opt-out`."""

from typing import TYPE_CHECKING, Annotated

import typer

from api.cli.result import Sentences
from api.cli.runner import command

if TYPE_CHECKING:
    from api.cli.context import CommandContext


@command(csv=False)
def opt_out(
    context: "CommandContext",
    person: Annotated[str, typer.Argument(help="A person id, an account id, an @handle or a name.")],
    undo: Annotated[bool, typer.Option("--undo", help="Lift the opt-out again.")] = False,
) -> Sentences:
    """Never walk through this person: no path and no introduction leads over them."""
    changed = context.decisions().opt_out(context.person_named(person), opted_out=not undo)
    now = "has opted out" if changed.opted_out else "has not opted out any more"
    return Sentences(
        document={"person": changed.id, "name": changed.name, "opted_out": changed.opted_out},
        sentences=[f"{changed.name} ({changed.id}) {now}"],
    )
