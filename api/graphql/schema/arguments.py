"""Arguments that many fields share, with their descriptions."""

from datetime import datetime
from typing import Annotated, TypeVar

import strawberry

from api.graphql.schema.enums import PostOrder, ThemeOrder, TransactionOrder

First = Annotated[int, strawberry.argument(description="How many at most, 1 to 100.")]
FewFirst = Annotated[int, strawberry.argument(description="How many at most, 1 to 50.")]
After = Annotated[str | None, strawberry.argument(description="The endCursor of the page before; none for the first.")]
Since = Annotated[datetime | None, strawberry.argument(description="From this moment on, itself included.")]
Until = Annotated[datetime | None, strawberry.argument(description="Up to this moment, itself excluded.")]
AsOf = Annotated[
    datetime | None,
    strawberry.argument(
        description="Ties as of this moment: ages count back from it. The latest not in the future when left out."
    ),
]
AnyId = Annotated[strawberry.ID, strawberry.argument(description="The id.")]
PersonId = Annotated[
    strawberry.ID, strawberry.argument(description="A person id, an account id, an @handle or a name.")
]
WatchName = Annotated[strawberry.ID, strawberry.argument(description="A watch, by its id or name.")]
OfWatch = Annotated[
    strawberry.ID | None, strawberry.argument(description="Only what this watch listens for, by its id or name.")
]
OfCommunity = Annotated[
    strawberry.ID | None, strawberry.argument(description="Only what is of this community, by its id or label.")
]
ByPost = Annotated[PostOrder | None, strawberry.argument(description="What they are listed by.")]
ByTheme = Annotated[ThemeOrder | None, strawberry.argument(description="What they are listed by.")]
ByTransaction = Annotated[TransactionOrder | None, strawberry.argument(description="What they are listed by.")]
WithUs = Annotated[
    bool | None,
    strawberry.argument(
        description="Our own accounts and colleagues too; left out unless this or the filter's relation asks for them."
    ),
]
K = Annotated[int | None, strawberry.argument(description="How many paths at most, 1 to 100.")]
MaxHops = Annotated[int | None, strawberry.argument(description="How many ties a path may have at most, 1 to 6.")]

T = TypeVar("T")


def given(value: T | None, default: T) -> T:
    """What a nullable argument says: null is the same as leaving it out."""
    return default if value is None else value
