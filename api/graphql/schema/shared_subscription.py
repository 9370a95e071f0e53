"""Shared subscriptions: what one subscription brings, alone or together with those who ask the same."""

from collections.abc import AsyncGenerator, Hashable
from contextlib import aclosing
from typing import Any

from graphql import GraphQLError
from strawberry.types.execution import PreExecutionError

from api.errors import RateLimited
from api.graphql.resume_window import ResumeWindow
from api.graphql.schema.context import Context
from api.graphql.shared_streams import FellBehind, Run, SharedStreams


class SharedSubscription:
    """One subscription of one caller, whose `context` pays for it; `run` runs it on a window of the feed."""

    def __init__(self, context: Context, run: Run[Any]) -> None:
        self._context = context
        self._run = run

    async def alone(self, window: ResumeWindow | None = None) -> AsyncGenerator[Any, None]:
        """What it brings by itself."""
        async with aclosing(self._run(window or ResumeWindow())) as results:
            async for _, result in results:
                yield result

    async def together(
        self, streams: SharedStreams[Any], key: Hashable, *, goes_back: bool
    ) -> AsyncGenerator[Any, None]:
        """What it missed, by itself, and then what all hear who ask the same.

        Who does not go back, and finds others, has missed nothing, and pays what it cost whoever came first.
        """
        running = None if goes_back else streams.running(key)
        try:
            if running is not None:
                self._context.debit(running.cost)
                reached = running.place
            else:
                missed = ResumeWindow(end=0)
                async with streams.catching_up.through(), aclosing(self.alone(missed)) as results:
                    async for result in results:
                        yield result
                if missed.reached is None:  # refused, or the watch is gone
                    return
                reached = missed.reached
            self._context.rest()
            async with aclosing(self._attached(streams, key, reached)) as results:
                async for result in results:
                    yield result
        except (RateLimited, FellBehind) as refusal:
            yield PreExecutionError(data=None, errors=[GraphQLError(str(refusal), extensions=refusal.extensions())])

    async def _attached(self, streams: SharedStreams[Any], key: Hashable, reached: int) -> AsyncGenerator[Any, None]:
        """What came after a number: what others heard meanwhile by itself, the rest with them, and nothing twice."""
        with streams.cursor(key, reached, self._run, self._context.cost) as cursor:
            if cursor.place > reached:
                between = ResumeWindow(reached, cursor.place)
                async with aclosing(self.alone(between)) as results:
                    async for result in results:
                        yield result
                if between.reached is None:
                    return
                reached = between.reached
            async for number, result in cursor:
                if number is None or number > reached:
                    yield result
