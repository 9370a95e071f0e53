"""The view: reading any row store."""

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from typing_extensions import override

from graph.ledger.arriving import arrivals
from graph.ledger.finding import find_accounts, members_of
from graph.ledger.loads import all_loads
from graph.ledger.statements import StatementRow, statements_of
from graph.model.account import Account, Relation
from graph.model.judgement import AUTOMATIC, Judgement
from graph.model.moment import from_micros
from graph.model.person import Person, common_kind, display_name
from graph.model.post import Post
from graph.model.relation import BY_STATUS, strongest
from graph.model.transaction import Transaction, TransactionStatus
from graph.model.watch import Watch
from graph.port.batch import Load, Rejected
from graph.port.store import GraphView, SourceState, Statement, StoreState
from graph.rows.row_store import RowReader, RowStore
from graph.rows.rows import to_account, to_judgement, to_post, to_transaction, to_watch
from graph.rows.table import Table
from graph.rows.whole_tables import all_rows
from graph.snapshot.arrivals import Arrivals
from graph.snapshot.snapshot import Snapshot
from graph.stores.sqlite.schema import SCHEMA_VERSION
from graph.text.word_index import phrases_for_index

if TYPE_CHECKING:
    from graph.snapshot.generations import Generations


class LedgerView(GraphView):
    """Reads a row store; see `GraphView`. Every method is one reading transaction."""

    def __init__(self, row_store: RowStore, generations: Callable[[], "Generations"] | None = None) -> None:
        self._row_store = row_store
        self._generations = generations

    @override
    def seq(self) -> int:
        return self._row_store.read(lambda reader: reader.seq)

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
    def posts(self, ids: Sequence[str]) -> list[Post | None]:
        return self._row_store.read(lambda reader: _posts(reader, ids))

    @override
    def posts_with(self, terms: Sequence[str]) -> list[list[str]]:
        phrases = [phrases_for_index(term) for term in terms]
        return self._row_store.read(lambda reader: [reader.find_words(asked) if asked else [] for asked in phrases])

    @override
    def arrivals(self, after: int, most: int = 20_000) -> Arrivals:
        return self._row_store.read(lambda reader: arrivals(reader, after, most))

    @override
    def born(self, posts: Sequence[str]) -> list[int | None]:
        rows = self._row_store.read(lambda reader: reader.get(Table.POSTS, list(posts), ["born"]))
        return [rows[post]["born"] if post in rows else None for post in posts]

    @override
    def transactions(self, person_ids: Sequence[str]) -> list[list[Transaction]]:
        return self._row_store.read(lambda reader: _transactions(reader, person_ids))

    @override
    def judgements(self, person_ids: Sequence[str]) -> list[list[Judgement]]:
        return self._row_store.read(lambda reader: _judgements(reader, person_ids))

    @override
    def statements(self, ids: Sequence[str]) -> list[list[Statement]]:
        return self._row_store.read(lambda reader: _statements(reader, ids))

    @override
    def sources_of(self, account_ids: Sequence[str]) -> list[list[str]]:
        return [sorted({s.source for s in said}) for said in self.statements(account_ids)]

    @override
    def loads(self) -> list[Load]:
        return self._row_store.read(all_loads)

    @override
    def rejected(self, load: str | None = None, first: int = 100, after: int = 0) -> list[tuple[int, str, Rejected]]:
        return self._row_store.read(lambda reader: _rejected(reader, load, first, after))

    @override
    def sources(self) -> list[SourceState]:
        return _sources(self.loads())

    @override
    def team(self) -> dict[str, Relation]:
        rows = self._row_store.read(lambda reader: list(all_rows(reader, Table.TEAM)))
        return {row["id"]: Relation(row["relation"]) for row in sorted(rows, key=lambda row: row["id"])}

    @override
    def watches(self) -> list[Watch]:
        rows = self._row_store.read(lambda reader: list(all_rows(reader, Table.WATCHES)))
        return sorted(map(to_watch, rows), key=lambda watch: (watch.name, watch.id))

    @override
    def state(self) -> StoreState:
        kind, version = self._row_store.version()
        seq, rows = self._row_store.read(lambda reader: (reader.seq, {t.value: reader.count(t) for t in Table}))
        return StoreState(kind, version, SCHEMA_VERSION, seq, rows)

    @override
    def former_snapshots(self) -> Iterator[Snapshot]:
        return iter(()) if self._generations is None else self._generations().kept()

    @override
    def snapshot(self, since: Snapshot | None = None) -> Snapshot:
        if self._generations is None:
            raise RuntimeError("this view was opened without a state folder")
        return self._row_store.read(lambda reader: self._take(reader, since))

    def _take(self, reader: RowReader, since: Snapshot | None) -> Snapshot:
        if since is not None and since.seq == reader.seq:
            return since
        assert self._generations is not None  # noqa: S101  checked by the caller
        return self._generations().take(reader)


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
    return Person(
        id=identifier,
        name=display_name(accounts),
        kind=common_kind(accounts),
        relation=strongest(relations),
        accounts=accounts,
        opted_out=any(row["opted_out"] for row in rows),
    )


def _posts(reader: RowReader, ids: Sequence[str]) -> list[Post | None]:
    rows = reader.get(Table.POSTS, ids)
    authors = reader.get(
        Table.ACCOUNTS, sorted({row["author"] for row in rows.values() if row["author"]}), ["hidden", "alias_of"]
    )
    found: list[Post | None] = []
    for identifier in ids:
        row = rows.get(identifier)
        author = authors.get(row["author"]) if row else None
        hidden = author is not None and author["hidden"] is not None
        found.append(None if row is None or hidden else to_post(row))
    return found


def _accounts_of(reader: RowReader, person_ids: Sequence[str]) -> list[list[dict[str, Any]]]:
    rows = find_accounts(reader, person_ids)
    members = members_of(reader, [row["person"] for row in rows if row])
    return [members.get(row["person"], []) if row else [] for row in rows]


def _transactions(reader: RowReader, person_ids: Sequence[str]) -> list[list[Transaction]]:
    groups = _accounts_of(reader, person_ids)
    found: dict[str, list[Transaction]] = {}
    for row in reader.find(Table.TRANSACTIONS, "account", [r["id"] for group in groups for r in group]):
        found.setdefault(row["account"], []).append(to_transaction(row))
    return [
        sorted((t for r in group for t in found.get(r["id"], ())), key=lambda t: (t.at, t.id), reverse=True)
        for group in groups
    ]


def _judgements(reader: RowReader, person_ids: Sequence[str]) -> list[list[Judgement]]:
    groups = _accounts_of(reader, person_ids)
    ids = [row["id"] for group in groups for row in group]
    touching: dict[str, dict[str, Judgement]] = {}
    for column in ("left", "right"):
        for row in reader.find(Table.JUDGEMENTS, column, ids):
            touching.setdefault(row[column], {})[row["id"]] = to_judgement(row)
    answers: list[list[Judgement]] = []
    for group in groups:
        mine = {j.id: j for row in group for j in touching.get(row["id"], {}).values()}
        mine.update({j.id: j for j in _by_email(group)})
        answers.append(sorted(mine.values(), key=lambda j: (j.at, j.id)))
    return answers


def _by_email(rows: list[dict[str, Any]]) -> list[Judgement]:
    """Judgements that an exact e-mail makes by itself among the accounts of one person."""
    groups: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        if row["email_key"]:
            groups.setdefault(row["email_key"], []).append(row)
    return [
        Judgement(
            id=f"judgement:email:{left['id']}={right['id']}",
            left=left["id"],
            right=right["id"],
            same=True,
            confidence=1.0,
            reason=f"the same e-mail address, {email}",
            by=AUTOMATIC,
            at=from_micros(max(left["stated_at"], right["stated_at"])),
        )
        for email, group in groups.items()
        for left, right in pairwise(group)
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
    said = sorted(statements_of(row, table), key=lambda s: s.order, reverse=True)
    return [_statement(table, row["id"], s) for s in said]


def _statement(table: Table, identifier: str, said: StatementRow) -> Statement:
    content = {**said.content, "id": identifier, "stated_at": said.stated_at}
    record = to_account(content) if table is Table.ACCOUNTS else to_post(content)
    return Statement(said.source, said.load, from_micros(said.stated_at), record)


def _rejected(reader: RowReader, load: str | None, first: int, after: int) -> list[tuple[int, str, Rejected]]:
    rows = reader.find(Table.REJECTED, "load", [load]) if load else list(all_rows(reader, Table.REJECTED))
    rows = sorted((row for row in rows if row["number"] > after), key=lambda row: row["number"])[:first]
    return [(r["number"], r["load"], Rejected(r["at"], r["reason"], r["raw"] or "", r["account"])) for r in rows]


def _sources(loads: Sequence[Load]) -> list[SourceState]:
    by_name: dict[str, list[Load]] = {}
    for load in loads:
        by_name.setdefault(load.source, []).append(load)
    return [
        SourceState(
            name=name,
            loads=len(group),
            records=sum(load.written.written for load in group),
            rejected=sum(load.written.rejected for load in group),
            last_at=max(load.finished_at or load.started_at for load in group),
        )
        for name, group in sorted(by_name.items())
    ]
