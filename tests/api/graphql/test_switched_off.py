"""Introspection and GET: as the settings say, on or off."""

from typing import Any

import pytest
from graphql import get_introspection_query

from api.settings import read_settings
from api.workspace.workspace import Workspace
from tests.api.asking import Client
from tests.patience import service_limits

OVERVIEW = "{ overview { people } }"
OF_SCHEMA = [get_introspection_query(), '{ __type(name: "Query") { name } }', "{ __schema { queryType { name } } }"]


def client_of(workspace: Workspace, **settings: Any) -> Client:
    """A client of the same store under other settings."""
    return Client(Workspace(read_settings(store=workspace.settings.store, **service_limits(), **settings)))


@pytest.mark.parametrize("direct", [True, False])
@pytest.mark.parametrize("query", OF_SCHEMA)
def test_the_schema_may_be_asked_for_unless_that_is_switched_off(
    shared_village: Workspace, query: str, direct: bool
) -> None:
    assert client_of(shared_village, direct_fields=direct).data(query)
    without = client_of(shared_village, direct_fields=direct, introspection=False)
    error = without.error(query)
    assert error["code"] == "GRAPHQL_VALIDATION_FAILED"
    assert "introspection has been disabled" in error["message"]
    assert without.data("{ __typename overview { __typename people } }")["__typename"] == "Query"


def test_queries_go_by_get_unless_that_is_switched_off(shared_village: Workspace) -> None:
    asked = {"params": {"query": OVERVIEW}}
    assert client_of(shared_village).send("GET", "/graphql", **asked).json()["data"]["overview"]["people"]
    without = client_of(shared_village, queries_by_get=False)
    response = without.send("GET", "/graphql", **asked)
    assert (response.status_code, response.headers["allow"]) == (405, "POST")
    assert "KITH_QUERIES_BY_GET" in response.json()["errors"][0]["message"]
    assert without.data(OVERVIEW)
    assert without.send("GET", "/").status_code == 200
