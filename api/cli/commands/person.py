"""Everything known of a person: `kith person`."""

from typing import Annotated, Final

import typer

from api.cli.commands.options import CsvOption, JsonOption, StoreOption, form_of
from api.cli.output import Column, show

_COLUMNS: Final = (
    Column("section", "section"),
    Column("what", "what"),
    Column("value", "value"),
    Column("source", "from"),
)


def person(
    name: Annotated[str, typer.Argument(metavar="PERSON", help="A person id, an account id or an @handle.")],
    latest: Annotated[int, typer.Option(min=1, max=100, help="How many ties each way and posts at most.")] = 5,
    store: StoreOption = None,
    json: JsonOption = False,
    csv: CsvOption = False,
) -> None:
    """Show everything known of a person, with where it came from."""
    from api.cli.commands.naming import person_named
    from api.cli.commands.opened import opened_workspace

    form = form_of(json=json, csv=csv)
    with opened_workspace(store) as workspace:
        from api.answers.person import person_report
        from api.cli.commands.person_page import person_document, person_facts

        analysis, view = workspace.refresh(), workspace.view()
        report = person_report(analysis, view, person_named(view, name), latest=latest)
        document = person_document(analysis, report)
    notes = (
        [] if document["influence"] or analysis.findings else ["nothing is analysed yet: kith analyse adds influence"]
    )
    show(form, document, _COLUMNS, list(person_facts(document)), notes=notes)
