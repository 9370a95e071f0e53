"""Event executor: answers to the events of a subscription leave nothing behind."""

from typing import Any

from graphql.execution import Executor
from strawberry.schema.schema import StrawberryGraphQLCoreExecutionContext
from typing_extensions import override


class EventExecutor(StrawberryGraphQLCoreExecutionContext):
    """Executes operations as ever; what it is made with is graphql-core's affair."""

    @override
    def build_per_event_executor(self, payload: Any) -> Executor[Any]:
        """Make the executor of one event."""
        executor = super().build_per_event_executor(payload)
        assert isinstance(executor, EventExecutor)  # noqa: S101  it is a copy of this one
        executor.forget()
        return executor

    def forget(self) -> None:
        """Forget what is selected below each field.

        graphql-core remembers that by what it collected for one event, and keeps it for all events together: for as
        long as somebody listens it would grow.
        """
        self._relevant_sub_fields = {}
