"""Lineage: hand-made groups that grow, shrink, split, merge and die, and what must hold for all of them."""

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from algorithms.errors import BadParameter
from algorithms.themes.lineage import CommunityEvent, Lineage, trace

CsrGroups = dict[str, str]
"""Letters of members by the name of their group."""


def of(groups: CsrGroups, previous: Lineage | None = None, at: int = 1) -> Lineage:
    members = [letter for letters in groups.values() for letter in letters]
    labels = [label for label, letters in enumerate(groups.values()) for _ in letters]
    ids = pa.array(members, type=pa.large_string())
    return trace(previous, ids, np.array(labels, dtype=np.int32), list(groups), seen_at=at)


def told(lineage: Lineage) -> dict[str, tuple[str, tuple[str, ...]]]:
    return {group.id: (group.event.value, group.parents) for group in lineage.groups}


FIRST: CsrGroups = {"red": "abcdefghij", "blue": "klmnopqrst", "grey": "uvwxyz"}


def test_at_first_all_are_born() -> None:
    assert told(of(FIRST)) == {"red": ("BORN", ()), "blue": ("BORN", ()), "grey": ("BORN", ())}


def test_the_same_groups_under_other_names_and_in_another_order_continue() -> None:
    again = of({"one": "zyxwvu", "two": "abcdefghij", "three": "tsrqponmlk"}, of(FIRST), at=2)
    assert again.ids == ("grey", "red", "blue")
    assert {group.event for group in again.groups} == {CommunityEvent.CONTINUED}
    assert {group.since for group in again.groups} == {1}


def test_groups_grow_and_shrink() -> None:
    again = of({"one": "abcdefghijABCD", "two": "klmnopq", "three": "uvwxyz"}, of(FIRST), at=2)
    assert told(again) == {"red": ("GREW", ()), "blue": ("SHRANK", ()), "grey": ("CONTINUED", ())}


def test_a_group_splits_and_the_larger_part_keeps_the_id() -> None:
    again = of({"one": "abcdef", "two": "ghij", "three": "klmnopqrst", "four": "uvwxyz"}, of(FIRST), at=2)
    assert told(again)["red"] == ("SPLIT", ("red",))
    assert told(again)["two"] == ("SPLIT", ("red",))
    assert again.died == ()
    assert {group.id: group.since for group in again.groups}["two"] == 2


def test_groups_merge_and_the_larger_gives_the_id() -> None:
    again = of({"one": "abcdefghijuvwxyz", "two": "klmnopqrst"}, of(FIRST), at=2)
    assert told(again) == {"red": ("MERGED", ("red", "grey")), "blue": ("CONTINUED", ())}
    assert again.died == ()
    assert again.used == {"grey"}


def test_a_group_whose_members_are_gone_has_died_and_its_id_is_not_given_again() -> None:
    second = of({"one": "abcdefghij", "two": "klmnopqrst"}, of(FIRST), at=2)
    assert second.died == ("grey",)
    third = of({"one": "abcdefghij", "two": "klmnopqrst", "grey": "123456"}, second, at=3)
    assert third.ids == ("red", "blue", "grey-2")
    assert told(third)["grey-2"] == ("BORN", ())


def test_a_group_scattered_over_many_that_hardly_notice_has_died() -> None:
    strangers = ["12345", "67890", "ABCDE", "FGHIJ", "KLMNO", "PQRST"]
    crumbs = {f"crumb {letter}": letter + others for letter, others in zip("uvwxyz", strangers, strict=True)}
    again = of(crumbs, of({"grey": "uvwxyz"}), at=2)
    assert again.died == ("grey",)
    assert {group.event for group in again.groups} == {CommunityEvent.BORN}


def test_a_new_group_of_unknown_members_is_born() -> None:
    again = of({**FIRST, "gold": "12345"}, of(FIRST), at=5)
    assert told(again)["gold"] == ("BORN", ())
    assert again.groups[-1].since == 5


def test_members_of_no_group_are_in_none() -> None:
    ids = pa.array(["a", "b", "c"], type=pa.large_string())
    lineage = trace(None, ids, np.array([-1, 0, 0], dtype=np.int32), ["red"], seen_at=1)
    assert lineage.members.to_pylist() == ["b", "c"]


@settings(max_examples=100, deadline=None)
@given(st.lists(st.lists(st.integers(-1, 4), min_size=12, max_size=12), min_size=2, max_size=5), st.randoms())
def test_whatever_happens_ids_are_unique_never_come_back_and_do_not_depend_on_order(
    rounds: list[list[int]],
    random: "st.Random",  # type: ignore[name-defined]
) -> None:
    lineage: Lineage | None = None
    gone: set[str] = set()
    for moment, drawn in enumerate(rounds):
        labels = np.unique([-1, *drawn], return_inverse=True)[1][1:].astype(np.int32) - 1
        names = [f"group-{label}" for label in range(int(labels.max(initial=-1)) + 1)]
        members = [f"m{number}" for number in range(12)]
        shuffled = random.sample(range(12), 12)
        ids = pa.array(members, type=pa.large_string())
        new = trace(lineage, ids, labels, names, seen_at=moment)
        other = trace(lineage, ids.take(pa.array(shuffled)), labels[np.array(shuffled)], names, seen_at=moment)
        assert new.groups == other.groups
        assert len(set(new.ids)) == len(names)
        assert gone.isdisjoint(new.ids)
        if lineage is not None:
            gone |= set(lineage.ids) - set(new.ids)
        assert gone == set(new.used)
        assert Lineage.from_columns(*new.to_columns()).groups == new.groups
        lineage = new


def test_labels_that_do_not_fit_are_refused() -> None:
    with pytest.raises(BadParameter, match="a label from -1 to below 1"):
        trace(None, pa.array(["a"], pa.large_string()), np.array([3], dtype=np.int32), ["red"], seen_at=0)
