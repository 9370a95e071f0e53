"""Health: whether the server lives, and whether it can answer."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

from api.http.limits import STORE_SECONDS
from api.workspace.refresh import Refresher
from api.workspace.workspace import Workspace
from graph.errors import StoreReplaced


async def readiness(workspace: Workspace, refresher: Refresher | None) -> tuple[bool, dict[str, Any]]:
    """Look at the store, the snapshot and the findings; each check says `ok` or what is wrong, for people.

    It never starts heavy work: a snapshot is only looked at, not taken. Findings that cannot be made fresh are told,
    and keep nobody from getting the former ones.
    """
    checks = {
        "store": await _check(lambda: asyncio.to_thread(lambda: workspace.view().seq())),
        "snapshot": "ok" if workspace.current is not None else "not taken yet",
        "findings": _findings(workspace, refresher),
    }
    ready = all(state == "ok" for state in checks.values())
    return ready, {**checks, "freshness": _freshness(refresher)}


async def _check(look: Callable[[], Awaitable[object]]) -> str:
    try:
        await asyncio.wait_for(look(), STORE_SECONDS)
    except TimeoutError:
        return f"no answer within {STORE_SECONDS:g} seconds"
    except StoreReplaced as error:
        return str(error)
    except Exception as error:  # whatever it is, the store does not answer
        return f"does not answer: {type(error).__name__}"
    return "ok"


def _findings(workspace: Workspace, refresher: Refresher | None) -> str:
    current = workspace.current
    if current is not None and current.findings_or_none is not None:
        return "ok"
    trouble = refresher.trouble if refresher else None
    return f"none yet: {trouble}" if trouble else "being computed"


def _freshness(refresher: Refresher | None) -> str:
    """Whether findings are kept fresh here."""
    if refresher is None:
        return "not kept here"
    if refresher.trouble:
        return refresher.trouble
    return "ok" if refresher.lives else "nobody keeps the findings fresh any more; start the service again"
