"""Tests that ship with the ports: any store, and any row store, can be held against them."""

import pytest

pytest.register_assert_rewrite(
    "graph.testing.contract_acts",
    "graph.testing.contract_deletion",
    "graph.testing.contract_persons",
    "graph.testing.contract_reading",
    "graph.testing.contract_statements",
    "graph.testing.contract_writing",
    "graph.testing.machine",
    "graph.testing.paging_contract",
    "graph.testing.row_store_contract",
    "graph.testing.words_contract",
)
