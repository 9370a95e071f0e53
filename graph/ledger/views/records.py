"""Everything that names a person, from rows: also what its source hides, and what people cannot be found by."""

from collections.abc import Callable
from typing import Any, Final, TypeVar

from typing_extensions import override

from graph.ledger.finding import find_accounts
from graph.port.batch import Rejected
from graph.port.views import PersonRecords, RecordsView
from graph.rows.row_store import RowReader, RowStore
from graph.rows.rows import to_account, to_interaction, to_judgement, to_post, to_transaction, to_watch
from graph.rows.table import Table
from graph.rows.whole_tables import all_rows

T = TypeVar("T")

_RESPONSES: Final = ("reply_to", "repost_of", "quote_of")


class LedgerRecords(RecordsView):
    """Everything that names a person; see `RecordsView`."""

    _row_store: RowStore

    @override
    def records_of(self, person: str) -> PersonRecords | None:
        return self._row_store.read(lambda reader: _records(reader, person))


def _records(reader: RowReader, name: str) -> PersonRecords | None:
    identifier = name.removeprefix("person:")
    row = find_accounts(reader, [name])[0] or reader.get(Table.ACCOUNTS, [identifier]).get(identifier)
    if row is None:
        return None
    accounts = reader.find(Table.ACCOUNTS, "person", [row["person"]])
    ids = [account["id"] for account in accounts]
    posts = reader.find(Table.POSTS, "author", ids)
    names = _Naming(reader, ids)
    judgements = {j.id: j for column in ("left", "right") for j in names.of(Table.JUDGEMENTS, column, to_judgement)}
    towards = {act.id: act for act in names.of(Table.INTERACTIONS, "target", to_interaction)}
    own_posts = [post["id"] for post in posts]
    towards |= {row["id"]: to_interaction(row) for row in reader.find(Table.INTERACTIONS, "post", own_posts)}
    responses = {row["id"]: row for column in _RESPONSES for row in reader.find(Table.POSTS, column, own_posts)}
    mine = set(ids)
    return PersonRecords(
        person=row["person"],
        opted_out=any(account["opted_out"] for account in accounts),
        team={i: str(member["relation"]) for i, member in reader.get(Table.TEAM, ids).items()},
        hidden={account["id"]: str(account["hidden"]) for account in accounts if account["hidden"]},
        accounts=tuple(map(to_account, accounts)),
        posts=tuple(map(to_post, posts)),
        mentioned_in=names.of(Table.POSTS, "mentions", to_post),
        responses=tuple(to_post(row) for row in responses.values() if row["author"] not in mine),
        interactions=names.of(Table.INTERACTIONS, "actor", to_interaction),
        interactions_towards=tuple(towards.values()),
        transactions=names.of(Table.TRANSACTIONS, "account", to_transaction),
        judgements=tuple(judgements.values()),
        rejected=names.of(Table.REJECTED, "account", _letter),
        watches=tuple(to_watch(watch) for watch in all_rows(reader, Table.WATCHES) if mine & {*watch["accounts"]}),
    )


class _Naming:
    """Rows that name one of some accounts in a column, as records."""

    def __init__(self, reader: RowReader, accounts: list[str]) -> None:
        self._reader = reader
        self._accounts = accounts

    def of(self, table: Table, column: str, record: Callable[[dict[str, Any]], T]) -> tuple[T, ...]:
        return tuple(map(record, self._reader.find(table, column, self._accounts)))


def _letter(row: dict[str, Any]) -> Rejected:
    return Rejected(row["at"], row["reason"], row["raw"] or "", row["account"])
