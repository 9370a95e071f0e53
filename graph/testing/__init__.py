"""Tests that ship with the store port: any store can be held against them."""

import pytest

pytest.register_assert_rewrite("graph.testing.contract", "graph.testing.machine")
