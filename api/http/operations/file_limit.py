"""The limit of open files: each connection is one, and systems allow a process few of them unless it asks for more."""

import sys

from api.http.limits import OTHER_FILES


def allow_files(connections: int) -> int | None:
    """Ask the system for as many open files as so many connections take; how many there may be now, None if unknown."""
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
