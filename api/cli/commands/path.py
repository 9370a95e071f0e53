"""How one gets from a person to another: `kith path`, `kith introduce`."""

from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from api.cli.commands.options import HopsOption, KOption
from api.cli.output import Column
from api.cli.result import Table
from api.cli.runner import command

if TYPE_CHECKING:
    from api.answers.paths import PathAnswer
    from api.cli.context import CommandContext

_COLUMNS: Final = (
    Column("path", "path", number=True),
    Column("path_strength", "strength", number=True, apart=True),
    Column("hop", "hop", number=True),
    Column("from", "from (id)", shown=False),
    Column("from_name", "from"),
    Column("to", "to (id)", shown=False),
    Column("to_name", "to"),
    Column("strength", "of this hop", number=True, apart=True),
    Column("last_at", "last", day=True),
    Column("interactions", "acts", number=True),
)


@command(looks_back=True)
def path(
    context: "CommandContext",
    source: Annotated[
        str, typer.Argument(metavar="FROM", help="Where to begin: a person id, account id, @handle or name.")
    ],
    target: Annotated[
        str | None, typer.Argument(metavar="TO", help="Where to end; left out: any customer.", show_default=False)
    ] = None,
    k: KOption = 5,
    max_hops: HopsOption = 4,
) -> Table:
    """Find the best paths from a person to another, or to any customer."""
    analysis = context.newest()
    begin = context.row_named(analysis, source)

    from api.answers.paths import paths, paths_to_customers

    if target is None:
        return _table(paths_to_customers(analysis, begin, k=k, max_hops=max_hops))
    return _table(paths(analysis, begin, context.row_named(analysis, target), k=k, max_hops=max_hops))


@command(looks_back=True)
def introduce(
    context: "CommandContext",
    person: Annotated[
        str, typer.Argument(metavar="TO", help="Whom to get to know: a person id, account id, @handle or name.")
    ],
    k: KOption = 5,
    max_hops: HopsOption = 4,
) -> Table:
    """Find who of our people can open the door to a person, best path first."""
    analysis = context.newest()
    row = context.row_named(analysis, person)

    from api.answers.paths import introductions_to

    return _table(introductions_to(analysis, row, k=k, max_hops=max_hops))


def _table(answer: "PathAnswer") -> Table:
    from api.answers.document import document_of
    from api.cli.commands.provenance import decayed_line, provenance_line

    document = document_of(answer.analysis, answer)
    hops = [row for number, path in enumerate(document["paths"], start=1) for row in _hops(number, path)]
    return Table(
        document=document,
        columns=_COLUMNS,
        rows=hops,
        empty=answer.reason or "there is no path",
        notes=[*decayed_line(hops, answer.provenance), provenance_line(answer.provenance)],
    )


def _hops(number: int, path: dict[str, Any]) -> list[dict[str, Any]]:
    """A row for each hop of a path."""
    names = zip(path["names"][:-1], path["names"][1:], strict=True)
    return [
        {
            **hop,
            "path": number,
            "path_strength": path["strength"],
            "hop": place,
            "from_name": from_name,
            "to_name": to_name,
        }
        for place, (hop, (from_name, to_name)) in enumerate(zip(path["hops"], names, strict=True), start=1)
    ]
