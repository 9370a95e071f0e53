"""People, their accounts and what sources say of them, from rows."""

from collections.abc import Sequence
from typing import Any

from typing_extensions import override

from graph.ledger.finding import accounts_of_people, find_accounts, members_of
from graph.ledger.statements import StatementRow, statements_of
from graph.model.account import Account, PersonKind, Relation
from graph.model.moment import from_micros
from graph.model.people_names import call
from graph.model.person import Person
from graph.model.relation import BY_STATUS, strongest
from graph.model.transaction import Transaction, TransactionStatus
from graph.port.views import DirectoryView, Statement
from graph.rows.row_store import RowReader, RowStore
from graph.rows.rows import to_account, to_post, to_transaction
from graph.rows.table import Table


class LedgerDirectory(DirectoryView):
    """Who is there; see `DirectoryView`."""

    _row_store: RowStore

    @override
    def resolve(self, names: Sequence[str], network: str | None = None) -> list[str | None]:
        rows = self._row_store.read(lambda reader: find_accounts(reader, names, network))
        return [None if row is None else str(row["person"]) for row in rows]

    @override
    def people(self, ids: Sequence[str]) -> list[Person | None]:
        return self._row_store.read(lambda reader: _people(reader, ids))

    @override
    def accounts(self, ids: Sequence[str]) -> list[Account | None]:
        rows = self._row_store.read(lambda reader: find_accounts(reader, ids))
        return [None if row is None else to_account(row) for row in rows]

    @override
    def person_of(self, account_ids: Sequence[str]) -> list[str | None]:
        return self.resolve(account_ids)

    @override
    def transactions(self, person_ids: Sequence[str]) -> list[list[Transaction]]:
        return self._row_store.read(lambda reader: _transactions(reader, person_ids))

    @override
    def statements(self, ids: Sequence[str]) -> list[list[Statement]]:
        return self._row_store.read(lambda reader: _statements(reader, ids))

    @override
    def sources_of(self, account_ids: Sequence[str]) -> list[list[str]]:
        return [sorted({s.source for s in statements}) for statements in self.statements(account_ids)]


def _people(reader: RowReader, ids: Sequence[str]) -> list[Person | None]:
    rows = find_accounts(reader, ids)
    persons = [None if row is None else str(row["person"]) for row in rows]
    members = members_of(reader, [p for p in persons if p])
    accounts = [row["id"] for group in members.values() for row in group]
    deals: dict[str, list[Relation]] = {}
    for row in reader.find(Table.TRANSACTIONS, "account", accounts, ["account", "status"]):
        deals.setdefault(row["account"], []).append(BY_STATUS[TransactionStatus(row["status"])])
    team = reader.get(Table.TEAM, accounts)
    made = {person: _person(person, group, team, deals) for person, group in members.items()}
    return [None if person is None else made.get(person) for person in persons]


def _person(
    identifier: str, rows: list[dict[str, Any]], team: dict[str, dict[str, Any]], deals: dict[str, list[Relation]]
) -> Person:
    accounts = tuple(to_account(row) for row in rows)
    relations = [account.relation for account in accounts]
    for account in accounts:
        relations.extend(deals.get(account.id, ()))
        if account.id in team:
            relations.append(Relation(team[account.id]["relation"]))
    name, kind = call(rows)
    return Person(
        id=identifier,
        name=name,
        kind=PersonKind(kind),
        relation=strongest(relations),
        accounts=accounts,
        opted_out=any(row["opted_out"] for row in rows),
    )


def _transactions(reader: RowReader, person_ids: Sequence[str]) -> list[list[Transaction]]:
    groups = accounts_of_people(reader, person_ids)
    by_account: dict[str, list[Transaction]] = {}
    for row in reader.find(Table.TRANSACTIONS, "account", [r["id"] for group in groups for r in group]):
        by_account.setdefault(row["account"], []).append(to_transaction(row))
    return [
        sorted((t for r in group for t in by_account.get(r["id"], ())), key=lambda t: (t.at, t.id), reverse=True)
        for group in groups
    ]


def _statements(reader: RowReader, ids: Sequence[str]) -> list[list[Statement]]:
    posts = [i for i in ids if i.startswith("post:")]
    accounts = [i for i in ids if not i.startswith("post:")]
    rows: dict[str, tuple[Table, dict[str, Any]]] = {
        i: (Table.ACCOUNTS, row) for i, row in zip(accounts, find_accounts(reader, accounts), strict=True) if row
    }
    rows.update({i: (Table.POSTS, row) for i, row in reader.get(Table.POSTS, posts).items()})
    return [_statements_on(*rows[i]) if i in rows else [] for i in ids]


def _statements_on(table: Table, row: dict[str, Any]) -> list[Statement]:
    statements = sorted(statements_of(row, table), key=lambda s: s.order, reverse=True)
    return [_statement(table, row["id"], s) for s in statements]


def _statement(table: Table, identifier: str, row: StatementRow) -> Statement:
    content = {**row.content, "id": identifier, "stated_at": row.stated_at}
    record = to_account(content) if table is Table.ACCOUNTS else to_post(content)
    return Statement(row.source, row.load, from_micros(row.stated_at), record)
