"""GraphQL over HTTP: the audit suite of the package graphql-http."""

from collections.abc import Callable
from typing import Any

import pytest

pytestmark = pytest.mark.node


def test_all_61_audits_pass(node: Callable[..., Any]) -> None:
    told = node("audit.mjs")
    assert len(told) == 61
    assert [audit for audit in told if audit["status"] != "ok"] == []
