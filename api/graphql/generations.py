"""Generations of findings as a server takes them up, for all who listen in this process."""

import asyncio
import logging
from collections import deque
from collections.abc import AsyncIterator
from typing import Final

from api.answers.generation import Generation, generation_of
from api.graphql.limits import MOST_KEPT_GENERATIONS
from api.graphql.resume_window import ResumeWindow
from api.workspace.workspace import Workspace

_LOG = logging.getLogger("kith.feed")

Numbered = tuple[int, Generation]
"""The number of a generation in this process, from 1, and what is told of it."""


class Generations:
    """Looks whether a workspace answers from newer findings while somebody listens, once for all. One an event loop.

    Whichever process analyses: a generation is told once this one answers from it, so that who hears of it and asks
    gets it.
    """

    def __init__(self, workspace: Workspace, look_every_seconds: float) -> None:
        self._workspace = workspace
        self._wait: Final = look_every_seconds
        self._kept: deque[Numbered] = deque(maxlen=MOST_KEPT_GENERATIONS)
        self._number = 0
        self._news = asyncio.Event()
        self._looking: asyncio.Task[None] | None = None
        self._stops = 0
        self.listeners = 0
        """How many listen now."""

    async def listen(self, after: str | None, window: ResumeWindow) -> AsyncIterator[Numbered]:
        """Generations as they come, after the one that was seen last or of a window.

        Who has seen none that is kept still is told of the newest at once; who names none, of what comes from now on.
        It ends when the window is over, which then tells how far it reached.
        """
        await self._look()
        position = self._place(after) if window.start is None else window.start
        end, stops = None if window.end is None else max(window.end, self._number), self._stops
        self._begin()
        try:
            while stops == self._stops and (end is None or position < end):
                news, fresh = self._news, [one for one in self._kept if one[0] > position]
                for number, generation in fresh:
                    yield number, generation
                    position = number
                if not fresh:
                    await news.wait()
            window.reached = position if stops == self._stops else None
        finally:
            self._leave()

    async def stop(self) -> None:
        """Stop looking; who listens hears no more."""
        self._stops += 1
        if self._looking is not None:
            self._looking.cancel()
            await asyncio.gather(self._looking, return_exceptions=True)
            self._looking = None
        self._tell()

    def _place(self, after: str | None) -> int:
        """The number after which somebody begins."""
        seen = [number for number, generation in self._kept if generation.generation == after]
        missed = after is not None and not seen and self._number > 0
        return seen[-1] if seen else self._number - missed

    def _begin(self) -> None:
        self.listeners += 1
        if self._looking is None:
            self._looking = asyncio.create_task(self._keep_looking())

    def _leave(self) -> None:
        self.listeners -= 1
        if self.listeners == 0 and self._looking is not None:
            self._looking.cancel()
            self._looking = None

    def _tell(self) -> None:
        news, self._news = self._news, asyncio.Event()
        news.set()

    async def _keep_looking(self) -> None:
        while True:
            await asyncio.sleep(self._wait)
            try:
                await self._look()
            except Exception:
                _LOG.exception("looking for new findings failed, and is tried again")

    async def _look(self) -> None:
        current = self._workspace.current
        if current is None or current.findings_or_none is None:
            return
        if self._kept and self._kept[-1][1].generation == current.fingerprint:
            return
        generation = await asyncio.to_thread(generation_of, current)
        if not self._kept or self._kept[-1][1].generation != generation.generation:  # nobody looked meanwhile
            self._number += 1
            self._kept.append((self._number, generation))
            self._tell()
