"""What is generated from the schema: a typed Python client that runs, and made-up queries that break nothing."""

import asyncio
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.clients.conftest import HERE, PROGRAMS
from tests.clients.serving import Running, Served, serving
from tests.modules import ROOT
from tests.patience import patience
from tests.ports import free_port

pytestmark = pytest.mark.node

CASES_A_FIELD = 25
CONFIGURATION = """
[tool.ariadne-codegen]
schema_path = "{schema}"
queries_path = "{queries}"
target_package_name = "kith_client"
target_package_path = "{folder}"

[tool.ariadne-codegen.scalars.Count]
type = "int"

[tool.ariadne-codegen.scalars.DateTime]
type = "datetime.datetime"
"""


def made_by(program: str, *arguments: str) -> str:
    """What a program of the clients' own environment prints."""
    command = [str(PROGRAMS / program), *arguments]
    environment = {**os.environ, "KITH_TEST_ANSWER_SECONDS": str(patience(60))}
    ran = subprocess.run(command, check=False, capture_output=True, text=True, timeout=patience(300), env=environment)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    return ran.stdout


def client_of(package: Any, served: Served) -> Any:
    """A typed client, as patient as the tests."""
    return package.Client(url=f"{served.url}/graphql", http_client=httpx.AsyncClient(timeout=patience(60)))


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """The client that ariadne-codegen makes of the committed schema and a few queries."""
    given = {"schema": ROOT / "api" / "schema.graphql", "queries": HERE / "queries.graphql", "folder": tmp_path}
    (tmp_path / "codegen.toml").write_text(CONFIGURATION.format(**given))
    made_by("ariadne-codegen", "client", "--config", str(tmp_path / "codegen.toml"))
    monkeypatch.syspath_prepend(tmp_path)
    yield import_module("kith_client")
    for name in [name for name in sys.modules if name.split(".")[0] == "kith_client"]:
        del sys.modules[name]


def test_a_typed_client_is_generated_imported_and_run(package: Any, served: Served) -> None:
    async def talk() -> tuple[Any, Any, Any]:
        async with client_of(package, served) as client:
            first = await client.ranking(first=2, measure=package.Measure.DEGREE)
            after = first.influencers.page_info.end_cursor
            return (
                first,
                await client.ranking(first=2, after=after, measure=package.Measure.DEGREE),
                await client.one_person(id="x:1"),
            )

    first, second, person = asyncio.run(talk())
    names = [edge.node.person.name for page in (first, second) for edge in page.influencers.edges]
    assert len(set(names)) == 4
    assert [edge.node.rank for edge in first.influencers.edges] == [1, 1]
    assert person.person.name == "Ada Hill"
    assert person.person.posts.edges[0].node.at.year == 2026
    assert isinstance(first.influencers.edges[0].node.person.relation, package.Relation)


def test_a_refusal_reaches_the_typed_client_with_its_code(package: Any, served: Served) -> None:
    async def talk() -> None:
        async with client_of(package, served) as client:
            await client.keep_watch(package.WatchInput(name="", kind=package.WatchKind.BRAND, terms=["tea"]))

    with pytest.raises(package.GraphQLClientGraphQLMultiError) as told:
        asyncio.run(talk())
    assert told.value.errors[0].extensions["code"] == "BAD_USER_INPUT"


def test_made_up_queries_cause_no_server_error_and_are_answered_as_by_graphql_core(tmp_path: Path) -> None:
    """On servers of their own, since mutations are among them; the other one reads no field directly."""
    port = free_port()
    with (
        serving(tmp_path, rate_per_second="0") as served,
        Running(served.workspace, port, direct_fields="0", rate_per_second="0"),
    ):
        urls = f"{served.url}/graphql", f"http://127.0.0.1:{port}/graphql"
        document = json.loads(made_by("python", str(HERE / "fuzz.py"), urls[0], str(CASES_A_FIELD), urls[1]))
    assert document["wrong"] == []
    assert document["unlike"] == []
    assert document["cases"] >= 500
    assert {"Query.person", "Mutation.judge"} <= set(document["answered"])
    assert [field for field, times in document["answered"].items() if not times] == [], "refused whatever was asked"
