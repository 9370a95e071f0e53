"""Why somebody stands where they stand: `kith why`."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from api.cli.commands.options import CsvOption, JsonOption, StoreOption, form_of
from api.cli.output import Column, show

if TYPE_CHECKING:
    from api.answers.tie import TieFacts
    from api.answers.why import Why
    from api.workspace.analysed_graph import AnalysedGraph


def why(
    person: Annotated[str, typer.Argument(metavar="PERSON", help="A person id, account id or @handle.")],
    measure: Annotated[
        str, typer.Option(metavar="MEASURE", help="The measure to explain: influence, degree, pagerank and others.")
    ] = "influence",
    limit: Annotated[int, typer.Option(min=1, max=100, help="How many ties at most.")] = 5,
    store: StoreOption = None,
    json: JsonOption = False,
    csv: CsvOption = False,
) -> None:
    """Tell why somebody ranks as they do: the ties that make up the value, or the rank without the strongest."""
    from api.cli.commands.naming import row_named
    from api.cli.commands.opened import opened_workspace
    from api.cli.commands.provenance import provenance_json, provenance_line
    from api.cli.commands.rank import measure_named
    from api.cli.progress_bar import StageProgress

    form = form_of(json=json, csv=csv)
    with opened_workspace(store) as workspace:
        from api.answers.why import why as explained

        chosen = measure_named(measure)
        with StageProgress() as progress:
            analysis = workspace.analysed(progress)
        answer = explained(analysis, row_named(workspace.view(), analysis, person), chosen, first=limit)
        rows = _rows(answer)
        document: dict[str, Any] = {
            "measure": chosen.value,
            "person": answer.row.id,
            "name": answer.row.name,
            "value": answer.row.value,
            "rank": answer.row.rank,
            "interval": None if answer.row.interval is None else list(answer.row.interval),
            "contributions": [row for row in rows if "amount" in row],
            "others": answer.others,
            "remainder": answer.remainder,
            "without": [row for row in rows if "rank_without" in row],
            "provenance": provenance_json(answer.provenance),
        }
    apart = bool(answer.contributions)
    told = f"{answer.row.name}: rank {answer.row.rank:,} by {chosen.value}, {answer.row.value:,.4g}"
    if answer.row.interval is not None:
        told += f" (between {answer.row.interval[0]:,} and {answer.row.interval[1]:,} in 95 % of resamples)"
    left = f"other ties: {answer.others:,.4g}; what belongs to no tie: {answer.remainder:,.4g}"
    show(
        form,
        document,
        [
            Column("name", "tie with"),
            Column("direction", "who pays attention"),
            *([Column("amount", "adds", number=True, digits=6)] if apart else []),
            *([] if apart else [Column("rank_without", "rank without it", number=True)]),
            *([] if apart else [Column("value_without", "value without it", number=True, digits=4)]),
            Column("interactions", "acts", number=True),
            Column("last_at", "last", day=True),
            Column("person", "person", shown=False),
        ],
        rows,
        empty="no tie adds anything to this value",
        notes=[told, *([left] if apart else []), provenance_line(answer.provenance)],
    )


def _rows(answer: "Why") -> list[dict[str, Any]]:
    parts = [
        {**_tie(answer.analysis, part.tie, answer.row.person), "amount": part.amount} for part in answer.contributions
    ]
    without = [
        {
            **_tie(answer.analysis, rest.tie, answer.row.person),
            "rank_without": rest.rank or None,
            "value_without": rest.value,
        }
        for rest in answer.without
    ]
    return [*parts, *without]


def _tie(analysis: "AnalysedGraph", tie: "TieFacts", person: int) -> dict[str, Any]:
    other = tie.target if tie.source == person else tie.source
    return {
        "person": analysis.person_id(other),
        "name": analysis.person_name(other),
        "direction": "they do" if tie.target == person else "this person does",
        "evidence": tie.evidence,
        "interactions": tie.interactions,
        "last_at": tie.last_at,
    }
