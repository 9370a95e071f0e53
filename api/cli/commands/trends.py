"""What grows and what fades: `kith trends`."""

from typing import Annotated, Final

import typer

from api.cli.commands.options import CsvOption, JsonOption, StoreOption, form_of
from api.cli.output import Column, show

_MOST: Final = 1_000
_COLUMNS: Final = (
    Column("emergent", "new"),
    Column("trend", "trend", number=True, digits=2),
    Column("now", "now", number=True),
    Column("before", "before", number=True),
    Column("label", "label"),
    Column("words", "words", shown=False),
    Column("sentiment", "sentiment", number=True, digits=2),
    Column("first_seen", "first seen", day=True),
    Column("id", "id", shown=False),
)


def trends(
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
    limit: Annotated[int, typer.Option(min=1, max=_MOST, help="How many at most.")] = 20,
    store: StoreOption = None,
    json: JsonOption = False,
    csv: CsvOption = False,
) -> None:
    """List which themes are new or grow, and which fade, between two windows of time."""
    from api.cli.commands.opened import opened_workspace
    from api.cli.commands.provenance import provenance_json, provenance_line
    from api.cli.commands.themes import theme_row
    from api.cli.progress_bar import StageProgress

    form = form_of(json=json, csv=csv)
    with opened_workspace(store) as workspace:
        from api.answers.provenance import of_analysis
        from api.answers.scopes import watch_named
        from api.answers.trends import trends as answer

        with StageProgress() as progress:
            analysis = workspace.analysed(progress)
        listened = None if watch is None else watch_named(workspace.view(), watch).id
        found = answer(analysis, days=window, days_before=before, community=community, watch=listened, first=limit)
        rows = [theme_row(analysis, theme) for theme in found]
        provenance = of_analysis(
            analysis, "The growth of each theme's share of posts that is sure (95 %).", window=window, before=before
        )
    said = (
        f"trend: the logarithm to base 2 of how a theme's share grew at least, in the last {window:g} days against"
        f" the {before:g} before; 0 where that can be chance"
    )
    flat = [{**row, "words": [word["word"] for word in row["words"]]} for row in rows]
    show(
        form,
        {"rows": rows, "provenance": provenance_json(provenance)},
        _COLUMNS,
        rows if json else flat,
        empty="there are no themes: too little is written here",
        notes=[said, provenance_line(provenance)],
    )
