"""Which ties alone join two circles of people: `kith bridges`."""

from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from api.cli.output import Column
from api.cli.result import Table
from api.cli.runner import command

if TYPE_CHECKING:
    from api.answers.local_bridges import LocalBridges
    from api.cli.context import CommandContext

_COLUMNS: Final = (
    Column("one_name", "one"),
    Column("other_name", "other"),
    Column("circle", "smaller circle", number=True),
    Column("span", "ties without it", number=True),
    Column("strength", "strength", number=True, digits=2, apart=True),
    Column("one", "one's id", shown=False),
    Column("other", "other's id", shown=False),
)


@command(looks_back=True)
def bridges(
    context: "CommandContext",
    limit: Annotated[int, typer.Option(min=1, max=100, help="How many bridges at most.")] = 20,
) -> Table:
    """List the ties that alone join two circles of people, and tell whether the network is in one piece."""
    analysis = context.newest()

    from api.answers.document import document_of, plain
    from api.answers.local_bridges import local_bridges
    from api.cli.commands.provenance import provenance_line

    answer = local_bridges(analysis)
    rows = plain(analysis, answer.first(limit))
    return Table(
        document={
            "rows": rows,
            "count": answer.count,
            "parts": answer.parts,
            "largest_part": answer.largest_part,
            "people": answer.people,
            "provenance": document_of(analysis, answer.provenance),
        },
        columns=_COLUMNS,
        rows=[_flat(row) for row in rows],
        empty="no tie alone joins two circles: there is another way, or somebody known to both, everywhere",
        notes=[f"{answer.count:,} local bridges; {_parts(answer)}", provenance_line(answer.provenance)],
    )


def _flat(row: dict[str, Any]) -> dict[str, Any]:
    """A row as a table has it: each of both people as a name and an id."""
    one, other = row["one"], row["other"]
    return {
        **row,
        "one": one["person"],
        "one_name": one["name"],
        "other": other["person"],
        "other_name": other["name"],
        "span": "no other way" if row["span"] is None else row["span"],
    }


def _parts(answer: "LocalBridges") -> str:
    if answer.parts <= 1:
        return f"the network of {answer.people:,} people with a tie is in one piece"
    return (
        f"the network falls into {answer.parts:,} parts, the largest of {answer.largest_part:,}"
        f" of {answer.people:,} people with a tie"
    )
