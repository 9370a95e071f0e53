"""Records as rows and back: what a source states, in the columns of `graph.rows.table`."""

from collections.abc import Callable
from typing import Any, Final

from graph.model.account import Account
from graph.model.column import Reference, content_columns
from graph.model.ids import fold, handle_in, is_provisional
from graph.model.interaction import Interaction
from graph.model.judgement import Judgement
from graph.model.post import Post
from graph.model.transaction import Transaction
from graph.model.watch import Watch
from graph.rows.codec import decoder, encoder
from graph.rows.row_store import Row
from graph.rows.table import RECORDS, SHAPES, Table

Stated = Account | Post | Interaction | Transaction
"""Records that sources make statements on."""

_TABLES: Final = {record: table for table, record in RECORDS.items()}
_ENCODERS: Final = {record: encoder(record) for record in RECORDS.values()}

to_post: Final[Callable[[Row], Post]] = decoder(Post)
to_interaction: Final[Callable[[Row], Interaction]] = decoder(Interaction)
to_transaction: Final[Callable[[Row], Transaction]] = decoder(Transaction)
to_judgement: Final[Callable[[Row], Judgement]] = decoder(Judgement)
to_watch: Final[Callable[[Row], Watch]] = decoder(Watch)
_to_account: Final[Callable[[Row], Account]] = decoder(Account)
watch_content: Final[Callable[[Watch], dict[str, Any]]] = encoder(Watch)


def to_account(row: Row) -> Account:
    """An account as its row shows it; the handle of a provisional one is in its id."""
    return _to_account(row if row["handle"] else {**row, "handle": handle_in(row["id"])})


def table_of(record: Stated) -> Table:
    """Which table a record belongs to."""
    return _TABLES[type(record)]


def content_of(record: Stated) -> dict[str, Any]:
    """What a record states, by column."""
    return _ENCODERS[type(record)](record)


def blank_row(table: Table, identifier: str) -> dict[str, Any]:
    """Row of a record that is only referred to."""
    row: dict[str, Any] = dict.fromkeys(SHAPES[table].columns)
    row.update(id=identifier, seq=0, hash_hi=0, hash_lo=0, known=False)
    if table is Table.ACCOUNTS:
        row.update(kind="UNKNOWN", relation="UNKNOWN", opted_out=False, handle_key=handle_key(identifier, None))
    elif table is Table.POSTS:
        row["mentions"] = []
    return row


def handle_key(account: str, handle: str | None) -> str | None:
    """What an account's handle is looked up by: `network:folded`; None without a handle."""
    network, _, native = account.partition(":")
    if is_provisional(account):
        return f"{network}:{native[1:]}"
    folded = fold(handle) if handle else ""
    return f"{network}:{folded}" if folded else None


def references(table: Table, what: Reference, *, lists: bool | None = None) -> tuple[str, ...]:
    """Columns whose ids are ids of accounts or posts; `lists` picks those that hold many, or one."""
    return tuple(
        column.name
        for column in content_columns(RECORDS[table])
        if column.refers_to is what and lists in {None, column.type == "texts"}
    )


def account_references(table: Table, row: Row) -> list[str]:
    """Accounts that a row refers to, in a fixed order."""
    return _TO_ACCOUNTS[table](row)


def post_references(table: Table, row: Row) -> list[str]:
    """Posts that a row refers to, in a fixed order."""
    return _TO_POSTS[table](row)


def _finder(table: Table, what: Reference) -> Callable[[Row], list[str]]:
    ones, many = references(table, what, lists=False), references(table, what, lists=True)

    def referred(row: Row) -> list[str]:
        ids = [row[name] for name in ones if row[name]]
        for name in many:
            ids += filter(None, row[name])
        return ids

    return referred


_TO_ACCOUNTS: Final = {table: _finder(table, Reference.ACCOUNT) for table in RECORDS}
_TO_POSTS: Final = {table: _finder(table, Reference.POST) for table in RECORDS}
