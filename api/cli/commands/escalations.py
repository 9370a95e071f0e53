"""What gets out of hand: `kith escalations`."""

from typing import TYPE_CHECKING, Annotated, Final

import typer

from api.cli.commands.options import SinceOption, UntilOption
from api.cli.output import Column
from api.cli.result import Table
from api.cli.runner import command

if TYPE_CHECKING:
    from api.cli.context import CommandContext

_COLUMNS: Final = (
    Column("picked_up_at", "picked up", day=True),
    Column("small_voice_name", "small voice"),
    Column("reach_before", "reach", number=True),
    Column("large_voice_name", "picked up by"),
    Column("kind", "as"),
    Column("hops", "hops", number=True),
    Column("reach_after", "reach then", number=True),
    Column("text", "said", most=60),
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


@command(looks_back=True)
def escalations(
    context: "CommandContext",
    since: SinceOption = None,
    until: UntilOption = None,
    watch: Annotated[
        str | None, typer.Option(metavar="NAME", help="Only posts of this watch.", show_default=False)
    ] = None,
    limit: Annotated[int, typer.Option(min=1, max=1_000, help="How many at most.")] = 20,
) -> Table:
    """List negative or fast posts of small voices that a much larger one picked up, most audience gained first."""
    listened = None if watch is None else context.watch_named(watch)
    analysis = context.analysed()

    from api.answers.document import document_of, plain
    from api.answers.escalations import DEFINITION
    from api.answers.escalations import escalations as answer
    from api.answers.provenance import of_analysis
    from api.cli.commands.provenance import provenance_line

    facts = answer(analysis, since=since, until=until, watch=listened, first=limit, most=limit)
    provenance = of_analysis(analysis, DEFINITION, watch=watch, since=since, until=until)
    return Table(
        document={"rows": plain(analysis, facts), "provenance": document_of(analysis, provenance)},
        columns=_COLUMNS,
        empty="nothing escalated: no negative or fast post by a small voice was picked up by a much larger one",
        notes=["reach: people who could see it then, at least", provenance_line(provenance)],
    )
