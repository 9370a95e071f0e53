"""The signing keys of an issuer: what is refused, and how they are fetched and kept."""

import asyncio
import json
from collections.abc import AsyncIterator
from itertools import count
from pathlib import Path

import httpx
import pytest
from cryptography.hazmat.primitives.asymmetric import ec

from api.auth.issuer import issuer_of
from api.auth.signing_keys import FetchedKeys, read_keys
from api.bad_setting import BadSetting
from api.settings import read_settings
from graph.errors import StoreUnavailable
from tests.api.auth.tokens import EC_KEY, KEYS, RSA_KEY, SHORT, given, public


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        (
            {"keys": [public(SHORT, "tiny")]},
            r"'tiny' is short: expected RSA of 2048 bits, got 1024",
        ),
        ({"keys": [{"kty": "oct", "k": "c2VjcmV0", "kid": "s", "alg": "HS256"}]}, "'s' is a secret"),
        ({"keys": [{**public(RSA_KEY, "one"), "d": "AQAB"}]}, "'one' is a secret"),
        ({"keys": [{"kty": "RSA", "kid": "half", "n": "AQAB"}]}, "'half' cannot be read"),
        ({"keys": [public(ec.generate_private_key(ec.SECP256K1()), "coin")]}, "for ES256K"),
        ({"keys": []}, "no key that signatures"),
        ({"keys": "none"}, "no JWK Set"),
        ([], "no JWK Set"),
        ("-----BEGIN PUBLIC KEY-----", "no JWK Set"),
    ],
)
def test_keys_that_nobody_may_rely_on_are_refused_at_the_start(tmp_path: Path, keys: object, said: str) -> None:
    with pytest.raises(BadSetting, match=said):
        issuer_of(read_settings(**given(tmp_path, keys)))


ODD: dict[str, object] = {
    "an unknown kind": {"kty": "AKP", "alg": "ML-DSA-44", "kid": "odd", "pub": "AQAB"},
    "an unknown algorithm": {**public(RSA_KEY, "odd"), "alg": "RS1024"},
    "another algorithm": public(ec.generate_private_key(ec.SECP256K1()), "odd"),
    "an unknown curve": {**public(EC_KEY, "odd"), "crv": "P-999"},
    "half of it": {"kty": "RSA", "kid": "odd", "n": "AQAB"},
    "no Base64": {**public(RSA_KEY, "odd"), "n": "%%%"},
    "a number": {**public(RSA_KEY, "odd"), "n": 17},
    "a point beside the curve": {**public(EC_KEY, "odd"), "x": public(EC_KEY, "odd")["y"]},
    "nothing at all": {"kid": "odd"},
    "a kind that is none": {**public(RSA_KEY, "odd"), "kty": ["RSA"]},
    "a short one": public(SHORT, "odd"),
    "a secret": {"kty": "oct", "k": "c2VjcmV0", "kid": "odd", "alg": "HS256"},
    "a private one": {**public(RSA_KEY, "odd"), "d": "AQAB"},
}


@pytest.mark.parametrize("odd", ODD)
def test_a_set_is_used_without_the_key_that_is_odd_and_a_line_names_that(
    odd: str, caplog: pytest.LogCaptureFixture
) -> None:
    content = json.dumps({"keys": [public(RSA_KEY, "one"), ODD[odd], public(EC_KEY, "two")]}).encode()
    with caplog.at_level("WARNING", "kith.auth"):
        assert [key.key_id for key in read_keys(content, "KITH_JWT_KEYS names keys.json, which")] == ["one", "two"]
    assert [record.getMessage().partition(":")[0] for record in caplog.records] == [
        "KITH_JWT_KEYS names keys.json, which holds a key that is not used"
    ]
    assert "'odd'" in caplog.text
    assert "c2VjcmV0" not in caplog.text


@pytest.mark.parametrize("entry", [17, None, "key", []])
def test_what_is_no_key_at_all_is_left_out_as_well(entry: object, caplog: pytest.LogCaptureFixture) -> None:
    content = json.dumps({"keys": [entry, public(RSA_KEY, "one")]}).encode()
    assert [key.key_id for key in read_keys(content, "the issuer")] == ["one"]
    assert "'without an id' cannot be read" in caplog.text


def test_keys_for_something_else_are_passed_over_in_silence(caplog: pytest.LogCaptureFixture) -> None:
    sealing = {**public(RSA_KEY, "other"), "use": "enc", "alg": "RSA-OAEP"}
    content = json.dumps({"keys": [sealing, public(RSA_KEY, "one")]}).encode()
    assert [key.key_id for key in read_keys(content, "the issuer")] == ["one"]
    assert not caplog.records


class Publisher:
    """Answers like an issuer's JWKS URL, and counts how often it is asked."""

    def __init__(self) -> None:
        self.asked = 0
        self.status = 200
        self.keys: object = {"keys": [public(RSA_KEY, "one")]}

    def fetched(self) -> FetchedKeys:
        return FetchedKeys("https://login.example/keys", httpx.MockTransport(self._answer))

    def _answer(self, request: httpx.Request) -> httpx.Response:
        self.asked += 1
        if self.status == 0:
            raise httpx.ConnectError("nobody is there", request=request)
        return httpx.Response(self.status, json=self.keys)


@pytest.fixture
def publisher() -> Publisher:
    return Publisher()


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    seconds = [1_000.0]
    monkeypatch.setattr("api.auth.signing_keys.time.monotonic", lambda: seconds[0])
    return seconds


def names(keys: FetchedKeys, *wanted: str) -> list[str | None]:
    async def all_found() -> list[str | None]:
        return [result.key_id if (result := await keys.find(name)) else None for name in wanted]

    return asyncio.run(all_found())


def test_fetched_keys_are_kept_and_fetched_anew_after_a_while(publisher: Publisher, clock: list[float]) -> None:
    keys = publisher.fetched()
    assert names(keys, "one", "one") == ["one", "one"]
    assert publisher.asked == 1
    clock[0] += 301
    assert names(keys, "one") == ["one"]
    assert publisher.asked == 2


def test_a_new_key_is_found_soon_and_made_up_ids_cause_no_flood(publisher: Publisher, clock: list[float]) -> None:
    keys = publisher.fetched()
    names(keys, "one")
    clock[0] += 31
    publisher.keys = KEYS
    assert names(keys, "two") == ["two"]
    assert publisher.asked == 2
    assert names(keys, *(f"made-up-{n}" for n in range(50))) == [None] * 50
    assert publisher.asked == 2


@pytest.mark.parametrize("status", [0, 302, 500])
def test_keys_that_are_known_stay_while_the_issuer_is_silent(
    publisher: Publisher, clock: list[float], status: int
) -> None:
    keys = publisher.fetched()
    names(keys, "one")
    publisher.status = status
    clock[0] += 301
    assert names(keys, "one") == ["one"]
    assert publisher.asked == 2


def test_without_any_key_it_is_said_that_nobody_can_be_checked_now(publisher: Publisher, clock: list[float]) -> None:
    publisher.status = 0
    with pytest.raises(StoreUnavailable, match="signing keys"):
        names(publisher.fetched(), "one")


def test_fetched_keys_are_held_to_the_same_rules(publisher: Publisher) -> None:
    publisher.keys = {"keys": [public(SHORT, "tiny")]}
    with pytest.raises(BadSetting, match="'tiny' is short"):
        asyncio.run(publisher.fetched().fetch())


def test_an_answer_without_an_end_is_left_at_the_limit() -> None:
    pieces = count()

    async def endless() -> AsyncIterator[bytes]:
        for _ in pieces:
            yield b" " * 50_000

    transport = httpx.MockTransport(lambda _: httpx.Response(200, content=endless()))
    with pytest.raises(StoreUnavailable, match="more than 1000000 bytes"):
        asyncio.run(FetchedKeys("https://login.example/keys", transport).fetch())
    assert next(pieces) == 21


def test_an_answer_of_just_the_limit_is_read() -> None:
    text = json.dumps(KEYS).ljust(1_000_000)
    transport = httpx.MockTransport(lambda _: httpx.Response(200, text=text))
    assert names(FetchedKeys("https://login.example/keys", transport), "two") == ["two"]


def test_only_so_many_keys_are_read() -> None:
    many = {"keys": [public(EC_KEY, str(n)) for n in range(150)]}
    assert len(read_keys(json.dumps(many).encode(), "it")) == 100
