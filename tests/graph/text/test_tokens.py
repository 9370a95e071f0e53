"""Tokens: how texts are read, and whether a text speaks of a term."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.text.tokens import matches, tokenize


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("Hello, World!", ["hello", "world"]),
        ("#NewPhone @Ada_L #1 #2go", ["#newphone", "@ada_l", "1", "#2go"]),
        ("don't stop", ["don't", "stop"]),
        ("see https://example.org/a?b=c now", ["see", "now"]),
        ("write to ada@example.org please", ["write", "to", "please"]),
        ("１２ ＡＢＣ", ["12", "abc"]),
        ("", []),
        ("\U0001f600 \U0001f680", []),
    ],
)
def test_texts_are_read_as_tokens(text: str, tokens: list[str]) -> None:
    assert tokenize(text) == tokens


@pytest.mark.parametrize(
    ("term", "text", "speaks"),
    [
        ("kettle", "The KETTLE boils", True),
        ("kettle", "my kettles", False),
        ("kettle", "#kettle", True),
        ("#kettle", "kettle", False),
        ("smart kettle", "a smart, kettle", True),
        ("smart kettle", "kettle smart", False),
        ("smart kettle", "#SmartKettle", True),
        ("ada", "@ada hello", False),
        ("@ada", "@Ada hello", True),
    ],
)
def test_a_text_speaks_of_a_term(term: str, text: str, speaks: bool) -> None:
    assert matches(term, text) is speaks


@given(st.text(max_size=60))
def test_any_text_can_be_read_and_reads_the_same_in_capitals(text: str) -> None:
    tokens = tokenize(text)
    assert all(tokens)
    assert tokens == tokenize(text)


@given(st.lists(st.sampled_from(["tea", "pot", "#brew", "@ada", "don't"]), min_size=1, max_size=5))
def test_a_text_speaks_of_every_run_of_its_own_tokens(tokens: list[str]) -> None:
    text = " ".join(tokens)
    assert tokenize(text) == tokens
    assert matches(text, f"before {text} after")
