"""Keeping fresh: a server analyses what is new in a process of its own, then answers from it."""

import asyncio
import logging
import multiprocessing
import time
from collections.abc import Callable
from typing import Final

from filelock import FileLock

from api.settings import Settings
from api.workspace.analysed_graph import AnalysedGraph
from api.workspace.workspace import Workspace
from graph.errors import GraphError, StoreUnavailable

_LOG = logging.getLogger("kith.freshness")
LOCK: Final = "analysing.lock"
"""File in the state folder that whoever analyses for a server holds."""

_LOOK_EVERY_SECONDS: Final = 2.0
_LONGEST_WAIT_SECONDS: Final = 300.0
_SCRUB_AGAIN_SECONDS: Final = 600.0
_TROUBLE: Final = "the findings could not be made fresh; the log says why"


def analyse_apart(settings: Settings) -> None:
    """Analyse what is loaded and keep the findings; what the other process runs.

    Workers and servers of one store take turns: whoever comes second finds what the first has kept.
    """
    with Workspace(settings, create=False) as workspace, FileLock(workspace.state_folder / LOCK):
        workspace.analyse()


class Refresher:
    """Looks again and again whether the store has changed, and has it analysed when it has."""

    def __init__(
        self,
        workspace: Workspace,
        look_every_seconds: float = _LOOK_EVERY_SECONDS,
        ended: Callable[[str], None] = lambda _: None,
        prepare: Callable[[AnalysedGraph], None] = lambda _: None,
    ) -> None:
        """Keep a workspace fresh.

        `ended` is told of each analysis whether it ended `well` or `badly`; `prepare` makes ready what is to answer,
        before anybody waits for it.
        """
        self._prepare = prepare
        self._workspace = workspace
        self._ended = ended
        self._wait = look_every_seconds
        self._scrub_at = 0.0
        self._task: asyncio.Task[None] | None = None
        self._process: multiprocessing.process.BaseProcess | None = None
        self.trouble: str | None = None
        """What everybody may hear of the last look when it failed, without hosts and paths; None when it did not."""

    @property
    def lives(self) -> bool:
        """Whether it looks."""
        return self._task is not None and not self._task.done()

    def start(self) -> None:
        """Begin to look, in the background of the running event loop."""
        self._task = asyncio.create_task(self._keep_looking())

    async def stop(self) -> None:
        """Stop looking, and end an analysis that is running."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)
        if self._process is not None and self._process.is_alive():
            self._process.terminate()
            await asyncio.to_thread(self._process.join)

    async def _keep_looking(self) -> None:
        wait = self._wait
        while True:
            well = await self._looked()
            self.trouble, wait = (None, self._wait) if well else (_TROUBLE, min(wait * 2, _LONGEST_WAIT_SECONDS))
            await asyncio.sleep(wait)

    async def _looked(self) -> bool:
        """Look once, and say whether it went well; the log has why it did not."""
        try:
            await self._look()
        except (GraphError, AnalysisFailed) as error:
            _LOG.error("%s", error)
        except Exception:
            _LOG.exception("keeping the findings fresh failed")
        else:
            return True
        return False

    async def _look(self) -> None:
        await asyncio.to_thread(self._forget_erased)
        if not await asyncio.to_thread(self._workspace.is_behind):
            return
        newest = await asyncio.to_thread(self._workspace.refresh)
        if newest.findings_or_none is None:
            await self._analyse()
            await asyncio.to_thread(self._workspace.refresh)
        served = self._workspace.current
        if served is not None:
            await asyncio.get_running_loop().run_in_executor(self._workspace.heavy_pool, self._prepare, served)

    def _forget_erased(self) -> None:
        """Clear away what still holds people who were erased; where others are in the way, again some minutes later."""
        store = self._workspace.store
        if time.monotonic() < self._scrub_at or not store.is_unscrubbed():
            return
        self._scrub_at = time.monotonic() + _SCRUB_AGAIN_SECONDS
        try:
            if self._workspace.forget_erased():
                self._scrub_at = 0.0
        except StoreUnavailable as error:  # as without room on the disk: answers are kept fresh all the same
            _LOG.error("what was erased cannot be cleared away yet: %s", error)

    async def _analyse(self) -> None:
        # Not a fork: threads of this process may hold locks, and the kernels' own threads do not survive one.
        context = multiprocessing.get_context("spawn")
        self._process = context.Process(target=analyse_apart, args=(self._workspace.settings,), daemon=True)
        await asyncio.to_thread(self._process.start)
        await asyncio.to_thread(self._process.join)
        self._ended("well" if self._process.exitcode == 0 else "badly")
        if self._process.exitcode != 0:
            raise AnalysisFailed(f"the analysis ended with exit code {self._process.exitcode}; its error stands above")


class AnalysisFailed(Exception):
    """The process that analyses did not end well."""
