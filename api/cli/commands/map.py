"""The people around somebody: `kith map`."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from api.cli.output import Column, Form, print_text, write_stderr
from api.cli.result import Table
from api.cli.runner import command

if TYPE_CHECKING:
    from api.cli.context import CommandContext
    from api.cli.map_formats import MapFormat

_FORMATS: Final = ("json", "gexf", "graphml", "csv")
_COLUMNS: Final = (
    Column("distance", "ties away", number=True),
    Column("label", "name"),
    Column("influence", "influence", number=True, digits=1),
    Column("community_label", "community"),
    Column("relation", "relation", shown=False),
    Column("id", "person", ident=True),
)


@command(looks_back=True)
def map_around(
    context: "CommandContext",
    people: Annotated[
        list[str], typer.Argument(metavar="PERSON", help="Person ids, account ids, @handles or names in the middle.")
    ],
    depth: Annotated[int, typer.Option(min=0, max=6, help="How many ties away from them at most.")] = 2,
    limit: Annotated[int, typer.Option(min=1, max=5_000, help="How many people at most, closest first.")] = 200,
    min_strength: Annotated[float, typer.Option(min=0.0, max=1.0, help="Leave weaker ties out.")] = 0.0,
    format_name: Annotated[
        str | None, typer.Option("--format", metavar="FORMAT", help="json, gexf, graphml or csv.", show_default=False)
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Write to this file; its ending chooses the format.", show_default=False),
    ] = None,
    nodes: Annotated[bool, typer.Option("--nodes", help="In CSV, the people instead of the ties.")] = False,
) -> Table | None:
    """Show or export the people around somebody, with their ties and places on the map."""
    chosen = _chosen(format_name, out, context.form)
    if nodes and chosen != "csv":
        raise typer.BadParameter("--nodes goes with CSV: kith map PERSON --csv --nodes")
    analysis = context.analysed()
    rows = [context.row_named(analysis, name) for name in people]

    from api.answers.document import document_of
    from api.answers.relationship_map import relationship_map

    answer = relationship_map(analysis, rows, depth=depth, limit=limit, min_strength=min_strength)
    document = document_of(analysis, answer)
    if chosen is None:
        return _table(document)
    from api.cli.map_formats import MapFormat

    _export(document, MapFormat(chosen), out, nodes=nodes)
    return None


def _chosen(format_name: str | None, out: Path | None, form: Form) -> str | None:
    """The format asked for, None for a table; raises BadParameter for none that is known and for two at once."""
    formats = {form.value} if form is not Form.TABLE else set()
    formats |= {format_name} if format_name else set()
    if len(formats) > 1:
        raise typer.BadParameter(f"choose one format, not {' and '.join(sorted(formats))}")
    chosen = next(iter(formats), None)
    if chosen is None and out is not None:
        chosen = out.suffix.removeprefix(".").lower()
    if chosen is not None and chosen not in _FORMATS:
        raise typer.BadParameter(f"expected a format, one of {', '.join(_FORMATS)}, got {chosen!r}")
    return chosen


def _table(document: dict[str, Any]) -> Table:
    people = document["people"]
    counts = (
        f"{len(people):,} of {document['total_people']:,} people"
        if document["truncated"]
        else f"{len(people):,} people"
    )
    notes = [
        f"{counts}, {len(document['ties']):,} ties",
        "to open it elsewhere: --out map.gexf, .graphml, .json or .csv",
    ]
    return Table(document=document, columns=_COLUMNS, rows=people, notes=notes)


def _export(document: dict[str, Any], form: "MapFormat", out: Path | None, *, nodes: bool) -> None:
    from api.cli.map_formats import MapFormat, map_text

    text = map_text(document, form, nodes=nodes)
    if out is None:
        print_text(text)
    else:
        out.write_text(text, encoding="utf-8", newline="")
        write_stderr(f"{out}: {len(document['people']):,} people, {len(document['ties']):,} ties")
    if form is MapFormat.CSV and not nodes:
        write_stderr("these are the ties; the same command with --nodes gives the people")
