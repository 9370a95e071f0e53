"""What can be decided."""

from collections.abc import Callable
from typing import Annotated, TypeVar

import strawberry

from api.answers.deciding import check_reason
from api.errors import as_refusal
from api.schema.arguments import AnyId
from api.schema.context import Context, Info
from api.schema.judgement import Judgement
from graph.errors import GraphError
from graph.port import GraphDesk

T = TypeVar("T")


@strawberry.type(description="What can be decided.")
class Mutation:
    """What can be decided."""

    @strawberry.mutation(
        description="Record that two accounts are, or are not, one person. CONFLICT when earlier decisions say else."
    )
    async def judge(
        self,
        info: Info,
        left: Annotated[strawberry.ID, strawberry.argument(description="An account id or @handle.")],
        right: Annotated[strawberry.ID, strawberry.argument(description="Another account id or @handle.")],
        same: Annotated[bool, strawberry.argument(description="Whether they are one person.")],
        reason: Annotated[str, strawberry.argument(description="Why; it is kept.")],
    ) -> Judgement:
        """Record that two accounts are, or are not, one person."""
        check_reason(reason)
        made = await _decide(info.context, "right", lambda desk: desk.judge(left, right, same=same, reason=reason))
        return Judgement.of(made)

    @strawberry.mutation(description="Take a decision back; the former people return.")
    async def withdraw_judgement(
        self,
        info: Info,
        id: AnyId,  # noqa: A002  the contract's word
    ) -> Judgement:
        """Take a decision back."""
        return Judgement.of(await _decide(info.context, "id", lambda desk: desk.withdraw(id)))


async def _decide(context: Context, field: str, decision: Callable[[GraphDesk], T]) -> T:
    try:
        return await context.decide(decision)
    except GraphError as error:
        raise as_refusal(error, field) or error from error
