"""Counting what a load speaks of."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

import numpy as np

from graph.ledger.parts import NAMED_ACCOUNTS, NAMED_POSTS, members
from graph.port.batch import Counts
from graph.rows.row_store import RowReader
from graph.rows.table import Table
from graph.snapshot.derive import PostLinks, derive

_CHUNK = 20_000
_REFERENCES = ("reply_to", "repost_of", "quote_of")


def count_load(reader: RowReader, load: str) -> Counts:
    """Count distinct records: delivered, named or only referred to, and the acts given or carried by posts."""
    posts = set(members(reader, load, Table.POSTS))
    referred = set(members(reader, load, NAMED_POSTS)) - posts
    unknown = sum(
        not row["known"] for part in _chunks(referred) for row in reader.get(Table.POSTS, part, ["known"]).values()
    )
    delivered = len(set(members(reader, load, Table.INTERACTIONS)))
    carried = sum(_acts_of(reader, part) for part in _chunks(posts))
    return Counts(
        accounts=len(set(members(reader, load, NAMED_ACCOUNTS))),
        posts=len(posts),
        unknown_posts=unknown,
        interactions=delivered + carried,
        transactions=len(set(members(reader, load, Table.TRANSACTIONS))),
    )


def _chunks(ids: Iterable[str]) -> Iterator[list[str]]:
    iterator = iter(ids)
    while part := list(islice(iterator, _CHUNK)):
        yield part


def _acts_of(reader: RowReader, ids: list[str]) -> int:
    """Acts that these posts carry: they alone count as known, what they refer to only lends its author."""
    columns = ["known", "author", "reply_to_author", "mentions", *_REFERENCES]
    carriers = reader.get(Table.POSTS, ids, columns)
    others = {row[c] for row in carriers.values() for c in _REFERENCES if row[c]} - carriers.keys()
    rows = [*carriers.values(), *reader.get(Table.POSTS, sorted(others), columns).values()]
    accounts = {a for row in rows for a in (row["author"], row["reply_to_author"], *(row["mentions"] or ())) if a}
    aliases = reader.get(Table.ACCOUNTS, sorted(accounts), ["alias_of"])
    real = {a: aliases[a]["alias_of"] or a for a in accounts if a in aliases}
    return int(derive(_links(rows, len(carriers), real)).post.size)


def _links(rows: list[dict[str, Any]], carriers: int, real: dict[str, str]) -> PostLinks:
    post_row = {row["id"]: place for place, row in enumerate(rows)}
    account_row = {account: place for place, account in enumerate(sorted(set(real.values())))}

    def account(name: object) -> int:
        return account_row.get(real.get(str(name), ""), -1) if name else -1

    def column(name: str) -> list[int]:
        return [post_row.get(row[name], -1) if row[name] else -1 for row in rows]

    mentions = [(place, account(m)) for place, row in enumerate(rows) for m in row["mentions"] or ()]
    pairs = np.array(mentions, np.int32).reshape(-1, 2)
    return PostLinks(
        author=np.array([account(row["author"]) for row in rows], np.int32),
        reply_to=np.array(column("reply_to"), np.int32),
        reply_to_author=np.array([account(row["reply_to_author"]) for row in rows], np.int32),
        repost_of=np.array(column("repost_of"), np.int32),
        quote_of=np.array(column("quote_of"), np.int32),
        known=np.arange(len(rows)) < carriers,
        mention_post=pairs[:, 0],
        mention_account=pairs[:, 1],
    )
