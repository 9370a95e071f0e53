"""Networks that go by more than one name: ids are made with the first, and found by all."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Final

ALIASES: Final[Mapping[str, str]] = MappingProxyType(
    {"twitter": "x", "twitter.com": "x", "x.com": "x", "bsky": "bluesky"}
)
"""Other names of networks, and what Kith calls them."""

_KINDS: Final = ("post", "transaction", "person")


def network_named(name: str) -> str:
    """What Kith calls a network.

    >>> network_named("twitter"), network_named("mastodon")
    ('x', 'mastodon')
    """
    return ALIASES.get(name, name)


def plain_id(identifier: str) -> str:
    """An id with its network as Kith calls it.

    >>> plain_id("twitter:12"), plain_id("post:twitter:20"), plain_id("x:12")
    ('x:12', 'post:x:20', 'x:12')
    """
    kind, _, rest = identifier.partition(":")
    if kind in _KINDS:
        return f"{kind}:{plain_id(rest)}" if rest else identifier
    return f"{ALIASES[kind]}:{rest}" if kind in ALIASES else identifier


def spellings(identifier: str) -> Iterator[str]:
    """All ids that an account or post may have in stores, also in those that an earlier Kith made: the given one first.

    >>> list(spellings("x:12"))[:3], list(spellings("twitter:12"))[:2]
    (['x:12', 'twitter:12', 'twitter.com:12'], ['twitter:12', 'x:12'])
    """
    plain = plain_id(identifier)
    kind, _, rest = plain.partition(":")
    head, tail = ("", plain) if kind not in _KINDS else (f"{kind}:", rest)
    network, _, native = tail.partition(":")
    others = (f"{head}{alias}:{native}" for alias, name in ALIASES.items() if name == network)
    yield from dict.fromkeys((identifier, plain, *others))
