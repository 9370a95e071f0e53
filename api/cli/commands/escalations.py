"""What gets out of hand: `kith escalations`."""

from textwrap import shorten
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from api.cli.commands.options import CsvOption, JsonOption, SinceOption, StoreOption, UntilOption, form_of
from api.cli.output import Column, Form, show

if TYPE_CHECKING:
    from api.answers.escalations import EscalationFacts
    from api.workspace.analysed_graph import AnalysedGraph

_COLUMNS: Final = (
    Column("picked_up_at", "picked up", day=True),
    Column("small_voice_name", "small voice"),
    Column("reach_before", "reach", number=True),
    Column("large_voice_name", "picked up by"),
    Column("kind", "as"),
    Column("hops", "hops", number=True),
    Column("reach_after", "reach then", number=True),
    Column("text", "said"),
    Column("gained", "gained", shown=False),
    Column("sentiment", "sentiment", shown=False),
    Column("people_before", "people before", shown=False),
    Column("people_after", "people after", shown=False),
    Column("negative", "negative", shown=False),
    Column("fast", "fast", shown=False),
    Column("written_at", "written", shown=False),
    Column("post", "post", shown=False),
    Column("picked_up_in", "picked up in", shown=False),
    Column("small_voice", "small voice (id)", shown=False),
    Column("large_voice", "large voice (id)", shown=False),
)
_SHOWN: Final = 60
"""Letters of a post in the table; CSV and JSON have all."""


def escalations(
    since: SinceOption = None,
    until: UntilOption = None,
    watch: Annotated[
        str | None, typer.Option(metavar="NAME", help="Only posts of this watch.", show_default=False)
    ] = None,
    limit: Annotated[int, typer.Option(min=1, max=1_000, help="How many at most.")] = 20,
    store: StoreOption = None,
    json: JsonOption = False,
    csv: CsvOption = False,
) -> None:
    """List negative or fast posts of small voices that a much larger one picked up, most audience gained first."""
    from api.cli.commands.opened import opened_workspace
    from api.cli.commands.provenance import provenance_json, provenance_line
    from api.cli.progress_bar import StageProgress

    form = form_of(json=json, csv=csv)
    with opened_workspace(store) as workspace:
        from api.answers.escalations import DEFINITION
        from api.answers.escalations import escalations as answer
        from api.answers.provenance import of_analysis
        from api.answers.scopes import watch_named

        with StageProgress() as progress:
            analysis = workspace.analysed(progress)
        listened = None if watch is None else watch_named(workspace.view(), watch)
        found = answer(analysis, since=since, until=until, watch=listened, first=limit, most=limit)
        rows = [_row(analysis, one) for one in found]
        provenance = of_analysis(analysis, DEFINITION, watch=watch, since=since, until=until)
    show(
        form,
        {"rows": rows, "provenance": provenance_json(provenance)},
        _COLUMNS,
        [{**row, "text": shorten(row["text"], _SHOWN, placeholder="…")} for row in rows]
        if form is Form.TABLE
        else rows,
        empty="nothing escalated: no negative or fast post by a small voice was picked up by a much larger one",
        notes=["reach: people who could see it then, at least", provenance_line(provenance)],
    )


def _row(analysis: "AnalysedGraph", one: "EscalationFacts") -> dict[str, Any]:
    found = one.found
    voices = {"small_voice": one.small_voice, "large_voice": one.large_voice}
    return {
        "post": analysis.post_id(found.post),
        "text": analysis.snapshot.posts.texts[found.post].as_py(),
        **{name: analysis.person_id(row) for name, row in voices.items()},
        **{f"{name}_name": analysis.person_name(row) for name, row in voices.items()},
        "written_at": one.written_at,
        "picked_up_at": one.at,
        "picked_up_in": analysis.post_id(found.picked_up_by),
        "kind": found.kind.value,
        "hops": found.hops,
        "reach_before": found.reach_before,
        "reach_after": found.reach_after,
        "gained": found.gained,
        "people_before": found.people_before,
        "people_after": found.people_after,
        "negative": found.negative,
        "fast": found.fast,
        "sentiment": one.sentiment,
    }
