"""Everything known of a person in one file: `kith export-person`."""

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from api.cli.commands.group import Failed
from api.cli.output import json_text
from api.cli.result import Sentences
from api.cli.runner import command
from api.errors import NotFound

if TYPE_CHECKING:
    from api.cli.context import CommandContext

_COUNTED = ("accounts", "posts", "interactions", "interactions_towards", "transactions", "judgements")


@command(csv=False)
def export_person(
    context: "CommandContext",
    person: Annotated[str, typer.Argument(help="A person id, an account id, an @handle or a name.")],
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A new file; it is made for you alone to read.")],
) -> Sentences:
    """Write everything known of a person to one JSON file, as people may ask for."""
    if file.exists():
        raise Failed(f"{file} is there already; name a new file")
    analysis = context.newest()

    from api.answers.person_export import person_export

    try:
        document = person_export(analysis, context.view(), person)
    except NotFound:
        document = person_export(analysis, context.view(), context.person_named(person))
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as opened:
        opened.write(json_text(document).encode())
    counts = {name: len(document[name]) for name in _COUNTED}
    numbers = ", ".join(f"{count:,} {name.replace('_', ' ')}" for name, count in counts.items())
    return Sentences(
        document={"person": document["person"], "file": str(file), **counts},
        sentences=[f"everything known of {document['person']} is in {file}: {numbers}"],
    )
