"""What a line of X API v2 JSON holds: pages, flattened posts, lines of a stream, compliance lines and errors."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from ingest.formats.json_values import JsonObject

_DEEPEST: Final = 4
_OLD_API: Final = "looks like X API v1.1, which names authors otherwise: expected X API v2. Fetch the posts anew by id"


class XKind(StrEnum):
    """What a piece of X's JSON is about."""

    POST = "post"
    USER = "user"
    COMPLIANCE = "compliance"
    ERROR = "error"
    UNUSED = "unused"


@dataclass(frozen=True, slots=True)
class XItem:
    """One piece of a line; `retrieved_at` is when it was asked for, where the line says so."""

    kind: XKind
    value: JsonObject
    retrieved_at: str | None = None


def items_of(document: Any) -> Iterator[XItem]:
    """Unpack a line: users, then posts, then what is of no use, each with what it is."""
    if not isinstance(document, dict):
        yield XItem(XKind.UNUSED, {"reason": f"expected an object, got a {type(document).__name__}"})
        return
    retrieved_at = _retrieved_at(document)
    items = _unpacked(document)
    for kind, value in items:
        yield XItem(kind, value, retrieved_at)


def _unpacked(document: JsonObject) -> Iterator[tuple[XKind, JsonObject]]:
    if "id_str" in document or "statuses" in document:
        yield XKind.UNUSED, {"reason": _OLD_API}
        return
    if "action" in document and "id" in document:
        yield XKind.COMPLIANCE, document
        return
    if "text" in document and "id" in document:
        yield from _post_with_company(document, 0)
        return
    if "username" in document and "id" in document:
        yield XKind.USER, document
        return
    if not {"data", "includes", "errors"} & document.keys():
        problem = "title" in document or "detail" in document
        yield (XKind.ERROR, document) if problem else (XKind.UNUSED, {"reason": _described([document])})
        return
    yield from _page(document)


def _page(document: JsonObject) -> Iterator[tuple[XKind, JsonObject]]:
    includes = document.get("includes")
    includes = includes if isinstance(includes, dict) else {}
    data = _objects(document.get("data"))
    for user in _objects(includes.get("users")):
        yield XKind.USER, user
    for item in data:
        if "text" in item:
            yield from _post_with_company(item, 0)
        elif "username" in item:
            yield XKind.USER, item
    for post in _objects(includes.get("tweets")):
        yield from _post_with_company(post, 0)
    for error in _objects(document.get("errors")):
        yield XKind.ERROR, error
    unused = [item for item in data if "text" not in item and "username" not in item]
    if unused or not (data or includes or document.get("errors")):
        yield XKind.UNUSED, {"reason": _described(unused)}


def _post_with_company(post: JsonObject, depth: int) -> Iterator[tuple[XKind, JsonObject]]:
    """A post, with the users and posts that a flattened one carries inside."""
    if depth < _DEEPEST:
        for name in ("author", "in_reply_to_user"):
            user = post.get(name)
            if isinstance(user, dict) and "username" in user and "name" in user:
                yield XKind.USER, user
        entities = post.get("entities")
        for mention in _objects(entities.get("mentions")) if isinstance(entities, dict) else []:
            if "id" in mention and "name" in mention and "public_metrics" in mention:
                yield XKind.USER, mention
        for other in _objects(post.get("referenced_tweets")):
            if "text" in other:
                yield from _post_with_company(other, depth + 1)
    yield XKind.POST, post


def _described(items: list[JsonObject]) -> str:
    """Say what a page holds that is neither post nor user."""
    if not items:
        return "the page holds no post and no user"
    if "tweet_count" in items[0]:
        what = "counts of posts"
    elif "member_count" in items[0] or "owner_id" in items[0]:
        what = "lists of users"
    else:
        what = f"objects with {', '.join(sorted(items[0])[:6]) or 'nothing in them'}"
    return f"expected posts, users or compliance lines, got {what} ({len(items)})"


def _retrieved_at(document: JsonObject) -> str | None:
    facts = document.get("__twarc")
    moment = facts.get("retrieved_at") if isinstance(facts, dict) else None
    return moment if isinstance(moment, str) else None


def _objects(value: Any) -> list[JsonObject]:
    """The objects in a value that should be one or a list of them."""
    if isinstance(value, dict):
        return [value]
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []
