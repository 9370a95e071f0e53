"""Whether a port can be listened on, and which one instead."""

import errno
import socket
from typing import Final

_TRIED: Final = 50


def can_listen(host: str, port: int) -> bool:
    """Tell whether nobody listens there yet. Raises OSError for an address that is not this machine's."""
    family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    with socket.socket(family, kind, protocol) as probe:
        # As the server itself does, so that a port whose last connections are still closing counts as free.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(address)
        except OSError as error:
            if error.errno != errno.EADDRINUSE:
                raise
            return False
    return True


def next_free(host: str, port: int) -> int | None:
    """Find the first port above this one that is free; None when none near it is."""
    return next((other for other in range(port + 1, min(port + _TRIED, 65_536)) if can_listen(host, other)), None)
