"""Writes a store of a released version anew, from what `freezing` wrote down: nothing in here asks the Kith of now.

How rows lie in SQLite and in Neo4j is written out below, as it was when they were frozen. A version that lays them out
otherwise gets words of its own here; those of former ones stay.
"""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import apsw
import numpy as np
import pyarrow as pa
from neo4j import GraphDatabase, Session

Rows = list[dict[str, Any]]

_LABELS: Final = {
    "accounts": "Account",
    "posts": "Post",
    "transactions": "Transaction",
    "judgements": "Judgement",
    "team": "TeamMember",
    "watches": "Watch",
    "loads": "Load",
    "parts": "LoadPart",
    "rejected": "Rejected",
    "tombstones": "Tombstone",
    "changes": "Change",
    "people": "Person",
}
_TYPES: Final = {"FOLLOW": "FOLLOWS", "LIKE": "LIKED", "MEETING": "MET"}
_LINKS: Final = (
    "MATCH (a:Account), (p:Person {id: a.person}) CREATE (a)-[:OF]->(p)",
    "MATCH (p:Post), (a:Account {id: p.author}) CREATE (p)<-[:WROTE]-(a)",
    "MATCH (p:Post), (o:Post {id: p.reply_to}) CREATE (p)-[:REPLY_TO]->(o)",
    "MATCH (p:Post), (o:Post {id: p.repost_of}) CREATE (p)-[:REPOST_OF]->(o)",
    "MATCH (p:Post), (o:Post {id: p.quote_of}) CREATE (p)-[:QUOTES]->(o)",
    "MATCH (p:Post) UNWIND p.mentions AS mention MATCH (a:Account {id: mention}) CREATE (p)-[:MENTIONS]->(a)",
    "MATCH (t:Transaction), (a:Account {id: t.account}) CREATE (t)<-[:BOUGHT]-(a)",
    "MATCH (j:Judgement), (a:Account {id: j.left}) CREATE (j)-[:ABOUT]->(a)",
    "MATCH (j:Judgement), (a:Account {id: j.right}) CREATE (j)-[:ABOUT]->(a)",
)


@dataclass(frozen=True)
class Released:
    """A released version, as it lies in its folder."""

    folder: Path

    @property
    def kept(self) -> dict[str, Any]:
        """The schema, the settings of the store, and what its state folder holds."""
        document: dict[str, Any] = json.loads((self.folder / "kept.json").read_text())
        return document

    def rows(self) -> dict[str, Rows]:
        """All rows, by table."""
        rows: dict[str, Rows] = {}
        for line in (self.folder / "rows.jsonl").read_text().splitlines():
            document = json.loads(line)
            row = {name: _value(value) for name, value in document["row"].items()}
            rows.setdefault(document["table"], []).append(row)
        return rows

    def write_sqlite(self, path: Path) -> None:
        """Write the store as a file."""
        kept, rows = self.kept, self.rows()
        file = apsw.Connection(str(path))
        file.execute("PRAGMA journal_mode = WAL")
        file.execute("PRAGMA application_id = 1263096904")  # the letters KITH
        file.execute((self.folder / "tables.sql").read_text())
        for table in rows.keys() - {"people"}:
            for row in rows[table]:
                columns = {name: _for_sqlite(value) for name, value in row.items() if name != "words"}
                names = ", ".join(f'"{name}"' for name in columns)
                places = ", ".join("?" * len(columns))
                file.execute(f"INSERT INTO {table} ({names}) VALUES ({places})", tuple(columns.values()))  # noqa: S608
        for post in rows["posts"]:
            file.execute(
                "INSERT INTO post_words (rowid, words) SELECT rowid, ? FROM posts WHERE id = ?",
                (post["words"], post["id"]),
            )
            file.executemany("INSERT INTO post_mentions VALUES (?, ?)", [(a, post["id"]) for a in post["mentions"]])
        file.executemany("INSERT INTO meta VALUES (?, ?)", list(kept["meta"].items()))
        file.execute(f"PRAGMA user_version = {kept['schema']}")
        file.close()

    def write_neo4j(self, url: str) -> None:
        """Write the store into an empty database."""
        kept, rows = self.kept, self.rows()
        with GraphDatabase.driver(url) as driver, driver.session() as session:
            for statement in (self.folder / "schema.cypher").read_text().split(";\n")[:-1]:
                session.run(statement).consume()
            session.run("CALL db.awaitIndexes(300)").consume()
            for table, label in _LABELS.items():
                session.run(f"UNWIND $rows AS row CREATE (n:{label}) SET n = row", rows=rows[table]).consume()
            for link in _LINKS:
                session.run(link).consume()
            for row in rows["interactions"]:
                _relate(session, row)
            settings = {**kept["meta"], "schema": str(kept["schema"]), "types": " ".join(sorted(_TYPES.values()))}
            session.run(
                "UNWIND $settings AS setting MERGE (k:Kith {name: setting[0]}) SET k.value = setting[1]",
                settings=[list(setting) for setting in settings.items()],
            ).consume()

    def write_state(self, folder: Path) -> None:
        """Write the state folder: the key of the tombstones, the snapshot and the findings."""
        kept = self.kept
        folder.mkdir(mode=0o700)
        (folder / "tombstone.key").write_bytes(bytes.fromhex(kept["tombstone_key"]))
        snapshot, findings = kept["snapshot"], kept["findings"]
        generation = folder / "snapshots" / snapshot["name"]
        generation.mkdir(parents=True)
        (folder / "snapshots" / "current").write_text(snapshot["name"])
        (generation / "meta.json").write_text(json.dumps(snapshot["meta"]))
        for name, columns in snapshot["files"].items():
            _write_arrow(generation / f"{name}.arrow", columns)
        result = folder / "findings" / findings["key"]
        result.mkdir(parents=True)
        (result / "findings.json").write_text(json.dumps(findings["document"]))
        for number, (kind, shape, values) in enumerate(findings["arrays"]):
            np.save(result / f"{number}.npy", np.array(values, dtype=kind).reshape(shape))


def _relate(session: Session, row: dict[str, Any]) -> None:
    """An interaction lies on a relationship; one that names a post ends there and keeps its target as a property."""
    ends = {"actor", "target", "post"} if not row["post"] else {"actor", "post"}
    label, end = ("Post", row["post"]) if row["post"] else ("Account", row["target"])
    session.run(
        f"MATCH (a:Account {{id: $actor}}), (b:{label} {{id: $end}})"
        f" CREATE (a)-[r:{_TYPES[row['kind']]}]->(b) SET r = $row",
        actor=row["actor"],
        end=end,
        row={name: value for name, value in row.items() if name not in ends},
    ).consume()


def _value(value: Any) -> Any:
    return bytes.fromhex(value["hex"]) if isinstance(value, dict) else value


def _for_sqlite(value: Any) -> Any:
    """SQLite has no lists."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")) if isinstance(value, list) else value


_ARROW: Final = {
    "large_string": pa.large_string(),
    "bool": pa.bool_(),
    "int8": pa.int8(),
    "int32": pa.int32(),
    "int64": pa.int64(),
    "float": pa.float32(),
    "double": pa.float64(),
    "large_list<item: large_string>": pa.large_list(pa.large_string()),
}


def _write_arrow(path: Path, columns: dict[str, list[Any]]) -> None:
    schema = pa.schema([(name, _ARROW[kind]) for name, (kind, _) in columns.items()])
    table = pa.table([pa.array(values, _ARROW[kind]) for kind, values in columns.values()], schema=schema)
    with pa.OSFile(str(path), "wb") as sink, pa.ipc.new_file(sink, table.schema) as writer:
        writer.write_table(table)
