"""Building the schema, with its limits: what is imported is what is served."""

from collections.abc import AsyncGenerator, Iterator, Sequence
from contextlib import aclosing
from functools import cache, cached_property
from typing import Any

import strawberry
from graphql import DocumentNode, GraphQLError, GraphQLInputObjectType, GraphQLObjectType, OperationDefinitionNode
from strawberry.extensions import DisableIntrospection, MaxTokensLimiter, ParserCache, ValidationCache
from strawberry.schema.config import StrawberryConfig
from strawberry.schema.schema import StreamResult
from strawberry.types import ExecutionContext, ExecutionResult
from strawberry.types.execution import PreExecutionError
from strawberry.types.graphql import OperationType
from typing_extensions import override

from api.errors import BadInput, RateLimited, Refusal, TooCostly
from api.graphql.limits import MOST_TOKENS
from api.graphql.resume_window import ResumeWindow
from api.graphql.schema.account import Account
from api.graphql.schema.authority import lacking
from api.graphql.schema.context import Context
from api.graphql.schema.cost import Declarations, declarations
from api.graphql.schema.direct_executor import DirectExecutor
from api.graphql.schema.event_executor import EventExecutor
from api.graphql.schema.literals import wrong_literal
from api.graphql.schema.mutation import Mutation
from api.graphql.schema.post import Post
from api.graphql.schema.query import Query
from api.graphql.schema.question_size import Size, cost_of, excess, sizes_of
from api.graphql.schema.scalars import SCALARS
from api.graphql.schema.shared_subscription import SharedSubscription
from api.graphql.schema.showing_errors import all_shown
from api.graphql.schema.subscription import Subscription
from api.graphql.schema.subscription_key import subscription_key
from api.graphql.schema.transaction import Transaction
from api.graphql.shared_streams import Numbered
from api.graphql.websocket import Connection


class CheckedBefore(ValidationCache):
    """Checks the limits, validates, then asks whether the caller may; valid documents are remembered."""

    @override
    def on_validate(self) -> Iterator[None]:
        execution = self.execution_context
        if isinstance(execution.context, Context):
            execution.context.keepable = execution.operation_type is OperationType.QUERY
            execution.context.operation_type = execution.operation_type.value
        document = execution.graphql_document
        assert document is not None  # noqa: S101  it was parsed before
        assert isinstance(execution.schema, ServedSchema)  # noqa: S101  which brings this extension
        declared, watches = execution.schema.declared, _watches(execution.context)
        refusal: Refusal | None = wrong_literal(str(execution.query), document)
        if refusal is None:
            sizes = sizes_of(document, execution.operation_name, execution.variables, declared, watches)
            refusal = _refusal(execution, document, sizes)
        if refusal is None:
            validation = super().on_validate()
            next(validation)
            refusal = None if execution.pre_execution_errors else _right_refused(execution, document, sizes)
        if refusal is not None:
            execution.pre_execution_errors = [GraphQLError(str(refusal), extensions=refusal.extensions())]
        yield


def _watches(context: object) -> int:
    """How many watches there are, as far as the current analysed graph knows."""
    return len(context.taken.watches) if isinstance(context, Context) and context.taken else 0


def _refusal(execution: ExecutionContext, document: DocumentNode, sizes: Sequence[Size]) -> Refusal | None:
    """Why an operation is not even validated; None when it may be."""
    operations = [node for node in document.definitions if isinstance(node, OperationDefinitionNode)]
    if len(operations) > 1 and isinstance(execution.context, Context) and execution.context.operation_name is None:
        return BadInput("operationName", "the name of one of the document's operations")
    sentence = excess(sizes)
    return None if sentence is None else TooCostly(sentence)


def _right_refused(execution: ExecutionContext, document: DocumentNode, sizes: Sequence[Size]) -> Refusal | None:
    """Why this caller may not have a valid operation run, or not now; None when they may."""
    context = execution.context
    if not isinstance(context, Context):  # the schema was asked without a service around it
        return None
    forbidden = lacking(document, execution.operation_name, context.principal.role)
    if forbidden is not None:
        return forbidden
    try:
        context.debit(cost_of(sizes))
    except RateLimited as limited:
        return limited
    return None


class ServedSchema(strawberry.Schema):
    """The schema as it is served: its errors are those of the closed list."""

    @cached_property
    def declared(self) -> Declarations:
        """What its fields cost."""
        return declarations(self._schema)

    @override
    def process_errors(self, errors: list[GraphQLError], execution_context: ExecutionContext | None = None) -> None:
        """Log nothing here: `shown` logs what it masks."""

    @override
    def _extend_introspection(self) -> None:
        """Give types their `isOneOf`: Strawberry's fails for lists and for what is never null, which have no name."""
        super()._extend_introspection()
        kind = self._schema.type_map["__Type"]
        assert isinstance(kind, GraphQLObjectType)  # noqa: S101  the specification says so
        named = kind.fields["isOneOf"].resolve
        kind.fields["isOneOf"].resolve = lambda source, info: (
            named(source, info) if named and isinstance(source, GraphQLInputObjectType) else None
        )

    @override
    async def execute(self, *arguments: Any, **named: Any) -> ExecutionResult:
        """Run an operation."""
        result = await super().execute(*arguments, **named)
        if result.errors:
            result.errors = all_shown(result.errors)
        return result

    @override
    async def stream(  # type: ignore[override]  # what else it takes is passed on by name
        self, query: str | None, variable_values: dict[str, Any] | None = None, **named: Any
    ) -> StreamResult:
        """Run a subscription; other operations are for HTTP, where deadlines and limits hold.

        Those of one role who ask the same are answered together, once they have what they missed.
        """
        connection, name = named.get("context_value"), named.get("operation_name")
        named["allowed_operation_types"] = (OperationType.SUBSCRIPTION,)
        if not isinstance(connection, Connection):
            return _all_shown(await super().stream(query, variable_values, **named))
        refusal = connection.refusal(str(query))
        if refusal is not None:
            return _refused(refusal)
        context, begin = connection.operation(name), super().stream

        async def run(window: ResumeWindow) -> AsyncGenerator[Numbered[Any], None]:
            copy = context.taken_up(window)
            results = _all_shown(await begin(query, variable_values, **named | {"context_value": copy}))
            async with aclosing(results):
                async for result in results:
                    yield window.at, result

        subscription = SharedSubscription(context, run)
        key = subscription_key(str(query), name, variable_values)
        if key is None:
            return connection.counted(subscription.alone())
        shared = (context.principal.role, key.text)
        return connection.counted(subscription.together(connection.streams, shared, goes_back=key.goes_back))


async def _refused(refusal: Refusal) -> StreamResult:
    """What comes of a subscription that is not run."""
    yield PreExecutionError(data=None, errors=[GraphQLError(str(refusal), extensions=refusal.extensions())])


async def _all_shown(results: StreamResult) -> StreamResult:
    """The same results, with the errors of the closed list."""
    async with aclosing(results):
        try:
            async for result in results:
                if isinstance(result, ExecutionResult | PreExecutionError) and result.errors:
                    result.errors = all_shown(result.errors)
                yield result
        except GraphQLError as error:  # a document that cannot be read, when the cache of parsed ones reads it
            yield PreExecutionError(data=None, errors=all_shown([error]))


def build_schema(*, direct: bool = True, forget: bool = True, introspection: bool = True) -> ServedSchema:
    """Build the schema, once a process.

    `direct` says whether fields that are attributes are read as such, `forget` whether events of a subscription leave
    nothing behind where they are not, `introspection` whether the schema itself may be asked for.
    """
    return _built(DirectExecutor if direct else EventExecutor if forget else None, introspection)


@cache
def _built(executor: type[EventExecutor] | None, introspection: bool) -> ServedSchema:
    return ServedSchema(
        Query,
        Mutation,
        Subscription,
        types=[Account, Post, Transaction],
        extensions=[
            *([] if introspection else [DisableIntrospection]),
            lambda: MaxTokensLimiter(max_token_count=MOST_TOKENS),
            lambda: ParserCache(maxsize=256),
            lambda: CheckedBefore(maxsize=256),
        ],
        execution_context_class=executor,
        config=StrawberryConfig(scalar_map=SCALARS, disable_field_suggestions=True),
    )
