"""Running: what the server of HTTP is told by the settings, and how many files the system lets it have open."""

import sys
from typing import Any

from api.graphql.limits import LONGEST_MESSAGE_BYTES
from api.http.limits import IDLE_SECONDS, OTHER_FILES
from api.http.operations.logs import log_config
from api.http.operations.socket_timeouts import CountedWebSocket, TimeoutProtocol
from api.settings import Settings


def uvicorn_options(settings: Settings) -> dict[str, Any]:
    """What `uvicorn.run` is given beside the application."""
    return {
        "host": settings.host,
        "port": settings.port,
        "log_config": log_config(settings.log_level, settings.log_format),
        "access_log": False,
        "server_header": False,
        "http": TimeoutProtocol if settings.socket_timeouts else "h11",
        "ws": CountedWebSocket if settings.socket_timeouts else "auto",
        "proxy_headers": bool(settings.proxies),
        "forwarded_allow_ips": settings.proxies,
        "limit_concurrency": settings.max_connections,
        "timeout_keep_alive": IDLE_SECONDS,
        "loop": "api.http.event_loop:EventLoop" if settings.frame_room else "asyncio",
        "ws_max_size": LONGEST_MESSAGE_BYTES,
    }


def allow_files(connections: int) -> int | None:
    """Ask the system for as many open files as so many connections take; how many there may be now, None if unknown.

    Each connection is one, and systems allow a process few of them unless it asks for more.
    """
    if sys.platform == "win32":
        return None
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    enough = connections + OTHER_FILES
    allowed = enough if hard == resource.RLIM_INFINITY else min(enough, hard)
    if soft == resource.RLIM_INFINITY or soft >= allowed:
        return soft
    resource.setrlimit(resource.RLIMIT_NOFILE, (allowed, hard))
    return allowed
