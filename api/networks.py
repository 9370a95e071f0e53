"""Networks of addresses, as people list them."""

import ipaddress
from ipaddress import IPv4Network, IPv6Network

Network = IPv4Network | IPv6Network


def networks(listing: str) -> tuple[Network, ...]:
    """Read addresses and networks with commas between. Raises ValueError.

    >>> networks("127.0.0.1, 10.0.0.0/8")
    (IPv4Network('127.0.0.1/32'), IPv4Network('10.0.0.0/8'))
    """
    return tuple(_network(entry.strip()) for entry in listing.split(",") if entry.strip())


def _network(entry: str) -> Network:
    try:
        return ipaddress.ip_network(entry)
    except ValueError:
        raise ValueError(f"expected addresses or networks with commas between, got {entry[:100]!r}") from None
