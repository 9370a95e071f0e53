"""Ids: an account is `network:native`, everything else carries its kind first; and how handles are folded."""

import re
import unicodedata
from typing import Final

from graph.errors import InvalidValue
from graph.model.networks import network_named

KINDS: Final = frozenset(
    {"person", "post", "theme", "community", "watch", "claim", "judgement", "transaction", "interaction", "load"}
)
"""Words that open an id and therefore are no networks."""

MAX_ID_LENGTH: Final = 1024
_BLANKS: Final = dict.fromkeys(map(ord, "\u00a0\u2007\u202f"), " ") | dict.fromkeys(map(ord, "\u200b\ufeff"))
"""Blanks that look like the plain one, and marks that look like nothing: two ids are not apart by them."""

_NETWORK = re.compile(r"[a-z][a-z0-9_.-]{0,63}\Z")


def fold(handle: str) -> str:
    """Bring a handle to the form in which handles are compared: NFKC, small letters, no leading `@`.

    Letters that networks keep apart stay apart: case folding would make one handle of `straße` and `strasse`.

    >>> fold("@ChipotleTweets") == fold("chipotletweets")
    True
    >>> fold("STRASSE") == fold("straße"), fold("İstanbul") == fold("istanbul")
    (False, False)
    """
    return unicodedata.normalize("NFKC", handle).lower().strip().removeprefix("@")


def plain_blanks(identifier: str) -> str:
    """An id with the blanks that its record is kept by.

    >>> plain_blanks("plaza:New" + chr(0xA0) + "York")
    'plaza:New York'
    """
    return identifier if identifier.isascii() else identifier.translate(_BLANKS).strip()


def clean_text(value: str) -> str:
    """Take out what no store can keep: lone surrogates and NUL become U+FFFD.

    >>> clean_text("a" + chr(0) + "b") == "a" + chr(0xFFFD) + "b"
    True
    """
    if "\x00" in value:
        value = value.replace("\x00", "\ufffd")
    if value.isascii():
        return value
    return "".join("\ufffd" if "\ud800" <= c <= "\udfff" else c for c in value)


def account_id(network: str, native: str) -> str:
    """Build an account's id; raises InvalidValue when network or native id cannot be part of one.

    >>> account_id("x", "44196397")
    'x:44196397'
    """
    network = network_named(network)
    if not _NETWORK.match(network):
        raise InvalidValue(f"expected a network like 'x' or 'bluesky' (lower case, letters first), got {network!r}")
    if network in KINDS:
        raise InvalidValue(f"{network!r} names a kind of thing in Kith and cannot be a network")
    return f"{network}:{_native(native)}"


def handle_account_id(network: str, handle: str) -> str:
    """Build the id of a provisional account, known by its handle alone.

    >>> handle_account_id("x", "@Jack")
    'x:@jack'
    """
    folded = fold(handle)
    if not folded:
        raise InvalidValue(f"expected a handle, got {handle!r}")
    return account_id(network, "@" + folded)


def post_id(network: str, native: str) -> str:
    """Build a post's id.

    >>> post_id("x", "20")
    'post:x:20'
    """
    return "post:" + account_id(network, native)


def transaction_id(network: str, native: str) -> str:
    """Build a transaction's id.

    >>> transaction_id("northwind", "10248")
    'transaction:northwind:10248'
    """
    return "transaction:" + account_id(network, native)


def split_account(identifier: str) -> tuple[str, str]:
    """Split an account's id at its first colon into network and native id.

    >>> split_account("mastodon:https://a.example/users/b")
    ('mastodon', 'https://a.example/users/b')
    """
    network, colon, native = identifier.partition(":")
    if not colon or not native or network in KINDS or not _NETWORK.match(network):
        raise InvalidValue(f"expected an account id like 'x:44196397', got {identifier!r}")
    return network, native


def is_account_id(identifier: str) -> bool:
    """Tell whether a text has the form of an account's id."""
    network, colon, native = identifier.partition(":")
    return bool(colon and native and network not in KINDS and _NETWORK.match(network))


def person_id(account: str) -> str:
    """Id of the person that began with this account; it resolves as long as the account does.

    >>> person_id("x:1")
    'person:x:1'
    """
    return "person:" + account


def is_provisional(account: str) -> bool:
    """Tell whether an account id is one made from a handle alone.

    >>> is_provisional("x:@jack"), is_provisional("x:12")
    (True, False)
    """
    return ":@" in account and account.partition(":")[2].startswith("@")


def handle_in(account: str) -> str | None:
    """The handle that the id of a provisional account is made from; None for any other id.

    >>> handle_in("x:@jack"), handle_in("x:12")
    ('jack', None)
    """
    return account.partition(":@")[2] or None if is_provisional(account) else None


def _native(native: str) -> str:
    cleaned = plain_blanks(clean_text(native)).strip()
    if not cleaned:
        raise InvalidValue("expected an id, got an empty text")
    if len(cleaned) > MAX_ID_LENGTH:
        raise InvalidValue(f"expected an id of at most {MAX_ID_LENGTH} characters, got {len(cleaned)}")
    return cleaned
