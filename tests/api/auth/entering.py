"""Coming in over HTTP: what is sent, what keys another process holds, and what a refused request is told."""

from typing import Any, Final

import httpx

from api.auth.authenticator import Authenticator
from api.auth.key_ring import KeyRing
from api.settings import read_settings
from api.workspace.workspace import Workspace
from tests.api.asking import Client
from tests.patience import service_limits

VIEWER: Final = "{ viewer { role name person { name } } }"


def sent(client: Client, query: str = VIEWER, **headers: str) -> httpx.Response:
    return client.send("POST", "/graphql", json={"query": query}, headers=headers)


def other_ring(workspace: Workspace) -> KeyRing:
    """The keys as another process holds them, such as a command."""
    return Authenticator(workspace.settings, lambda: workspace.state_folder).ring


def serving(workspace: Workspace, **settings: Any) -> Workspace:
    """The same store under other settings."""
    return Workspace(read_settings(store=workspace.settings.store, actor="tests", **service_limits(), **settings))


def refusal(response: httpx.Response) -> dict[str, Any]:
    """What a refused request is told."""
    assert response.status_code == 401
    assert response.headers["www-authenticate"].startswith("Bearer")
    answer = response.json()
    assert set(answer) == {"errors"}
    (error,) = answer["errors"]
    assert error["extensions"] == {"code": "UNAUTHENTICATED"}
    return {"message": error["message"], "header": response.headers["www-authenticate"]}
