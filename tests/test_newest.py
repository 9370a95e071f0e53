"""Which pins could move: what is looked at is pinned, and what came of it is said in one line each."""

import pytest

from bench.newest import NAMES, line, pinned
from tests.modules import ROOT


def test_what_is_looked_at_is_pinned_once() -> None:
    constraints = (ROOT / "constraints.txt").read_text(encoding="utf-8")
    for name in NAMES:
        assert f"\n{name}=={pinned(name, constraints)}\n" in f"\n{constraints}"
    with pytest.raises(ValueError, match="nobody"):
        pinned("nobody", constraints)


def test_each_outcome_is_said_in_one_line() -> None:
    assert line("a", "1", "1", None) == "a: pinned 1, newest 1: nothing to move"
    assert line("a", "1", "2", True) == "a: pinned 1, newest 2: passed, the pin can move"
    assert line("a", "1", "2", False) == "a: pinned 1, newest 2: failed"
