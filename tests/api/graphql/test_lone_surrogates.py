"""Halves of characters: found wherever a JSON value may hold one, however deep it is."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.graphql.lone_surrogates import holds_half

CHARACTERS = st.characters(codec="utf-8") | st.sampled_from("\ud800\udbff\udc00\udfff")
TEXTS = st.text(CHARACTERS, max_size=5)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | TEXTS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXTS, inner, max_size=4),
    max_leaves=12,
)


def is_encoded(value: object) -> bool:
    """Whether the value can be written in UTF-8, as an independent writer finds."""
    try:
        json.dumps(value, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        return False
    return True


@given(VALUES)
def test_what_can_be_written_holds_none(value: object) -> None:
    assert holds_half(value) is not is_encoded(value)


@pytest.mark.parametrize(
    ("written", "holds"),
    [
        ('"\\ud800"', True),
        ('{"\\udfff": 1}', True),
        ('[{"a": ["b", "c\\udc00d"]}]', True),
        ('"\\udc00\\ud800"', True),
        ('"\\ud83d\\ude00"', False),  # two halves in their order are one character
        ("null", False),
    ],
)
def test_as_json_escapes_them(written: str, holds: bool) -> None:
    assert holds_half(json.loads(written)) is holds


@pytest.mark.parametrize("end", ["whole", "\udabc"])
def test_a_deep_value_is_looked_through(end: str) -> None:
    value: Any = end
    for level in range(100_000):
        value = [value] if level % 2 else {"a": value}
    assert holds_half(value) is (end == "\udabc")
