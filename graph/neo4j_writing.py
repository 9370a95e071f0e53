"""Writing rows to Neo4j: nodes first, then the relationships by which a person explores them."""

from collections.abc import Iterable, Sequence
from typing import Any, Final

from neo4j import ManagedTransaction
from typing_extensions import override

from graph.neo4j_reading import Neo4jReading
from graph.neo4j_schema import LABELS, TYPES
from graph.shelf import Row, WriteShelf
from graph.table import SHAPES, Table

_CHUNK: Final = 10_000

_PUT_NODES: Final = {
    table: f"UNWIND $rows AS row MERGE (n:{label} {{id: row.id}}) SET n = row" for table, label in LABELS.items()
}

_REFERENCES: Final = {"reply_to": "REPLY_TO", "repost_of": "REPOST_OF", "quote_of": "QUOTES"}

_LINK_POSTS: Final = {
    column: f"UNWIND $rows AS row MATCH (p:Post {{id: row[0]}}) MATCH (q:Post {{id: row[1]}}) CREATE (p)-[:{name}]->(q)"
    for column, name in _REFERENCES.items()
}
_LINK_AUTHORS: Final = (
    "UNWIND $rows AS row MATCH (p:Post {id: row[0]}) MATCH (a:Account {id: row[1]}) CREATE (a)-[:WROTE]->(p)"
)
_LINK_MENTIONS: Final = (
    "UNWIND $rows AS row MATCH (p:Post {id: row[0]}) MATCH (a:Account {id: row[1]}) CREATE (p)-[:MENTIONS]->(a)"
)
_UNLINK_POSTS: Final = (
    "UNWIND $ids AS id MATCH (p:Post {id: id})-[r:REPLY_TO|REPOST_OF|QUOTES|MENTIONS]->() DELETE r",
    "UNWIND $ids AS id MATCH (p:Post {id: id})<-[r:WROTE]-() DELETE r",
)

_LINK_PERSONS: Final = (
    "UNWIND $rows AS row MATCH (a:Account {id: row[0]}) MERGE (p:Person {id: row[1]}) MERGE (a)-[:OF]->(p)"
)
_UNLINK_PERSONS: Final = (
    "UNWIND $rows AS row MATCH (a:Account {id: row[0]})-[r:OF]->(p:Person) WHERE p.id <> row[1] "
    "DELETE r RETURN DISTINCT p.id"
)
_PERSONS_OF: Final = "UNWIND $ids AS id MATCH (:Account {id: id})-[:OF]->(p:Person) RETURN DISTINCT p.id"
_DROP_PERSONS: Final = "UNWIND $ids AS id MATCH (p:Person {id: id}) WHERE NOT EXISTS { (p)<-[:OF]-() } DETACH DELETE p"
_NAME_PERSONS: Final = """
UNWIND $ids AS id MATCH (p:Person {id: id})<-[:OF]-(a:Account)
WITH p, a ORDER BY a.born, a.id
WITH p, collect(a.name) AS names, collect(a.handle) AS handles, collect(a.id)[0] AS first,
     [k IN collect(a.kind) WHERE k <> 'UNKNOWN'] AS kinds
SET p.name = coalesce(names[0], handles[0], first), p.kind = coalesce(kinds[0], 'UNKNOWN')
"""

_UNLINK_ALIASES: Final = "UNWIND $ids AS id MATCH (:Account {id: id})-[r:ALIAS_OF]->() DELETE r"
_LINK_ALIASES: Final = (
    "UNWIND $rows AS row MATCH (a:Account {id: row[0]}) MATCH (b:Account {id: row[1]}) CREATE (a)-[:ALIAS_OF]->(b)"
)
_UNLINK_BUYERS: Final = "UNWIND $ids AS id MATCH (:Transaction {id: id})<-[r:BOUGHT]-() DELETE r"
_LINK_BUYERS: Final = (
    "UNWIND $rows AS row MATCH (t:Transaction {id: row[0]}) MATCH (a:Account {id: row[1]}) CREATE (a)-[:BOUGHT]->(t)"
)
_LINK_JUDGED: Final = (
    "UNWIND $rows AS row MATCH (j:Judgement {id: row[0]}) MATCH (a:Account {id: row[1]}) MERGE (j)-[:ABOUT]->(a)"
)

_ACT_TO: Final = {
    (kind, label): (
        f"UNWIND $rows AS row MATCH (a:Account {{id: row.actor}}) MATCH (b:{label} {{id: row.end}}) "
        f"CREATE (a)-[r:{name}]->(b) SET r = row.properties"
    )
    for kind, name in TYPES.items()
    for label in ("Account", "Post")
}
_DELETE_ACTS: Final = {
    name: f"UNWIND $ids AS id MATCH ()-[r:{name} {{id: id}}]->() USING INDEX r:{name}(id) DELETE r"
    for name in TYPES.values()
}
_RESTATE_ACTS: Final = {
    kind: (
        f"UNWIND $rows AS row MATCH ()-[r:{name} {{id: row.properties.id}}]->() USING INDEX r:{name}(id) "
        "SET r = row.properties"
    )
    for kind, name in TYPES.items()
}
_ENDS: Final = ("kind", "actor", "target", "post")


class Neo4jWriting(Neo4jReading, WriteShelf):
    """Writes in one managed transaction that holds the writers' lock."""

    def __init__(self, transaction: ManagedTransaction) -> None:
        super().__init__(transaction)
        self._absent: dict[Table, set[str]] = {}
        self.run("MERGE (k:Kith {name: 'lock'}) SET k.value = coalesce(k.value, 0) + 1").consume()

    @override
    def get(self, table: Table, ids: Sequence[str], columns: Sequence[str] | None = None) -> dict[str, dict[str, Any]]:
        """Like reading; remembers which ids are not there, so that putting them need not look again."""
        found = super().get(table, ids, columns)
        self._absent.setdefault(table, set()).update(i for i in ids if i not in found)
        return found

    @override
    def put(self, table: Table, rows: Sequence[Row]) -> None:
        for start in range(0, len(rows), _CHUNK):
            part = rows[start : start + _CHUNK]
            ids = [row["id"] for row in part]
            if table is Table.INTERACTIONS:
                self._put_acts(part, self._present(table, ids, _ENDS))
            else:
                self._put_nodes(table, part, list(self._present(table, ids)))

    @override
    def delete(self, table: Table, ids: Sequence[str]) -> None:
        for start in range(0, len(ids), _CHUNK):
            part = list(ids[start : start + _CHUNK])
            if table is Table.INTERACTIONS:
                self._delete_acts(part)
                continue
            persons = self._column(_PERSONS_OF, ids=part) if table is Table.ACCOUNTS else []
            self.run(f"UNWIND $ids AS id MATCH (n:{LABELS[table]} {{id: id}}) DETACH DELETE n", ids=part).consume()
            if persons:
                self._tidy_persons(persons)

    @override
    def take_seq(self, count: int) -> int:
        first = self.seq + 1
        self.set_meta("seq", str(first + count - 1))
        return first

    @override
    def set_meta(self, name: str, value: str) -> None:
        self.run("MERGE (k:Kith {name: $name}) SET k.value = $value", name=name, value=value).consume()

    def _present(self, table: Table, ids: list[str], columns: Sequence[str] = ()) -> dict[str, dict[str, Any]]:
        """Those of these rows that lie there already; which are absent is known of those asked for before."""
        absent = self._absent.get(table, set())
        unsure = [i for i in ids if i not in absent]
        absent.difference_update(ids)
        if not unsure or table in {Table.PARTS, Table.REJECTED, Table.CHANGES, Table.LOADS, Table.TOMBSTONES}:
            return {}
        return super().get(table, unsure, columns)

    def _put_nodes(self, table: Table, rows: Sequence[Row], there: list[str]) -> None:
        self.run(_PUT_NODES[table], rows=[dict(row) for row in rows]).consume()
        if table is Table.ACCOUNTS:
            self._link_accounts(rows, there)
        elif table is Table.POSTS:
            self._link_posts(rows, there)
        elif table is Table.TRANSACTIONS:
            self._relink(_UNLINK_BUYERS, there, _LINK_BUYERS, [(r["id"], r["account"]) for r in rows])
        elif table is Table.JUDGEMENTS:
            self._run_pairs(_LINK_JUDGED, [(r["id"], r[end]) for r in rows for end in ("left", "right")])

    def _link_accounts(self, rows: Sequence[Row], there: list[str]) -> None:
        pairs = [(row["id"], row["person"]) for row in rows if row["person"]]
        known = set(there)
        former = self._column(_UNLINK_PERSONS, rows=[list(p) for p in pairs if p[0] in known]) if there else []
        self._run_pairs(_LINK_PERSONS, pairs)
        self._tidy_persons([*former, *dict.fromkeys(person for _, person in pairs)])
        self._relink(_UNLINK_ALIASES, there, _LINK_ALIASES, [(r["id"], r["alias_of"]) for r in rows])

    def _tidy_persons(self, persons: Iterable[str]) -> None:
        """People without accounts go; the others are called after their accounts."""
        ids = list(persons)
        self.run(_DROP_PERSONS, ids=ids).consume()
        self.run(_NAME_PERSONS, ids=ids).consume()

    def _link_posts(self, rows: Sequence[Row], there: list[str]) -> None:
        for query in _UNLINK_POSTS if there else ():
            self.run(query, ids=there).consume()
        self._run_pairs(_LINK_AUTHORS, [(r["id"], r["author"]) for r in rows])
        for column, query in _LINK_POSTS.items():
            self._run_pairs(query, [(r["id"], r[column]) for r in rows])
        self._run_pairs(_LINK_MENTIONS, [(r["id"], m) for r in rows for m in r["mentions"] or ()])

    def _relink(self, unlink: str, there: list[str], link: str, pairs: list[tuple[str, Any]]) -> None:
        if there:
            self.run(unlink, ids=there).consume()
        self._run_pairs(link, pairs)

    def _run_pairs(self, query: str, pairs: list[tuple[str, Any]]) -> None:
        rows = [list(pair) for pair in pairs if pair[1] is not None]
        if rows:
            self.run(query, rows=rows).consume()

    def _put_acts(self, rows: Sequence[Row], there: dict[str, dict[str, Any]]) -> None:
        """Restate relationships whose ends stay; make the others, in place of former ones with other ends."""
        new: dict[tuple[str, str], list[dict[str, Any]]] = {}
        restated: dict[str, list[dict[str, Any]]] = {}
        moved: list[str] = []
        for row in rows:
            former = there.get(row["id"])
            if former is not None and all(former[end] == row[end] for end in _ENDS):
                restated.setdefault(row["kind"], []).append(_act(row))
                continue
            if former is not None:
                moved.append(row["id"])
            new.setdefault((row["kind"], "Post" if row["post"] else "Account"), []).append(_act(row))
        self._delete_acts(moved)
        for kind, acts in restated.items():
            self.run(_RESTATE_ACTS[kind], rows=acts).consume()
        self._note_types(kind for kind, _ in new)
        for key, acts in new.items():
            self.run(_ACT_TO[key], rows=acts).consume()

    def _delete_acts(self, ids: list[str]) -> None:
        for name in self.used_types() if ids else ():
            self.run(_DELETE_ACTS[name], ids=ids).consume()

    def _note_types(self, kinds: Iterable[str]) -> None:
        used = self.used_types()
        new = sorted({TYPES[kind] for kind in kinds} - set(used))
        if new:
            self.set_meta("types", " ".join([*used, *new]))

    def _column(self, query: str, **parameters: Any) -> list[str]:
        return [record[0] for record in self.run(query, **parameters)]


def _act(row: Row) -> dict[str, Any]:
    """An interaction as a relationship: one that names a post ends at the post and keeps its target as a property."""
    kept = {name: row[name] for name in SHAPES[Table.INTERACTIONS].columns if name not in {"actor", "target", "post"}}
    if row["post"]:
        kept["target"] = row["target"]
    return {"actor": row["actor"], "end": row["post"] or row["target"], "properties": kept}
