"""Writing rows to Neo4j: nodes first, then the relationships by which a person explores them."""

from collections.abc import Iterable, Sequence
from typing import Any, Final

from neo4j import ManagedTransaction
from typing_extensions import override

from graph.rows.row_store import Row, RowWriter
from graph.rows.table import SHAPES, Table
from graph.stores.neo4j.acts import DELETE, ENDS, MAKE, RESTATE, grouped
from graph.stores.neo4j.links import LINKS, Link, pairs_between
from graph.stores.neo4j.people import name_people, people_of, tidy_people
from graph.stores.neo4j.reading import SCHEMA, Neo4jReading
from graph.stores.neo4j.schema import LABELS, TYPES, properties_of, property_of
from graph.stores.neo4j.turns import take_lock
from graph.text.word_index import words_for_index

_CHUNK: Final = 10_000

_PUT: Final = {
    table: f"UNWIND $rows AS row MERGE (n:{label} {{id: row.id}}) SET n = row" for table, label in LABELS.items()
}
_DELETE: Final = {
    table: f"UNWIND $ids AS id MATCH (n:{label} {{id: id}}) DETACH DELETE n" for table, label in LABELS.items()
}

_CALLED_AFTER: Final = ("name", "handle", "kind", "born")
_REMEMBERED: Final[dict[Table, tuple[str, ...]]] = {
    Table.ACCOUNTS: (*(link.column for link in LINKS[Table.ACCOUNTS]), *_CALLED_AFTER),
    Table.INTERACTIONS: ENDS,
    **{table: tuple(link.column for link in LINKS[table]) for table in LINKS if table is not Table.ACCOUNTS},
}
"""Columns of which it matters what they were before: they lie in relationships too, or name a person."""

Former = dict[str, Any]
"""The remembered columns of a row as they lie in the database."""


class Neo4jWriting(Neo4jReading, RowWriter):
    """Writes in one managed transaction that holds the writers' lock.

    Remembers what it read: nobody else writes meanwhile, so that putting a row need not look again.
    """

    def __init__(self, transaction: ManagedTransaction) -> None:
        super().__init__(transaction)
        self._seen: dict[Table, dict[str, Former | None]] = {table: {} for table in _REMEMBERED}
        take_lock(transaction)

    @override
    def get(self, table: Table, ids: Sequence[str], columns: Sequence[str] | None = None) -> dict[str, dict[str, Any]]:
        rows = super().get(table, ids, columns)
        if table in _REMEMBERED:
            for identifier in ids:
                row = rows.get(identifier)
                if row is None:
                    self._seen[table][identifier] = None
                elif columns is None:
                    self._seen[table][identifier] = _former(table, row)
        return rows

    @override
    def put(self, table: Table, rows: Sequence[Row]) -> None:
        for start in range(0, len(rows), _CHUNK):
            part = {row["id"]: row for row in rows[start : start + _CHUNK]}
            if table is Table.INTERACTIONS:
                self._put_acts(part)
            else:
                self._put_nodes(table, part)

    @override
    def delete(self, table: Table, ids: Sequence[str]) -> None:
        for start in range(0, len(ids), _CHUNK):
            part = list(ids[start : start + _CHUNK])
            if table is Table.INTERACTIONS:
                self._delete_acts(self._formerly(table, part))
                continue
            people = people_of(self, part) if table is Table.ACCOUNTS else []
            self.run(_DELETE[table], ids=part).consume()
            self._remember(table, dict.fromkeys(part))
            tidy_people(self, people)

    @override
    def take_seq(self, count: int) -> int:
        first = self.seq + 1
        self.set_meta("seq", str(first + count - 1))
        return first

    @override
    def set_meta(self, name: str, value: str) -> None:
        self.run("MERGE (k:Kith {name: $name}) SET k.value = $value", name=name, value=value).consume()

    @override
    def set_schema(self, version: int) -> None:
        self.set_meta(SCHEMA, str(version))

    def _put_nodes(self, table: Table, rows: dict[str, Row]) -> None:
        former = self._formerly(table, rows)
        lists = [name for name, kind in SHAPES[table].columns.items() if kind == "texts"]
        sent = [properties_of({**row, **{name: row[name] or [] for name in lists}}) for row in rows.values()]
        if table is Table.POSTS:
            sent = [{**row, property_of("words"): words_for_index(row["text"])} for row in sent]
        self.run(_PUT[table], rows=sent).consume()
        for link in LINKS.get(table, ()):
            self._relink(link, rows, former)
        if table is Table.ACCOUNTS:
            self._keep_people(rows, former)
        self._remember(table, rows)

    def _relink(self, link: Link, rows: dict[str, Row], former: dict[str, Former | None]) -> None:
        """Make and remove relationships where a column changed."""
        gone, come = [], []
        for identifier, row in rows.items():
            before = former[identifier]
            removed, made = pairs_between(identifier, before and before[link.column], row[link.column])
            gone += removed
            come += made
        if gone:
            self.run(link.part, pairs=gone).consume()
        if come:
            self.run(link.make, pairs=come).consume()

    def _keep_people(self, rows: dict[str, Row], former: dict[str, Former | None]) -> None:
        """Name the people of accounts that are new or changed, and tidy up those who lost an account."""
        changed = [
            (row, former[identifier])
            for identifier, row in rows.items()
            if former[identifier] != _former(Table.ACCOUNTS, row)
        ]
        name_people(self, [row for row, _ in changed if row["person"] is not None])
        tidy_people(self, [b["person"] for row, b in changed if b and b["person"] not in {None, row["person"]}])

    def _put_acts(self, rows: dict[str, Row]) -> None:
        """Restate relationships whose ends stay; make the others, in place of former ones with other ends."""
        former = self._formerly(Table.INTERACTIONS, rows)
        stay = {i for i, row in rows.items() if former[i] == _former(Table.INTERACTIONS, row)}
        self._delete_acts({i: there for i, there in former.items() if i not in stay})
        for (kind, _), acts in grouped([rows[i] for i in rows if i in stay]).items():
            self.run(RESTATE[kind], rows=acts).consume()
        groups = grouped([rows[i] for i in rows if i not in stay])
        self._note_types(kind for kind, _ in groups)
        for group, acts in groups.items():
            made = self.run(MAKE[group], rows=acts).consume().counters.relationships_created
            if made != len(acts):
                raise KeyError(f"{len(acts) - made} interactions name accounts or posts that are not there")
        self._remember(Table.INTERACTIONS, rows)

    def _delete_acts(self, former: dict[str, Former | None]) -> None:
        by_kind: dict[str, list[str]] = {}
        for identifier, there in former.items():
            if there is not None:
                by_kind.setdefault(there["kind"], []).append(identifier)
        for kind, ids in by_kind.items():
            self.run(DELETE[kind], ids=ids).consume()
        self._remember(Table.INTERACTIONS, dict.fromkeys(former))

    def _note_types(self, kinds: Iterable[str]) -> None:
        new = {TYPES[kind] for kind in kinds} - self.used_types()
        if new:
            self._used = self.used_types() | new
            self.set_meta("types", " ".join(sorted(self._used)))

    def _formerly(self, table: Table, ids: Iterable[str]) -> dict[str, Former | None]:
        """What the remembered columns of rows were; None for a row that is not there. Asks for what was not read."""
        seen = self._seen.get(table)
        if seen is None:
            return {}
        ids = list(ids)
        unread = [i for i in ids if i not in seen]
        if unread:
            rows = super().get(table, unread, _REMEMBERED[table])
            seen.update({i: _former(table, rows[i]) if i in rows else None for i in unread})
        return {i: seen[i] for i in ids}

    def _remember(self, table: Table, rows: dict[str, Row] | dict[str, None]) -> None:
        if table in _REMEMBERED:
            self._seen[table].update({i: None if row is None else _former(table, row) for i, row in rows.items()})


def _former(table: Table, row: Row) -> Former:
    former = {name: row[name] for name in _REMEMBERED[table]}
    if table is Table.POSTS:
        former["mentions"] = tuple(row["mentions"] or ())  # the row's own list may be changed by whoever holds it
    return former
