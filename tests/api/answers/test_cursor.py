"""Cursors: what was written is read back, and nothing else is taken."""

import base64
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from api.answers.cursor import decode, encode
from api.errors import BadInput


@given(st.integers(-(2**63), 2**63 - 1), st.floats(allow_nan=False, allow_infinity=False), st.text())
@settings(max_examples=50)
def test_a_cursor_gives_back_what_it_was_made_of(number: int, value: float, identifier: str) -> None:
    assert decode(encode(number, value, identifier), int, float, str) == (number, value, identifier)


@given(st.text(max_size=60))
@settings(max_examples=100)
def test_any_other_text_is_refused_with_the_argument_it_came_in(text: str) -> None:
    with pytest.raises(BadInput) as refused:
        decode(text, float, str)
    assert refused.value.extensions()["field"] == "after"


def made_of(content: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(content).encode()).decode().rstrip("=")


@pytest.mark.parametrize(
    "content",
    [[1], [1, "a", "b"], ["1", "a"], [True, "a"], [1, 2], {"a": 1}, None, [2**63, "a"], [10**400, "a"], [None, "a"]],
)
def test_a_cursor_of_another_shape_is_refused(content: object) -> None:
    with pytest.raises(BadInput):
        decode(made_of(content), int, str)


@pytest.mark.parametrize("number", ["NaN", "Infinity", "1e999"])
def test_a_number_that_is_none_is_refused(number: str) -> None:
    cursor = base64.urlsafe_b64encode(f'[{number},"a"]'.encode()).decode()
    with pytest.raises(BadInput):
        decode(cursor, float, str)


def test_a_deeply_nested_or_endless_cursor_is_refused() -> None:
    for cursor in (made_of([]) * 5_000, base64.urlsafe_b64encode(b"[" * 3_000).decode()):
        with pytest.raises(BadInput):
            decode(cursor, int, str)
