"""Removing records: what refers to them is mended, and what nobody refers to any more goes as well."""

from collections.abc import Iterable, Sequence
from typing import Any

from graph.ledger.statements import show
from graph.ledger.unit_of_work import UnitOfWork
from graph.rows.rowhash import content_hash
from graph.rows.rows import account_references, post_references
from graph.rows.table import Table

_POST_REFERENCES = ("reply_to", "repost_of", "quote_of")


class Orphans:
    """Records that lost a reference and go if they were only referred to."""

    def __init__(self) -> None:
        self.accounts: set[str] = set()
        self.posts: set[str] = set()

    def of(self, table: Table, row: dict[str, Any]) -> None:
        """Note what a row refers to, before the row changes or goes."""
        self.accounts.update(account_references(table, row))
        self.posts.update(post_references(table, row))


def retract(unit: UnitOfWork, table: Table, row: dict[str, Any], orphans: Orphans) -> None:
    """Take away all statements of a record: it stays as an unknown one if something refers to it, else it goes."""
    orphans.of(table, row)
    if table in {Table.INTERACTIONS, Table.TRANSACTIONS}:
        unit.remove(table, row["id"])
        return
    show(row, table, [])
    unit.put(table, row)
    (orphans.accounts if table is Table.ACCOUNTS else orphans.posts).add(row["id"])


def remove_posts(unit: UnitOfWork, ids: Sequence[str], orphans: Orphans) -> int:
    """Remove posts for good: what refers to them loses the reference, and a like goes if it names no account."""
    gone = set(ids)
    for column in _POST_REFERENCES:
        for row in unit.find(Table.POSTS, column, ids):
            row[column] = None
            _restate(unit, Table.POSTS, row)
    for row in unit.find(Table.INTERACTIONS, "post", ids):
        if row["target"] is None:
            remove_plain(unit, Table.INTERACTIONS, row, orphans)
        else:
            row["post"] = None
            _restate(unit, Table.INTERACTIONS, row)
    rows = unit.get(Table.POSTS, ids)
    for identifier, row in rows.items():
        orphans.of(Table.POSTS, row)
        unit.remove(Table.POSTS, identifier)
    orphans.posts -= gone
    return sum(1 for row in rows.values() if row["known"])


def remove_accounts(unit: UnitOfWork, ids: Sequence[str], orphans: Orphans) -> tuple[int, int]:
    """Remove accounts for good with their posts, interactions and transactions, and mentions of them.

    Returns how many posts and interactions went.
    """
    gone = set(ids)
    posts = remove_posts(unit, [row["id"] for row in unit.find(Table.POSTS, "author", ids)], orphans)
    for row in unit.find(Table.POSTS, "mentions", ids):
        row["mentions"] = [m for m in row["mentions"] if m not in gone]
        _restate(unit, Table.POSTS, row)
    for row in unit.find(Table.POSTS, "reply_to_author", ids):
        row["reply_to_author"] = None
        _restate(unit, Table.POSTS, row)
    acts = {row["id"]: row for column in ("actor", "target") for row in unit.find(Table.INTERACTIONS, column, ids)}
    for row in acts.values():
        remove_plain(unit, Table.INTERACTIONS, row, orphans)
    for row in unit.find(Table.TRANSACTIONS, "account", ids):
        remove_plain(unit, Table.TRANSACTIONS, row, orphans)
    for identifier in unit.get(Table.ACCOUNTS, ids):
        unit.remove(Table.ACCOUNTS, identifier)
    orphans.accounts -= gone
    return posts, len(acts)


def remove_plain(unit: UnitOfWork, table: Table, row: dict[str, Any], orphans: Orphans) -> None:
    """Remove a record that nothing refers to."""
    orphans.of(table, row)
    unit.remove(table, row["id"])


def drop_orphans(unit: UnitOfWork, orphans: Orphans) -> None:
    """Remove records that were only referred to and are so no longer."""
    posts = [i for i, row in unit.get(Table.POSTS, sorted(orphans.posts)).items() if not row["known"]]
    for identifier in set(posts) - _referred_posts(unit, posts):
        unit.remove(Table.POSTS, identifier)
    accounts = [i for i, row in unit.get(Table.ACCOUNTS, sorted(orphans.accounts)).items() if not row["known"]]
    for identifier in set(accounts) - _referred_accounts(unit, accounts):
        unit.remove(Table.ACCOUNTS, identifier)


def _referred_posts(unit: UnitOfWork, ids: list[str]) -> set[str]:
    referred: set[str] = set()
    for column in _POST_REFERENCES:
        referred.update(row[column] for row in unit.find(Table.POSTS, column, ids))
    referred.update(row["post"] for row in unit.find(Table.INTERACTIONS, "post", ids))
    return referred


def _referred_accounts(unit: UnitOfWork, ids: list[str]) -> set[str]:
    referred: set[str] = set()
    for row in unit.find(Table.POSTS, "author", ids):
        referred.add(row["author"])
    for row in unit.find(Table.POSTS, "reply_to_author", ids):
        referred.add(row["reply_to_author"])
    for row in unit.find(Table.POSTS, "mentions", ids):
        referred.update(row["mentions"])
    for column in ("actor", "target"):
        referred.update(row[column] for row in unit.find(Table.INTERACTIONS, column, ids))
    referred.update(row["account"] for row in unit.find(Table.TRANSACTIONS, "account", ids))
    referred.update(_judged(unit, ids))
    referred.update(unit.row_store.get(Table.TEAM, ids))
    return referred


def _judged(unit: UnitOfWork, ids: list[str]) -> Iterable[str]:
    for column in ("left", "right"):
        yield from (row[column] for row in unit.row_store.find(Table.JUDGEMENTS, column, ids) if ids)


def _restate(unit: UnitOfWork, table: Table, row: dict[str, Any]) -> None:
    if row["known"]:
        row["hash_hi"], row["hash_lo"] = content_hash(table, row["id"], row)
    unit.put(table, row)
