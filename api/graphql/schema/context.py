"""Context: what the resolvers of one operation share: the workspace, one reading, and the loaders."""

import asyncio
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager, nullcontext
from typing import Any, TypeVar

import strawberry
from typing_extensions import TypeIs

from api.answers.cursor import fingerprint_in
from api.auth.authenticator import Door
from api.auth.principal import Caller
from api.errors import NotFound, TooCostly
from api.graphql.feed import Feed
from api.graphql.resume_window import Stretch
from api.graphql.schema.limits import MOST
from api.graphql.schema.loaders import Loaders
from api.workspace.analysed_graph import Reading
from api.workspace.workspace import Workspace
from graph.port.store import GraphDesk, GraphView

T = TypeVar("T")


class Context:
    """One per operation. Everything that touches the store or computes runs in a thread, never on the event loop.

    All of one answer comes from one reading, even when a newer one is ready meanwhile.
    """

    def __init__(
        self,
        workspace: Workspace,
        caller: Caller,
        operation_name: str | None = None,
        door: Door | None = None,
        feed: Feed | None = None,
    ) -> None:
        """Answer one operation of a caller, whom a door charges; without one, nobody does."""
        self.workspace = workspace
        self.caller = caller
        self.operation_name = operation_name
        self._door = door
        self.feed = feed
        self.stretch = Stretch()
        """What a subscription hands on."""
        self.operation_type = "none"
        """What was run: `query`, `mutation` or `subscription`; `none` when it was none that could be."""
        self.cost = 0
        self.kept = False
        """Whether the answer was given before."""
        self.keepable = False
        """Whether the answer is the same for all in the caller's role until something changes: a query's is."""
        self.renew()

    def charge(self, cost: int) -> None:
        """Take the cost of the operation. Raises RateLimited."""
        if self._door is not None:
            self._door.charge(self.caller, cost)
        self.cost += cost

    def spend(self, objects: int) -> None:
        """Take what part of an answer turned out to hold, which the question did not say. Raises TooCostly."""
        self.cost += objects
        if self._door is not None:
            self._door.owe(self.caller, objects)
        self._check_spent()

    def _check_spent(self) -> None:
        if self.cost > MOST.cost:
            raise TooCostly(f"expected an answer of at most {MOST.cost:,} objects, got more; ask for less")

    def turn(self) -> AbstractAsyncContextManager[None]:
        """Wait for the caller's turn, as a context manager. Raises RateLimited."""
        return nullcontext() if self._door is None else self._door.turn(self.caller)

    def taken_up(self, stretch: Stretch) -> "Context":
        """The context of a subscription on a stretch: one of its own where it goes on, which was paid for before."""
        goes_on = stretch.start is not None
        taken = Context(self.workspace, self.caller, self.operation_name, feed=self.feed) if goes_on else self
        taken.stretch = stretch
        return taken

    def rest(self) -> None:
        """Forget what was read, and hold nothing of it while others answer."""
        self.loaders = Loaders(self)
        self.taken: Reading | None = None
        self._reading: asyncio.Task[Reading] | None = None

    def renew(self) -> None:
        """Forget what was read: the next answer of a subscription comes from what is newest then."""
        self.rest()
        self.taken = self.workspace.current

    @property
    def name(self) -> str:
        """In whose name decisions are recorded."""
        return self.caller.name or self.workspace.settings.actor

    async def reading(self) -> Reading:
        """The reading of this operation."""
        if self.taken is not None:
            return self.taken
        if self._reading is None:
            self._reading = asyncio.ensure_future(asyncio.to_thread(self.workspace.reading))
        return await asyncio.shield(self._reading)

    async def reading_behind(self, after: str | None) -> Reading:
        """The reading that the page before came from, while it is kept; else that of this operation.

        Raises BadInput for what is no cursor.
        """
        return self.former(after) or await self.reading()

    def continued(
        self, after: str | None, reading: Reading, row: int, find: Callable[[Reading], int | None]
    ) -> tuple[Reading, int]:
        """Where a list of something in a row of a reading goes on, as `reading_behind`; `find` finds its row there.

        It goes on in the reading given when the other does not know it. Raises BadInput for what is no cursor.
        """
        former = self.former(after)
        there = None if former is None else find(former)
        return (reading, row) if former is None or there is None else (former, there)

    def former(self, after: str | None) -> Reading | None:
        """The reading that the page before came from, while it is kept. Raises BadInput for what is no cursor."""
        fingerprint = fingerprint_in(after)
        return None if fingerprint is None else self.workspace.former(fingerprint)

    async def ask(self, reading: Reading, question: Callable[..., T], *arguments: Any, **named: Any) -> T:
        """Ask a question of a reading, `question(reading, …)`, in a thread.

        It is that of the operation, or of the object whose field is asked for: rows mean something in their own reading
        only. What is asked side by side, as by the rows of a page, is answered together, so that what follows is read
        from the store in one batch as well.
        """

        def asked() -> T:
            self._check_spent()  # by those that were asked beside it and came before
            return question(reading, *arguments, **named)

        answer: T = await self.loaders.questions.load(asked)
        return answer

    async def ask_heavy(self, reading: Reading, question: Callable[..., T], *arguments: Any, **named: Any) -> T:
        """Like `ask`, for what computes on all ties: one at a time."""
        return await self.run(lambda: question(reading, *arguments, **named), heavy=True)

    async def run(self, work: Callable[[], T], *, heavy: bool) -> T:
        """Do some work in a thread; heavy work one at a time."""

        def alone() -> T:
            with self.workspace.heavy:
                return work()

        if not heavy:
            return await asyncio.to_thread(work)
        return await asyncio.get_running_loop().run_in_executor(self.workspace.heavy_pool, alone)

    async def run_slow(self, work: Callable[[], T]) -> T:
        """Do work that may take seconds: one at a time, beside what is heavy."""
        return await asyncio.get_running_loop().run_in_executor(self.workspace.slow_pool, work)

    async def look(self, question: Callable[[GraphView], T]) -> T:
        """Ask the store through a view, in a thread."""
        return await asyncio.to_thread(lambda: question(self.workspace.view()))

    async def decide(self, decision: Callable[[GraphDesk], T]) -> T:
        """Hand a decision to the store, in the caller's name, in a thread."""
        return await asyncio.to_thread(lambda: decision(self.workspace.desk(self.name)))


Info = strawberry.Info[Context, None]


def is_there(value: T | None, what: str) -> TypeIs[T]:
    """Raise NotFound for what is gone since the last analysis."""
    if value is None:
        raise NotFound(f"{what} is gone since the last analysis; ask again in a while")
    return True


__all__ = ["Context", "Info", "is_there"]
