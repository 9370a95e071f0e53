"""The (:Person) nodes: made by their accounts, called after them, gone with the last one."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from graph.model.people_names import ASKED, call
from graph.rows.row_store import Row
from graph.stores.neo4j.reading import Neo4jReading
from graph.stores.neo4j.schema import property_of

_ASKED: Final = ", ".join(f"{name}: a.{property_of(name)}" for name in (*ASKED, "alias_of"))
_ACCOUNTS: Final = f"RETURN p.id, collect({{{_ASKED}}})"
_STANDING: Final = f"UNWIND $ids AS id MATCH (p:Person {{id: id}})<-[:OF]-(a:Account) {_ACCOUNTS}"
# Nearly all people have one account: only of the others do their accounts have to be asked for.
_CROWDED: Final = (
    "UNWIND $ids AS id MATCH (p:Person {id: id}) WHERE COUNT { (p)<-[:OF]-() } > 1 "
    f"MATCH (p)<-[:OF]-(a:Account) {_ACCOUNTS}"
)
_CALL: Final = (
    "UNWIND $calls AS call MATCH (p:Person {id: call[0]}) USING INDEX SEEK p:Person(id) "
    "SET p.name = call[1], p.kind = call[2]"
)
_OF: Final = "UNWIND $ids AS id MATCH (:Account {id: id})-[:OF]->(p:Person) RETURN collect(DISTINCT p.id)"
_DROP: Final = "UNWIND $ids AS id MATCH (p:Person {id: id}) WHERE NOT EXISTS { (p)<-[:OF]-() } DETACH DELETE p"


def people_of(reader: Neo4jReading, accounts: list[str]) -> list[str]:
    """Ids of the people that accounts belong to."""
    return _ids(reader, _OF, accounts)


def name_people(reader: Neo4jReading, accounts: Sequence[Row]) -> None:
    """Call people after their accounts: `accounts` are rows as they lie there now, each with its person."""
    lone = {row["person"]: [row] for row in accounts}
    _call(reader, {**lone, **_accounts_of(reader, _CROWDED, list(lone))})


def tidy_people(reader: Neo4jReading, people: Iterable[str]) -> None:
    """People who lost an account: those without any go, the others are called after those who stay."""
    ids = list(dict.fromkeys(people))
    if ids:
        reader.run(_DROP, ids=ids).consume()
        _call(reader, _accounts_of(reader, _STANDING, ids))


def _accounts_of(reader: Neo4jReading, query: str, people: list[str]) -> dict[str, list[dict[str, Any]]]:
    """Rows of each person's accounts; handles that were re-pointed name nobody beside the real account."""
    groups = reader.run(query, ids=people) if people else ()
    return {person: [row for row in rows if row["alias_of"] is None] or rows for person, rows in groups}


def _call(reader: Neo4jReading, accounts: Mapping[str, Sequence[Row]]) -> None:
    if accounts:
        calls = [[person, *call(rows)] for person, rows in accounts.items()]
        reader.run(_CALL, calls=calls).consume()


def _ids(reader: Neo4jReading, query: str, ids: list[str]) -> list[str]:
    return list(reader.run(query, ids=ids).single(strict=True)[0])
