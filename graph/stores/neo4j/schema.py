"""How the logical tables lie in Neo4j: labels, relationship types, constraints and indexes, all from closed lists."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from graph.model.interaction import InteractionKind
from graph.rows.table import SHAPES, Table

LABELS: Final = {
    Table.ACCOUNTS: "Account",
    Table.POSTS: "Post",
    Table.TRANSACTIONS: "Transaction",
    Table.JUDGEMENTS: "Judgement",
    Table.TEAM: "TeamMember",
    Table.WATCHES: "Watch",
    Table.LOADS: "Load",
    Table.PARTS: "LoadPart",
    Table.REJECTED: "Rejected",
    Table.TOMBSTONES: "Tombstone",
    Table.CHANGES: "Change",
}
"""Label of the nodes that hold a table's rows; interactions are relationships."""

TYPES: Final = {
    InteractionKind.FOLLOW.value: "FOLLOWS",
    InteractionKind.LIKE.value: "LIKED",
    InteractionKind.REPLY.value: "REPLIED_TO",
    InteractionKind.MENTION.value: "MENTIONED",
    InteractionKind.REPOST.value: "REPOSTED",
    InteractionKind.QUOTE.value: "QUOTED",
    InteractionKind.MESSAGE.value: "MESSAGED",
    InteractionKind.MEETING.value: "MET",
    InteractionKind.KNOWS.value: "KNOWS",
}
"""Relationship type of each kind of interaction."""

OURS: Final = "kith_"
"""What the names of properties begin with that are of no use to people who look at the graph."""

INTERNAL: Final = {
    "seq",
    "hash_hi",
    "hash_lo",
    "timed",
    "said",
    "born",
    "handle_key",
    "email_key",
    "words",
    "published",
}
"""Columns, and what else is kept on nodes, that lie under such names, out of the way of people in Browser and Bloom."""

WORDS_INDEX: Final = "kith_words"
PUBLISHED_LABELS: Final = ("Community", "Theme")
"""Labels of the nodes that `kith publish` makes beside people."""

ANY_TYPE: Final = "|".join(TYPES.values())


def property_of(column: str) -> str:
    """The property that holds a column.

    >>> property_of("name"), property_of("seq")
    ('name', 'kith_seq')
    """
    return f"{OURS}{column}" if column in INTERNAL else column


def properties_of(row: Mapping[str, Any]) -> dict[str, Any]:
    """A row as the properties of a node or relationship."""
    return {property_of(column): value for column, value in row.items()}


def schema_statements() -> Iterator[str]:
    """Statements that make constraints and indexes, each harmless when run again."""
    yield "CREATE CONSTRAINT kith_name IF NOT EXISTS FOR (n:Kith) REQUIRE n.name IS UNIQUE"
    yield "CREATE CONSTRAINT person_id IF NOT EXISTS FOR (n:Person) REQUIRE n.id IS UNIQUE"
    for table, label in LABELS.items():
        yield f"CREATE CONSTRAINT {table}_id IF NOT EXISTS FOR (n:{label}) REQUIRE n.id IS UNIQUE"
        for column in SHAPES[table].indexed:
            if column != "mentions":
                name = property_of(column)
                yield f"CREATE INDEX {table}_{name} IF NOT EXISTS FOR (n:{label}) ON (n.{name})"
    for label in PUBLISHED_LABELS:
        yield f"CREATE INDEX {label.lower()}_id IF NOT EXISTS FOR (n:{label}) ON (n.id)"
    yield (
        f"CREATE FULLTEXT INDEX {WORDS_INDEX} IF NOT EXISTS FOR (n:Post) ON EACH [n.{property_of('words')}] "
        "OPTIONS {indexConfig: {`fulltext.analyzer`: 'whitespace'}}"
    )
    for relation in TYPES.values():
        name = relation.lower()
        yield f"CREATE CONSTRAINT {name}_id IF NOT EXISTS FOR ()-[r:{relation}]-() REQUIRE r.id IS UNIQUE"
        number = property_of("seq")
        yield f"CREATE INDEX {name}_{number} IF NOT EXISTS FOR ()-[r:{relation}]-() ON (r.{number})"
        yield f"CREATE INDEX {name}_target IF NOT EXISTS FOR ()-[r:{relation}]-() ON (r.target)"
