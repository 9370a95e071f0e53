"""Building the schema, with its limits: what is imported is what is served."""

from collections.abc import Iterator
from functools import cache

import strawberry
from graphql import GraphQLError
from strawberry.extensions import MaxTokensLimiter, ParserCache, ValidationCache
from strawberry.schema.config import StrawberryConfig
from typing_extensions import override

from api.errors import TooCostly
from api.schema.account import Account
from api.schema.limits import MOST_TOKENS, excess
from api.schema.mutation import Mutation
from api.schema.post import Post
from api.schema.query import Query
from api.schema.scalars import SCALARS
from api.schema.showing_errors import ShowErrors
from api.schema.transaction import Transaction


class CheckedBefore(ValidationCache):
    """Checks the limits, then validates; valid documents are remembered."""

    @override
    def on_validate(self) -> Iterator[None]:
        context = self.execution_context
        assert context.graphql_document is not None  # noqa: S101  it was parsed before
        sentence = excess(context.graphql_document, context.operation_name, context.variables)
        if sentence is None:
            yield from super().on_validate()
            return
        context.pre_execution_errors = [GraphQLError(sentence, extensions=TooCostly(sentence).extensions())]
        yield


@cache
def build_schema() -> strawberry.Schema:
    """Build the schema, once a process."""
    return strawberry.Schema(
        Query,
        Mutation,
        types=[Account, Post, Transaction],
        extensions=[
            ShowErrors,
            lambda: MaxTokensLimiter(max_token_count=MOST_TOKENS),
            lambda: ParserCache(maxsize=256),
            lambda: CheckedBefore(maxsize=256),
        ],
        config=StrawberryConfig(scalar_map=SCALARS, disable_field_suggestions=True),
    )


def printed_schema() -> str:
    """The schema as text, as it is kept in `api/schema.graphql`."""
    return build_schema().as_str().rstrip() + "\n"
