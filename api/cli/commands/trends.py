"""What grows and what fades: `kith trends`."""

from typing import TYPE_CHECKING, Annotated, Final

import typer

from api.cli.commands.themes import NO_THEMES, with_words_alone
from api.cli.output import Column
from api.cli.result import Table
from api.cli.runner import command

if TYPE_CHECKING:
    from api.cli.context import CommandContext

MOST: Final = 1_000
"""Themes that grow (`kith trends --limit`)."""

_COLUMNS: Final = (
    Column("emergent", "new"),
    Column("change", "change"),
    Column("now", "now", number=True),
    Column("before", "before", number=True),
    Column("times_low", "least ×", number=True, digits=1),
    Column("times_high", "most ×", number=True, digits=1),
    Column("trend", "trend", shown=False, number=True, digits=2),
    Column("label", "label"),
    Column("words", "words", shown=False),
    Column("sentiment", "sentiment", number=True, digits=2),
    Column("first_seen", "first seen", day=True, ident=True),
    Column("id", "id", shown=False),
)


@command(looks_back=True)
def trends(
    context: "CommandContext",
    window: Annotated[float, typer.Option(metavar="DAYS", help="How many days count as now.")] = 7.0,
    before: Annotated[
        float, typer.Option(metavar="DAYS", help="How many days before them they are held against.")
    ] = 28.0,
    community: Annotated[
        str | None, typer.Option(metavar="ID", help="Only themes of this community.", show_default=False)
    ] = None,
    watch: Annotated[
        str | None, typer.Option(metavar="NAME", help="Only themes of this watch.", show_default=False)
    ] = None,
    limit: Annotated[int, typer.Option(min=1, max=MOST, help="How many at most.")] = 20,
) -> Table:
    """List which themes are new or grow, and which fade, between two windows of time."""
    analysis = context.analysed()
    listened = None if watch is None else context.watch_named(watch).id

    from api.answers.document import document_of, plain
    from api.answers.provenance import of_analysis
    from api.answers.trends import DEFINITION
    from api.answers.trends import trends as answer
    from api.cli.commands.provenance import provenance_line

    themes = answer(
        analysis, days=window, days_before=before, community=community, watch=listened, first=limit, most=MOST
    )
    provenance = of_analysis(
        analysis,
        DEFINITION,
        window=window,
        before=before,
    )
    meaning = (
        f"now, before: posts in the last {window:g} days and the {before:g} before; times: how many times what it was a"
        " theme's share of all posts is, between these two with 95 % confidence"
    )
    rows = plain(analysis, themes)
    return Table(
        document={"rows": rows, "provenance": document_of(analysis, provenance)},
        columns=_COLUMNS,
        rows=[{**row, "change": row["change"].lower().replace("_", " ")} for row in with_words_alone(rows)],
        empty=NO_THEMES,
        notes=[meaning, provenance_line(provenance)],
    )
