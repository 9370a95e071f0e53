"""Removing records: what refers to them is mended, and what nobody refers to any more goes as well."""

from collections.abc import Iterable, Sequence
from typing import Any

from graph.ledger.statements import show
from graph.ledger.unit_of_work import Draft
from graph.rows.rows import account_references, post_references
from graph.rows.table import Table
from graph.snapshot.rowhash import content_hash

_POST_REFERENCES = ("reply_to", "repost_of", "quote_of")


class Loose:
    """Records that lost a reference and go if they were only referred to."""

    def __init__(self) -> None:
        self.accounts: set[str] = set()
        self.posts: set[str] = set()

    def of(self, table: Table, row: dict[str, Any]) -> None:
        """Note what a row refers to, before the row changes or goes."""
        self.accounts.update(account_references(table, row))
        self.posts.update(post_references(table, row))


def retract(draft: Draft, table: Table, row: dict[str, Any], loose: Loose) -> None:
    """Take away all statements of a record: it stays as an unknown one if something refers to it, else it goes."""
    loose.of(table, row)
    if table in {Table.INTERACTIONS, Table.TRANSACTIONS}:
        draft.remove(table, row["id"])
        return
    show(row, table, [])
    draft.put(table, row)
    (loose.accounts if table is Table.ACCOUNTS else loose.posts).add(row["id"])


def remove_posts(draft: Draft, ids: Sequence[str], loose: Loose) -> int:
    """Remove posts for good: what refers to them loses the reference, and a like goes if it names no account."""
    gone = set(ids)
    for column in _POST_REFERENCES:
        for row in draft.find(Table.POSTS, column, ids):
            row[column] = None
            _restate(draft, Table.POSTS, row)
    for row in draft.find(Table.INTERACTIONS, "post", ids):
        if row["target"] is None:
            remove_plain(draft, Table.INTERACTIONS, row, loose)
        else:
            row["post"] = None
            _restate(draft, Table.INTERACTIONS, row)
    rows = draft.get(Table.POSTS, ids)
    for identifier, row in rows.items():
        loose.of(Table.POSTS, row)
        draft.remove(Table.POSTS, identifier)
    loose.posts -= gone
    return sum(1 for row in rows.values() if row["known"])


def remove_accounts(draft: Draft, ids: Sequence[str], loose: Loose) -> tuple[int, int]:
    """Remove accounts for good with their posts, interactions and transactions, and mentions of them.

    Returns how many posts and interactions went.
    """
    gone = set(ids)
    posts = remove_posts(draft, [row["id"] for row in draft.find(Table.POSTS, "author", ids)], loose)
    for row in draft.find(Table.POSTS, "mentions", ids):
        row["mentions"] = [m for m in row["mentions"] if m not in gone]
        _restate(draft, Table.POSTS, row)
    acts = {row["id"]: row for column in ("actor", "target") for row in draft.find(Table.INTERACTIONS, column, ids)}
    for row in acts.values():
        remove_plain(draft, Table.INTERACTIONS, row, loose)
    for row in draft.find(Table.TRANSACTIONS, "account", ids):
        remove_plain(draft, Table.TRANSACTIONS, row, loose)
    for identifier in draft.get(Table.ACCOUNTS, ids):
        draft.remove(Table.ACCOUNTS, identifier)
    loose.accounts -= gone
    return posts, len(acts)


def remove_plain(draft: Draft, table: Table, row: dict[str, Any], loose: Loose) -> None:
    """Remove a record that nothing refers to."""
    loose.of(table, row)
    draft.remove(table, row["id"])


def drop_loose(draft: Draft, loose: Loose) -> None:
    """Remove records that were only referred to and are so no longer."""
    posts = [i for i, row in draft.get(Table.POSTS, sorted(loose.posts)).items() if not row["known"]]
    for identifier in set(posts) - _referred_posts(draft, posts):
        draft.remove(Table.POSTS, identifier)
    accounts = [i for i, row in draft.get(Table.ACCOUNTS, sorted(loose.accounts)).items() if not row["known"]]
    for identifier in set(accounts) - _referred_accounts(draft, accounts):
        draft.remove(Table.ACCOUNTS, identifier)


def _referred_posts(draft: Draft, ids: list[str]) -> set[str]:
    referred: set[str] = set()
    for column in _POST_REFERENCES:
        referred.update(row[column] for row in draft.find(Table.POSTS, column, ids))
    referred.update(row["post"] for row in draft.find(Table.INTERACTIONS, "post", ids))
    return referred


def _referred_accounts(draft: Draft, ids: list[str]) -> set[str]:
    referred: set[str] = set()
    for row in draft.find(Table.POSTS, "author", ids):
        referred.add(row["author"])
    for row in draft.find(Table.POSTS, "mentions", ids):
        referred.update(row["mentions"])
    for column in ("actor", "target"):
        referred.update(row[column] for row in draft.find(Table.INTERACTIONS, column, ids))
    referred.update(row["account"] for row in draft.find(Table.TRANSACTIONS, "account", ids))
    referred.update(_judged(draft, ids))
    referred.update(draft.shelf.get(Table.TEAM, ids))
    return referred


def _judged(draft: Draft, ids: list[str]) -> Iterable[str]:
    for column in ("left", "right"):
        yield from (row[column] for row in draft.shelf.find(Table.JUDGEMENTS, column, ids) if ids)


def _restate(draft: Draft, table: Table, row: dict[str, Any]) -> None:
    if row["known"]:
        row["hash_hi"], row["hash_lo"] = content_hash(table, row["id"], row)
    draft.put(table, row)
