"""Connections: how many are taken of one address and of all, and the reserve through which probes still come.

Were there one number for all, a single peer with enough idle sockets would shut out everybody, probes included, and an
orchestrator would take a healthy service for a dead one.
"""

import asyncio
import ipaddress
import logging
import time
from collections import Counter
from collections.abc import Collection
from typing import Final, Self
from weakref import WeakKeyDictionary

from uvicorn import Config
from uvicorn.server import ServerState

from api.auth.address import rated_address
from api.http.limits import PROBE_RESERVE, SHARE_OF_ADDRESS
from api.networks import Network, networks

_LOG = logging.getLogger("kith.connections")
_SAY_EVERY_SECONDS: Final = 60.0


class Connections:
    """The connections of one server process, by address.

    An address has a share of `most`, except proxies, which carry everybody. What comes beyond a share or beyond `most`
    is taken into the reserve, where whoever waited longest is closed to make room: a probe asks at once.
    """

    def __init__(self, most: int, proxies: Collection[Network] = ()) -> None:
        self._most = most
        self._share = max(int(most * SHARE_OF_ADDRESS), 1)
        self._proxies = proxies
        self._regular: dict[asyncio.BaseTransport, str] = {}
        self._by_address: Counter[str] = Counter()
        self._reserve: dict[asyncio.Transport, None] = {}
        self._said_at = -_SAY_EVERY_SECONDS

    @classmethod
    def of(cls, state: ServerState, config: Config) -> Self:
        """Those of a server: the same ones for each of its protocols."""
        connections = _OF_SERVER.get(state)
        if not isinstance(connections, cls):
            connections = cls(config.limit_concurrency or 0, networks(str(config.forwarded_allow_ips)))
            _OF_SERVER[state] = connections
        return connections

    def take(self, transport: asyncio.Transport, address: str | None) -> bool:
        """Take a connection; False when it came into the reserve, where probes alone are answered."""
        who = rated_address(address)
        if len(self._regular) < self._most and (self._by_address[who] < self._share or self._is_proxy(address)):
            self._regular[transport] = who
            self._by_address[who] += 1
            return True
        self._say()
        if len(self._reserve) >= PROBE_RESERVE:
            longest = next(iter(self._reserve))
            del self._reserve[longest]
            longest.abort()
        self._reserve[transport] = None
        return False

    def leave(self, transport: asyncio.Transport) -> None:
        """Forget a connection that is closed."""
        self._reserve.pop(transport, None)
        who = self._regular.pop(transport, None)
        if who is not None:
            self._by_address[who] -= 1
            if not self._by_address[who]:
                del self._by_address[who]

    def _is_proxy(self, address: str | None) -> bool:
        return bool(self._proxies) and any(ipaddress.ip_address(address or "::") in net for net in self._proxies)

    def _say(self) -> None:
        now = time.monotonic()
        if now - self._said_at >= _SAY_EVERY_SECONDS:
            self._said_at = now
            _LOG.warning(
                "%d connections are held, of one address at most %d: further ones are answered to probes alone",
                len(self._regular),
                self._share,
            )


_OF_SERVER: Final[WeakKeyDictionary[ServerState, Connections]] = WeakKeyDictionary()
