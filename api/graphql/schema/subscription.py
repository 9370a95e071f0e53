"""What can be listened to."""

from collections.abc import AsyncGenerator
from typing import Annotated

import strawberry

from api.errors import NotReady
from api.graphql.schema.arguments import WatchName
from api.graphql.schema.context import Info
from api.graphql.schema.declaring import object_type, subscription
from api.graphql.schema.generation import Generation
from api.graphql.schema.naming import named_watch
from api.graphql.schema.post import Post, load_ids


@object_type
class Subscription:
    """What can be listened to."""

    @subscription(cost=0)
    async def findings(
        self,
        info: Info,
        after: Annotated[
            strawberry.ID | None,
            strawberry.argument(
                description="The last generation that was seen; only what comes from now on when left out."
            ),
        ] = None,
    ) -> AsyncGenerator[Generation, None]:
        """Generations of findings, as this server takes them up: who asks then gets answers from it.

        With `after`, who missed some is told of those that are kept still, of the newest at least.
        """
        context = info.context
        if context.feed is None:
            raise NotReady("this server hands on no findings")
        async for number, generation in context.feed.generations.listen(after, context.window):
            context.renew()
            context.window.at = number
            yield Generation.of(generation)
            context.window.at = None

    @subscription(cost=0)
    async def posts(
        self,
        info: Info,
        watch: WatchName,
        after: Annotated[
            strawberry.ID | None,
            strawberry.argument(description="The last post that was seen; only what comes from now on when left out."),
        ] = None,
    ) -> AsyncGenerator[Post, None]:
        """Posts that a watch listens for, as they are loaded, whoever loads them.

        `after` is the last one seen, so that a broken connection misses none. It completes when the watch is removed.
        """
        context = info.context
        if context.feed is None:
            raise NotReady("this server hands on no posts")
        listened = await named_watch(context, watch)
        async for arrived in context.feed.listen(listened.id, after, context.window):
            context.renew()
            numbers = {post: number for number, post in arrived}
            for post in await load_ids(context, list(numbers)):
                context.window.at = numbers[post.id]
                yield post
                context.window.at = None
