"""A fake feed: numbers that arrive when a test says so, those who ask for them, and what each has paid."""

import asyncio
from collections.abc import AsyncGenerator
from random import Random
from typing import Any, Final, cast

from graphql import GraphQLError
from strawberry.types.execution import PreExecutionError

from api.errors import RateLimited
from api.graphql.resume_window import ResumeWindow
from api.graphql.schema.context import Context
from api.graphql.schema.shared_subscription import SharedSubscription
from api.graphql.shared_streams import Numbered, SharedStreams

COST: Final = 10


class FakeFeed:
    """A feed of numbers that looks up to `looked`, and may read farther where it goes back to the store."""

    def __init__(self, random: Random) -> None:
        self.random = random
        self.posts: list[int] = []
        self.seq = self.looked = 1
        self.listeners = self.most_listeners = 0
        self.is_removed = False
        self._news = asyncio.Event()

    def write(self, posts: int) -> None:
        """Write some posts, and something else that takes numbers."""
        for _ in range(posts):
            self.seq += self.random.randint(1, 3)
            self.posts.append(self.seq)
        self.seq += self.random.randint(0, 1)

    def look(self) -> None:
        """See what was written, or a part of it."""
        self.looked = self.random.randint(self.looked, self.seq)
        self.notify()

    def notify(self) -> None:
        self._news.set()
        self._news = asyncio.Event()

    async def pause(self) -> None:
        for _ in range(self.random.choice([0, 0, 1, 2, 5])):
            await asyncio.sleep(0)

    async def listen(self, after: int | None, window: ResumeWindow) -> AsyncGenerator[list[int], None]:
        """As the feed does."""
        now = self.seq
        await self.pause()
        position = next(number for number in (window.start, after, now) if number is not None)
        end = None if window.end is None else max(window.end, self.looked)
        self.listeners += 1
        self.most_listeners = max(self.most_listeners, self.listeners)
        try:
            while not self.is_removed:
                if end is not None and position >= end:
                    window.reached = position
                    return
                news, known = self._news, self.random.choice([self.looked, self.looked, self.seq])
                arrived = [number for number in self.posts if position < number <= known][: self.random.randint(1, 3)]
                if arrived:
                    position = arrived[-1]
                    yield arrived
                elif known > position:
                    position = known
                else:
                    await news.wait()
        finally:
            self.listeners -= 1

    def asking(self, after: int | None, payer: "Payer") -> SharedSubscription:
        """Somebody who asks what all ask."""

        async def run(window: ResumeWindow) -> AsyncGenerator[Numbered[Any], None]:
            if window.start is None:
                try:
                    payer.debit(COST)
                except RateLimited as refusal:
                    yield None, PreExecutionError(data=None, errors=[GraphQLError(str(refusal))])
                    return
            async for arrived in self.listen(after, window):
                for number in arrived:
                    await self.pause()
                    yield number, number

        return SharedSubscription(cast("Context", payer), run)


class Payer:
    """Who asks, with so much left to ask for."""

    def __init__(self, left: int = COST) -> None:
        self.left = left
        self.cost = 0

    def debit(self, cost: int) -> None:
        if cost > self.left:
            raise RateLimited(9)
        self.left -= cost
        self.cost += cost

    def rest(self) -> None:
        """Nothing was read."""


class Subscriber:
    """Somebody who hears, after a post or what comes from now on, some of it with pauses."""

    def __init__(
        self, feed: FakeFeed, streams: SharedStreams[Any], after: int | None = None, payer: Payer | None = None
    ) -> None:
        self._feed = feed
        self.after = after
        self.since = feed.seq
        self.heard: list[Any] = []
        results = feed.asking(after, payer or Payer()).together(streams, "a", goes_back=after is not None)
        self.task = asyncio.ensure_future(self._hear(results))

    async def _hear(self, results: AsyncGenerator[Any, None]) -> None:
        self.since = self._feed.seq if self.after is None else self.after
        async for result in results:
            self.heard.append(result)
            await self._feed.pause()

    def check(self) -> None:
        """Fail when something was lost, or heard twice, or before something else."""
        posts = self._feed.posts
        assert self.heard == posts[len(posts) - len(self.heard) :]
        missed = [number for number in posts if number > self.since]
        assert missed == (self.heard if self.after is not None else self.heard[-len(missed) :])


async def settle(feed: FakeFeed) -> None:
    """Let all come to rest that can."""
    for _ in range(50):
        await asyncio.sleep(0)
    while feed.looked < feed.seq:
        feed.look()
    for _ in range(20 * (len(feed.posts) + 5)):
        await asyncio.sleep(0)
