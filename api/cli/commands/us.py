"""Who "we" are: `kith us add`, `kith us list`, `kith us remove`."""

from typing import TYPE_CHECKING, Annotated, Final

import typer

from api.cli.output import Column
from api.cli.result import Table
from api.cli.runner import command
from graph.model.account import Relation

if TYPE_CHECKING:
    from api.cli.context import CommandContext

us = typer.Typer(no_args_is_help=True, help="Say who we are: our brand accounts and colleagues.")

Accounts = Annotated[
    list[str], typer.Argument(metavar="ACCOUNT", help="Account ids like x:44196397, or handles like @name.")
]
_COLUMNS: Final = (
    Column("account", "account", ident=True),
    Column("handle", "handle", ident=True),
    Column("relation", "relation"),
    Column("name", "name"),
    Column("person", "person", shown=False),
)


@us.command()
@command()
def add(
    context: "CommandContext",
    accounts: Accounts,
    brand: Annotated[bool, typer.Option("--brand", help="They speak for our brand.")] = False,
    colleague: Annotated[bool, typer.Option("--colleague", help="They are colleagues (this is the default).")] = False,
) -> Table:
    """Name accounts as ours."""
    if brand and colleague:
        raise typer.BadParameter("choose one of --brand and --colleague")
    context.decisions().add_us(accounts, Relation.BRAND if brand else Relation.COLLEAGUE)
    return _team(context)


@us.command()
@command()
def remove(context: "CommandContext", accounts: Accounts) -> Table:
    """Take accounts out of our team."""
    context.decisions().add_us(accounts, Relation.UNKNOWN)
    return _team(context)


@us.command("list")
@command()
def list_team(context: "CommandContext") -> Table:
    """List the accounts that are ours."""
    return _team(context)


def _team(context: "CommandContext") -> Table:
    """The team as it is now."""
    view = context.view()
    team = view.team()
    known = zip(team.items(), view.accounts(list(team)), view.person_of(list(team)), strict=True)
    rows = [
        {
            "account": identifier,
            "handle": account.handle if account else None,
            "relation": relation.value,
            "name": account.name if account else None,
            "person": person,
        }
        for (identifier, relation), account, person in known
    ]
    return Table(
        document={"rows": rows}, columns=_COLUMNS, empty="nobody is named as ours yet: kith us add ACCOUNT --colleague"
    )
