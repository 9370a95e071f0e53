"""The event loop of the server: one whose frames do not ask the operating system for memory at every call.

CPython 3.11 and later keep the frames of Python functions in chunks of 16 KiB, and give a chunk back the moment its
first function returns. A server calls deeply before it comes to the fields of an answer; where a chunk happens to end
there, each call of the innermost loop maps and unmaps memory. Answers took three times as long by that
(`bench/results/service.md`). A frame that needs a large chunk, at the bottom of the loop, leaves room for all above it.
"""

import asyncio
from collections.abc import Callable
from typing import Final

from typing_extensions import override

_WORDS_OF_FRAME: Final = 40_000
"""A frame of 320 kB makes the interpreter take a chunk of 512 KiB: the rest is room for some thousand frames."""


class EventLoop(asyncio.SelectorEventLoop):
    """An event loop with room for the frames of what it calls."""

    @override
    def run_forever(self) -> None:
        """Run until it is stopped."""
        _with_room(super().run_forever)


def _with_room(run: Callable[[], None]) -> None:
    run()


_with_room.__code__ = _with_room.__code__.replace(co_stacksize=_WORDS_OF_FRAME)
