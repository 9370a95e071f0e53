"""Node: whatever has an id of its own."""

import strawberry


@strawberry.interface(description="Whatever has an id of its own and can be asked for by `node`.")
class Node:
    """A thing with an id."""

    id: strawberry.ID = strawberry.field(description="Names it, whatever it is; opaque.")
