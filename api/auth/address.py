"""Addresses: which ones are this machine, and which ones count as one caller."""

import ipaddress
from collections.abc import Collection
from typing import Final
from urllib.parse import urlsplit

_NOBODY: Final = "unknown"


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


def is_local_origin(origin: str | None, names: Collection[str] = ()) -> bool:
    """Whether a page that asks, by its `Origin`, comes from this machine; so does what is no page at all.

    >>> is_local_origin(None), is_local_origin("http://localhost:3000"), is_local_origin("https://elsewhere.example")
    (True, True, False)
    """
    if origin is None:
        return True
    try:
        return _is_here(urlsplit(origin).hostname, names)
    except ValueError:
        return False


def is_local_host(host: str | None, names: Collection[str] = ()) -> bool:
    """Whether the `Host` asked for is this machine by a name or address that leads nowhere else, or one of `names`.

    Any other name can be made to lead to this machine, by its owner or by whoever answers for names in a network, and
    then a page of theirs asks here as if it were ours (DNS rebinding). Browsers always say a host.

    >>> [is_local_host(host) for host in ("127.0.0.1:8000", "[::1]:8000", "localhost:8000", "kith.local", "box")]
    [True, True, True, False, False]
    >>> is_local_host("kith.local:8000", {"kith.local"})
    True
    """
    if not host:
        return True
    try:
        return _is_here(urlsplit(f"//{host}").hostname, names)
    except ValueError:
        return False


def _is_here(name: str | None, names: Collection[str]) -> bool:
    plain = (name or "").removesuffix(".")
    return is_loopback(plain) or plain in names


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
