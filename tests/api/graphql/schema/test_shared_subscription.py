"""Shared subscriptions: who comes back gets what they missed, then hears with the others; nothing lost or twice."""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable
from random import Random
from typing import Any, cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from strawberry.types.execution import PreExecutionError

from api.graphql import shared_streams
from api.graphql.resume_window import ResumeWindow
from api.graphql.schema.context import Context
from api.graphql.schema.shared_subscription import SharedSubscription
from api.graphql.shared_streams import Numbered, Run, SharedStreams
from tests.api.fake_feed import COST, FakeFeed, Payer, Subscriber, settle
from tests.patience import patience


def run(test: Callable[[FakeFeed, SharedStreams[Any]], Awaitable[None]], random: Random | None = None) -> None:
    async def running() -> None:
        await test(FakeFeed(random or Random(7)), SharedStreams[Any]())

    asyncio.run(running())


STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("write"), st.integers(1, 6)),
        st.tuples(st.just("look"), st.just(0)),
        st.tuples(st.just("come"), st.just(0)),
        st.tuples(st.just("come back"), st.integers(0, 8)),
        st.tuples(st.just("wait"), st.integers(1, 12)),
    ),
    max_size=40,
)


async def play(feed: FakeFeed, streams: SharedStreams[Any], steps: list[tuple[str, int]]) -> list[Subscriber]:
    """Take the steps; all who came."""
    came = []
    for step, number in steps:
        if step == "write":
            feed.write(number)
        elif step == "look":
            feed.look()
        elif step == "wait":
            for _ in range(number):
                await asyncio.sleep(0)
        else:
            back = feed.posts[-number:][0] if feed.posts else 1
            came.append(Subscriber(feed, streams, back if step == "come back" else None))
    return came


@settings(max_examples=300, deadline=None)
@given(STEPS, st.integers(0, 2**32))
def test_whatever_comes_between_nothing_is_lost_and_nothing_heard_twice(
    steps: list[tuple[str, int]], seed: int
) -> None:
    async def test(feed: FakeFeed, streams: SharedStreams[Any]) -> None:
        came = await play(feed, streams, steps)
        for posts in (0, 2):
            feed.write(posts)
            await settle(feed)
        for one in came:
            one.check()
        running = streams.running("a")
        assert feed.listeners == (1 if came else 0)
        assert (0 if running is None else len(running._cursors)) == len(came)
        for one in came:
            one.task.cancel()
        await asyncio.gather(*(one.task for one in came), return_exceptions=True)
        await settle(feed)
        assert (feed.listeners, streams.running("a")) == (0, None)

    run(test, Random(seed))


def test_who_came_back_leaves_one_stream_for_all() -> None:
    async def test(feed: FakeFeed, streams: SharedStreams[Any]) -> None:
        feed.write(20)
        await settle(feed)
        many = [Subscriber(feed, streams, feed.posts[number]) for number in range(20)]
        await settle(feed)
        assert feed.most_listeners > 1
        assert feed.listeners == 1
        feed.write(3)
        await settle(feed)
        assert [one.heard for one in many] == [feed.posts[number + 1 :] for number in range(20)]
        assert feed.listeners == 1

    run(test)


def test_all_end_when_the_watch_is_removed() -> None:
    async def test(feed: FakeFeed, streams: SharedStreams[Any]) -> None:
        feed.write(5)
        await settle(feed)
        early = [Subscriber(feed, streams, feed.posts[0]), Subscriber(feed, streams)]
        await settle(feed)
        feed.write(200)  # so that they are at it when the watch goes
        feed.look()
        late = Subscriber(feed, streams, feed.posts[0])
        for _ in range(10):
            await asyncio.sleep(0)
        feed.is_removed = True
        feed.notify()
        await asyncio.wait_for(asyncio.gather(*(one.task for one in (*early, late))), patience(30))
        assert (feed.listeners, streams.running("a")) == (0, None)

    run(test)


def test_who_is_refused_begins_nothing_and_refuses_nobody_else() -> None:
    async def test(feed: FakeFeed, streams: SharedStreams[Any]) -> None:
        feed.write(3)
        await settle(feed)
        for after in (None, feed.posts[0]):
            poor = Subscriber(feed, streams, after, Payer(COST - 1))
            rich, other = (Subscriber(feed, streams, after) for _ in range(2))
            await asyncio.wait_for(poor.task, patience(30))
            assert [type(result) for result in poor.heard] == [PreExecutionError]
            await settle(feed)
            feed.write(1)
            await settle(feed)
            assert (rich.heard[-1], other.heard[-1]) == (feed.posts[-1], feed.posts[-1])
            assert feed.listeners == 1
            poor = Subscriber(feed, streams, after, Payer(COST - 1))
            await asyncio.wait_for(poor.task, patience(30))
            assert [type(result) for result in poor.heard] == [PreExecutionError]

    run(test)


def test_everybody_pays_once() -> None:
    async def test(feed: FakeFeed, streams: SharedStreams[Any]) -> None:
        feed.write(3)
        await settle(feed)
        payers = [Payer(5 * COST) for _ in range(4)]
        for payer, after in zip(payers, (feed.posts[0], None, feed.posts[1], None), strict=True):
            Subscriber(feed, streams, after, payer)
            await settle(feed)
        assert [payer.cost for payer in payers] == [COST] * 4

    run(test)


def scripted(live: "asyncio.Queue[int]", *, breaks: bool) -> Run[Any]:
    """Runs of three kinds: what somebody missed, what came between, and a live stream, which -1 ends."""

    async def run(window: ResumeWindow) -> AsyncGenerator[Numbered[Any], None]:
        if window.start is None:
            yield 1, 1
            window.reached = 1
        elif window.end is not None:
            yield 4, 4
            if breaks:
                yield None, "broken"
            else:
                window.reached = window.end
        else:
            while (number := await live.get()) != -1:
                yield number, number

    return run


async def heard_between(*, breaks: bool) -> list[Any]:
    """What somebody hears who comes back when the others have got to 5; these go on to 10 meanwhile."""
    live, streams = asyncio.Queue[int](), SharedStreams[Any]()
    run = scripted(live, breaks=breaks)
    with streams.cursor("a", 1, run, COST) as cursor:
        live.put_nowait(5)
        assert await anext(cursor) == (5, 5)
        results = SharedSubscription(cast("Context", Payer()), run).together(streams, "a", goes_back=True)
        heard = [await anext(results) for _ in range(2)]
        for number in range(6, 11):
            live.put_nowait(number)
            assert await anext(cursor) == (number, number)
        live.put_nowait(-1)
        return heard + [result async for result in results]


def test_when_what_came_between_breaks_off_it_ends_there() -> None:
    assert asyncio.run(heard_between(breaks=True)) == [1, 4, "broken"]


def test_what_comes_meanwhile_is_kept() -> None:
    assert asyncio.run(heard_between(breaks=False)) == [1, 4, 6, 7, 8, 9, 10]


def test_what_is_kept_meanwhile_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shared_streams, "MOST_BEHIND", 3)
    *heard, refused = asyncio.run(heard_between(breaks=False))
    assert heard == [1, 4, 6, 7, 8]
    assert isinstance(refused, PreExecutionError)
    assert "`after`" in str(refused.errors)
