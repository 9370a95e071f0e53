"""The event executor: who listens for long takes no more memory than who listens for a while."""

import asyncio
import gc
from collections.abc import AsyncGenerator, AsyncIterator
from typing import Any, cast

import pytest
import strawberry
from graphql.execution.collect_fields import FieldDetails
from strawberry.schema.schema import StrawberryGraphQLCoreExecutionContext

from api.graphql.schema.building import build_schema
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
    return sum(type(result) is FieldDetails for result in gc.get_objects())


@pytest.mark.parametrize("executor", [EventExecutor, DirectExecutor, None])
def test_events_leave_nothing_behind(executor: type[EventExecutor] | None) -> None:
    """Stock Strawberry (None) hears the same, and remembers each event: once it does not, ours has had its day."""
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
    growth = [count - first for count in later]
    assert growth == [0, 0] if executor else growth[0] >= 100 and growth[1] >= 2 * growth[0]


@pytest.mark.parametrize(
    ("direct", "forget", "executor"),
    [
        (True, True, DirectExecutor),
        (True, False, DirectExecutor),
        (False, True, EventExecutor),
        (False, False, StrawberryGraphQLCoreExecutionContext),
    ],
)
def test_the_settings_say_what_executes(direct: bool, forget: bool, executor: type) -> None:
    schema = build_schema(direct=direct, forget=forget)
    assert (schema.execution_context_class or StrawberryGraphQLCoreExecutionContext) is executor
