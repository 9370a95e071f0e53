"""Short ways to write the records that the contract plays with, and to read what came of them."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

from graph.model.account import Account
from graph.model.column import Reference
from graph.model.interaction import KINDS, Interaction, InteractionKind
from graph.model.post import Post
from graph.model.transaction import Transaction, TransactionStatus
from graph.port.batch import Batch, Record, Written
from graph.port.store import GraphStore
from graph.rows.rows import references
from graph.rows.table import Table

T0 = datetime(2026, 1, 1, tzinfo=UTC)
DAY = timedelta(days=1)


def account(identifier: str, **stated: Any) -> Account:
    """Make an account."""
    return Account(id=identifier, **stated)


def post(name: str, author: str | None, text: str, **stated: Any) -> Post:
    """Make a post of network x; `reply_to`, `repost_of` and `quote_of` are short names as well."""
    for column in references(Table.POSTS, Reference.POST):
        if stated.get(column):
            stated[column] = f"post:x:{stated[column]}"
    return Post(id=f"post:x:{name}", author=author, text=text, **{"at": T0, **stated})


def follow(actor: str, target: str) -> Interaction:
    """Make a follow."""
    return Interaction(
        id=f"interaction:{actor}|FOLLOW|{target}", actor=actor, target=target, kind=InteractionKind.FOLLOW
    )


def like(
    actor: str,
    post_id: str,
    *,
    target: str | None = None,
    kind: InteractionKind = InteractionKind.LIKE,
    name: str = "",
) -> Interaction:
    """Make an act that names a post."""
    identifier = f"interaction:{actor}|{kind}|{post_id}|{name}"
    return Interaction(id=identifier, actor=actor, target=target, kind=kind, post=post_id, at=T0)


def order(name: str, buyer: str, status: str = "WON") -> Transaction:
    """Make an order of ten euros."""
    return Transaction(
        id=f"transaction:crm:{name}",
        account=buyer,
        kind="order",
        status=TransactionStatus(status),
        amount=Decimal("10.00"),
        currency="EUR",
        at=T0,
    )


def keep(store: GraphStore, *records: Record, source: str = "s") -> Written:
    """Load records as one load."""
    with store.writer(source) as writer:
        return writer.write(Batch(records))


def acts(store: GraphStore, *, count: bool = False) -> set[tuple[Any, ...]]:
    """All acts of the snapshot as (actor, kind, target), with `count` how many of each."""
    snapshot = store.view().snapshot()
    ids = snapshot.accounts.ids.to_pylist()
    counts: dict[tuple[str, str, str], int] = {}
    columns = snapshot.interactions
    for actor, kind, target in zip(columns.actor, columns.kind, columns.target, strict=True):
        key = (ids[actor], KINDS[kind].value, ids[target])
        counts[key] = counts.get(key, 0) + 1
    return {(*key, number) for key, number in counts.items()} if count else set(counts)


def partition(store: GraphStore, *accounts: str) -> set[frozenset[str]]:
    """Which of these accounts are one person."""
    groups: dict[str | None, set[str]] = {}
    for identifier, person in zip(accounts, store.view().resolve(accounts), strict=True):
        groups.setdefault(person, set()).add(identifier)
    return {frozenset(group) for group in groups.values()}
