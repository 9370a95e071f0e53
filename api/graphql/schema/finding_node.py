"""Finding a node by its id, whatever it is."""

from collections.abc import Awaitable, Callable
from typing import Final

from api.answers.communities import community_at
from api.answers.names import find_community, find_theme
from api.answers.themes import theme_at
from api.graphql.schema.account import Account
from api.graphql.schema.community import Community
from api.graphql.schema.context import Context
from api.graphql.schema.node import Node
from api.graphql.schema.person import maybe_person
from api.graphql.schema.post import load_post
from api.graphql.schema.theme import Theme
from api.graphql.schema.transaction import load_transactions
from api.graphql.schema.watch import find_watch
from api.workspace.lookup_index import exact


async def find_node(context: Context, identifier: str) -> Node | None:
    """Find a node: an account's id is `network:native`, everything else carries its kind first; None for nothing.

    Raises NotReady for a community or a theme while there are no findings, which alone know them.
    """
    find = _BY_KIND.get(identifier.partition(":")[0], _account)
    return await find(context, identifier)


async def _account(context: Context, identifier: str) -> Node | None:
    if ":" not in identifier:
        return None
    account = await context.loaders.accounts.load(identifier)
    return None if account is None else Account.of(account, await context.analysis())


async def _person(context: Context, identifier: str) -> Node | None:
    return await maybe_person(context, identifier, await context.analysis())


async def _post(context: Context, identifier: str) -> Node | None:
    return await load_post(context, await context.analysis(), identifier)


async def _community(context: Context, identifier: str) -> Node | None:
    analysis = await context.analysis()
    row = find_community(analysis, identifier, "id")
    return None if row is None else Community.of(community_at(analysis.findings, row), analysis)


async def _theme(context: Context, identifier: str) -> Node | None:
    analysis = await context.analysis()
    row = find_theme(analysis, identifier, "id")
    return None if row is None else Theme.of(theme_at(analysis, row), analysis)


async def _transaction(context: Context, identifier: str) -> Node | None:
    analysis = await context.analysis()
    snapshot = analysis.snapshot
    row = exact(snapshot.transactions.ids, identifier)
    if row is None:
        return None
    return (await load_transactions(context, analysis, [row]))[0]


_BY_KIND: Final[dict[str, Callable[[Context, str], Awaitable[Node | None]]]] = {
    "person": _person,
    "post": _post,
    "community": _community,
    "theme": _theme,
    "transaction": _transaction,
    "watch": find_watch,
}
