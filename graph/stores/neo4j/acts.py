"""Interactions as relationships: one for each act, from the actor to the account or post that it is about."""

from collections.abc import Sequence
from typing import Any, Final

from graph.rows.row_store import Row
from graph.rows.table import SHAPES, Table
from graph.stores.neo4j.schema import TYPES, properties_of

ENDS: Final = ("kind", "actor", "target", "post")
"""Columns that decide type and ends: when one of them changes, the relationship is made anew."""

Group = tuple[str, str]
"""Kind of the interactions, and label of the nodes that they end at."""

MAKE: Final = {
    (kind, label): (
        f"UNWIND $rows AS row MATCH (a:Account {{id: row.actor}}) USING INDEX SEEK a:Account(id) "
        f"MATCH (b:{label} {{id: row.end}}) USING INDEX SEEK b:{label}(id) "
        f"CREATE (a)-[r:{name}]->(b) SET r = row.properties"
    )
    for kind, name in TYPES.items()
    for label in ("Account", "Post")
}
RESTATE: Final = {
    kind: (
        f"UNWIND $rows AS row MATCH ()-[r:{name} {{id: row.properties.id}}]->() USING INDEX SEEK r:{name}(id) "
        "SET r = row.properties"
    )
    for kind, name in TYPES.items()
}
DELETE: Final = {
    kind: f"UNWIND $ids AS id MATCH ()-[r:{name} {{id: id}}]->() USING INDEX SEEK r:{name}(id) DELETE r"
    for kind, name in TYPES.items()
}

_ON_THE_ENDS: Final = {"actor", "target", "post"}
_ON_ITSELF: Final = tuple(name for name in SHAPES[Table.INTERACTIONS].columns if name not in _ON_THE_ENDS)


def grouped(rows: Sequence[Row]) -> dict[Group, list[dict[str, Any]]]:
    """Rows as relationships, by their kind and the label of the node they end at."""
    groups: dict[Group, list[dict[str, Any]]] = {}
    for row in rows:
        groups.setdefault((row["kind"], "Post" if row["post"] else "Account"), []).append(_act(row))
    return groups


def _act(row: Row) -> dict[str, Any]:
    """One that names a post ends at the post and keeps its target as a property."""
    properties = properties_of({name: row[name] for name in _ON_ITSELF})
    if row["post"]:
        properties["target"] = row["target"]
    return {"actor": row["actor"], "end": row["post"] or row["target"], "properties": properties}
