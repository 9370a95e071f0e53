"""Who may ask the service: `kith keys create`, `kith keys list`, `kith keys revoke`."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from api.auth.role import Role
from api.cli.commands.options import CsvOption, JsonOption, StoreOption, form_of
from api.cli.output import Column, show, write_json, write_stderr, write_stdout

if TYPE_CHECKING:
    from api.auth.key import Key
    from api.auth.key_ring import KeyRing
    from api.settings import Settings
    from graph.ledger.store import LedgerStore
    from graph.port.views import GraphView

keys = typer.Typer(no_args_is_help=True, help="Say who may ask the service: keys with a role.")

_LONGEST_NAME: Final = 200
_COLUMNS: Final = (
    Column("id", "id", ident=True),
    Column("name", "name"),
    Column("role", "role"),
    Column("state", "state"),
    Column("account", "account", shown=False),
    Column("created_at", "created", day=True),
    Column("expires_at", "expires", day=True),
    Column("revoked_at", "revoked", shown=False),
    Column("used_at", "last used"),
)


@keys.command()
def create(
    name: Annotated[str, typer.Argument(help="Whose it is; decisions are recorded in this name.", show_default=False)],
    role: Annotated[
        Role, typer.Option(help="What it may do: ask, decide as well, or erase as well.", show_default=False)
    ],
    days: Annotated[
        int | None,
        typer.Option(min=1, max=3_650, help="How long it opens; for ever when left out.", show_default=False),
    ] = None,
    account: Annotated[
        str | None,
        typer.Option(
            metavar="ACCOUNT", help="The account id or @handle of the colleague it is for.", show_default=False
        ),
    ] = None,
    store: StoreOption = None,
    json: JsonOption = False,
) -> None:
    """Make a key. It is shown once, here: only a hash of it is kept."""
    from api.cli.commands.opened import opened_store

    if not name.strip() or len(name) > _LONGEST_NAME or not name.isprintable():
        raise typer.BadParameter(f"expected a name of 1 to {_LONGEST_NAME} letters for the key, got {name[:50]!r}")
    with opened_store(store) as (opened, settings):
        colleague = None if account is None else _account_named(opened.view(), account)
        key, text = _ring(opened, settings).create(name.strip(), role, days=days, account=colleague)
    if json:
        write_json({"key": text, **_row(key)})
        return
    write_stderr(f"{key.id}: {key.name} may ask as {key.role.value}. The key is shown this once; send it as")
    write_stderr("Authorization: Bearer KEY")
    write_stdout(text)


@keys.command("list")
def list_keys(store: StoreOption = None, json: JsonOption = False, csv: CsvOption = False) -> None:
    """List all keys that were made, without their secrets."""
    from api.cli.commands.opened import opened_store

    form = form_of(json=json, csv=csv)
    with opened_store(store) as (opened, settings):
        rows = [_row(key) for key in _ring(opened, settings).keys().values()]
    show(form, {"rows": rows}, _COLUMNS, empty="no key was made yet: kith keys create NAME --role reader")


@keys.command()
def revoke(
    identifier: Annotated[str, typer.Argument(metavar="ID", help="The id of the key, as `list` shows it.")],
    store: StoreOption = None,
    json: JsonOption = False,
) -> None:
    """Make a key open nothing any more, within seconds, also where the service runs already."""
    from api.cli.commands.opened import opened_store

    with opened_store(store) as (opened, settings):
        key = _ring(opened, settings).revoke(identifier)
    if json:
        write_json(_row(key))
    else:
        write_stdout(f"{key.id} of {key.name} is revoked")


def _ring(store: "LedgerStore", settings: "Settings") -> "KeyRing":
    from api.auth.key_ring import KeyRing
    from api.auth.pepper import pepper_of

    return KeyRing(store.state_folder, lambda: pepper_of(settings, store.state_folder))


def _account_named(view: "GraphView", name: str) -> str:
    """The account of this id, or the first one of the person with this handle. Raises NotKnown or Ambiguous."""
    from api.cli.commands.naming import person_named

    account = view.accounts([name])[0]
    if account is not None:
        return account.id
    person = view.people([person_named(view, name)])[0]
    assert person is not None  # noqa: S101  it was named a moment ago
    return person.accounts[0].id


def _row(key: "Key") -> dict[str, Any]:
    """A key as commands print it: everything but its digest."""
    return {
        "id": key.id,
        "name": key.name,
        "role": key.role.value,
        "state": key.state(datetime.now(UTC)).value,
        "account": key.account,
        "created_at": key.created_at,
        "expires_at": key.expires_at,
        "revoked_at": key.revoked_at,
        "used_at": key.used_at,
    }
