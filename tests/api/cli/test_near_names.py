"""Names near to one that nobody has."""

import pytest

from api.cli.naming import near_names
from graph.snapshot.snapshot import Snapshot
from tests.worlds import Someone, snapshot_of


@pytest.fixture
def world() -> Snapshot:
    people = [
        Someone(["x:@ada_lovelace"], name="Ada Lovelace"),
        Someone(["x:@grace"], name="Grace Hopper"),
        Someone(["x:@Zoë"], name="Zoë Quist"),
    ]
    return snapshot_of(people=people)


@pytest.mark.parametrize(
    ("meant", "first"),
    [
        ("@ada_lovelase", "@ada_lovelace (x:@ada_lovelace)"),
        ("x:@graec", "@grace (x:@grace)"),
        ("Grace Hoper", "Grace Hopper (person:x:@grace)"),
        ("@ZOÉ", "@Zoë (x:@Zoë)"),
        ("@qrace", "@grace (x:@grace)"),
        ("da Lovelace", "Ada Lovelace (person:x:@ada_lovelace)"),
        ("hopper", "Grace Hopper (person:x:@grace)"),
    ],
)
def test_the_nearest_comes_first(world: Snapshot, meant: str, first: str) -> None:
    assert near_names(world, meant)[0] == first


def test_the_nearest_come_first_and_equals_as_the_snapshot_has_them() -> None:
    handles = ("otto", "marta", "mario", "marla", "maria")
    world = snapshot_of(people=[Someone([f"x:@{handle}"], name=handle.upper()) for handle in handles])
    names = [name.partition(" ")[0] for name in near_names(world, "marja", most=5)]
    assert names == ["@maria", "@marla", "@marta", "@mario"]
    assert near_names(world, "marja") == ["@maria (x:@maria)", "@marla (x:@marla)", "@marta (x:@marta)"]


def test_behind_those_that_are_near_come_those_that_hold_the_text(world: Snapshot) -> None:
    assert near_names(world, "ove") == ["@ada_lovelace (x:@ada_lovelace)", "Ada Lovelace (person:x:@ada_lovelace)"]
    assert near_names(world, "lo") == [], "two letters are in too many names"


@pytest.mark.parametrize("meant", ["@nobody_at_all", "", "@", "x:", "\x00"])
def test_when_nothing_is_near_nothing_is_said(world: Snapshot, meant: str) -> None:
    assert near_names(world, meant) == []


def test_in_an_empty_world_nobody_is_near() -> None:
    assert near_names(snapshot_of(), "@ada") == []
