"""Everything known of a person: `kith person`."""

from typing import TYPE_CHECKING, Annotated, Final

import typer

from api.cli.output import Column
from api.cli.result import Table
from api.cli.runner import command

if TYPE_CHECKING:
    from api.cli.context import CommandContext

_COLUMNS: Final = (
    Column("section", "section"),
    Column("what", "what"),
    Column("value", "value"),
    Column("source", "from"),
)


@command(looks_back=True)
def person(
    context: "CommandContext",
    name: Annotated[str, typer.Argument(metavar="PERSON", help="A person id, an account id, an @handle or a name.")],
    latest: Annotated[int, typer.Option(min=1, max=100, help="How many ties each way and posts at most.")] = 5,
) -> Table:
    """Show everything known of a person, with where it came from."""
    analysis = context.newest()
    identifier = context.person_named(name)

    from api.answers.person import person_report
    from api.answers.person_document import person_document
    from api.answers.provenance import of_analysis
    from api.cli.commands.person_page import person_facts
    from api.cli.commands.provenance import decayed_line

    document = person_document(analysis, person_report(analysis, context.view(), identifier, latest=latest))
    is_missing = not document["influence"] and analysis.findings_or_none is None
    notes = ["nothing is analysed yet: kith analyse adds influence"] if is_missing else []
    notes += decayed_line([*document["ties_towards"], *document["ties_from"]], of_analysis(analysis, "A person."))
    return Table(document=document, columns=_COLUMNS, rows=list(person_facts(document)), notes=notes)
