"""Schemas of a test's own, beside that of the service."""

from typing import Any

import strawberry
from graphql import introspection_types


def toy_schema(query: type, **given: Any) -> strawberry.Schema:
    """Make a schema as Strawberry does, which sets a resolver of a type that all schemas of a process share."""
    shared: Any = introspection_types["__Type"]
    kept = shared.fields["isOneOf"].resolve
    try:
        return strawberry.Schema(query, **given)
    finally:
        shared.fields["isOneOf"].resolve = kept
