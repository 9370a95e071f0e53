"""The logical tables that every store keeps: the one place where the shape of rows is written down."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Table(StrEnum):
    """What a store keeps rows of. The first four hold records, on which sources make statements."""

    ACCOUNTS = "accounts"
    POSTS = "posts"
    INTERACTIONS = "interactions"
    TRANSACTIONS = "transactions"
    JUDGEMENTS = "judgements"
    TEAM = "team"
    WATCHES = "watches"
    LOADS = "loads"
    PARTS = "parts"
    REJECTED = "rejected"
    TOMBSTONES = "tombstones"
    CHANGES = "changes"


RECORD_TABLES: Final = (Table.ACCOUNTS, Table.POSTS, Table.INTERACTIONS, Table.TRANSACTIONS)


@dataclass(frozen=True, slots=True)
class Shape:
    """Columns of a table, name to type (`text`, `int`, `real`, `bool`, `bytes`, `texts` for a list of texts).

    Every table has the key `id`, a text, first. `indexed` columns can be searched with `find`.
    """

    columns: dict[str, str]
    indexed: tuple[str, ...] = ()


_STATED: Final = {
    "id": "text",
    "seq": "int",  # number of the change that last touched the row
    "hash_hi": "int",  # 128-bit hash of the content, as two signed halves; 0, 0 for what is not known
    "hash_lo": "int",
    "known": "bool",  # delivered by a source, not only referred to
    "source": "text",  # whose statement the row shows
    "load": "text",
    "stated_at": "int",
    "timed": "bool",  # the source itself said when; else stated_at is the moment of the first load of that input
    "said": "text",  # JSON list of the statements that the row does not show; null when there is none
}

CONTENT: Final[dict[Table, tuple[str, ...]]] = {
    Table.ACCOUNTS: (
        "handle",
        "name",
        "kind",
        "email",
        "company",
        "relation",
        "followers",
        "following",
        "verified",
        "url",
    ),
    Table.POSTS: (
        "author",
        "at",
        "text",
        "reply_to",
        "repost_of",
        "quote_of",
        "mentions",
        "language",
        "url",
        "likes",
        "reposts",
        "replies",
        "quotes",
        "views",
    ),
    Table.INTERACTIONS: ("actor", "target", "kind", "at", "post", "weight", "evidence"),
    Table.TRANSACTIONS: ("account", "kind", "status", "amount", "currency", "at"),
}
"""What a source states of a record; all other columns are kept by the store itself."""

SHAPES: Final[dict[Table, Shape]] = {
    Table.ACCOUNTS: Shape(
        {
            **_STATED,
            "handle": "text",
            "name": "text",
            "kind": "text",
            "email": "text",
            "company": "text",
            "relation": "text",
            "followers": "int",
            "following": "int",
            "verified": "bool",
            "url": "text",
            "handle_key": "text",  # network:folded-handle, what handles are looked up by
            "email_key": "text",  # folded e-mail
            "alias_of": "text",  # the real account, for a provisional one that was re-pointed
            "born": "int",  # sequence at which the account was first seen
            "person": "text",  # id of the person it belongs to
            "opted_out": "bool",
            "hidden": "text",  # reason why the source hides the account for now
            "hidden_at": "int",
        },
        ("seq", "handle_key", "email_key", "alias_of", "person"),
    ),
    Table.POSTS: Shape(
        {
            **_STATED,
            "author": "text",
            "at": "int",
            "text": "text",
            "reply_to": "text",
            "repost_of": "text",
            "quote_of": "text",
            "mentions": "texts",
            "language": "text",
            "url": "text",
            "likes": "int",
            "reposts": "int",
            "replies": "int",
            "quotes": "int",
            "views": "int",
            "born": "int",  # sequence at which a source delivered it; null for what is not known
        },
        ("seq", "author", "reply_to", "repost_of", "quote_of", "mentions"),
    ),
    Table.INTERACTIONS: Shape(
        {
            **_STATED,
            "actor": "text",
            "target": "text",
            "kind": "text",
            "at": "int",
            "post": "text",
            "weight": "real",
            "evidence": "real",
        },
        ("seq", "actor", "target", "post"),
    ),
    Table.TRANSACTIONS: Shape(
        {
            **_STATED,
            "account": "text",
            "kind": "text",
            "status": "text",
            "amount": "text",
            "currency": "text",
            "at": "int",
        },
        ("seq", "account"),
    ),
    Table.JUDGEMENTS: Shape(
        {
            "id": "text",
            "left": "text",
            "right": "text",
            "same": "bool",
            "confidence": "real",
            "reason": "text",
            "by": "text",
            "at": "int",
            "withdrawn_at": "int",
        },
        ("left", "right"),
    ),
    Table.TEAM: Shape({"id": "text", "relation": "text", "by": "text", "at": "int"}),
    Table.WATCHES: Shape(
        {
            "id": "text",
            "name": "text",
            "kind": "text",
            "terms": "texts",
            "hashtags": "texts",
            "excludes": "texts",
            "languages": "texts",
            "accounts": "texts",
        },
    ),
    Table.LOADS: Shape(
        {
            "id": "text",
            "source": "text",
            "input": "text",
            "started_at": "int",
            "finished_at": "int",
            "position": "int",
            "totals": "text",  # JSON of Written, Counts and removed
        },
        ("source",),
    ),
    # which records a load had, as packed hashes of their ids: what a sweep and the undoing of a load go by
    Table.PARTS: Shape({"id": "text", "load": "text", "kind": "text", "members": "bytes"}, ("load",)),
    Table.REJECTED: Shape(
        {
            "id": "text",
            "number": "int",
            "load": "text",
            "at": "text",
            "reason": "text",
            "raw": "text",
            "account": "text",
        },
        ("load", "number", "account"),
    ),
    Table.TOMBSTONES: Shape({"id": "text", "reason": "text", "at": "int"}),
    Table.CHANGES: Shape({"id": "text", "seq": "int", "kind": "text", "key": "text"}, ("seq",)),
}
