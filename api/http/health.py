"""Health: whether the server lives, and whether it can answer."""

import asyncio
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

from api.http.limits import STORE_SECONDS
from api.workspace.refresh import Refresher
from api.workspace.workspace import Workspace
from graph.errors import StoreReplaced


async def readiness(
    workspace: Workspace, refresher: Refresher | None, store: "StoreCheck"
) -> tuple[bool, dict[str, Any]]:
    """Look at the store, the snapshot and the findings; each check says `ok` or what is wrong, for people.

    It never starts heavy work: a snapshot is only looked at, not taken. Findings that cannot be made fresh are told,
    and keep nobody from getting the former ones.
    """
    checks = {
        "store": await store.state(),
        "snapshot": "ok" if workspace.current is not None else "not taken yet",
        "findings": _findings(workspace, refresher),
    }
    ready = all(state == "ok" for state in checks.values())
    return ready, {**checks, "freshness": _freshness(refresher)}


class StoreCheck:
    """Looks whether the store answers, in a thread of its own: those that wait for the store keep nobody from it."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="kith-health")
        self._looking: Future[int] | None = None

    async def state(self) -> str:
        """`ok`, or what is wrong, within two seconds; who asks meanwhile waits for the same look."""
        if self._looking is None or self._looking.done():
            self._looking = self._pool.submit(lambda: self._workspace.view().seq())
        waiting = asyncio.wrap_future(self._looking)
        waiting.add_done_callback(lambda look: look.cancelled() or look.exception())  # nobody may be waiting any more
        try:
            await asyncio.wait_for(asyncio.shield(waiting), STORE_SECONDS)
        except TimeoutError:
            return f"no answer within {STORE_SECONDS:g} seconds"
        except StoreReplaced as error:
            return str(error)
        except Exception as error:  # whatever it is, the store does not answer
            return f"does not answer: {type(error).__name__}"
        return "ok"

    def close(self) -> None:
        """Let go of the thread, which may still wait."""
        self._pool.shutdown(wait=False, cancel_futures=True)


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
