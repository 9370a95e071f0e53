"""Freezing: raw tables into the columns of a snapshot."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from hashlib import blake2b
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from graph import arrow_compute as pc
from graph.model.account import Relation
from graph.model.column import MOST_NUMBER
from graph.model.interaction import KINDS
from graph.model.moment import NEVER
from graph.model.transaction import TransactionStatus
from graph.rows.rowhash import sum_of_hashes
from graph.rows.table import RECORD_TABLES, Table
from graph.snapshot.derive import PostLinks, already_carried, derive
from graph.snapshot.freeze_people import freeze_people
from graph.snapshot.raw_tables import Tables
from graph.snapshot.snapshot import (
    MISSING,
    AccountColumns,
    InteractionColumns,
    PeopleColumns,
    PostColumns,
    Snapshot,
    TransactionColumns,
)

Array = Any
"""A `pyarrow.Array`."""


@dataclass(frozen=True, slots=True)
class _Index:
    """Finds rows of a snapshot by id. `row` holds, for each id, the row that stands for it, -1 for none."""

    ids: Array
    row: NDArray[np.int32]

    def of(self, keys: Array) -> NDArray[np.int32]:
        """Rows of these ids, -1 for nulls and for ids that are not there."""
        place = pc.fill_null(pc.index_in(keys, value_set=self.ids, skip_nulls=True), -1).to_numpy(zero_copy_only=False)
        if not self.row.size:
            return np.full(place.size, MISSING, np.int32)
        return np.where(place >= 0, self.row[np.maximum(place, 0)], np.int32(MISSING)).astype(np.int32)


def freeze(raw: Tables, team: Mapping[str, Relation], seq: int) -> Snapshot:
    """Freeze raw tables (ordered by id) into a snapshot; hidden accounts and what hangs on them stay out."""
    accounts = raw[Table.ACCOUNTS]
    real = _real(accounts)
    account_index = _account_index(accounts, real)
    posts = _visible_posts(raw[Table.POSTS], account_index)
    post_index = _Index(_array(posts, "id"), np.arange(posts.num_rows, dtype=np.int32))
    links = _links(posts, account_index, post_index)
    transactions = _freeze_transactions(raw[Table.TRANSACTIONS], account_index)
    people, person = freeze_people(real, team, transactions)
    account_columns = _freeze_accounts(real, person)
    return Snapshot(
        fingerprint=_fingerprint(raw),
        people_fingerprint=_people_fingerprint(account_columns, people),
        seq=seq,
        people=people,
        accounts=account_columns,
        posts=_freeze_posts(posts, links),
        interactions=_freeze_interactions(raw[Table.INTERACTIONS], posts, links, account_index, post_index),
        transactions=transactions,
    )


def refreeze_people(former: Snapshot, raw: Tables, team: Mapping[str, Relation], seq: int) -> Snapshot:
    """Freeze again after a change to nothing but who is one person, what they are to us, or who opted out.

    Accounts, posts, interactions and transactions of the former snapshot are taken as they are.
    """
    people, person = freeze_people(_real(raw[Table.ACCOUNTS]), team, former.transactions)
    accounts = replace(former.accounts, person=person)
    mark = _people_fingerprint(accounts, people)
    return replace(former, people_fingerprint=mark, seq=seq, people=people, accounts=accounts)


def _real(accounts: Any) -> Any:
    """Accounts that are shown, and were not re-pointed to another."""
    return _flat(accounts.filter(pc.and_(pc.is_null(accounts["hidden"]), pc.is_null(accounts["alias_of"]))))


def _account_index(accounts: Any, real: Any) -> _Index:
    """Re-pointed provisional ids find the row of the real account."""
    ids = _array(accounts, "id")
    stands_for = pc.coalesce(_array(accounts, "alias_of"), ids)
    row = pc.fill_null(pc.index_in(stands_for, value_set=_array(real, "id")), MISSING)
    return _Index(ids, row.to_numpy(zero_copy_only=False).astype(np.int32))


def _visible_posts(posts: Any, accounts: _Index) -> Any:
    hidden = pc.and_(pc.is_valid(_array(posts, "author")), pa.array(accounts.of(_array(posts, "author")) < 0))
    return _flat(posts.filter(pc.invert(hidden)))


def _links(posts: Any, accounts: _Index, post_index: _Index) -> PostLinks:
    mentions = _array(posts, "mentions")
    return PostLinks(
        author=accounts.of(_array(posts, "author")),
        reply_to=post_index.of(_array(posts, "reply_to")),
        reply_to_author=accounts.of(_array(posts, "reply_to_author")),
        repost_of=post_index.of(_array(posts, "repost_of")),
        quote_of=post_index.of(_array(posts, "quote_of")),
        known=_bools(posts, "known"),
        mention_post=pc.list_parent_indices(mentions).to_numpy(zero_copy_only=False).astype(np.int32),
        mention_account=accounts.of(pc.list_flatten(mentions)),
    )


def _freeze_accounts(real: Any, person: NDArray[np.int32]) -> AccountColumns:
    return AccountColumns(
        ids=_array(real, "id"),
        handles=_array(real, "handle"),
        person=person,
        followers=_ints(real, "followers", MISSING),
        known=_bools(real, "known"),
    )


def _freeze_posts(posts: Any, links: PostLinks) -> PostColumns:
    counts = [_ints(posts, name, MISSING) for name in ("likes", "reposts", "replies", "quotes", "views")]
    return PostColumns(
        ids=_array(posts, "id"),
        author=links.author,
        at=_ints(posts, "at", NEVER),
        texts=_array(posts, "text"),
        languages=_array(posts, "language"),
        reply_to=links.reply_to,
        repost_of=links.repost_of,
        quote_of=links.quote_of,
        engagement=np.stack(counts, axis=1),
        known=links.known,
    )


def _freeze_interactions(
    raw: Any, posts: Any, links: PostLinks, accounts: _Index, post_index: _Index
) -> InteractionColumns:
    """Given and derived acts together, each once, in canonical order."""
    acts = derive(links)
    actor, target = accounts.of(_array(raw, "actor")), accounts.of(_array(raw, "target"))
    post = post_index.of(_array(raw, "post"))
    lent = pc.is_null(_array(raw, "target")).to_numpy(zero_copy_only=False) & (post >= 0)
    if links.author.size:
        target = np.where(lent, links.author[np.maximum(post, 0)], target).astype(np.int32)
    kind = pc.index_in(_array(raw, "kind"), value_set=_kinds()).to_numpy(zero_copy_only=False).astype(np.int8)
    counts = (actor >= 0) & (target >= 0) & (actor != target)
    counts &= ~already_carried(acts, links, actor, kind, post)
    at = _ints(raw, "at", NEVER)
    posted_at = _ints(posts, "at", NEVER)
    derived = acts.actor.size
    columns = InteractionColumns(
        actor=np.concatenate([actor[counts], acts.actor]),
        target=np.concatenate([target[counts], acts.target]),
        kind=np.concatenate([kind[counts], acts.kind]),
        at=np.concatenate([at[counts], posted_at[acts.post]]),
        weight=np.concatenate([_short_floats(raw, "weight")[counts], np.ones(derived, np.float32)]),
        evidence=np.concatenate([_short_floats(raw, "evidence")[counts], np.full(derived, np.nan, np.float32)]),
        post=np.concatenate([post[counts], acts.post]),
    )
    order = np.lexsort(
        (columns.evidence, columns.weight, columns.post, columns.at, columns.kind, columns.target, columns.actor)
    )
    return InteractionColumns(
        *(getattr(columns, name)[order] for name in ("actor", "target", "kind", "at", "weight", "evidence", "post"))
    )


def _freeze_transactions(raw: Any, accounts: _Index) -> TransactionColumns:
    account = accounts.of(_array(raw, "account"))
    rows = _flat(raw.filter(pa.array(account >= 0)))
    statuses = pa.array([s.value for s in TransactionStatus], pa.large_string())
    status = pc.index_in(_array(rows, "status"), value_set=statuses).to_numpy(zero_copy_only=False)
    return TransactionColumns(
        ids=_array(rows, "id"),
        account=account[account >= 0],
        status=status.astype(np.int8),
        amount=pc.cast(_array(rows, "amount"), pa.float64()).to_numpy(zero_copy_only=False),
        currency=_array(rows, "currency"),
        at=_ints(rows, "at", NEVER),
    )


def _fingerprint(raw: Tables) -> str:
    total = sum(
        sum_of_hashes(_ints(raw[table], "hash_hi", 0), _ints(raw[table], "hash_lo", 0)) for table in RECORD_TABLES
    )
    hidden = raw[Table.ACCOUNTS].filter(pc.is_valid(raw[Table.ACCOUNTS]["hidden"]))
    for identifier, reason in zip(hidden["id"].to_pylist(), hidden["hidden"].to_pylist(), strict=True):
        total += int.from_bytes(blake2b(f"{identifier}\x00{reason}".encode(), digest_size=16).digest(), "big")
    return f"{total % (1 << 128):032x}"


def _people_fingerprint(accounts: AccountColumns, people: PeopleColumns) -> str:
    """Over who is together, whatever people are called: each account names the first account of its person."""
    first = np.full(people.relation.size, np.iinfo(np.int32).max, np.int32)
    np.minimum.at(first, accounts.person, np.arange(accounts.person.size, dtype=np.int32))
    digest = blake2b(digest_size=16)
    digest.update(first[accounts.person].tobytes())
    digest.update(people.relation[accounts.person].tobytes())
    digest.update(people.opted_out[accounts.person].tobytes())
    return digest.hexdigest()


def _kinds() -> Array:
    return pa.array([kind.value for kind in KINDS], pa.large_string())


def _flat(table: Any) -> Any:
    return table.combine_chunks()


def _array(table: Any, name: str) -> Array:
    """A column as one array."""
    column = table[name]
    return pa.concat_arrays(column.chunks) if column.num_chunks else pa.array([], column.type)


def _ints(table: Any, name: str, missing: int) -> NDArray[np.int64]:
    values: NDArray[np.int64] = pc.fill_null(_array(table, name), missing).to_numpy(zero_copy_only=False)
    return values


def _short_floats(table: Any, name: str) -> NDArray[np.float32]:
    """Numbers above 0 as float32; a store of a former version may hold larger ones, which count as the largest."""
    return np.minimum(_floats(table, name), MOST_NUMBER).astype(np.float32)


def _floats(table: Any, name: str) -> NDArray[np.float64]:
    values: NDArray[np.float64] = _array(table, name).to_numpy(zero_copy_only=False)  # nulls become NaN
    return values


def _bools(table: Any, name: str) -> NDArray[np.bool_]:
    values: NDArray[np.bool_] = pc.fill_null(_array(table, name), False).to_numpy(zero_copy_only=False)
    return values
