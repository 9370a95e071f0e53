"""The rule of starting: no service that others can reach starts unguarded by mistake."""

import json
from pathlib import Path
from typing import Any

import httpx
import pytest

from api.auth.authenticator import Authenticator
from api.auth.opening_rule import check_opening
from api.auth.role import Role
from api.auth.signing_keys import FetchedKeys
from api.bad_setting import BadSetting
from api.cli.commands import serve
from api.settings import read_settings
from graph.errors import StoreUnavailable
from tests.api.auth.tokens import KEYS, SHORT, given, public
from tests.api.command_line import kith, load_three_people, refusal_of, rows_of, settle

EVERYWHERE = "0.0.0.0"  # noqa: S104


def opening(folder: Path, **settings: Any) -> tuple[list[str], Authenticator]:
    chosen = read_settings(**settings)
    authenticator = Authenticator(chosen, lambda: folder)
    return check_opening(chosen, authenticator), authenticator


@pytest.mark.parametrize("host", ["127.0.0.1", "::1", "localhost", "127.0.0.5"])
def test_on_this_machine_it_opens_and_says_so(tmp_path: Path, host: str) -> None:
    (said,), _ = opening(tmp_path, host=host)
    assert "no key was made" in said
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("host", [EVERYWHERE, "::", "192.0.2.1", "kith.example", ""])
def test_where_others_reach_it_it_does_not_open_by_mistake(tmp_path: Path, host: str) -> None:
    with pytest.raises(BadSetting, match=r"kith keys create NAME .* KITH_JWT_ISSUER, .* KITH_OPEN=1"):
        opening(tmp_path, host=host)


def test_there_it_opens_with_a_key_an_issuer_or_when_told(tmp_path: Path) -> None:
    (said,), _ = opening(tmp_path, host=EVERYWHERE, open=True)
    assert f"whoever reaches {EVERYWHERE} port 8000" in said
    (said,), _ = opening(tmp_path, host=EVERYWHERE, **given(tmp_path))
    assert said == "asking takes a token of the issuer"
    Authenticator(read_settings(), lambda: tmp_path).ring.create("nora", Role.READER)
    (said,), _ = opening(tmp_path, host=EVERYWHERE)
    assert said == "asking takes a key"
    (said,), _ = opening(tmp_path, host=EVERYWHERE, open=True, **given(tmp_path))
    assert said == "asking takes a key or a token of the issuer"


def test_keys_that_open_nothing_are_said_before_the_service_starts(tmp_path: Path) -> None:
    Authenticator(read_settings(), lambda: tmp_path).ring.create("nora", Role.READER)
    (tmp_path / "key-pepper.key").write_bytes(b"q" * 32)
    with pytest.raises(StoreUnavailable, match="another pepper"):
        opening(tmp_path)


def answering(monkeypatch: pytest.MonkeyPatch, answer: Any) -> None:
    """Every fetch of keys gets this answer."""
    transport = httpx.MockTransport(answer)
    monkeypatch.setattr("api.auth.issuer.FetchedKeys", lambda url: FetchedKeys(url, transport))


def test_fetched_keys_are_looked_at_before_the_service_starts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from_url = {"jwt_issuer": "https://i.example", "jwt_audience": "k", "jwt_jwks_url": "https://i.example/keys"}
    monkeypatch.setattr("api.auth.opening_rule.FetchedKeys", FetchedKeys)
    answering(monkeypatch, lambda _: httpx.Response(200, content=json.dumps(KEYS)))
    said, _ = opening(tmp_path, host=EVERYWHERE, **from_url)
    assert said == ["asking takes a token of the issuer"]
    answering(monkeypatch, lambda _: httpx.Response(503))
    said, _ = opening(tmp_path, host=EVERYWHERE, **from_url)
    assert "status 503; it is asked again" in said[1]
    answering(monkeypatch, lambda _: httpx.Response(200, json={"keys": [public(SHORT, "tiny")]}))
    with pytest.raises(BadSetting, match="'tiny' is short"):
        opening(tmp_path, host=EVERYWHERE, **from_url)


@pytest.fixture
def started(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """Servers that `kith serve` would have started."""
    settle(tmp_path, monkeypatch)
    load_three_people(tmp_path)
    monkeypatch.setattr(serve, "refuse_taken", lambda *_: None)
    servers: list[Any] = []
    monkeypatch.setattr("uvicorn.run", lambda app, **_: servers.append(app))
    return servers


def test_kith_serve_keeps_the_rule(started: list[Any], monkeypatch: pytest.MonkeyPatch) -> None:
    assert "no key was made" in kith("serve").stderr
    assert len(started) == 1
    assert "KITH_OPEN=1" in refusal_of("serve", "--host", EVERYWHERE)
    assert len(started) == 1
    kith("keys", "create", "nora", "--role", "admin")
    assert "asking takes a key" in kith("serve", "--host", EVERYWHERE).stderr
    assert len(started) == 2
    monkeypatch.setenv("KITH_JWT_ISSUER", "https://i.example")
    assert "KITH_JWT_AUDIENCE" in refusal_of("serve")
    assert len(started) == 2


def test_kith_demo_keeps_the_rule_before_it_loads(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settle(tmp_path, monkeypatch)
    monkeypatch.setattr("api.cli.commands.demo.refuse_taken", lambda *_: None)
    refusal = refusal_of("demo", "--host", EVERYWHERE)
    assert "`kith keys create NAME --role member --store sqlite:///demo.db`" in refusal
    assert "loading" not in refusal
    assert rows_of("loads", "--store", "sqlite:///demo.db") == []
    assert kith("keys", "create", "nora", "--role", "member", "--store", "sqlite:///demo.db").exit_code == 0
