"""Shared streams: what is asked alike is answered once, for all who hear it."""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import aclosing
from typing import Any, TypeVar

import pytest

from api.graphql import shared_streams
from api.graphql.resume_window import ResumeWindow
from api.graphql.schema.subscription_key import subscription_key
from api.graphql.shared_streams import FellBehind, Numbered, SharedStreams
from tests.patience import patience

T = TypeVar("T")


class Source:
    """Makes streams that give what is put into them; -1 ends one, -2 breaks it."""

    def __init__(self) -> None:
        self.made = self.ended = 0
        self.queue: asyncio.Queue[int] = asyncio.Queue()

    async def run(self, window: ResumeWindow) -> AsyncGenerator[Numbered[int], None]:
        self.made += 1
        try:
            while (number := await self.queue.get()) != -1:
                if number == -2:
                    raise LookupError("broken")
                yield number, number
        finally:
            self.ended += 1


async def join(streams: SharedStreams[int], source: Source) -> AsyncGenerator[int, None]:
    with streams.cursor("a", 0, source.run, 7) as cursor:
        async for _, result in cursor:
            yield result


async def take(results: AsyncGenerator[int, None], count: int) -> list[int]:
    return [await asyncio.wait_for(anext(results), patience(30)) for _ in range(count)]


def run(test: Callable[[SharedStreams[int], Source], Awaitable[Any]]) -> Any:
    async def running() -> Any:
        return await test(SharedStreams[int](), Source())

    return asyncio.run(running())


async def cursors(results: AsyncGenerator[T, None]) -> "asyncio.Task[T]":
    """Begin to hear; the first result comes from the task."""
    task = asyncio.ensure_future(anext(results))
    await asyncio.sleep(0)
    assert isinstance(task, asyncio.Task)
    return task


def test_all_who_ask_alike_hear_all_of_one_stream() -> None:
    async def test(streams: SharedStreams[int], source: Source) -> None:
        several = [join(streams, source) for _ in range(3)]
        firsts = [await cursors(results) for results in several]
        for number in (1, 2, 3):
            source.queue.put_nowait(number)
        assert [await first for first in firsts] == [1, 1, 1]
        assert [await take(results, 2) for results in several] == [[2, 3]] * 3
        running = streams.running("a")
        assert running is not None
        assert (source.made, running.cost, running.place, streams.running("b")) == (1, 7, 3, None)
        for results in several:
            await results.aclose()
        await asyncio.sleep(0.01)
        assert (source.ended, streams.running("a")) == (1, None)

    run(test)


def test_who_comes_later_hears_what_comes_then() -> None:
    async def test(streams: SharedStreams[int], source: Source) -> None:
        early = join(streams, source)
        first = await cursors(early)
        source.queue.put_nowait(1)
        assert await first == 1
        late = join(streams, source)
        began = await cursors(late)
        source.queue.put_nowait(2)
        assert (await began, await take(early, 1)) == (2, [2])
        await early.aclose()
        source.queue.put_nowait(3)
        assert await take(late, 1) == [3]
        await late.aclose()

    run(test)


def test_who_comes_just_after_the_end_or_the_last_one_left_begins_anew() -> None:
    async def test(streams: SharedStreams[int], source: Source) -> None:
        first = join(streams, source)
        began = await cursors(first)
        source.queue.put_nowait(1)
        assert await began == 1
        await first.aclose()  # its stream is being cancelled, and not gone yet
        second = join(streams, source)
        began = await cursors(second)
        await asyncio.sleep(0.01)
        third = join(streams, source)
        others = await cursors(third)
        source.queue.put_nowait(2)
        assert (await began, await others, source.made) == (2, 2, 2)
        source.queue.put_nowait(-1)
        with pytest.raises(StopAsyncIteration):
            await anext(second)
        fourth = join(streams, source)  # while the third has not heard of the end
        began = await cursors(fourth)
        source.queue.put_nowait(3)
        assert await began == 3
        with pytest.raises(StopAsyncIteration):
            await anext(third)
        await fourth.aclose()

    run(test)


@pytest.mark.parametrize("end", [-1, -2])
def test_the_end_of_a_stream_is_everybodys_and_the_next_begins_anew(end: int) -> None:
    async def test(streams: SharedStreams[int], source: Source) -> None:
        several = [join(streams, source) for _ in range(2)]
        firsts = [await cursors(results) for results in several]
        for number in (1, end):
            source.queue.put_nowait(number)
        assert [await first for first in firsts] == [1, 1]
        for results in several:
            with pytest.raises(StopAsyncIteration if end == -1 else LookupError):
                await anext(results)
        async with aclosing(join(streams, source)) as again:
            began = await cursors(again)
            source.queue.put_nowait(5)
            assert await began == 5
        assert source.made == 2

    run(test)


def test_who_takes_too_little_is_cut_off_and_keeps_nobody_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shared_streams, "MOST_BEHIND", 3)

    async def test(streams: SharedStreams[int], source: Source) -> None:
        quick, slow = (join(streams, source) for _ in range(2))
        firsts = [await cursors(results) for results in (quick, slow)]
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


ALIKE, BACK, ALONE = (True, False), (True, True), (False, False)
LITERAL = 'subscription { posts(watch: "w", after: "post:x:1") { id } }'
NESTED = 'subscription { posts(watch: "w") { person { posts(first: 1, after: "x") { totalCount } } } }'
IN_FRAGMENT = "subscription ($a: ID) { ...F } fragment F on Subscription { posts(watch: 1, after: $a) { id } }"


@pytest.mark.parametrize(
    ("query", "variables", "expected"),
    [
        (POSTS, {"watch": "w"}, ALIKE),
        (POSTS, {"watch": "w", "after": None}, ALIKE),
        (POSTS, {"watch": "w", "after": "post:x:1"}, BACK),
        ('subscription { posts(watch: "w") { id } }', None, ALIKE),
        ('subscription { posts(watch: "w", after: null) { id } }', None, ALIKE),
        (LITERAL, None, BACK),
        ('subscription ($a: ID = "post:x:1") { posts(watch: "w", after: $a) { id } }', {}, BACK),
        ('subscription ($a: ID!) { posts(watch: "w", after: $a) { id } }', {}, BACK),
        ('subscription { posts(watch: "w", after: $a) { id } }', {}, BACK),
        (NESTED, None, ALIKE),
        ("subscription { ...F } fragment F on Subscription { posts(watch: 1) { id } }", None, ALIKE),
        (IN_FRAGMENT, {"a": "post:x:1"}, ALONE),
        (IN_FRAGMENT, None, ALONE),
        ("subscription {", None, ALONE),
        ("subscription A { a } subscription B { b }", None, ALONE),
        ("{ " * 20_000, None, ALONE),
    ],
)
def test_what_is_asked_and_whether_it_goes_back(
    query: str, variables: dict[str, Any] | None, expected: tuple[bool, bool]
) -> None:
    key = subscription_key(query, None, variables)
    assert (key is not None, key is not None and key.goes_back) == expected


def text_of(query: str, variables: dict[str, Any] | None = None, name: str | None = None) -> str:
    key = subscription_key(query, name, variables)
    assert key is not None
    return key.text


def test_who_goes_back_asks_what_those_ask_who_do_not() -> None:
    assert text_of(POSTS, {"watch": "w", "after": "post:x:1"}) == text_of(POSTS, {"watch": "w"})
    assert text_of(POSTS, {"watch": "w", "after": "post:x:1"}) != text_of(POSTS, {"watch": "v"})
    assert text_of(LITERAL) == text_of(LITERAL.replace("post:x:1", "post:x:2"))
    assert text_of(NESTED) != text_of(NESTED.replace('"x"', '"y"'))


def test_what_also_pages_inside_a_post_is_another_question() -> None:
    both = "subscription ($a: ID) { posts(watch: 1, after: $a) { person { posts(after: $a) { totalCount } } } }"
    assert text_of(both, {"a": "x"}) != text_of(both, {"a": "y"})


def test_other_variables_and_other_operations_are_other_questions() -> None:
    query = f"{POSTS.replace('(', 'A(', 1)} {POSTS.replace('(', 'B(', 1)}"
    keys = {
        text_of(query, {"watch": watch, **more}, name)
        for name in ("A", "B")
        for watch in ("v", "w")
        for more in ({}, {"x": 1})
    }
    assert len(keys) == 8
    assert text_of(POSTS, {"a": 1, "b": 2}) == text_of(POSTS, {"b": 2, "a": 1})
