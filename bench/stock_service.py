"""The same schema on stock Strawberry: its own ASGI application, without caches; what the service is held against."""

import argparse

import strawberry
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from starlette.websockets import WebSocket
from strawberry.asgi import GraphQL
from strawberry.schema.config import StrawberryConfig
from typing_extensions import override

from api.answers.preparing import prepare
from api.auth.principal import Principal
from api.auth.role import Role
from api.graphql.schema.account import Account
from api.graphql.schema.context import Context
from api.graphql.schema.mutation import Mutation
from api.graphql.schema.post import Post
from api.graphql.schema.query import Query
from api.graphql.schema.scalars import SCALARS
from api.graphql.schema.transaction import Transaction
from api.settings import read_settings
from api.workspace.workspace import Workspace


class Stock(GraphQL[Context, None]):
    """Strawberry's application with a context of ours, since the resolvers ask for one."""

    def __init__(self, schema: strawberry.Schema, workspace: Workspace) -> None:
        super().__init__(schema)
        self._workspace = workspace

    @override
    async def get_context(self, request: Request | WebSocket, response: Response | WebSocket) -> Context:
        return Context(self._workspace, Principal(Role.ADMIN, "bench"))


def make_app(workspace: Workspace) -> Starlette:
    """Make the application; it is ready when it listens."""
    schema = strawberry.Schema(
        Query, Mutation, types=[Account, Post, Transaction], config=StrawberryConfig(scalar_map=SCALARS)
    )

    async def ready(_: Request) -> Response:
        return PlainTextResponse("ok")

    return Starlette(routes=[Route("/readyz", ready), Route("/graphql", Stock(schema, workspace))])


def main() -> None:
    """Serve the store of the settings."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--port", type=int, required=True)
    port = parser.parse_args().port
    with Workspace(read_settings(), create=False) as workspace:
        prepare(workspace.refresh())
        uvicorn.run(make_app(workspace), host="127.0.0.1", port=port, log_level="warning")


if __name__ == "__main__":
    main()
