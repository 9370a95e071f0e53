"""How far measures agree: `kith fallacy`."""

from typing import TYPE_CHECKING, Annotated, Any

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
from api.cli.output import Column, Form, show, write_stdout

if TYPE_CHECKING:
    from collections.abc import Sequence

    from algorithms.centrality.fallacy import RankGap
    from api.workspace.analysed_graph import AnalysedGraph


def fallacy(
    about: AboutOption = None,
    since: SinceOption = None,
    until: UntilOption = None,
    watch: WatchOption = None,
    theme: ThemeOption = None,
    limit: Annotated[int, typer.Option(min=1, max=100, help="How many people of each list at most.")] = 10,
    store: StoreOption = None,
    json: JsonOption = False,
    csv: CsvOption = False,
) -> None:
    """Tell who is loud but ignored, who is small but central, and how far measures agree."""
    from api.cli.commands.opened import opened_workspace
    from api.cli.commands.provenance import provenance_json, provenance_line
    from api.cli.progress_bar import StageProgress

    form = form_of(json=json, csv=csv)
    with opened_workspace(store) as workspace:
        from api.answers.fallacy import fallacy_report
        from api.answers.scopes import on_watch, scope_of, watch_named

        scope = scope_of(about, since, until, theme=theme)
        if watch is not None:
            scope = on_watch(scope, watch_named(workspace.view(), watch))
        with StageProgress() as progress:
            analysis = workspace.analysed(progress) if theme is not None or scope.is_everything else workspace.refresh()
            answer = fallacy_report(analysis, scope)
        report = answer.report
        document: dict[str, Any] = {
            "correlations": [
                {"left": row.left.value, "right": row.right.value, "spearman": row.spearman, "people": row.people}
                for row in report.correlations
            ],
            "loud_but_ignored": _gaps(analysis, report.loud_but_ignored[:limit]),
            "small_but_central": _gaps(analysis, report.small_but_central[:limit]),
            "provenance": provenance_json(answer.provenance),
        }
    gaps = [
        {"list": name.replace("_", " "), **row}
        for name in ("loud_but_ignored", "small_but_central")
        for row in document[name]
    ]
    show(
        form,
        document,
        [
            Column("list", "list"),
            Column("name", "name"),
            Column("followers_rank", "rank by followers", number=True),
            Column("influence_rank", "rank by influence", number=True),
            Column("accounts", "accounts"),
            Column("person", "person", shown=False),
        ],
        gaps,
        empty="nobody's followers are known, so there is nothing to hold influence against",
        notes=[provenance_line(answer.provenance)],
    )
    if form is Form.TABLE:
        for row in document["correlations"]:
            alike = "all alike by one of them" if row["spearman"] is None else f"{row['spearman']:+.2f}"
            write_stdout(f"{row['left']:>9} and {row['right']:<9} {alike} ({row['people']:,} people)")


def _gaps(analysis: "AnalysedGraph", gaps: "Sequence[RankGap]") -> list[dict[str, Any]]:
    return [
        {
            "person": analysis.person_id(gap.person),
            "name": analysis.person_name(gap.person),
            "accounts": analysis.rows.account_ids(gap.person),
            "followers_rank": gap.followers_rank,
            "influence_rank": gap.influence_rank,
        }
        for gap in gaps
    ]
