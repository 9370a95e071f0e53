"""Who matters: `kith rank`."""

from dataclasses import replace
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from api.cli.commands.options import (
    AboutOption,
    CsvOption,
    JsonOption,
    SinceOption,
    StoreOption,
    ThemeOption,
    UntilOption,
    WatchOption,
    form_of,
)
from api.cli.output import Column, show

if TYPE_CHECKING:
    from algorithms.analysis.measure import Measure

MOST: Final = 100_000


def rank(
    measure: Annotated[
        str,
        typer.Option(metavar="MEASURE", help="What to rank by: influence, degree, pagerank, betweenness and others."),
    ] = "influence",
    about: AboutOption = None,
    since: SinceOption = None,
    until: UntilOption = None,
    watch: WatchOption = None,
    theme: ThemeOption = None,
    origin: Annotated[
        str | None,
        typer.Option(
            "--from",
            metavar="ORIGIN",
            help="Personalised PageRank from: `customers`, a theme's id, or a person.",
            show_default=False,
        ),
    ] = None,
    without_coordinated: Annotated[
        bool,
        typer.Option(
            "--without-coordinated", help="Leave out accounts that act together, and show each rank before that."
        ),
    ] = False,
    limit: Annotated[int, typer.Option(min=1, max=MOST, help="How many people at most.")] = 20,
    store: StoreOption = None,
    json: JsonOption = False,
    csv: CsvOption = False,
) -> None:
    """Rank people by a measure, with their rank by degree beside it."""
    from api.cli.commands.opened import opened_workspace
    from api.cli.commands.provenance import provenance_json, provenance_line
    from api.cli.progress_bar import StageProgress

    form = form_of(json=json, csv=csv)
    with opened_workspace(store) as workspace:
        from api.answers.ranking import ranked, ranking
        from api.answers.ranking_from import ranking_from
        from api.answers.scopes import on_watch, scope_of, watch_named

        chosen = _measure_from(measure_named(measure), origin)
        scope = scope_of(about, since, until, theme=theme, without_coordinated=without_coordinated)
        if watch is not None:
            scope = on_watch(scope, watch_named(workspace.view(), watch))
        compared = replace(scope, without_coordinated=False) if without_coordinated else None
        with StageProgress() as progress:
            themed = theme is not None or (origin or "").startswith("theme:")
            analysed = themed or scope.is_everything or (compared and compared.is_everything)
            analysis = workspace.analysed(progress) if analysed else workspace.refresh()
            if origin is None:
                answer = ranking(analysis, measure=chosen, scope=scope, first=limit, most=MOST)
            else:
                answer = ranking_from(analysis, workspace.view(), origin, scope, first=limit, most=MOST)
            before = ranked(analysis, chosen, compared).ranks if compared else None
        rows: list[dict[str, Any]] = [
            {
                "rank": row.rank,
                "person": row.id,
                "name": row.name,
                "accounts": analysis.rows.account_ids(row.person),
                "value": row.value,
                "degree_rank": row.degree_rank or None,
                "interval": None if row.interval is None else list(row.interval),
                "alike_with_next": row.alike,
                **({} if before is None else {"rank_before": int(before[row.person]) or None}),
            }
            for row in answer.page.items
        ]
    document = {"measure": chosen.value, "rows": rows, "provenance": provenance_json(answer.provenance)}
    show(
        form,
        document,
        [
            Column("rank", "rank", number=True),
            Column("person", "person", shown=False),
            Column("name", "name"),
            # Measures that count people or followers have whole numbers.
            Column("value", "value", number=True, digits=0 if all(row["value"].is_integer() for row in rows) else 4),
            *([] if before is None else [Column("rank_before", "rank before", number=True)]),
            Column("degree_rank", "rank by degree", number=True),
            Column("accounts", "accounts"),
        ],
        empty="nobody can be ranked by this: there are no interactions that count",
        notes=[f"{chosen.value}: {answer.provenance.definition}", provenance_line(answer.provenance)],
    )


def _measure_from(chosen: "Measure", origin: str | None) -> "Measure":
    """The measure as asked; from somebody's point of view there is PageRank alone, which need not be named."""
    from algorithms.analysis.measure import Measure

    if origin is None:
        return chosen
    if chosen not in (Measure.INFLUENCE, Measure.PAGERANK):
        raise typer.BadParameter(f"expected --measure pagerank with --from, got {chosen.value}")
    return Measure.PAGERANK


def measure_named(name: str) -> "Measure":
    """The measure of a name in any case, with hyphens or underscores."""
    from algorithms.analysis.measure import Measure

    try:
        return Measure(name.strip().lower().replace("-", "_"))
    except ValueError:
        raise typer.BadParameter(
            f"expected a measure, one of {', '.join(measure.value for measure in Measure)}, got {name!r}"
        ) from None
