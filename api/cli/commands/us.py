"""Who "we" are: `kith us add`, `kith us list`, `kith us remove`."""

from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from api.cli.commands.options import CsvOption, JsonOption, StoreOption, form_of
from api.cli.output import Column, Form, show
from graph.model.account import Relation

if TYPE_CHECKING:
    from graph.port.views import GraphView

us = typer.Typer(no_args_is_help=True, help="Say who we are: our brand accounts and colleagues.")

Accounts = Annotated[
    list[str], typer.Argument(metavar="ACCOUNT", help="Account ids like x:44196397, or handles like @name.")
]
_COLUMNS: Final = (
    Column("account", "account", ident=True),
    Column("handle", "handle"),
    Column("relation", "relation"),
    Column("name", "name"),
    Column("person", "person", shown=False),
)


@us.command()
def add(
    accounts: Accounts,
    brand: Annotated[bool, typer.Option("--brand", help="They speak for our brand.")] = False,
    colleague: Annotated[bool, typer.Option("--colleague", help="They are colleagues (this is the default).")] = False,
    store: StoreOption = None,
    json: JsonOption = False,
    csv: CsvOption = False,
) -> None:
    """Name accounts as ours."""
    if brand and colleague:
        raise typer.BadParameter("choose one of --brand and --colleague")
    _change(accounts, Relation.BRAND if brand else Relation.COLLEAGUE, store, form_of(json=json, csv=csv))


@us.command()
def remove(accounts: Accounts, store: StoreOption = None, json: JsonOption = False, csv: CsvOption = False) -> None:
    """Take accounts out of our team."""
    _change(accounts, Relation.UNKNOWN, store, form_of(json=json, csv=csv))


@us.command("list")
def list_team(store: StoreOption = None, json: JsonOption = False, csv: CsvOption = False) -> None:
    """List the accounts that are ours."""
    from api.cli.commands.opened import opened_store

    form = form_of(json=json, csv=csv)
    with opened_store(store) as (opened, _):
        rows = _team(opened.view())
    _show(form, rows)


def _change(accounts: list[str], relation: Relation, store: str | None, form: Form) -> None:
    """Name accounts ours, or no longer, and show the team as it is then."""
    from api.cli.commands.opened import opened_store

    with opened_store(store) as (opened, settings):
        opened.decisions(settings.actor).add_us(accounts, relation)
        rows = _team(opened.view())
    _show(form, rows)


def _show(form: Form, rows: list[dict[str, Any]]) -> None:
    show(form, {"rows": rows}, _COLUMNS, empty="nobody is named as ours yet: kith us add ACCOUNT --colleague")


def _team(view: "GraphView") -> list[dict[str, Any]]:
    team = view.team()
    known = zip(team.items(), view.accounts(list(team)), view.person_of(list(team)), strict=True)
    return [
        {
            "account": identifier,
            "handle": account.handle if account else None,
            "relation": relation.value,
            "name": account.name if account else None,
            "person": person,
        }
        for (identifier, relation), account, person in known
    ]
