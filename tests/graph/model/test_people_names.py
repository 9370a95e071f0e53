"""What people are called: by the rule as it is written down, for one and for all at once."""

from typing import Any

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.model.people_names import ASKED, call, call_all

Row = dict[str, Any]


def row(identifier: str, born: int, name: str | None = None, handle: str | None = None, kind: str = "UNKNOWN") -> Row:
    return {"id": identifier, "name": name, "handle": handle, "kind": kind, "born": born}


@pytest.mark.parametrize(
    ("accounts", "expected"),
    [
        ([row("x:1", 1)], ("x:1", "UNKNOWN")),
        ([row("x:1", 1, handle="ada")], ("ada", "UNKNOWN")),
        ([row("x:@ada", 1)], ("ada", "UNKNOWN")),
        ([row("x:@ada", 1, name="", handle="")], ("ada", "UNKNOWN")),
        ([row("x:1", 1, name="", handle="")], ("x:1", "UNKNOWN")),
        ([row("x:1", 1, handle="ada"), row("crm:7", 2, name="Ada Lovelace")], ("Ada Lovelace", "UNKNOWN")),
        ([row("x:1", 2, name="later"), row("crm:7", 1, name="first")], ("first", "UNKNOWN")),
        ([row("y:1", 1, name="by id"), row("x:1", 1, name="smaller id")], ("smaller id", "UNKNOWN")),
        ([row("y:1", 5), row("x:1", 6, handle="ada"), row("z:1", 7, handle="bea")], ("ada", "UNKNOWN")),
        ([row("y:1", 6), row("x:1", 5)], ("x:1", "UNKNOWN")),
        ([row("x:1", 1), row("x:2", 2, kind="HUMAN"), row("x:3", 3, kind="ORGANISATION")], ("x:1", "HUMAN")),
    ],
)
def test_a_person_is_called_by_the_rule(accounts: list[Row], expected: tuple[str, str]) -> None:
    assert call(accounts) == expected
    assert call(reversed(accounts)) == expected


TEXTS = st.none() | st.sampled_from(["", "Ada", "bob"])
ACCOUNTS = st.lists(
    st.builds(
        row,
        st.sampled_from([f"{network}:{native}" for network in ("crm", "x") for native in ("1", "2", "@eve", "@:@")]),
        st.integers(0, 3),
        TEXTS,
        TEXTS,
        st.sampled_from(["HUMAN", "ORGANISATION", "UNKNOWN"]),
    ),
    unique_by=lambda account: account["id"],
)


@given(ACCOUNTS, st.data())
def test_all_people_at_once_are_called_as_each_by_itself(accounts: list[Row], data: st.DataObject) -> None:
    accounts.sort(key=lambda account: account["id"])
    person = [data.draw(st.integers(0, 3)) for _ in accounts]
    people = sorted(set(person))
    expected = [call([a for a, whose in zip(accounts, person, strict=True) if whose == p]) for p in people]
    types = {name: pa.int64() if name == "born" else pa.large_string() for name in ASKED}
    table = pa.table({name: pa.array([a[name] for a in accounts], types[name]) for name in ASKED})
    names, kinds = call_all(table, np.array([people.index(p) for p in person], np.int32))
    assert list(zip(names.to_pylist(), kinds.to_pylist(), strict=True)) == expected
