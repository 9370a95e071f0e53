"""The limits of sockets: how long a connection may keep somebody waiting.

How large a body may be, how long it may take and how many connections there may be is set: `KITH_MAX_BODY_BYTES`,
`KITH_BODY_SECONDS`, `KITH_MAX_CONNECTIONS`.
"""

from typing import Final

HEAD_SECONDS: Final = 10.0
"""Seconds within which the head of a request must come, and what is left of a body that nobody reads."""

IDLE_SECONDS: Final = 5
"""Seconds after which a connection on which nobody asks is closed."""

STALLED_SECONDS: Final = 30.0
"""Seconds for which a client may read nothing of an answer that waits for it."""

STORE_SECONDS: Final = 2.0
"""Seconds within which the store must answer for `/readyz` to call it well."""

SHARE_OF_ADDRESS: Final = 0.25
"""Share of `KITH_MAX_CONNECTIONS` that one address may hold; proxies that `KITH_PROXIES` names may hold all."""

PROBE_RESERVE: Final = 50
"""Connections beyond those, in which `/livez` and `/readyz` alone are answered; the longest there makes room."""

OTHER_FILES: Final = 500
"""Open files that the system is asked for beside one a connection: the store, what is mapped, libraries."""
