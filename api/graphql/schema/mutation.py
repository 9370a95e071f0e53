"""What can be decided."""

import logging
from collections.abc import Callable
from typing import Annotated, TypeVar

import strawberry

from api.answers.deciding import check_reason
from api.answers.watch_input import checked_watch
from api.errors import as_refusal
from api.graphql.schema.arguments import AnyId, WatchName
from api.graphql.schema.context import Context, Info
from api.graphql.schema.declaring import mutation, object_type
from api.graphql.schema.erasure import Erasure, PersonErasure
from api.graphql.schema.inputs import WatchInput
from api.graphql.schema.judgement import Judgement
from api.graphql.schema.naming import named_watch, named_watch_or_none
from api.graphql.schema.watch import Watch
from graph.errors import GraphError
from graph.port.decisions import GraphDecisions

T = TypeVar("T")
_LOG = logging.getLogger("kith.decisions")


@object_type
class Mutation:
    """What can be decided."""

    @mutation(cost=0)
    async def judge(
        self,
        info: Info,
        left: Annotated[strawberry.ID, strawberry.argument(description="An account id or @handle.")],
        right: Annotated[strawberry.ID, strawberry.argument(description="Another account id or @handle.")],
        same: Annotated[bool, strawberry.argument(description="Whether they are one person.")],
        reason: Annotated[str, strawberry.argument(description="Why; it is kept.")],
    ) -> Judgement:
        """Record that two accounts are, or are not, one person. CONFLICT when earlier decisions say else."""
        check_reason(reason)
        made = await _decide(
            info.context, "right", lambda decisions: decisions.judge(left, right, same=same, reason=reason)
        )
        return Judgement.of(made, await info.context.analysis())

    @mutation(cost=0)
    async def withdraw_judgement(
        self,
        info: Info,
        id: AnyId,  # noqa: A002  the contract's word
    ) -> Judgement:
        """Take a decision back; the former people return."""
        withdrawn = await _decide(info.context, "id", lambda decisions: decisions.withdraw(id))
        return Judgement.of(withdrawn, await info.context.analysis())

    @mutation(cost=0)
    async def save_watch(
        self,
        info: Info,
        watch: Annotated[WatchInput, strawberry.argument(description="What to listen for.")],
        id: Annotated[  # noqa: A002  the contract's word
            strawberry.ID | None,
            strawberry.argument(description="Which watch to change, by its id or name; a new one when left out."),
        ] = None,
    ) -> Watch:
        """Listen for something; with an `id`, change what that watch listens for."""
        former = await named_watch_or_none(info.context, id, "id")
        identifier = None if former is None else former.id
        checked = await info.context.look(lambda view: checked_watch(view, watch.read(), identifier))
        result = await info.context.decide(lambda decisions: decisions.save_watch(checked))
        return Watch.of(result, await info.context.analysis())

    @mutation(cost=0)
    async def delete_watch(
        self,
        info: Info,
        id: WatchName,  # noqa: A002  the contract's word
    ) -> strawberry.ID:
        """Stop listening; the posts stay. Returns the id."""
        watch = await named_watch(info.context, id, "id")
        return strawberry.ID(await _decide(info.context, "id", lambda decisions: decisions.delete_watch(watch.id)))

    @mutation(cost=0)
    async def erase(
        self,
        info: Info,
        account: Annotated[strawberry.ID, strawberry.argument(description="An account id or @handle.")],
        reason: Annotated[str, strawberry.argument(description="Why; it is written to the log, so name nobody in it.")],
    ) -> Erasure:
        """Erase an account for ever, with its posts and all it did; whatever is loaded later, it stays away."""
        check_reason(reason)
        gone = await _decide(info.context, "account", lambda decisions: decisions.erase(account))
        _LOG.warning(
            "an account was erased by %r with %d posts and %d interactions: %r",
            info.context.name,
            gone.posts,
            gone.interactions,
            reason,
        )
        return Erasure.of(gone, reason)

    @mutation(cost=0)
    async def erase_person(
        self,
        info: Info,
        person: Annotated[
            strawberry.ID, strawberry.argument(description="A person id, an id of an account of theirs, or @handle.")
        ],
        reason: Annotated[str, strawberry.argument(description="Why; it is written to the log, so name nobody in it.")],
    ) -> PersonErasure:
        """Erase a person for ever with all accounts; whatever is loaded later, they stay away."""
        check_reason(reason)
        gone = await _decide(info.context, "person", lambda decisions: decisions.erase_person(person))
        _LOG.warning("a person was erased by %r with %d accounts: %r", info.context.name, len(gone.accounts), reason)
        return PersonErasure.of(gone, reason)


async def _decide(context: Context, field: str, decision: Callable[[GraphDecisions], T]) -> T:
    try:
        return await context.decide(decision)
    except GraphError as error:
        raise as_refusal(error, field) or error from error
