"""Why somebody stands where they stand: `kith why`."""

from typing import TYPE_CHECKING, Annotated

import typer

from api.cli.output import Column
from api.cli.result import Table
from api.cli.runner import command

if TYPE_CHECKING:
    from api.cli.context import CommandContext


@command(looks_back=True)
def why(
    context: "CommandContext",
    person: Annotated[str, typer.Argument(metavar="PERSON", help="A person id, account id, @handle or name.")],
    measure: Annotated[
        str, typer.Option(metavar="MEASURE", help="The measure to explain: influence, degree, pagerank and others.")
    ] = "influence",
    limit: Annotated[int, typer.Option(min=1, max=100, help="How many ties at most.")] = 5,
) -> Table:
    """Tell why somebody ranks as they do: the ties that make up the value, or the rank without the strongest."""
    analysis = context.analysed()

    from api.answers.why import why as explained
    from api.answers.why import why_document
    from api.cli.commands.provenance import provenance_line
    from api.cli.commands.rank import measure_named

    chosen = measure_named(measure)
    answer = explained(analysis, context.row_named(analysis, person), chosen, first=limit)
    document = why_document(answer)
    apart = bool(answer.contributions)
    standing = f"{answer.row.name}: rank {answer.row.rank:,} by {chosen.value}, {answer.row.value:,.4g}"
    if answer.row.interval is not None:
        standing += f" (between {answer.row.interval[0]:,} and {answer.row.interval[1]:,} in 95 % of resamples)"
    left = f"other ties: {answer.others:,.4g}; what belongs to no tie: {answer.remainder:,.4g}"
    return Table(
        document=document,
        columns=[
            Column("name", "tie with"),
            Column("direction", "who pays attention"),
            *([Column("amount", "adds", number=True, digits=6)] if apart else []),
            *([] if apart else [Column("rank_without", "rank without it", number=True)]),
            *([] if apart else [Column("value_without", "value without it", number=True, digits=4)]),
            Column("interactions", "acts", number=True),
            Column("last_at", "last", day=True),
            Column("person", "person", shown=False),
        ],
        rows=[*document["contributions"], *document["without"]],
        empty="no tie adds anything to this value",
        notes=[standing, *([left] if apart else []), provenance_line(answer.provenance)],
    )
