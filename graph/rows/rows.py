"""Records as rows and back: what a source states, in the columns of `graph.rows.table`."""

from decimal import Decimal
from typing import Any

from graph.model.account import Account, PersonKind, Relation
from graph.model.ids import fold, is_provisional
from graph.model.interaction import Interaction, InteractionKind
from graph.model.judgement import Judgement
from graph.model.moment import from_micros, maybe_moment, to_micros
from graph.model.post import Post
from graph.model.transaction import Transaction, TransactionStatus
from graph.model.watch import Watch, WatchKind
from graph.rows.row_store import Row
from graph.rows.table import SHAPES, Table

Stated = Account | Post | Interaction | Transaction
"""Records that sources make statements on."""

_TABLES: dict[type, Table] = {
    Account: Table.ACCOUNTS,
    Post: Table.POSTS,
    Interaction: Table.INTERACTIONS,
    Transaction: Table.TRANSACTIONS,
}


def table_of(record: Stated) -> Table:
    """Which table a record belongs to."""
    return _TABLES[type(record)]


def blank_row(table: Table, identifier: str) -> dict[str, Any]:
    """Row of a record that is only referred to."""
    row: dict[str, Any] = dict.fromkeys(SHAPES[table].columns)
    row.update(id=identifier, seq=0, hash_hi=0, hash_lo=0, known=False)
    if table is Table.ACCOUNTS:
        row.update(kind="UNKNOWN", relation="UNKNOWN", opted_out=False, handle_key=handle_key(identifier, None))
    elif table is Table.POSTS:
        row["mentions"] = []
    return row


def handle_key(account: str, handle: str | None) -> str | None:
    """What an account's handle is looked up by: `network:folded`; None without a handle."""
    network, _, native = account.partition(":")
    if is_provisional(account):
        return f"{network}:{native[1:]}"
    folded = fold(handle) if handle else ""
    return f"{network}:{folded}" if folded else None


def content_of(record: Stated) -> dict[str, Any]:
    """What a record states, by column."""
    if isinstance(record, Account):
        return _account_content(record)
    if isinstance(record, Post):
        return _post_content(record)
    if isinstance(record, Interaction):
        return _interaction_content(record)
    return _transaction_content(record)


def _account_content(record: Account) -> dict[str, Any]:
    return {
        "handle": record.handle,
        "name": record.name,
        "kind": record.kind.value,
        "email": record.email,
        "company": record.company,
        "relation": record.relation.value,
        "followers": record.followers,
        "following": record.following,
        "verified": record.verified,
        "url": record.url,
    }


def _post_content(record: Post) -> dict[str, Any]:
    return {
        "author": record.author,
        "at": None if record.at is None else to_micros(record.at),
        "text": record.text,
        "reply_to": record.reply_to,
        "repost_of": record.repost_of,
        "quote_of": record.quote_of,
        "mentions": list(dict.fromkeys(record.mentions)),
        "language": record.language,
        "url": record.url,
        "likes": record.likes,
        "reposts": record.reposts,
        "replies": record.replies,
        "quotes": record.quotes,
        "views": record.views,
    }


def _interaction_content(record: Interaction) -> dict[str, Any]:
    return {
        "actor": record.actor,
        "target": record.target,
        "kind": record.kind.value,
        "at": None if record.at is None else to_micros(record.at),
        "post": record.post,
        "weight": float(record.weight),
        "evidence": None if record.evidence is None else float(record.evidence),
    }


def _transaction_content(record: Transaction) -> dict[str, Any]:
    return {
        "account": record.account,
        "kind": record.kind,
        "status": record.status.value,
        "amount": format(record.amount, "f"),
        "currency": record.currency,
        "at": to_micros(record.at),
    }


def account_references(table: Table, row: Row) -> list[str]:
    """Accounts that a row refers to, in a fixed order."""
    if table is Table.POSTS:
        return [a for a in (row["author"], *row["mentions"]) if a]
    if table is Table.INTERACTIONS:
        return [a for a in (row["actor"], row["target"]) if a]
    if table is Table.TRANSACTIONS:
        return [row["account"]]
    return []


def post_references(table: Table, row: Row) -> list[str]:
    """Posts that a row refers to, in a fixed order."""
    if table is Table.POSTS:
        return [p for p in (row["reply_to"], row["repost_of"], row["quote_of"]) if p]
    if table is Table.INTERACTIONS:
        return [row["post"]] if row["post"] else []
    return []


def to_account(row: Row) -> Account:
    """An account as its row shows it."""
    return Account(
        id=row["id"],
        handle=row["handle"] or (row["id"].partition(":@")[2] or None if is_provisional(row["id"]) else None),
        name=row["name"],
        kind=PersonKind(row["kind"]),
        email=row["email"],
        company=row["company"],
        relation=Relation(row["relation"]),
        followers=row["followers"],
        following=row["following"],
        verified=row["verified"],
        url=row["url"],
        stated_at=maybe_moment(row.get("stated_at")),
        known=bool(row.get("known", True)),
        alias_of=row.get("alias_of"),
    )


def to_post(row: Row) -> Post:
    """A post as its row shows it."""
    return Post(
        id=row["id"],
        author=row["author"],
        at=maybe_moment(row["at"]),
        text=row["text"],
        reply_to=row["reply_to"],
        repost_of=row["repost_of"],
        quote_of=row["quote_of"],
        mentions=tuple(row["mentions"] or ()),
        language=row["language"],
        url=row["url"],
        likes=row["likes"],
        reposts=row["reposts"],
        replies=row["replies"],
        quotes=row["quotes"],
        views=row["views"],
        stated_at=maybe_moment(row.get("stated_at")),
        known=bool(row.get("known", True)),
    )


def to_interaction(row: Row) -> Interaction:
    """An interaction as its row shows it."""
    return Interaction(
        id=row["id"],
        actor=row["actor"],
        target=row["target"],
        kind=InteractionKind(row["kind"]),
        at=maybe_moment(row["at"]),
        post=row["post"],
        weight=row["weight"],
        evidence=row["evidence"],
        stated_at=maybe_moment(row.get("stated_at")),
    )


def to_transaction(row: Row) -> Transaction:
    """A transaction as its row shows it."""
    return Transaction(
        id=row["id"],
        account=row["account"],
        kind=row["kind"],
        status=TransactionStatus(row["status"]),
        amount=Decimal(row["amount"]),
        currency=row["currency"],
        at=from_micros(row["at"]),
        stated_at=maybe_moment(row.get("stated_at")),
    )


def to_judgement(row: Row) -> Judgement:
    """A judgement as its row keeps it."""
    return Judgement(
        id=row["id"],
        left=row["left"],
        right=row["right"],
        same=bool(row["same"]),
        confidence=row["confidence"],
        reason=row["reason"],
        by=row["by"],
        at=from_micros(row["at"]),
        withdrawn_at=maybe_moment(row["withdrawn_at"]),
    )


def to_watch(row: Row) -> Watch:
    """A watch as its row keeps it."""
    lists = {name: tuple(row[name] or ()) for name in ("terms", "hashtags", "excludes", "languages", "accounts")}
    return Watch(id=row["id"], name=row["name"], kind=WatchKind(row["kind"]), **lists)
