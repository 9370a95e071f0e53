"""Columns that name another record, as relationships: those by which a person explores the graph."""

from dataclasses import dataclass
from typing import Any, Final

from graph.rows.table import Table
from graph.stores.neo4j.schema import LABELS

Pair = list[str]
"""Ids of a row and of what it names, as the driver takes them."""


@dataclass(frozen=True, slots=True)
class Link:
    """A relationship between the node of a row and the node that one of its columns names."""

    table: Table
    column: str
    name: str
    label: str
    outgoing: bool = True

    @property
    def make(self) -> str:
        """Query that makes the relationships of $pairs; what is named may come later in the same transaction."""
        arrow = f"-[:{self.name}]->" if self.outgoing else f"<-[:{self.name}]-"
        row = LABELS[self.table]
        start = f"MATCH (n:{row} {{id: pair[0]}}) USING INDEX SEEK n:{row}(id)"
        return f"UNWIND $pairs AS pair {start} MERGE (o:{self.label} {{id: pair[1]}}) CREATE (n){arrow}(o)"

    @property
    def part(self) -> str:
        """Query that removes the relationships of $pairs."""
        arrow = f"-[r:{self.name}]->" if self.outgoing else f"<-[r:{self.name}]-"
        row = LABELS[self.table]
        between = f"MATCH (n:{row} {{id: pair[0]}}){arrow}(o:{self.label} {{id: pair[1]}})"
        return f"UNWIND $pairs AS pair {between} USING INDEX SEEK n:{row}(id) DELETE r"


LINKS: Final = {
    Table.ACCOUNTS: (
        Link(Table.ACCOUNTS, "person", "OF", "Person"),
        Link(Table.ACCOUNTS, "alias_of", "ALIAS_OF", "Account"),
    ),
    Table.POSTS: (
        Link(Table.POSTS, "author", "WROTE", "Account", outgoing=False),
        Link(Table.POSTS, "reply_to", "REPLY_TO", "Post"),
        Link(Table.POSTS, "repost_of", "REPOST_OF", "Post"),
        Link(Table.POSTS, "quote_of", "QUOTES", "Post"),
        Link(Table.POSTS, "mentions", "MENTIONS", "Account"),
    ),
    Table.TRANSACTIONS: (Link(Table.TRANSACTIONS, "account", "BOUGHT", "Account", outgoing=False),),
    Table.JUDGEMENTS: (
        Link(Table.JUDGEMENTS, "left", "ABOUT", "Account"),
        Link(Table.JUDGEMENTS, "right", "ABOUT", "Account"),
    ),
}
"""The links of each table that has some."""


def pairs_between(identifier: str, former: Any, value: Any) -> tuple[list[Pair], list[Pair]]:
    """Relationships to remove and to make when a column that had a value gets another.

    >>> pairs_between("post:x:2", None, "post:x:1")
    ([], [['post:x:2', 'post:x:1']])
    >>> pairs_between("post:x:2", ("x:@ada", "x:@bob"), ["x:@bob", "x:@eve"])
    ([['post:x:2', 'x:@ada']], [['post:x:2', 'x:@eve']])
    """
    before, after = _named(former), _named(value)
    gone = [[identifier, other] for other in before if other not in after]
    come = [[identifier, other] for other in after if other not in before]
    return gone, come


def _named(value: Any) -> dict[str, None]:
    if value is None:
        return {}
    return dict.fromkeys([value] if isinstance(value, str) else value)
