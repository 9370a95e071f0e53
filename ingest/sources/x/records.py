"""Records from the JSON of X API v2."""

import re
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Final, NoReturn

from graph.model.account import Account, PersonKind
from graph.model.ids import account_id, handle_account_id, post_id
from graph.model.post import Post
from graph.model.tombstone import Deletion, Reason
from graph.port.batch import Record
from ingest.errors import RecordRejected
from ingest.formats.json_values import JsonObject, needed_text, object_of, objects_of, text_of, whole_of, yes_of
from ingest.formats.moments import Moments
from ingest.sources.x.payload import XItem, XKind

_NETWORK: Final = "x"
_HANDLE: Final = re.compile(r"[A-Za-z0-9_]{1,15}\Z")
_NO_LANGUAGE: Final = frozenset({"und", "qme", "qst", "qht", "qam", "qct", "zxx", "art"})
_ORGANISATIONS: Final = frozenset({"business", "government"})
_MOMENTS: Final = Moments()
_REFERENCES: Final = {"replied_to": "reply_to", "retweeted": "repost_of", "quoted": "quote_of"}
_REASONS: Final = {
    "deleted": Reason.SOURCE_DELETED,
    "deactivated": Reason.DEACTIVATED,
    "protected": Reason.PROTECTED,
    "suspended": Reason.SUSPENDED,
}


def record_of(item: XItem) -> Record:
    """The record that a piece of X's JSON is. Raises RecordRejected or InvalidValue."""
    stated_at = None if item.retrieved_at is None else _MOMENTS.read(item.retrieved_at)
    return _TRANSLATIONS[item.kind](item.value, stated_at)


def deletion_of(line: JsonObject, *, of_users: bool, asked_at: datetime) -> Deletion:
    """What a compliance line says; without a moment of its own it counts from when it was asked for.

    Raises RecordRejected.
    """
    action, reason = text_of(line, "action"), text_of(line, "reason")
    if action != "delete" or (reason is not None and reason not in _REASONS):
        raise RecordRejected(f"not used: the compliance action {action!r} with the reason {reason!r}")
    since = text_of(line, "redacted_at")
    return Deletion(
        id=_account(line) if of_users else post_id(_NETWORK, _native(line, "id")),
        at=asked_at if since is None else _MOMENTS.read(since),
        reason=Reason.SOURCE_DELETED if reason is None else _REASONS[reason],
    )


def _user(user: JsonObject, stated_at: datetime | None) -> Account:
    metrics = object_of(user, "public_metrics")
    handle = text_of(user, "username")
    return Account(
        id=_account(user),
        handle=handle,
        name=text_of(user, "name"),
        kind=PersonKind.ORGANISATION if user.get("verified_type") in _ORGANISATIONS else PersonKind.UNKNOWN,
        followers=whole_of(metrics, "followers_count"),
        following=whole_of(metrics, "following_count"),
        verified=yes_of(user, "verified"),
        url=f"https://x.com/{handle}" if handle and _HANDLE.match(handle) else None,
        stated_at=stated_at,
    )


def _post(post: JsonObject, stated_at: datetime | None) -> Post:
    author = None if post.get("author_id") is None else account_id(_NETWORK, _native(post, "author_id"))
    try:
        return _post_by(author, post, stated_at)
    except RecordRejected as flaw:
        raise RecordRejected(flaw.reason, author) from flaw


def _post_by(author: str | None, post: JsonObject, stated_at: datetime | None) -> Post:
    native = _native(post, "id")
    metrics = object_of(post, "public_metrics")
    written_at = text_of(post, "created_at")
    language = text_of(post, "lang")
    references = {
        _REFERENCES[kind]: post_id(_NETWORK, _native(other, "id"))
        for other in objects_of(post, "referenced_tweets")
        if (kind := text_of(other, "type")) in _REFERENCES
    }
    return Post(
        id=post_id(_NETWORK, native),
        author=author,
        reply_to_author=None if post.get("in_reply_to_user_id") is None else _account(post, "in_reply_to_user_id"),
        at=None if written_at is None else _MOMENTS.read(written_at),
        text=text_of(object_of(post, "note_tweet"), "text") or text_of(post, "text"),
        mentions=_mentions(post),
        language=None if language in _NO_LANGUAGE else language,
        url=f"https://x.com/i/web/status/{native}",
        likes=whole_of(metrics, "like_count"),
        reposts=whole_of(metrics, "retweet_count"),
        replies=whole_of(metrics, "reply_count"),
        quotes=whole_of(metrics, "quote_count"),
        views=whole_of(metrics, "impression_count"),
        stated_at=stated_at,
        **references,  # type: ignore[arg-type]
    )


def _mentions(post: JsonObject) -> tuple[str, ...]:
    """Accounts that a post mentions: by id where X gives it, else by handle."""
    accounts: dict[str, None] = {}
    for mention in objects_of(object_of(post, "entities"), "mentions"):
        if mention.get("id") is not None:
            accounts[_account(mention)] = None
        else:
            accounts[handle_account_id(_NETWORK, needed_text(mention, "username"))] = None
    return tuple(accounts)


def _error(error: JsonObject, _stated_at: datetime | None) -> NoReturn:
    """X's own word that it does not give something out."""
    title = text_of(error, "title") or "error"
    detail = text_of(error, "detail") or text_of(error, "message") or "no detail"
    raise RecordRejected(f"X says {title}: {detail}", _account_of_error(error))


def _unused(item: JsonObject, _stated_at: datetime | None) -> NoReturn:
    raise RecordRejected(str(item["reason"]))


def _account_of_error(error: JsonObject) -> str | None:
    value = error.get("resource_id")
    if error.get("resource_type") != "user" or not isinstance(value, str) or not value:
        return None
    by_handle = str(error.get("parameter")).endswith("username") or not value.isdecimal()
    return handle_account_id(_NETWORK, value) if by_handle else account_id(_NETWORK, value)


def _account(record: JsonObject, name: str = "id") -> str:
    return account_id(_NETWORK, _native(record, name))


def _native(record: JsonObject, name: str) -> str:
    """An id of X: digits, as a text or a number."""
    value = record.get(name)
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    if not isinstance(value, str) or not (value.isascii() and value.isdecimal()) or len(value) > 20:
        raise RecordRejected(f"{name}: expected an id of X, which is a number of at most 20 digits, got {value!r:.60}")
    return value


_TRANSLATIONS: Final[Mapping[XKind, Callable[[JsonObject, datetime | None], Record]]] = {
    XKind.POST: _post,
    XKind.USER: _user,
    XKind.ERROR: _error,
    XKind.UNUSED: _unused,
}
