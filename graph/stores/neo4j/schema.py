"""How the logical tables lie in Neo4j: labels, relationship types, constraints and indexes, all from closed lists."""

from collections.abc import Iterator
from typing import Final

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

ANY_TYPE: Final = "|".join(TYPES.values())


def schema_statements() -> Iterator[str]:
    """Statements that make constraints and indexes, each harmless when run again."""
    yield "CREATE CONSTRAINT kith_name IF NOT EXISTS FOR (n:Kith) REQUIRE n.name IS UNIQUE"
    yield "CREATE CONSTRAINT person_id IF NOT EXISTS FOR (n:Person) REQUIRE n.id IS UNIQUE"
    for table, label in LABELS.items():
        yield f"CREATE CONSTRAINT {table}_id IF NOT EXISTS FOR (n:{label}) REQUIRE n.id IS UNIQUE"
        for column in SHAPES[table].indexed:
            if column != "mentions":
                yield f"CREATE INDEX {table}_{column} IF NOT EXISTS FOR (n:{label}) ON (n.{column})"
    yield (
        "CREATE FULLTEXT INDEX post_words IF NOT EXISTS FOR (n:Post) ON EACH [n.words] "
        "OPTIONS {indexConfig: {`fulltext.analyzer`: 'whitespace'}}"
    )
    for relation in TYPES.values():
        name = relation.lower()
        yield f"CREATE CONSTRAINT {name}_id IF NOT EXISTS FOR ()-[r:{relation}]-() REQUIRE r.id IS UNIQUE"
        yield f"CREATE INDEX {name}_seq IF NOT EXISTS FOR ()-[r:{relation}]-() ON (r.seq)"
        yield f"CREATE INDEX {name}_target IF NOT EXISTS FOR ()-[r:{relation}]-() ON (r.target)"
