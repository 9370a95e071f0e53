"""What can be asked about what is said: themes, watches, share of voice, escalations."""

from typing import Annotated

import strawberry

from api.answers import themes as of_themes
from api.schema.arguments import After, First
from api.schema.connection import Connection, connect
from api.schema.context import Info
from api.schema.theme import Theme


@strawberry.type(description="What can be asked about what is said.")
class Listening:
    """What can be asked about what is said."""

    @strawberry.field(description="What is talked about, what is talked about most first.")
    async def themes(
        self,
        info: Info,
        first: First,
        after: After = None,
        community: Annotated[
            strawberry.ID | None, strawberry.argument(description="What this community talks about.")
        ] = None,
        watch: Annotated[
            strawberry.ID | None, strawberry.argument(description="What is said about this watch.")
        ] = None,
        emergent_only: Annotated[
            bool | None, strawberry.argument(description="Only what is new in the last 7 days.")
        ] = False,
    ) -> Connection[Theme]:
        """What is talked about."""
        page = await info.context.ask(
            of_themes.themes,
            community=community,
            watch=watch,
            emergent_only=bool(emergent_only),
            first=first,
            after=after,
        )
        reading = await info.context.reading()
        return connect(page, [Theme.of(facts, reading) for facts in page.items])
