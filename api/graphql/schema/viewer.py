"""Viewer: who asks."""

from typing import Self

import strawberry

from api.graphql.schema.context import Context, Info
from api.graphql.schema.declaring import field, object_type
from api.graphql.schema.enums import Role
from api.graphql.schema.person import Person, maybe_person


@object_type
class Viewer:
    """Who asks: the role of the key or token, and the colleague it belongs to."""

    role: Role
    """What they may do."""
    name: str
    """In whose name their decisions are recorded."""
    account: strawberry.Private[str | None]

    @field(cost=0)
    async def person(self, info: Info) -> Person | None:
        """The colleague whom the key belongs to; null when it belongs to nobody."""
        account = self.account
        if account is None:
            return None
        identity = (await info.context.look(lambda view: view.person_of([account])))[0]
        return None if identity is None else await maybe_person(info.context, identity, await info.context.analysis())

    @classmethod
    def of(cls, context: Context) -> Self:
        """Show who asks: an answer for them alone."""
        context.keepable = False
        return cls(role=context.principal.role, name=context.name, account=context.principal.account)
