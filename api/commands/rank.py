"""Who matters: `kith rank`."""

from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from api.commands.options import CsvOption, JsonOption, SinceOption, StoreOption, UntilOption, form_of
from api.output import Column, show

if TYPE_CHECKING:
    from algorithms.measure import Measure

MOST: Final = 100_000


def rank(
    measure: Annotated[
        str,
        typer.Option(metavar="MEASURE", help="What to rank by: influence, degree, pagerank, betweenness and others."),
    ] = "influence",
    about: Annotated[
        str | None, typer.Option(metavar="TERM", help="Only what is said about this term counts.", show_default=False)
    ] = None,
    since: SinceOption = None,
    until: UntilOption = None,
    limit: Annotated[int, typer.Option(min=1, max=MOST, help="How many people at most.")] = 20,
    store: StoreOption = None,
    json: JsonOption = False,
    csv: CsvOption = False,
) -> None:
    """Rank people by a measure, with their rank by degree beside it."""
    from api.commands.opened import opened_workspace
    from api.commands.provenance import provenance_json, provenance_line
    from api.progress_bar import StageProgress

    form = form_of(json=json, csv=csv)
    with opened_workspace(store) as workspace:
        from api.answers.ranking import ranking, scope_of

        chosen = _measure(measure)
        scope = scope_of(about, since, until)
        with StageProgress() as progress:
            reading = workspace.analysed(progress) if scope.is_everything else workspace.refresh()
            answer = ranking(reading, measure=chosen, scope=scope, first=limit, most=MOST)
        rows: list[dict[str, Any]] = [
            {
                "rank": row.rank,
                "person": row.id,
                "name": row.name,
                "accounts": reading.rows.account_ids(row.person),
                "value": row.value,
                "degree_rank": row.degree_rank or None,
                "interval": None if row.interval is None else list(row.interval),
                "alike_with_next": row.alike,
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
            Column("degree_rank", "rank by degree", number=True),
            Column("accounts", "accounts"),
        ],
        empty="nobody can be ranked by this: there are no interactions that count",
        notes=[f"{chosen.value}: {answer.provenance.definition}", provenance_line(answer.provenance)],
    )


def _measure(name: str) -> "Measure":
    """The measure of a name in any case, with hyphens or underscores."""
    from algorithms.measure import Measure

    try:
        return Measure(name.strip().lower().replace("-", "_"))
    except ValueError:
        raise typer.BadParameter(
            f"expected a measure, one of {', '.join(measure.value for measure in Measure)}, got {name!r}"
        ) from None
