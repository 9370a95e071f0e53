"""Who may ask the service: `kith keys create`, `kith keys list`, `kith keys revoke`."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from api.auth.role import Role
from api.cli.output import Column
from api.cli.result import Sentences, Table
from api.cli.runner import command

if TYPE_CHECKING:
    from api.auth.key import Key
    from api.auth.key_ring import KeyRing
    from api.cli.context import CommandContext

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
@command(csv=False)
def create(
    context: "CommandContext",
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
) -> Sentences:
    """Make a key. It is shown once, here: only a hash of it is kept."""
    if not name.strip() or len(name) > _LONGEST_NAME or not name.isprintable():
        raise typer.BadParameter(f"expected a name of 1 to {_LONGEST_NAME} letters for the key, got {name[:50]!r}")
    colleague = None if account is None else _account_named(context, account)
    key, text = _ring(context).create(name.strip(), role, days=days, account=colleague)
    how = f"{key.id}: {key.name} may ask as {key.role.value}. The key is shown this once; send it as"
    return Sentences(document={"key": text, **_row(key)}, sentences=[text], asides=[how, "Authorization: Bearer KEY"])


@keys.command("list")
@command()
def list_keys(context: "CommandContext") -> Table:
    """List all keys that were made, without their secrets."""
    rows = [_row(key) for key in _ring(context).keys().values()]
    return Table(
        document={"rows": rows}, columns=_COLUMNS, empty="no key was made yet: kith keys create NAME --role reader"
    )


@keys.command()
@command(csv=False)
def revoke(
    context: "CommandContext",
    identifier: Annotated[str, typer.Argument(metavar="ID", help="The id of the key, as `list` shows it.")],
) -> Sentences:
    """Make a key open nothing any more, within seconds, also where the service runs already."""
    key = _ring(context).revoke(identifier)
    return Sentences(document=_row(key), sentences=[f"{key.id} of {key.name} is revoked"])


def _ring(context: "CommandContext") -> "KeyRing":
    from api.auth.key_ring import KeyRing
    from api.auth.pepper import pepper_of

    folder, settings = context.store.state_folder, context.settings
    return KeyRing(folder, lambda: pepper_of(settings, folder))


def _account_named(context: "CommandContext", name: str) -> str:
    """The account of this id, or the first one of the person with this handle. Raises NotKnown or Ambiguous."""
    view = context.view()
    account = view.accounts([name])[0]
    if account is not None:
        return account.id
    person = view.people([context.person_named(name)])[0]
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
