"""Wrong keys: whoever tries many is slowed down, by address; nobody elsewhere notices."""

import asyncio
from pathlib import Path

import pytest

from api.auth.authenticator import Authenticator
from api.auth.credentials import Credentials
from api.auth.key_text import new_text
from api.auth.limits import WRONG_KEYS, WRONG_KEYS_PER_MINUTE
from api.auth.role import Role
from api.errors import RateLimited, Unauthenticated
from api.settings import read_settings
from api.workspace.workspace import Workspace
from tests.api.asking import Client
from tests.api.auth.entering import other_ring, sent
from tests.api.auth.tokens import given

pytestmark = pytest.mark.usefixtures("at_once")

GUESSER, OTHER = "192.0.2.7", "192.0.2.8"
SECONDS_EACH = 60 // WRONG_KEYS_PER_MINUTE


class Attempts:
    """An authenticator by a clock that is moved by hand, and what it answers."""

    def __init__(self, folder: Path, **settings: object) -> None:
        self.seconds = 1_000.0
        self.authenticator = Authenticator(read_settings(**settings), lambda: folder, lambda: self.seconds)
        _, self.right = self.authenticator.ring.create("dashboard", Role.READER)

    def show(self, token: str, address: str | None = GUESSER) -> str | int:
        """Whether somebody comes in with a token: `in`, `wrong`, or after how many seconds they may ask again."""
        try:
            asyncio.run(self.authenticator.admit(Credentials(f"Bearer {token}", address=address)))
        except Unauthenticated:
            return "wrong"
        except RateLimited as limited:
            return limited.retry_after_seconds
        return "in"


@pytest.fixture
def attempts(tmp_path: Path) -> Attempts:
    return Attempts(tmp_path)


WRONG = ["kith_", "nonsense", "a.b.c", "x" * 20_000, new_text("abcd2345")]


@pytest.mark.parametrize("wrong", WRONG, ids=lambda text: text[:9])
def test_after_some_wrong_keys_no_further_one_is_looked_at_for_a_while(attempts: Attempts, wrong: str) -> None:
    assert [attempts.show(wrong) for _ in range(WRONG_KEYS)] == ["wrong"] * WRONG_KEYS
    assert [attempts.show(wrong), attempts.show(attempts.right)] == [SECONDS_EACH, SECONDS_EACH]
    attempts.seconds += SECONDS_EACH
    assert [attempts.show(wrong), attempts.show(wrong)] == ["wrong", SECONDS_EACH]
    attempts.seconds += SECONDS_EACH
    assert [attempts.show(attempts.right), attempts.show(attempts.right)] == ["in", "in"]


def test_right_keys_from_elsewhere_are_let_in_as_ever(attempts: Attempts) -> None:
    for _ in range(100):
        attempts.show("kith_")
    assert [attempts.show(attempts.right, address) for address in (OTHER, GUESSER)] == ["in", SECONDS_EACH]


def test_who_was_let_in_before_is_not_shut_out_by_others_behind_the_same_proxy(attempts: Attempts) -> None:
    assert attempts.show(attempts.right) == "in"
    for _ in range(WRONG_KEYS + 1):
        attempts.show("kith_")
    assert [attempts.show("kith_"), attempts.show(attempts.right)] == [SECONDS_EACH, "in"]


def test_a_network_of_version_six_is_one_address(attempts: Attempts) -> None:
    for number in range(WRONG_KEYS):
        attempts.show("kith_", f"2001:db8::{number}")
    assert attempts.show(attempts.right, "2001:db8::ffff") == SECONDS_EACH
    assert attempts.show(attempts.right, "2001:db8:0:1::1") == "in"


def test_a_key_that_was_right_once_is_no_guess(attempts: Attempts) -> None:
    key, former = attempts.authenticator.ring.create("former", Role.READER)
    attempts.authenticator.ring.revoke(key.id)
    assert {attempts.show(former) for _ in range(3 * WRONG_KEYS)} == {"wrong"}
    assert attempts.show(attempts.right) == "in"


def test_wrong_tokens_count_as_wrong_keys_do(tmp_path: Path) -> None:
    attempts = Attempts(tmp_path, **given(tmp_path))
    assert [attempts.show("a.b.c") for _ in range(WRONG_KEYS + 1)] == ["wrong"] * WRONG_KEYS + [SECONDS_EACH]


def test_many_addresses_take_no_more_memory_than_some(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("api.auth.rate_limit.MOST_PRINCIPALS", 10)
    attempts = Attempts(tmp_path)
    for number in range(100):
        attempts.show("kith_", f"192.0.2.{number}")
    assert len(attempts.authenticator._wrong_keys._levels) == 10


def test_over_http_it_is_429_and_says_when_to_come_back(own_village: Workspace) -> None:
    _, right = other_ring(own_village).create("dashboard", Role.READER)
    client = Client(own_village)
    statuses = [sent(client, authorization="Bearer kith_").status_code for _ in range(WRONG_KEYS)]
    late = sent(client, authorization=f"Bearer {right}")
    assert [*statuses, late.status_code] == [401] * WRONG_KEYS + [429]
    error = late.json()["errors"][0]
    assert error["extensions"]["code"] == "RATE_LIMITED"
    assert "too many wrong keys" in error["message"]
    assert 0 < int(late.headers["retry-after"]) == error["extensions"]["retryAfterSeconds"] <= SECONDS_EACH
    assert sent(client).status_code == 401  # who shows nothing guesses nothing
