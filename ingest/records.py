"""The check that every record passes before it is written: ids, moments, numbers and lengths."""

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache, partial
from operator import attrgetter
from typing import Any, Final

from graph.model.account import Account
from graph.model.column import MENTIONS, MOST_NUMBER, Column, columns_of
from graph.model.ids import KINDS, MAX_ID_LENGTH, clean_text, is_account_id
from graph.model.interaction import Interaction
from graph.model.post import Post
from graph.model.tombstone import Deletion
from graph.model.transaction import Transaction
from graph.port.batch import Record
from ingest.errors import RecordRejected

_MAX_LONG_ID: Final = 4 * MAX_ID_LENGTH
_UNKEEPABLE: Final = re.compile(r"[\x00\ud800-\udfff]")
_CONTROL: Final = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff]")

_CALLED: Final = {"evidence": "weight"}
"""What a column is called where people write it, if not as in the record."""

Check = Callable[[Any], None]
"""Looks at a value that is there; raises RecordRejected."""


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


def _checker(record: type, kind: str) -> Callable[[Any], Any]:
    """The check of one kind of record, made once from what its columns declare."""
    columns = columns_of(record)
    checks = [(column.name, _check_of(column, kind)) for column in columns]
    names, needed = zip(*((name, check) for name, check in checks if check is not None), strict=True)
    values = attrgetter(*names)
    texts = tuple(column.name for column in columns if _is_text(column))

    def check_record(record: Any) -> Any:
        for check, value in zip(needed, values(record)):  # noqa: B905  as long as each other
            if value is not None:
                check(value)
        return _cleaned(record, texts) if texts else record

    return check_record


def _check_of(column: Column, kind: str) -> Check | None:
    """The check that a column's declaration asks for; None for one that can hold nothing wrong."""
    name = _CALLED.get(column.name, column.name)
    if column.name == "id":
        return _id_check(kind)
    if column.refers_to is not None:
        check = _id_check(column.refers_to.value)
        return check if column.limit is None else partial(_each, name, check, column.limit.most)
    if column.values is bool or issubclass(column.values, StrEnum):
        return None
    if column.values in _BY_TYPE:
        return partial(_BY_TYPE[column.values], name)
    if column.limit is None:
        raise TypeError(f"expected the column {column.name} to declare how much a source may bring, got no limit")
    return partial(_BY_LIMIT[column.values], name, column.limit.most)


def _id_check(kind: str) -> Check:
    return _account_id if kind == "account" else partial(_kept_id, kind)


def _is_text(column: Column) -> bool:
    return column.values is str and column.name != "id" and column.refers_to is None and column.stated


def _post(record: Post) -> Post:
    """A post that names more accounts than a post may is kept with the first of them."""
    if len(record.mentions) > MENTIONS.most:
        record = replace(record, mentions=record.mentions[: MENTIONS.most])
    post: Post = _plain_post(record)
    return post


def _interaction(record: Interaction) -> Interaction:
    if record.post is None and record.target is None:
        raise RecordRejected("an interaction needs the account or the post that it goes to, got neither")
    interaction: Interaction = _plain_interaction(record)
    return interaction


def _deletion(record: Deletion) -> Deletion:
    if record.id.partition(":")[0] in KINDS:
        _kept_id(record.id.partition(":")[0], record.id)
    else:
        _account_id(record.id)
    _moment("at", record.at)
    return record


def _cleaned(record: Any, texts: Iterable[str]) -> Any:
    changes: dict[str, str] = {}
    for name in texts:
        value = getattr(record, name)
        if value is not None and _UNKEEPABLE.search(value):
            changes[name] = clean_text(value)
    return replace(record, **changes) if changes else record


@lru_cache(maxsize=1 << 16)
def _account_id(identifier: str) -> None:
    if not is_account_id(identifier):
        raise RecordRejected(f"expected an account id like 'x:44196397', got {_shown(identifier)}")
    _clean_id(identifier, MAX_ID_LENGTH + 65)


def _kept_id(kind: str, identifier: str) -> None:
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


def _each(name: str, check: Check, most: int, values: tuple[str, ...]) -> None:
    if len(values) > most:
        raise RecordRejected(f"expected at most {most} {name}, got {len(values)}")
    for value in values:
        check(value)


def _moment(name: str, moment: datetime) -> None:
    if moment.tzinfo is UTC:
        return
    if moment.utcoffset() is None:
        raise RecordRejected(f"{name}: expected a moment with its time zone, got {moment.isoformat()}")
    try:
        moment.astimezone(UTC)
    except OverflowError as error:
        raise RecordRejected(f"{name}: expected a moment in the years 1 to 9999, got {moment.isoformat()}") from error


def _count(name: str, most: int, value: int) -> None:
    if not 0 <= value <= most:
        raise RecordRejected(f"{name}: expected a whole number from 0 to {most}, got {_shown(str(value))}")


def _positive(name: str, value: float) -> None:
    if not 0 < value <= MOST_NUMBER:
        raise RecordRejected(f"{name}: expected a number above 0 and at most {MOST_NUMBER:.1e}, got {value}")


def _amount(_name: str, most: int, value: Decimal) -> None:
    if not value.is_finite() or abs(value.adjusted()) > most or len(value.as_tuple().digits) > most:
        raise RecordRejected(f"expected an amount of at most {most} digits, got {_shown(str(value))}")


def _length(name: str, most: int, value: str) -> None:
    if len(value) > most:
        raise RecordRejected(f"{name}: expected at most {most:,} characters, got {len(value):,}")


def _shown(value: str) -> str:
    return repr(value if len(value) <= 80 else value[:79] + "…")


_BY_LIMIT: Final[dict[type, Callable[[str, int, Any], None]]] = {str: _length, int: _count, Decimal: _amount}
_BY_TYPE: Final[dict[type, Callable[[str, Any], None]]] = {datetime: _moment, float: _positive}

_plain_post: Final = _checker(Post, "post")
_plain_interaction: Final = _checker(Interaction, "interaction")

_CHECKS: Final[dict[type, Callable[[Any], Record]]] = {
    Account: _checker(Account, "account"),
    Post: _post,
    Interaction: _interaction,
    Transaction: _checker(Transaction, "transaction"),
    Deletion: _deletion,
}
