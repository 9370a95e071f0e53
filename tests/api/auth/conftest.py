"""Keys as tests want to see them."""

import pytest

from api.auth import key_ring


@pytest.fixture
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """What another process does with keys is seen with the next request, so that no test waits."""
    monkeypatch.setattr(key_ring, "LOOK_EVERY_SECONDS", 0.0)
