"""Addresses: which ones are this machine, and which ones count as one caller."""

import ipaddress
from functools import lru_cache
from typing import Final
from urllib.parse import urlsplit

_NOBODY: Final = "unknown"
_OWNED_BY_NOBODY: Final = ("localhost", "test", "invalid", "local", "internal")
"""Last parts of names that cannot be bought (RFC 6761, RFC 6762, and by a decision of ICANN)."""


def is_loopback(host: str) -> bool:
    """Whether a name or address reaches this machine alone.

    >>> [is_loopback(host) for host in ("127.0.0.1", "localhost", "::1", "0.0.0.0", "kith.example")]
    [True, True, True, False, False]
    """
    if host.lower() == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def is_local_origin(origin: str | None) -> bool:
    """Whether a page that asks, by its `Origin`, comes from this machine; so does what is no page at all.

    >>> is_local_origin(None), is_local_origin("http://localhost:3000"), is_local_origin("https://elsewhere.example")
    (True, True, False)
    """
    if origin is None:
        return True
    try:
        return is_loopback(urlsplit(origin).hostname or "")
    except ValueError:
        return False


@lru_cache(maxsize=1_000)
def may_be_rebound(host: str | None) -> bool:
    """Whether the `Host` asked for is a name that somebody elsewhere may own.

    Its owner can have it lead to this machine, and then a page of theirs asks here as if it were ours (DNS rebinding).
    An address, a name without a dot, and names that nobody can own are safe.

    >>> [may_be_rebound(host) for host in ("127.0.0.1:8000", "[::1]:8000", "localhost:8000", "elsewhere.example")]
    [False, False, False, True]
    """
    try:
        name = (urlsplit(f"//{host or ''}").hostname or "").rstrip(".")
    except ValueError:
        return True
    if _is_address(name) or "." not in name:
        return False
    return name.rpartition(".")[2] not in _OWNED_BY_NOBODY


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


def rated_address(address: str | None) -> str:
    """What an address is rate-limited as: itself, or its network of 64 bits, which one household or host has whole.

    >>> rated_address("192.0.2.7"), rated_address("2001:db8:1:2::9"), rated_address(None)
    ('192.0.2.7', '2001:db8:1:2::/64', 'unknown')
    """
    if address is None:
        return _NOBODY
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return _NOBODY
    if parsed.version == 4:
        return str(parsed)
    mapped = parsed.ipv4_mapped
    return str(mapped) if mapped else str(ipaddress.ip_network((parsed, 64), strict=False))
