"""Who acts together: `kith coordination`."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from api.cli.commands.options import CsvOption, JsonOption, StoreOption, form_of
from api.cli.output import Column, show

if TYPE_CHECKING:
    from algorithms.coordination.coordination import CoordinatedGroup
    from api.workspace.analysed_graph import AnalysedGraph

_EXAMPLES = 3


def coordination(
    within: Annotated[
        float, typer.Option(min=0, max=86_400, metavar="SECONDS", help="How close in time a thing is shared.")
    ] = 60.0,
    times: Annotated[int, typer.Option(min=2, max=1_000, help="Over how many different things, at least.")] = 3,
    by_chance: Annotated[
        float,
        typer.Option(
            metavar="CHANCE", help="The chance that anybody is listed by chance; 1 lists all who meet so often."
        ),
    ] = 0.01,
    limit: Annotated[int, typer.Option(min=1, max=10_000, help="How many groups at most.")] = 20,
    store: StoreOption = None,
    json: JsonOption = False,
    csv: CsvOption = False,
) -> None:
    """Find accounts that share the same links, reposts or texts together, again and again."""
    from api.cli.commands.opened import opened_workspace
    from api.cli.commands.provenance import provenance_json, provenance_line

    form = form_of(json=json, csv=csv)
    with opened_workspace(store) as workspace:
        from api.answers.coordination import coordination as groups_of

        answer = groups_of(workspace.refresh(), within_seconds=within, least_times=times, by_chance=by_chance)
        rows = [_row(answer.analysis, group) for group in answer.found.groups[:limit]]
    left_out = answer.found.left_out
    notes = [f"{answer.provenance.definition}", provenance_line(answer.provenance)]
    if left_out:
        notes.append(f"left out: {left_out:,} things that more accounts shared at once than can be compared")
    show(
        form,
        {"rows": rows, "left_out": left_out, "provenance": provenance_json(answer.provenance)},
        [
            Column("size", "size", number=True),
            Column("together", "meetings", number=True),
            Column("expected", "by chance", number=True, digits=2),
            Column("link", "links", number=True),
            Column("repost", "reposts", number=True),
            Column("text", "texts", number=True),
            Column("since", "since", shown=False),
            Column("until", "until", shown=False),
            Column("accounts", "accounts"),
            Column("posts", "posts", shown=False),
        ],
        empty="no accounts stand out by sharing the same things together",
        notes=notes,
    )


def _row(analysis: "AnalysedGraph", group: "CoordinatedGroup") -> dict[str, Any]:
    from algorithms.coordination.shared_objects import Shared
    from graph.model.moment import from_micros

    return {
        "size": int(group.accounts.size),
        "together": group.together,
        "expected": group.expected,
        **{kind.value: group.shared.get(kind, 0) for kind in Shared},
        "since": from_micros(group.since).isoformat(),
        "until": from_micros(group.until).isoformat(),
        "accounts": [str(analysis.snapshot.accounts.ids[row].as_py()) for row in group.accounts.tolist()],
        "posts": [analysis.post_id(row) for row in group.posts[:_EXAMPLES].tolist()],
    }
