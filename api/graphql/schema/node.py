"""Node: whatever has an id of its own."""

import strawberry

from api.graphql.schema.declaring import interface_type


@interface_type
class Node:
    """Whatever has an id of its own and can be asked for by `node`."""

    id: strawberry.ID
    """Names it, whatever it is; opaque."""
