"""Addresses: which ones are this machine, and which ones count as one caller."""

import ipaddress
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


def rated_address(address: str | None) -> str:
    """What an address is rate-limited as: itself, or its network of 64 bits, which one household or host has whole.

    >>> rated_address("192.0.2.7"), rated_address("2001:db8:1:2::9"), rated_address(None)
    ('192.0.2.7', '2001:db8:1:2::/64', 'unknown')
    """
    if address is None:
        return _NOBODY
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return _NOBODY
    if found.version == 4:
        return str(found)
    mapped = found.ipv4_mapped
    return str(mapped) if mapped else str(ipaddress.ip_network((found, 64), strict=False))
