"""The answer cache: the same bytes while nothing changes, and nothing old once anything has."""

import asyncio
import json
from typing import Any

import pytest

from api.auth.principal import Principal
from api.auth.role import Role
from api.graphql.schema.building import build_schema
from api.graphql.schema.context import Context
from api.graphql.schema.over_http import Question, answer
from api.workspace.answer_cache import AnswerCache, Generation
from api.workspace.workspace import Workspace
from graph.model.account import Account
from graph.opening import open_store
from graph.port.batch import Batch
from tests.api.asking import Client
from tests.api.village import KETTLE

PERSON = '{ person(id: "x:1") { name communities { share } judgements { id reason } } }'
QUERIES = (
    PERSON,
    "{ overview { people posts } }",
    "{ influencers(first: 3) { edges { node { rank value person { name } } } } }",
    "{ watches { name volume(bucket: DAY) { at posts } } }",
    '{ a: person(id: "x:5") { name } b: person(id: "x:404") { name } }',
)
A, B = Generation(None, 1), Generation(None, 2)


def asked(client: Client, query: str, **variables: Any) -> bytes:
    body = json.dumps({"query": query, "variables": variables}).encode()
    return client.send("POST", "/graphql", content=body, headers={"content-type": "application/json"}).content


def kept(workspace: Workspace) -> int:
    return len(workspace.answers._entries)


def rename(workspace: Workspace, name: str) -> None:
    """Load a name as another process would."""
    with open_store(workspace.settings.store) as store, store.writer("elsewhere") as writer:
        writer.write(Batch([Account(id="x:1", name=name)]))


def test_what_is_kept_comes_back_in_its_generation_and_in_no_other() -> None:
    cache = AnswerCache()
    cache.keep(A, b"q", b"one")
    assert (cache.get(A, b"q"), cache.get(B, b"q"), cache.get(A, b"other")) == (b"one", None, None)
    cache.keep(B, b"other", b"two")
    assert (cache.get(A, b"q"), cache.get(B, b"q"), cache.get(B, b"other")) == (None, None, b"two")


def test_it_holds_so_many_bytes_and_forgets_what_was_not_used_for_longest() -> None:
    cache = AnswerCache(most_bytes=320)
    for number in range(10, 20):
        cache.keep(A, b"question-%d" % number, b"a" * 20)  # 31 bytes each
    assert cache.get(A, b"question-10") == b"a" * 20
    cache.keep(A, b"question-20", b"a" * 20)
    assert cache.get(A, b"question-11") is None
    assert cache.get(A, b"question-10") == b"a" * 20
    cache.keep(A, b"large", b"a" * 21)
    assert cache.get(A, b"large") is None
    cache.keep(A, b"question-20", b"b")
    assert cache.get(A, b"question-20") == b"b"
    cache.keep(A, b"q" * 320, b"b")
    assert cache.get(A, b"q" * 320) is None
    assert cache.get(A, b"question-20") == b"b"


@pytest.mark.parametrize("query", QUERIES)
def test_an_answer_that_was_kept_is_the_one_that_would_be_computed(own_village: Workspace, query: str) -> None:
    own_village.decisions().save_watch(KETTLE)
    own_village.refresh()
    own_village.analyse()
    client = Client(own_village)
    first = asked(client, query)
    assert b"errors" not in first
    assert kept(own_village) == 1
    assert asked(client, query) == first
    own_village.answers = AnswerCache()
    assert asked(client, query) == first


def test_a_question_is_another_one_with_other_variables(own_village: Workspace) -> None:
    client = Client(own_village)
    query = "query ($id: ID!) { person(id: $id) { name } }"
    assert b"Ada" in asked(client, query, id="x:1")
    assert b"Eve" in asked(client, query, id="x:5")
    assert kept(own_village) == 2


def test_what_another_process_loads_is_answered_at_once(own_village: Workspace) -> None:
    client = Client(own_village)
    assert b"Ada Hill" in asked(client, PERSON)
    rename(own_village, "Ada Vale")
    assert b"Ada Vale" in asked(client, PERSON)


def test_what_is_decided_is_answered_at_once(own_village: Workspace) -> None:
    client = Client(own_village)
    before = asked(client, PERSON)
    judge = 'mutation { judge(left: "x:1", right: "x:2", same: true, reason: "told us") { id } }'
    told = json.loads(asked(client, judge))["data"]["judge"]["id"]
    assert told in asked(client, PERSON).decode()
    withdraw = "mutation ($id: ID!) { withdrawJudgement(id: $id) { id } }"
    asked(client, withdraw, id=told)
    assert asked(client, PERSON) != before  # the judgement is still told of, as withdrawn


def test_new_findings_are_answered_at_once(own_village: Workspace) -> None:
    client = Client(own_village)
    query = "{ influencers(first: 1) { provenance { fingerprint } } }"
    before = asked(client, query)
    rename(own_village, "Ada Vale")
    own_village.refresh()
    own_village.analyse()
    assert asked(client, query) != before


def test_errors_and_mutations_are_not_kept(own_village: Workspace) -> None:
    client = Client(own_village)
    asked(client, "{ nope }")
    asked(client, "{ influencers(first: 0) { totalCount } }")
    asked(client, 'mutation { judge(left: "x:1", right: "x:2", same: true, reason: "told us") { id } }')
    assert kept(own_village) == 0


def test_an_answer_from_the_reading_before_is_not_kept_for_the_one_after(own_village: Workspace) -> None:
    own_village.analysis()
    context = Context(own_village, Principal(Role.ADMIN, "tests"))
    own_village.decisions().opt_out("x:1")
    own_village.analyse()  # between the context and the answer
    question = Question(PERSON, None, {})
    reply = asyncio.run(answer(build_schema(), context, question, "application/json", 60))
    assert b"Ada Hill" in reply.body
    assert kept(own_village) == 0
