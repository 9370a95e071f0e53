"""Concurrency limit: who asks for much at once waits for themselves, and nobody else does."""

import asyncio

import pytest

from api.auth.concurrency_limit import ConcurrencyLimit
from api.errors import RateLimited


def served(concurrency_limit: ConcurrencyLimit, *line: str, most: int | None = None) -> list[str]:
    """Who was served, in order, when these come one after the other and each takes a while."""
    result: list[str] = []

    async def ask(who: str) -> None:
        async with concurrency_limit.turn(who):
            await asyncio.sleep(0.001)
            result.append(who)

    async def come() -> None:
        await asyncio.gather(*(ask(who) for who in line))

    asyncio.run(come())
    return result


def test_others_come_between_the_questions_of_somebody_who_asks_for_much() -> None:
    order = served(ConcurrencyLimit(at_once=2), *["ada"] * 10, "ben", "cleo")
    assert sorted(order) == ["ada"] * 10 + ["ben", "cleo"]
    assert order.index("ben") < 4
    assert order.index("cleo") < 4


def test_a_line_is_served_in_the_order_it_came() -> None:
    order: list[int] = []

    async def ask(concurrency_limit: ConcurrencyLimit, number: int) -> None:
        async with concurrency_limit.turn("ada"):
            await asyncio.sleep(0)
            order.append(number)

    async def come() -> None:
        concurrency_limit = ConcurrencyLimit(at_once=1)
        await asyncio.gather(*(ask(concurrency_limit, number) for number in range(20)))

    asyncio.run(come())
    assert order == list(range(20))


def test_one_too_many_is_told_to_come_back_and_those_who_leave_make_room() -> None:
    async def come() -> None:
        concurrency_limit = ConcurrencyLimit(at_once=1, most_waiting=1)
        async with concurrency_limit.turn("ada"):
            waiting = asyncio.ensure_future(concurrency_limit.turn("ada").__aenter__())
            await asyncio.sleep(0)
            with pytest.raises(RateLimited):
                await concurrency_limit.turn("ada").__aenter__()
            async with concurrency_limit.turn("ben"):
                pass
            waiting.cancel()
            await asyncio.gather(waiting, return_exceptions=True)
        async with concurrency_limit.turn("ada"):
            pass
        assert concurrency_limit._lines == {}

    asyncio.run(come())


def test_a_question_that_fails_ends_its_turn() -> None:
    async def come() -> None:
        concurrency_limit = ConcurrencyLimit(at_once=1)
        for _ in range(3):
            with pytest.raises(ValueError, match="on purpose"):
                async with concurrency_limit.turn("ada"):
                    raise ValueError("on purpose")
        assert concurrency_limit._lines == {}

    asyncio.run(come())
