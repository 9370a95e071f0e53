"""What groups there are: `kith communities`."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from api.cli.output import Column
from api.cli.result import Table
from api.cli.runner import command

if TYPE_CHECKING:
    from api.cli.context import CommandContext


@command(looks_back=True)
def communities(
    context: "CommandContext",
    members: Annotated[
        bool, typer.Option("--members", help="List the account ids of each community's people.")
    ] = False,
    limit: Annotated[
        int | None, typer.Option(min=1, help="How many communities at most, largest first.", show_default=False)
    ] = None,
) -> Table:
    """List the communities, largest first, with the people who matter most in each."""
    analysis = context.analysed()

    from api.answers.communities import account_ids, communities_provenance, community_at, leaders
    from api.answers.document import document_of
    from api.cli.commands.provenance import provenance_line

    partition, names = analysis.findings.communities, leaders(analysis)
    rows: list[dict[str, Any]] = [
        {
            **document_of(analysis, community_at(analysis.findings, row)),
            "leaders": names[row],
            **({"members": account_ids(analysis, row)} if members else {}),
        }
        for row in partition.by_size()[:limit]
    ]
    provenance = communities_provenance(analysis)
    return Table(
        document={
            "rows": rows,
            "modularity": partition.modularity,
            "provenance": document_of(analysis, provenance),
        },
        columns=[
            Column("size", "size", number=True),
            Column("label", "label"),
            Column("leaders", "most influential"),
            *([Column("members", "members", ident=True)] if members else []),
            Column("id", "id", ident=True),
        ],
        empty="there are no communities: nobody here has a tie",
        notes=[f"modularity {partition.modularity:.3f}", provenance_line(provenance)],
    )
