"""Erasing over GraphQL: gone for ever, logged without a name."""

import logging

import pytest

from api.workspace.workspace import Workspace
from graph.port.batch import Batch
from tests.api.asking import Client
from tests.api.village import records

ERASE = "mutation E($a: ID!, $r: String!) { erase(account: $a, reason: $r) { account posts interactions reason at } }"


def test_what_is_erased_is_gone_and_does_not_come_back(
    own_village: Workspace, caplog: pytest.LogCaptureFixture
) -> None:
    client = Client(own_village)
    with caplog.at_level(logging.WARNING, logger="kith.decisions"):
        gone = client.data(ERASE, a="x:2", r="they asked us to")["erase"]
    assert (gone["account"], gone["posts"], gone["interactions"]) == ("x:2", 1, 1)
    assert gone["reason"] == "they asked us to"
    assert gone["at"]
    assert "erased by 'tests' with 1 posts" in caplog.text
    assert "x:2" not in caplog.text
    assert client.data('{ person(id: "x:2") { name } }') == {"person": None}
    with own_village.store.writer("village") as writer:
        assert writer.write(Batch(list(records()))).suppressed > 0
    assert client.data('{ node(id: "x:2") { id } }') == {"node": None}


ERASE_PERSON = """mutation E($p: ID!, $r: String!) { erasePerson(person: $p, reason: $r) {
    person accounts posts interactions transactions judgements rejected watches reason at } }"""


def test_a_person_goes_with_all_accounts(own_village: Workspace, caplog: pytest.LogCaptureFixture) -> None:
    person = own_village.view().people(["x:2"])[0]
    assert person is not None
    with caplog.at_level(logging.WARNING, logger="kith.decisions"):
        gone = Client(own_village).data(ERASE_PERSON, p="x:2", r="they asked us to")["erasePerson"]
    assert (gone["person"], gone["reason"]) == (person.id, "they asked us to")
    assert set(gone["accounts"]) == {account.id for account in person.accounts}
    assert "a person was erased by 'tests'" in caplog.text
    assert "x:2" not in caplog.text
    assert own_village.view().people([person.id]) == [None]
    assert Client(own_village).error(ERASE_PERSON, p="x:2", r="again")["code"] == "NOT_FOUND"
    assert Client(own_village).error(ERASE_PERSON, p="x:1", r=" ")["field"] == "reason"


def test_an_account_may_be_named_by_its_handle(own_village: Workspace) -> None:
    assert Client(own_village).data(ERASE, a="@zed", r="told")["erase"]["account"] == "x:10"


@pytest.mark.parametrize(
    ("account", "reason", "code", "field"),
    [
        ("x:nobody", "told", "NOT_FOUND", None),
        ("@ada", "told", "BAD_USER_INPUT", "account"),
        ("x:1", " ", "BAD_USER_INPUT", "reason"),
        ("x:1", "x" * 1_001, "BAD_USER_INPUT", "reason"),
    ],
)
def test_what_cannot_be_erased_is_said(client: Client, account: str, reason: str, code: str, field: str | None) -> None:
    error = client.error(ERASE, a=account, r=reason)
    assert (error["code"], error.get("field")) == (code, field)
