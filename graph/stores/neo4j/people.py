"""The (:Person) nodes: made by their accounts, called after them, gone with the last one."""

from collections.abc import Iterable
from typing import Final

from graph.stores.neo4j.reading import Neo4jReading

# A provisional account has its handle in its id: network:@handle.
_HANDLE: Final = (
    "CASE WHEN a.handle <> '' THEN a.handle "
    "WHEN split(a.id, ':')[1] STARTS WITH '@' THEN substring(a.id, size(split(a.id, ':')[0]) + 2) END"
)
_NAME: Final = "CASE WHEN a.name <> '' THEN a.name END"

_NAME_LONE: Final = (
    "UNWIND $pairs AS pair MATCH (a:Account {id: pair[0]}) USING INDEX SEEK a:Account(id) "
    "MATCH (p:Person {id: pair[1]}) USING INDEX SEEK p:Person(id) "
    f"SET p.name = coalesce({_NAME}, {_HANDLE}, a.id), p.kind = a.kind"
)
_CROWDED: Final = "UNWIND $ids AS id MATCH (p:Person {id: id}) WHERE COUNT { (p)<-[:OF]-() } > 1 RETURN collect(p.id)"
_NAME_CROWDED: Final = f"""
UNWIND $ids AS id MATCH (p:Person {{id: id}})<-[:OF]-(a:Account)
WITH p, a ORDER BY a.alias_of IS NOT NULL, a.born, a.id
WITH p, collect({_NAME}) AS names, collect({_HANDLE}) AS handles, collect(a.id)[0] AS first,
     [kind IN collect(a.kind) WHERE kind <> 'UNKNOWN'] AS kinds
SET p.name = coalesce(names[0], handles[0], first), p.kind = coalesce(kinds[0], 'UNKNOWN')
"""
_OF: Final = "UNWIND $ids AS id MATCH (:Account {id: id})-[:OF]->(p:Person) RETURN collect(DISTINCT p.id)"
_DROP: Final = "UNWIND $ids AS id MATCH (p:Person {id: id}) WHERE NOT EXISTS { (p)<-[:OF]-() } DETACH DELETE p"


def people_of(reader: Neo4jReading, accounts: list[str]) -> list[str]:
    """Ids of the people that accounts belong to."""
    return _ids(reader, _OF, accounts)


def name_people(reader: Neo4jReading, pairs: list[list[str]]) -> None:
    """Call people after their accounts, as `graph.model.person` does: `pairs` of an account and its person.

    Nearly all have one account, so that the dear query is run only for the others.
    """
    if pairs:
        reader.run(_NAME_LONE, pairs=pairs).consume()
        _name_crowded(reader, [person for _, person in pairs])


def tidy_people(reader: Neo4jReading, people: Iterable[str]) -> None:
    """People who lost an account: those without any go, the others are called after those who stay."""
    ids = list(dict.fromkeys(people))
    if ids:
        reader.run(_DROP, ids=ids).consume()
        reader.run(_NAME_CROWDED, ids=ids).consume()


def _name_crowded(reader: Neo4jReading, people: list[str]) -> None:
    crowded = _ids(reader, _CROWDED, list(dict.fromkeys(people)))
    if crowded:
        reader.run(_NAME_CROWDED, ids=crowded).consume()


def _ids(reader: Neo4jReading, query: str, ids: list[str]) -> list[str]:
    return list(reader.run(query, ids=ids).single(strict=True)[0])
