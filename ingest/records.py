"""The check that every record passes before it is written: ids, moments, numbers and lengths."""

import math
import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any, Final, TypeVar

from graph.model.account import Account
from graph.model.ids import KINDS, MAX_ID_LENGTH, clean_text, is_account_id
from graph.model.interaction import Interaction
from graph.model.post import Post
from graph.model.tombstone import Deletion
from graph.model.transaction import Transaction
from graph.port.batch import Record
from ingest.errors import RecordRejected

MAX_TEXT: Final = 1_000_000
"""Characters of a post's text."""

MAX_FIELD: Final = 1_000
"""Characters of a handle, a name, a company and the like."""

MAX_URL: Final = 8_000
"""Characters of an address in the web."""

MAX_MENTIONS: Final = 1_000
"""Accounts that one post may mention."""

MAX_COUNT: Final = 2**63 - 1
"""Largest count that stores can keep."""

_MAX_DIGITS: Final = 30
_MAX_LONG_ID: Final = 4 * MAX_ID_LENGTH
_UNKEEPABLE: Final = re.compile(r"[\x00\ud800-\udfff]")
_CONTROL: Final = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff]")

_COUNTS: Final = ("likes", "reposts", "replies", "quotes", "views")

Kept = TypeVar("Kept", bound=Record)


def checked(record: Record) -> Record:
    """Return the record with its texts cleaned of what no store keeps; raises RecordRejected saying what is wrong."""
    return _CHECKS[type(record)](record)


def account_of(record: Record) -> str | None:
    """The account that a record speaks of, for the dead letters."""
    if isinstance(record, Post):
        return record.author
    if isinstance(record, Interaction):
        return record.actor
    if isinstance(record, Transaction):
        return record.account
    return record.id if is_account_id(record.id) else None


def _account(record: Account) -> Account:
    _account_id(record.id)
    _count("followers", record.followers)
    _count("following", record.following)
    _moment("stated_at", record.stated_at)
    return _cleaned(record, ("handle", "name", "email", "company"), ("url",))


def _post(record: Post) -> Post:
    _kept_id(record.id, "post")
    _maybe(_account_id, record.author)
    for other in (record.reply_to, record.repost_of, record.quote_of):
        if other is not None:
            _kept_id(other, "post")
    if len(record.mentions) > MAX_MENTIONS:
        raise RecordRejected(f"expected at most {MAX_MENTIONS} mentions, got {len(record.mentions)}")
    for mention in record.mentions:
        _account_id(mention)
    for name in _COUNTS:
        _count(name, getattr(record, name))
    _moment("at", record.at)
    _moment("stated_at", record.stated_at)
    _length("text", record.text, MAX_TEXT)
    record = _cleaned(record, ("language",), ("url",))
    if record.text is not None and _UNKEEPABLE.search(record.text):
        return replace(record, text=clean_text(record.text))
    return record


def _interaction(record: Interaction) -> Interaction:
    _kept_id(record.id, "interaction")
    _account_id(record.actor)
    _maybe(_account_id, record.target)
    if record.post is not None:
        _kept_id(record.post, "post")
    elif record.target is None:
        raise RecordRejected("an interaction needs the account or the post that it goes to, got neither")
    _positive("weight", record.weight)
    if record.evidence is not None:
        _positive("weight", record.evidence)
    _moment("at", record.at)
    _moment("stated_at", record.stated_at)
    return record


def _transaction(record: Transaction) -> Transaction:
    _kept_id(record.id, "transaction")
    _account_id(record.account)
    amount = record.amount
    if not amount.is_finite() or abs(amount.adjusted()) > _MAX_DIGITS or len(amount.as_tuple().digits) > _MAX_DIGITS:
        raise RecordRejected(f"expected an amount of at most {_MAX_DIGITS} digits, got {_shown(str(amount))}")
    _moment("at", record.at)
    _moment("stated_at", record.stated_at)
    return _cleaned(record, ("kind", "currency"), ())


def _deletion(record: Deletion) -> Deletion:
    if record.id.partition(":")[0] in KINDS:
        _kept_id(record.id, record.id.partition(":")[0])
    else:
        _account_id(record.id)
    _moment("at", record.at)
    return record


_CHECKS: Final[dict[type, Callable[[Any], Record]]] = {
    Account: _account,
    Post: _post,
    Interaction: _interaction,
    Transaction: _transaction,
    Deletion: _deletion,
}


def _cleaned(record: Kept, fields: Iterable[str], urls: Iterable[str]) -> Kept:
    changes: dict[str, str] = {}
    for names, limit in ((fields, MAX_FIELD), (urls, MAX_URL)):
        for name in names:
            value = getattr(record, name)
            if value is None:
                continue
            _length(name, value, limit)
            if _UNKEEPABLE.search(value):
                changes[name] = clean_text(value)
    return replace(record, **changes) if changes else record  # type: ignore[arg-type]


@lru_cache(maxsize=1 << 16)
def _account_id(identifier: str) -> None:
    if not is_account_id(identifier):
        raise RecordRejected(f"expected an account id like 'x:44196397', got {_shown(identifier)}")
    _clean_id(identifier, MAX_ID_LENGTH + 65)


def _kept_id(identifier: str, kind: str) -> None:
    opening, _, rest = identifier.partition(":")
    if opening != kind or not rest:
        raise RecordRejected(f"expected an id like '{kind}:x:20', got {_shown(identifier)}")
    if kind != "interaction" and not is_account_id(rest):
        raise RecordRejected(f"expected an id like '{kind}:x:20', got {_shown(identifier)}")
    _clean_id(identifier, _MAX_LONG_ID)


def _clean_id(identifier: str, limit: int) -> None:
    if len(identifier) > limit:
        raise RecordRejected(f"expected an id of at most {limit} characters, got {len(identifier)}")
    if _CONTROL.search(identifier):
        raise RecordRejected(f"expected an id without control characters, got {_shown(identifier)}")


def _maybe(check: Callable[[str], None], value: str | None) -> None:
    if value is not None:
        check(value)


def _moment(name: str, moment: datetime | None) -> None:
    if moment is None or moment.tzinfo is UTC:
        return
    if moment.utcoffset() is None:
        raise RecordRejected(f"{name}: expected a moment with its time zone, got {moment.isoformat()}")
    try:
        moment.astimezone(UTC)
    except OverflowError as error:
        raise RecordRejected(f"{name}: expected a moment in the years 1 to 9999, got {moment.isoformat()}") from error


def _count(name: str, value: int | None) -> None:
    if value is not None and not 0 <= value <= MAX_COUNT:
        raise RecordRejected(f"{name}: expected a whole number from 0 to {MAX_COUNT}, got {_shown(str(value))}")


def _positive(name: str, value: float) -> None:
    if not (math.isfinite(value) and value > 0):
        raise RecordRejected(f"{name}: expected a number above 0, got {value}")


def _length(name: str, value: str | None, limit: int) -> None:
    if value is not None and len(value) > limit:
        raise RecordRejected(f"{name}: expected at most {limit:,} characters, got {len(value):,}")


def _shown(value: str) -> str:
    return repr(value if len(value) <= 80 else value[:79] + "…")
