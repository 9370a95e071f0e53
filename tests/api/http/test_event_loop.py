"""The event loop with room for frames: it runs what it is given, and maps no memory for each call."""

import asyncio
import sys
from pathlib import Path

import pytest

from api.http.event_loop import EventLoop


@pytest.mark.parametrize("loop", [EventLoop, None])
def test_a_loop_with_room_runs_what_it_is_given(loop: type[EventLoop] | None) -> None:
    async def deep(levels: int) -> int:
        return 0 if levels == 0 else 1 + await deep(levels - 1)

    with asyncio.Runner(loop_factory=loop) as runner:
        assert runner.run(deep(500)) == 500
        assert runner.run(asyncio.sleep(0, "again")) == "again"


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="counts what Linux says of a process")
@pytest.mark.parametrize("loop", [EventLoop, None])
def test_calls_at_any_depth_map_no_memory(loop: type[EventLoop] | None) -> None:
    """At some depth a chunk of 16 KiB ends; there each call would map memory anew, which is a fault of a page.

    In asyncio's own loop (None) it does: once it does not, ours has had its day.
    """

    def faults() -> int:
        return int(Path("/proc/self/stat").read_text().rpartition(")")[2].split()[7])

    def call() -> None:
        pass

    def at(depth: int) -> None:
        if depth:
            at(depth - 1)
            return
        for _ in range(300):
            call()

    async def most() -> int:
        result = 0
        for depth in range(200):
            before = faults()
            at(depth)
            result = max(result, faults() - before)
        return result

    at(250)
    with asyncio.Runner(loop_factory=loop) as runner:
        assert (runner.run(most()) < 100) is (loop is EventLoop)
