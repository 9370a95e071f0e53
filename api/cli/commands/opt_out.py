"""Who wants to be left alone: `kith opt-out`."""

from typing import Annotated

import typer

from api.cli.commands.options import JsonOption, StoreOption
from api.cli.output import write_json, write_stdout


def opt_out(
    person: Annotated[str, typer.Argument(help="A person id, an account id or an @handle.")],
    undo: Annotated[bool, typer.Option("--undo", help="Lift the opt-out again.")] = False,
    store: StoreOption = None,
    json: JsonOption = False,
) -> None:
    """Never walk through this person: no path and no introduction leads over them."""
    from api.cli.commands.naming import person_named
    from api.cli.commands.opened import opened_store

    with opened_store(store) as (opened, settings):
        found = opened.decisions(settings.actor).opt_out(person_named(opened.view(), person), opted_out=not undo)
    if json:
        write_json({"person": found.id, "name": found.name, "opted_out": found.opted_out})
    else:
        write_stdout(
            f"{found.name} ({found.id}) {'has opted out' if found.opted_out else 'has not opted out any more'}"
        )
