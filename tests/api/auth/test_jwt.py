"""JWTs of an issuer: signed, for us, not expired, with a role; keys from a file or fetched."""

import asyncio
import base64
import json
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import httpx
import jwt
import pytest
from cryptography.hazmat.primitives import serialization

from api.auth.issuer import issuer_of
from api.auth.limits import LEEWAY_SECONDS
from api.auth.role import Role
from api.bad_setting import BadSetting
from api.http.server import create_app
from api.settings import Settings, read_settings
from api.workspace.workspace import Workspace
from tests.api.asking import Client
from tests.api.auth.tokens import (
    AUDIENCE,
    EC_KEY,
    ISSUER,
    OTHER_KEY,
    RSA_KEY,
    Changes,
    claims,
    given,
    seconds_from_now,
    token,
)
from tests.patience import patience, service_limits

VIEWER = "{ viewer { role name person { name } } }"


def settings_of(workspace: Workspace, folder: Path) -> Settings:
    """The same store with an issuer."""
    return read_settings(store=workspace.settings.store, actor="tests", **service_limits(), **given(folder))


@pytest.fixture
def ask(own_village: Workspace, tmp_path: Path) -> Callable[[str | None], httpx.Response]:
    """Asks a service that trusts the issuer who one is."""
    workspace = Workspace(settings_of(own_village, tmp_path))
    app = create_app(workspace, keep_fresh=False)

    def asking(shown: str | None) -> httpx.Response:
        return Client(workspace, shown, app).send("POST", "/graphql", json={"query": VIEWER})

    return asking


@pytest.mark.parametrize(
    ("made", "role"),
    [
        (token, "MEMBER"),
        (partial(token, EC_KEY, "ES256", "two"), "MEMBER"),
        (partial(token, role="ADMIN"), "ADMIN"),
        (partial(token, role=["something", "reader", "member"]), "MEMBER"),
        (partial(token, aud=["else", AUDIENCE]), "MEMBER"),
    ],
)
def test_a_good_token_comes_in_as_its_subject(
    ask: Callable[[str], httpx.Response], made: Callable[[], str], role: str
) -> None:
    assert ask(made()).json()["data"]["viewer"] == {"role": role, "name": "nora", "person": None}


def test_clocks_may_differ_by_seconds(ask: Callable[[str], httpx.Response], monkeypatch: pytest.MonkeyPatch) -> None:
    leeway = int(patience(LEEWAY_SECONDS))
    monkeypatch.setattr("api.auth.issuer.LEEWAY_SECONDS", leeway)
    assert ask(token(exp=int(time.time()) - 5)).status_code == 200
    assert ask(token(exp=int(time.time()) - 2 * leeway)).status_code == 401
    assert 5 < LEEWAY_SECONDS < 60


def forged() -> dict[str, str]:
    """Tokens that must not come in, each with what is wrong with it."""
    public_text = RSA_KEY.public_key().public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    header = base64.urlsafe_b64encode(b'{"alg":"HS256","typ":"JWT","kid":"one"}').rstrip(b"=")
    body = token().split(".")[1].encode()
    import hashlib
    import hmac

    mac = hmac.new(public_text, header + b"." + body, hashlib.sha256).digest()
    confused = b".".join([header, body, base64.urlsafe_b64encode(mac).rstrip(b"=")]).decode()
    head, _, signature = token().split(".")
    raised = base64.urlsafe_b64encode(json.dumps(claims(role="admin")).encode()).rstrip(b"=").decode()
    return {
        "signed by somebody else": token(OTHER_KEY),
        "unsigned": jwt.encode(claims(), "", "none", headers={"kid": "one"}),
        "the public key taken for a secret": confused,
        "another algorithm of the same key": token(RSA_KEY, "RS512"),
        "claims changed": f"{head}.{raised}.{signature}",
        "the key of another id": token(RSA_KEY, "RS256", "two"),
        "an unknown id": token(kid="three"),
        "no id, and several keys": token(kid=None),
        "another audience": token(aud="else"),
        "another issuer": token(iss="https://other.example"),
        "expired": token(exp=int(time.time()) - 60),
        "not yet": token(nbf=seconds_from_now(600)),
        "made in the future": token(iat=seconds_from_now(600)),
        "without an issuer": token(iss=None),
        "without an audience": token(aud=None),
        "without anybody": token(sub=None),
        "without its moment": token(iat=None),
        "without an end": token(exp=None),
        "without a subject": token(sub=" "),
        "a subject with a line end": token(sub="a\nb"),
        "a long subject": token(sub="a" * 201),
        "a long token": token(more="x" * 9_000),
        "no token": "a.b.c",
        "nothing": "..",
        "deep": base64.urlsafe_b64encode(b"[" * 5_000).decode() + ".e30.e30",
    }


@pytest.mark.parametrize("wrong", forged())
def test_a_token_that_is_not_right_in_everything_stays_out(ask: Callable[[str], httpx.Response], wrong: str) -> None:
    response = ask(forged()[wrong])
    assert response.status_code == 401
    assert response.json()["errors"][0]["extensions"] == {"code": "UNAUTHENTICATED"}
    assert response.headers["www-authenticate"] == 'Bearer realm="kith", error="invalid_token"'


def test_nobody_comes_in_without_a_token(ask: Callable[[str | None], httpx.Response]) -> None:
    assert ask(None).status_code == 401


@pytest.mark.parametrize("role", [None, "owner", 7, [], {"a": 1}])
def test_a_token_without_a_role_may_do_nothing(ask: Callable[[str], httpx.Response], role: object) -> None:
    response = ask(token(role=role))
    assert response.status_code == 403
    assert response.json()["errors"][0]["extensions"] == {"code": "FORBIDDEN"}


@pytest.mark.parametrize(
    ("claim", "said"),
    [
        ("https://kith.example/role", {"https://kith.example/role": "admin"}),
        ("realm_access.roles", {"realm_access": {"roles": ["offline", "admin"]}}),
    ],
)
def test_the_role_is_in_the_claim_that_the_settings_name(tmp_path: Path, claim: str, said: Changes) -> None:
    issuer = issuer_of(read_settings(**given(tmp_path, jwt_role_claim=claim)))
    assert issuer is not None
    assert asyncio.run(issuer.principal(token(**said))).role is Role.ADMIN


def test_decisions_are_recorded_in_the_name_of_the_subject(own_village: Workspace, tmp_path: Path) -> None:
    with Workspace(settings_of(own_village, tmp_path)) as workspace:
        made = Client(workspace, token()).data(
            'mutation { judge(left: "x:7", right: "crm:9", same: true, reason: "he said") { by } }'
        )
    assert made["judge"] == {"by": "nora"}


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({"jwt_issuer": ISSUER}, "expected KITH_JWT_AUDIENCE and KITH_JWT_KEYS or KITH_JWT_JWKS_URL"),
        ({"jwt_jwks_url": "https://login.example/keys"}, "expected KITH_JWT_ISSUER and KITH_JWT_AUDIENCE"),
        (
            {"jwt_issuer": ISSUER, "jwt_audience": AUDIENCE, "jwt_jwks_url": "http://login.example/keys"},
            "KITH_JWT_JWKS_URL: expected an address that begins with https",
        ),
        ({"jwt_issuer": ISSUER, "jwt_audience": AUDIENCE, "jwt_keys": "/nowhere"}, "/nowhere, which cannot be read"),
    ],
)
def test_settings_that_do_not_go_together_are_refused(settings: Changes, said: str) -> None:
    with pytest.raises(BadSetting, match=said):
        issuer_of(read_settings(**settings))


def test_keys_from_two_places_are_refused(tmp_path: Path) -> None:
    with pytest.raises(BadSetting, match="both set"):
        issuer_of(read_settings(**given(tmp_path, jwt_jwks_url="https://login.example/keys")))
