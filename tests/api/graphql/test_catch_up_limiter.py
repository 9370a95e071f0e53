"""Gates: a few at a time, and nobody is kept out by those who stay inside."""

import asyncio

from api.graphql.catch_up_limiter import CatchUpLimiter
from tests.patience import patience


def test_no_more_than_a_few_are_inside_at_a_time() -> None:
    inside, most, came = 0, 0, []

    async def go(limiter: CatchUpLimiter, number: int) -> None:
        nonlocal inside, most
        async with limiter.through():
            inside += 1
            most = max(most, inside)
            await asyncio.sleep(0.001)
            inside -= 1
            came.append(number)

    async def all_go() -> None:
        limiter = CatchUpLimiter(3, seconds=60)
        await asyncio.gather(*(go(limiter, number) for number in range(20)))

    asyncio.run(all_go())
    assert most == 3
    assert came == list(range(20))


def test_who_stays_inside_keeps_nobody_out_for_good() -> None:
    async def go() -> list[str]:
        limiter, seen, leave = CatchUpLimiter(1, seconds=0.01), [], asyncio.Event()

        async def stay() -> None:
            async with limiter.through():
                await leave.wait()
                seen.append("stayed")

        staying = asyncio.ensure_future(stay())
        await asyncio.sleep(0)
        for name in ("one", "two"):
            async with limiter.through():
                seen.append(name)
        leave.set()
        await staying
        async with limiter.through():  # who went on without room gave none back
            late = asyncio.ensure_future(limiter.through().__aenter__())
            await asyncio.sleep(0)
            assert not late.done()
            late.cancel()
        return seen

    assert asyncio.run(go()) == ["one", "two", "stayed"]


def test_who_gives_up_waiting_takes_no_room() -> None:
    async def go() -> None:
        limiter = CatchUpLimiter(1, seconds=60)
        async with limiter.through():
            waiting = asyncio.ensure_future(limiter.through().__aenter__())
            await asyncio.sleep(0)
            waiting.cancel()
            await asyncio.gather(waiting, return_exceptions=True)
        async with asyncio.timeout(patience(30)), limiter.through():
            pass

    asyncio.run(go())
