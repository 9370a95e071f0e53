"""Publishing findings onto the nodes, for people who work in Neo4j Browser or Bloom."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from graph.rows.row_store import RowReader, RowWriter
from graph.stores.neo4j.reading import Neo4jReading
from graph.stores.neo4j.row_store import Neo4jRowStore

_CHUNK: Final = 10_000

_PUBLISH_PEOPLE: Final = """
UNWIND $rows AS row MATCH (p:Person {id: row[0]}) USING INDEX SEEK p:Person(id)
SET p.influence = row[1], p.community = row[2], p.communityLabel = row[3], p.published = $edition
"""
_FORGET_PEOPLE: Final = """
MATCH (p:Person) WHERE p.published IS NOT NULL AND p.published <> $edition
WITH p LIMIT $limit
REMOVE p.influence, p.community, p.communityLabel, p.published
RETURN count(p)
"""
_PUBLISH_TIES: Final = """
UNWIND $rows AS row MATCH (p:Person {id: row[0]}) USING INDEX SEEK p:Person(id)
MATCH (q:Person {id: row[1]}) USING INDEX SEEK q:Person(id)
MERGE (p)-[t:TIE]->(q) SET t.strength = row[2], t.published = $edition
"""
_FORGET_TIES: Final = """
MATCH ()-[t:TIE]->() WHERE t.published <> $edition
WITH t LIMIT $limit
DELETE t
RETURN count(t)
"""


@dataclass(frozen=True, slots=True)
class PublishedPerson:
    """What is written onto a person: influence 0 to 100 and a community, each None when there is none."""

    person: str
    influence: float | None
    community: str | None
    community_label: str | None


@dataclass(frozen=True, slots=True)
class PublishedTie:
    """A tie from the person who pays attention to the one who gets it, with its strength, 0 to 1."""

    source: str
    target: str
    strength: float


def publish(
    row_store: Neo4jRowStore, people: Sequence[PublishedPerson], ties: Sequence[PublishedTie], edition: str
) -> tuple[int, int]:
    """Write influence, community and `(:Person)-[:TIE {strength}]->(:Person)`, and remove what an earlier edition left.

    `edition` is the fingerprint of the findings: publishing the same again changes nothing. Batches of 10,000, each a
    transaction of its own; when killed, run it again. Returns how many people and ties were written.
    """
    people_rows = [[p.person, p.influence, p.community, p.community_label] for p in people]
    tie_rows = [[t.source, t.target, t.strength] for t in ties]
    for part in _parts(people_rows):
        _send(row_store, _PUBLISH_PEOPLE, rows=part, edition=edition)
    for part in _parts(tie_rows):
        _send(row_store, _PUBLISH_TIES, rows=part, edition=edition)
    for query in (_FORGET_TIES, _FORGET_PEOPLE):
        while _send(row_store, query, edition=edition, limit=_CHUNK):
            pass
    return len(people_rows), len(tie_rows)


def _parts(rows: list[list[Any]]) -> Iterator[list[list[Any]]]:
    for start in range(0, len(rows), _CHUNK):
        yield rows[start : start + _CHUNK]


def _send(row_store: Neo4jRowStore, query: str, **parameters: Any) -> int:
    """Run one query in a transaction; returns the number it answers with, 0 without one."""

    def work(writing: RowWriter) -> int:
        record = _cypher(writing).run(query, **parameters).single()
        return int(record[0]) if record is not None else 0

    return row_store.write(work)


def _cypher(reader: RowReader) -> Neo4jReading:
    if not isinstance(reader, Neo4jReading):
        raise TypeError(f"expected a transaction of Neo4j, got {type(reader).__name__}")
    return reader
