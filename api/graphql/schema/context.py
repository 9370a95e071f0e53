"""Context: what the resolvers of one operation share: the workspace, one analysed graph, and the loaders."""

import asyncio
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager, nullcontext
from datetime import datetime
from typing import Any, TypeVar

import strawberry
from typing_extensions import TypeIs

from api.answers.cursor import fingerprint_in
from api.answers.looking_back import as_of_moment
from api.auth.authenticator import Authenticator
from api.auth.principal import Principal
from api.errors import NotFound, TooCostly
from api.graphql.feed import Feed
from api.graphql.limits import MOST_COST
from api.graphql.resume_window import ResumeWindow
from api.graphql.schema.cost import OF_HEAVY
from api.graphql.schema.loaders import Loaders
from api.workspace.analysed_graph import AnalysedGraph
from api.workspace.workspace import Workspace
from graph.port.decisions import GraphDecisions
from graph.port.views import GraphView

T = TypeVar("T")


class Context:
    """One per operation. Everything that touches the store or computes runs in a thread, never on the event loop.

    All of one answer comes from one analysed graph, even when a newer one is ready meanwhile.
    """

    def __init__(
        self,
        workspace: Workspace,
        principal: Principal,
        operation_name: str | None = None,
        authenticator: Authenticator | None = None,
        feed: Feed | None = None,
    ) -> None:
        """Answer one operation of a principal, whom an authenticator debits; without one, nobody does."""
        self.workspace = workspace
        self.principal = principal
        self.operation_name = operation_name
        self._authenticator = authenticator
        self.feed = feed
        self.window = ResumeWindow()
        """What a subscription hands on."""
        self.operation_type = "none"
        """What was run: `query`, `mutation` or `subscription`; `none` when it was none that could be."""
        self.cost = 0
        self.kept = False
        """Whether the answer was given before."""
        self.keepable = False
        """Whether the answer is the same for all in the caller's role until something changes: a query's is."""
        self.renew()

    def debit(self, cost: int) -> None:
        """Take the cost of the operation. Raises RateLimited."""
        if self._authenticator is not None:
            self._authenticator.debit(self.principal, cost)
        self.cost += cost

    def spend(self, objects: int) -> None:
        """Take what part of an answer turned out to hold, which the question did not say. Raises TooCostly."""
        self.cost += objects
        if self._authenticator is not None:
            self._authenticator.debit_afterwards(self.principal, objects)
        self._check_spent()

    def _check_spent(self) -> None:
        if self.cost > MOST_COST:
            raise TooCostly(f"expected an answer of at most {MOST_COST:,} objects, got more; ask for less")

    def turn(self) -> AbstractAsyncContextManager[None]:
        """Wait for the caller's turn, as a context manager. Raises RateLimited."""
        return nullcontext() if self._authenticator is None else self._authenticator.turn(self.principal)

    def taken_up(self, window: ResumeWindow) -> "Context":
        """The context of a subscription on a window: one of its own where it goes on, which was paid for before."""
        goes_on = window.start is not None
        context = Context(self.workspace, self.principal, self.operation_name, feed=self.feed) if goes_on else self
        context.window = window
        return context

    def rest(self) -> None:
        """Forget what was read, and hold nothing of it while others answer."""
        self.loaders = Loaders(self)
        self.taken: AnalysedGraph | None = None
        self._analysis: asyncio.Task[AnalysedGraph] | None = None

    def renew(self) -> None:
        """Forget what was read: the next answer of a subscription comes from what is newest then."""
        self.rest()
        self.taken = self.workspace.current

    @property
    def name(self) -> str:
        """In whose name decisions are recorded."""
        return self.principal.name or self.workspace.settings.actor

    async def analysis(self) -> AnalysedGraph:
        """The analysed graph of this operation."""
        if self.taken is not None:
            return self.taken
        if self._analysis is None:
            self._analysis = asyncio.ensure_future(asyncio.to_thread(self.workspace.analysis))
        return await asyncio.shield(self._analysis)

    async def analysis_behind(self, after: str | None) -> AnalysedGraph:
        """The analysed graph that the page before came from, while it is kept; else that of this operation.

        Raises BadInput for what is no cursor.
        """
        return self.former(after) or await self.analysis()

    def continued(
        self, after: str | None, analysis: AnalysedGraph, row: int, find: Callable[[AnalysedGraph], int | None]
    ) -> tuple[AnalysedGraph, int]:
        """Where a list of something in a row goes on, as `analysis_behind`; `find` finds its row there.

        It goes on in the analysed graph given when the other does not know it. Raises BadInput for what is no cursor.
        """
        former = self.former(after)
        there = None if former is None else find(former)
        return (analysis, row) if former is None or there is None else (former, there)

    def former(self, after: str | None) -> AnalysedGraph | None:
        """What the page before came from, while it is kept. Raises BadInput for what is no cursor."""
        fingerprint = fingerprint_in(after)
        return None if fingerprint is None else self.workspace.former(fingerprint)

    async def ask(self, analysis: AnalysedGraph, question: Callable[..., T], *arguments: Any, **named: Any) -> T:
        """Ask a question of an analysed graph, `question(analysis, …)`, in a thread.

        It is that of the operation, or of the object whose field is asked for: rows mean something in their own graph
        only. What is asked side by side, as by the rows of a page, is answered together, so that what follows is read
        from the store in one batch as well.
        """

        def asked() -> T:
            self._check_spent()  # by those that were asked beside it and came before
            return question(analysis, *arguments, **named)

        answer: T = await self.loaders.questions.load(asked)
        return answer

    async def looking_back(self, analysis: AnalysedGraph, moment: datetime | None) -> AnalysedGraph:
        """An analysed graph with its ties as of a moment: built now, and paid for as heavy; itself for None."""
        if moment is None:
            return analysis
        self.spend(OF_HEAVY)
        return await self.ask_heavy(analysis, as_of_moment(lambda then: then, moment))

    async def ask_heavy(self, analysis: AnalysedGraph, question: Callable[..., T], *arguments: Any, **named: Any) -> T:
        """Like `ask`, for what computes on all ties: one at a time."""
        return await self.run(lambda: question(analysis, *arguments, **named), heavy=True)

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

    async def decide(self, decision: Callable[[GraphDecisions], T]) -> T:
        """Hand a decision to the store, in the caller's name, in a thread."""
        return await asyncio.to_thread(lambda: decision(self.workspace.decisions(self.name)))


Info = strawberry.Info[Context, None]


def is_there(value: T | None, what: str) -> TypeIs[T]:
    """Raise NotFound for what is gone since the last analysis."""
    if value is None:
        raise NotFound(f"{what} is gone since the last analysis; ask again in a while")
    return True


__all__ = ["Context", "Info", "is_there"]
