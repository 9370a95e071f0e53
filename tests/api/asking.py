"""Asking a server in tests, as any client would, without a socket between."""

import asyncio
from typing import Any, Final

import httpx
from fastapi import FastAPI

from api.http.server import create_app
from api.workspace.workspace import Workspace

HERE: Final = {"host": "localhost"}
"""Headers of whoever asks a service of this machine."""


class Client:
    """A client of one server, which analyses nothing by itself; `token` is what it shows to be let in."""

    def __init__(self, workspace: Workspace, token: str | None = None, app: FastAPI | None = None) -> None:
        self.app: FastAPI = app or create_app(workspace, keep_fresh=False)
        self.headers = {} if token is None else {"authorization": f"Bearer {token}"}

    def send(self, method: str, path: str, **given: Any) -> httpx.Response:
        """Send a request and wait for the answer."""

        async def sending() -> httpx.Response:
            transport = httpx.ASGITransport(self.app, raise_app_exceptions=False)
            async with httpx.AsyncClient(
                transport=transport, base_url="http://localhost", headers=self.headers
            ) as http:
                return await http.request(method, path, **given)

        return asyncio.run(sending())

    def ask(self, query: str, **variables: Any) -> dict[str, Any]:
        """The whole answer of a query."""
        response = self.send("POST", "/graphql", json={"query": query, "variables": variables})
        assert response.status_code == 200
        answer: dict[str, Any] = response.json()
        return answer

    def data(self, query: str, **variables: Any) -> dict[str, Any]:
        """The data of a query that has no error."""
        answer = self.ask(query, **variables)
        assert "errors" not in answer, answer["errors"]
        data: dict[str, Any] = answer["data"]
        return data

    def error(self, query: str, **variables: Any) -> dict[str, Any]:
        """The first error of a query, with what `extensions` say beside the message."""
        errors = self.ask(query, **variables)["errors"]
        return {"message": errors[0]["message"], **errors[0]["extensions"]}
