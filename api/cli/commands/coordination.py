"""Who acts together: `kith coordination`."""

from typing import TYPE_CHECKING, Annotated, Final

import typer

from api.cli.output import Column
from api.cli.result import Table
from api.cli.runner import command

if TYPE_CHECKING:
    from api.cli.context import CommandContext

_COLUMNS: Final = (
    Column("size", "size", number=True),
    Column("together", "meetings", number=True),
    Column("expected", "by chance", number=True, digits=2),
    Column("link", "links", number=True),
    Column("repost", "reposts", number=True),
    Column("text", "texts", number=True),
    Column("since", "since", shown=False),
    Column("until", "until", shown=False),
    Column("accounts", "accounts", ident=True),
    Column("posts", "posts", shown=False),
)


@command()
def coordination(
    context: "CommandContext",
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
) -> Table:
    """Find accounts that share the same links, reposts or texts together, again and again."""
    analysis = context.newest()

    from api.answers.coordination import coordination as groups_of
    from api.answers.document import document_of, plain
    from api.cli.commands.provenance import provenance_line

    answer = groups_of(analysis, within_seconds=within, least_times=times, by_chance=by_chance)
    left_out = answer.coordination.left_out
    notes = [f"{answer.provenance.definition}", provenance_line(answer.provenance)]
    if left_out:
        notes.append(f"left out: {left_out:,} things that more accounts shared at once than can be compared")
    return Table(
        document={
            "rows": plain(analysis, answer.coordination.groups[:limit]),
            "left_out": left_out,
            "provenance": document_of(analysis, answer.provenance),
        },
        columns=_COLUMNS,
        empty="no accounts stand out by sharing the same things together",
        notes=notes,
    )
