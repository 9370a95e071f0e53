"""Shared streams: what is asked alike is answered once, for all who hear it."""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import aclosing
from typing import Any, TypeVar, cast

import pytest
from graphql import GraphQLError
from strawberry.types.execution import PreExecutionError

from api import shared_streams
from api.errors import RateLimited
from api.schema import building
from api.schema.alike import asked_alike
from api.schema.context import Context
from api.shared_streams import FellBehind, SharedStreams

T = TypeVar("T")


class Source:
    """Makes streams that give what is put into them; -1 ends one, -2 breaks it."""

    def __init__(self) -> None:
        self.made = self.ended = 0
        self.queue: asyncio.Queue[int] = asyncio.Queue()

    async def make(self) -> AsyncGenerator[int, None]:
        self.made += 1
        return self._stream()

    async def _stream(self) -> AsyncGenerator[int, None]:
        try:
            while (number := await self.queue.get()) != -1:
                if number == -2:
                    raise LookupError("broken")
                yield number
        finally:
            self.ended += 1


def cost() -> int:
    return 7


async def take(results: AsyncGenerator[int, None], count: int) -> list[int]:
    return [await asyncio.wait_for(anext(results), 30) for _ in range(count)]


def run(test: Callable[[SharedStreams[int], Source], Awaitable[Any]]) -> Any:
    async def running() -> Any:
        return await test(SharedStreams[int](), Source())

    return asyncio.run(running())


async def seated(results: AsyncGenerator[T, None]) -> "asyncio.Task[T]":
    """Begin to hear; the first result comes from the task."""
    task = asyncio.ensure_future(anext(results))
    await asyncio.sleep(0)
    assert isinstance(task, asyncio.Task)
    return task


def test_all_who_ask_alike_hear_all_of_one_stream() -> None:
    async def test(streams: SharedStreams[int], source: Source) -> None:
        several = [streams.join("a", source.make, cost) for _ in range(3)]
        firsts = [await seated(results) for results in several]
        for number in (1, 2, 3):
            source.queue.put_nowait(number)
        assert [await first for first in firsts] == [1, 1, 1]
        assert [await take(results, 2) for results in several] == [[2, 3]] * 3
        assert (source.made, streams.cost("a"), streams.cost("b")) == (1, 7, None)
        for results in several:
            await results.aclose()
        await asyncio.sleep(0.01)
        assert (source.ended, streams.cost("a")) == (1, None)

    run(test)


def test_who_comes_later_hears_what_comes_then() -> None:
    async def test(streams: SharedStreams[int], source: Source) -> None:
        early = streams.join("a", source.make, cost)
        first = await seated(early)
        source.queue.put_nowait(1)
        assert await first == 1
        late = streams.join("a", source.make, cost)
        began = await seated(late)
        source.queue.put_nowait(2)
        assert (await began, await take(early, 1)) == (2, [2])
        await early.aclose()
        source.queue.put_nowait(3)
        assert await take(late, 1) == [3]
        await late.aclose()

    run(test)


def test_who_comes_just_after_the_end_or_the_last_one_left_begins_anew() -> None:
    async def test(streams: SharedStreams[int], source: Source) -> None:
        first = streams.join("a", source.make, cost)
        began = await seated(first)
        source.queue.put_nowait(1)
        assert await began == 1
        await first.aclose()  # its stream is being cancelled, and not gone yet
        second = streams.join("a", source.make, cost)
        began = await seated(second)
        await asyncio.sleep(0.01)
        third = streams.join("a", source.make, cost)
        others = await seated(third)
        source.queue.put_nowait(2)
        assert (await began, await others, source.made) == (2, 2, 2)
        source.queue.put_nowait(-1)
        with pytest.raises(StopAsyncIteration):
            await anext(second)
        fourth = streams.join("a", source.make, cost)  # while the third has not heard of the end
        began = await seated(fourth)
        source.queue.put_nowait(3)
        assert await began == 3
        with pytest.raises(StopAsyncIteration):
            await anext(third)
        await fourth.aclose()

    run(test)


@pytest.mark.parametrize("end", [-1, -2])
def test_the_end_of_a_stream_is_everybodys_and_the_next_begins_anew(end: int) -> None:
    async def test(streams: SharedStreams[int], source: Source) -> None:
        several = [streams.join("a", source.make, cost) for _ in range(2)]
        firsts = [await seated(results) for results in several]
        for number in (1, end):
            source.queue.put_nowait(number)
        assert [await first for first in firsts] == [1, 1]
        for results in several:
            with pytest.raises(StopAsyncIteration if end == -1 else LookupError):
                await anext(results)
        async with aclosing(streams.join("a", source.make, cost)) as again:
            began = await seated(again)
            source.queue.put_nowait(5)
            assert await began == 5
        assert source.made == 2

    run(test)


def test_who_takes_too_little_is_cut_off_and_keeps_nobody_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shared_streams, "MOST_BEHIND", 3)

    async def test(streams: SharedStreams[int], source: Source) -> None:
        quick, slow = (streams.join("a", source.make, cost) for _ in range(2))
        firsts = [await seated(results) for results in (quick, slow)]
        source.queue.put_nowait(0)
        assert [await first for first in firsts] == [0, 0]
        for number in range(1, 6):
            source.queue.put_nowait(number)
            assert await take(quick, 1) == [number]
        assert await take(slow, 3) == [1, 2, 3]
        with pytest.raises(FellBehind):
            await anext(slow)
        await quick.aclose()

    run(test)


POSTS = "subscription ($watch: ID!, $after: ID) { posts(watch: $watch, after: $after) { id } }"


@pytest.mark.parametrize(
    ("query", "variables", "together"),
    [
        (POSTS, {"watch": "w"}, True),
        (POSTS, {"watch": "w", "after": None}, True),
        (POSTS, {"watch": "w", "after": "post:x:1"}, False),
        ('subscription { posts(watch: "w") { id } }', None, True),
        ('subscription { posts(watch: "w", after: null) { id } }', None, True),
        ('subscription { posts(watch: "w", after: "post:x:1") { id } }', None, False),
        ('subscription ($a: ID = "post:x:1") { posts(watch: "w", after: $a) { id } }', {}, False),
        ("subscription {", None, False),
        ("{ " * 20_000, None, False),
        ('subscription { posts(watch: "w") { person { posts(first: 1, after: "x") { totalCount } } } }', None, False),
    ],
)
def test_who_goes_back_has_a_stream_of_their_own(query: str, variables: dict[str, Any] | None, together: bool) -> None:
    assert (asked_alike(query, None, variables) is not None) is together


def test_other_variables_and_other_operations_are_other_questions() -> None:
    keys = {
        asked_alike(POSTS, name, {"watch": watch, **more})
        for name in (None, "A")
        for watch in ("v", "w")
        for more in ({}, {"x": 1})
    }
    assert len(keys) == 8
    assert asked_alike(POSTS, None, {"a": 1, "b": 2}) == asked_alike(POSTS, None, {"b": 2, "a": 1})


class Payer:
    """Who asks, with so much left to ask for."""

    def __init__(self, left: int) -> None:
        self.left = left
        self.cost = 0

    def charge(self, cost: int) -> None:
        self.left -= cost
        if self.left < 0:
            raise RateLimited(9)
        self.cost = cost


def test_that_whoever_began_it_is_refused_is_not_for_those_who_joined() -> None:
    async def test(streams: SharedStreams[Any], source: Source) -> None:
        def asking(payer: Payer) -> AsyncGenerator[Any, None]:
            async def made() -> AsyncGenerator[Any, None]:
                source.made += 1
                return answering()

            async def answering() -> AsyncGenerator[Any, None]:
                await asyncio.sleep(0.01)
                try:
                    payer.charge(10)
                except RateLimited as refusal:
                    yield PreExecutionError(data=None, errors=[GraphQLError(str(refusal))])
                    return
                yield "a post"

            return building._together(streams, "a", cast("Context", payer), made)

        poor, rich, other = (asking(Payer(left)) for left in (0, 100, 100))
        refused, first, second = [await seated(results) for results in (poor, rich, other)]
        assert isinstance(await refused, PreExecutionError)
        assert [await first, await second] == ["a post", "a post"]
        assert source.made == 3

    run(test)
