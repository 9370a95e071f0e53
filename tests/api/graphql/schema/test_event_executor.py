"""The event executor: who listens for long takes no more memory than who listens for a while."""

import asyncio
import gc
from collections.abc import AsyncGenerator, AsyncIterator
from typing import Any, cast

import pytest
import strawberry
from graphql.execution.collect_fields import FieldDetails

from api.graphql.schema.direct_executor import DirectExecutor
from api.graphql.schema.event_executor import EventExecutor
from tests.api.toy_schema import toy_schema


@strawberry.type
class Number:
    """A number and the one after it."""

    value: int

    @strawberry.field
    def next(self) -> "Number":
        """The one after it."""
        return Number(value=self.value + 1)


@strawberry.type
class Query:
    """Asks for nothing much."""

    none: int = 0


@strawberry.type
class Subscription:
    """Counts."""

    @strawberry.subscription
    async def numbers(self, until: int) -> AsyncGenerator[Number, None]:
        """Numbers from 0."""
        for value in range(until):
            yield Number(value=value)


def remembered() -> int:
    """How much of what was selected is remembered, wherever."""
    gc.collect()
    return sum(type(found) is FieldDetails for found in gc.get_objects())


@pytest.mark.parametrize("executor", [EventExecutor, DirectExecutor])
def test_events_leave_nothing_behind(executor: type[EventExecutor]) -> None:
    schema = toy_schema(Query, subscription=Subscription, execution_context_class=executor)

    async def listen() -> list[int]:
        query = "subscription { numbers(until: 300) { value next { value next { value } } } }"
        results = cast("AsyncIterator[Any]", await schema.subscribe(query))
        counts, seen = [], 0
        async for result in results:
            assert result.data["numbers"]["next"]["next"]["value"] == seen + 2
            seen += 1
            if seen % 100 == 0:
                counts.append(remembered())
        return counts

    first, *later = asyncio.run(listen())
    assert [count - first for count in later] == [0, 0]
