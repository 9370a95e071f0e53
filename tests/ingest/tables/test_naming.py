"""Ids as tables write them."""

from datetime import UTC, datetime

import pytest

from graph.errors import InvalidValue
from graph.model.interaction import InteractionKind
from ingest.errors import RecordRejected
from ingest.tables.naming import Naming, interaction_id, network_of

OWN, FOREIGN = Naming(), Naming(foreign=True)


@pytest.mark.parametrize(
    ("cell", "network", "account"),
    [
        ("x:12", None, "x:12"),
        ("12", "x", "x:12"),
        ("12.0", "x", "x:12"),
        ("@Ada", "x", "x:@ada"),
        ("crm:7", "x", "crm:7"),
        ("did:plc:abc", "bluesky", "bluesky:did:plc:abc"),
        ("https://a.example/users/ada", "mastodon", "mastodon:https://a.example/users/ada"),
        ("", "x", None),
    ],
)
def test_accounts_of_our_own_tables(cell: str, network: str | None, account: str | None) -> None:
    assert OWN.account(cell, network) == account


def test_in_foreign_tables_ids_are_native_whatever_they_look_like() -> None:
    assert FOREIGN.account("order:55", "shop") == "shop:order:55"
    assert FOREIGN.account("shop:55", "shop") == "shop:55"
    assert FOREIGN.post("order:55", "shop") == "post:shop:order:55"


def test_posts_and_transactions() -> None:
    assert OWN.post("20", "x") == "post:x:20"
    assert OWN.post("x:20", None) == "post:x:20"
    assert OWN.post("post:x:20", None) == "post:x:20"
    assert OWN.transaction("T-1", "crm") == "transaction:crm:T-1"
    assert OWN.post("nan", "x") is None


@pytest.mark.parametrize("cell", ["12", "@ada", "did:plc:abc", "person:x:1"])
def test_native_ids_need_a_network(cell: str) -> None:
    with pytest.raises(RecordRejected, match="--network"):
        OWN.account(cell, None)


@pytest.mark.parametrize("network", ["post", "No Network", ""])
def test_what_cannot_be_a_network_is_refused(network: str) -> None:
    with pytest.raises(InvalidValue):
        OWN.account("12", network)


def test_network_of_ids() -> None:
    assert network_of("x:1") == "x"
    assert network_of("post:x:1") == "x"
    assert network_of(None) is None


def test_the_same_act_has_the_same_id_and_another_act_another() -> None:
    at = datetime(2026, 1, 1, tzinfo=UTC)
    follow, like = InteractionKind.FOLLOW, InteractionKind.LIKE
    ids = [
        interaction_id("x:1", follow, "x:2"),
        interaction_id("x:2", follow, "x:1"),
        interaction_id("x:1", like, "x:2"),
        interaction_id("x:1", like, "x:2", at),
        interaction_id("x:1", like, "x:2", at, "post:x:3"),
        interaction_id("x:" + "1" * 900, follow, "x:2"),
        interaction_id("x:" + "1" * 900, follow, "x:3"),
    ]
    assert len(set(ids)) == len(ids)
    assert interaction_id("x:1", follow, "x:2") == ids[0]
    assert all(identifier.startswith("interaction:") and len(identifier) < 600 for identifier in ids)
