"""The issuer: who says in a JWT who somebody is, as an OpenID Connect provider does."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, Final
from urllib.parse import urlsplit

import jwt

from api.auth.address import is_loopback
from api.auth.limits import LEEWAY_SECONDS, LONGEST_SUBJECT, LONGEST_TOKEN
from api.auth.principal import Principal
from api.auth.role import Role
from api.auth.signing_keys import FetchedKeys, KeysFromFile, SigningKeys
from api.bad_setting import BadSetting
from api.errors import Forbidden, Unauthenticated, WrongKey
from api.settings import Settings

_REQUIRED: Final = ("exp", "iat", "sub", "aud", "iss")
_LATEST: Final = 2**33
"""Seconds since 1970 that a token may name at most: some two and a half centuries on."""


class Issuer:
    """Checks JWTs: signed with a key of the issuer, for this audience, not expired, and with a role."""

    def __init__(self, issuer: str, audience: str, role_claim: str, keys: SigningKeys) -> None:
        self._issuer = issuer
        self._audience = audience
        self._role_claim = role_claim
        self.keys = keys

    async def principal(self, token: str) -> Principal:
        """Whom a token speaks of. Raises Unauthenticated, Forbidden, or StoreUnavailable without signing keys."""
        claims = await self._claims(token)
        subject = claims["sub"]
        if not subject.strip() or len(subject) > LONGEST_SUBJECT or not subject.isprintable():
            raise Unauthenticated("the token names nobody in its claim `sub`")
        role = _role_in(claims, self._role_claim)
        if role is None:
            raise Forbidden(
                f"the token gives no role: expected reader, member or admin in its claim {self._role_claim}"
            )
        return Principal(role, f"jwt:{subject}", subject, expires_at=_moment(claims["exp"]))

    async def _claims(self, token: str) -> Mapping[str, Any]:
        if len(token) > LONGEST_TOKEN:
            raise WrongKey("the token is too long")
        try:
            named = jwt.get_unverified_header(token).get("kid")
            key = await self.keys.find(named)
            if key is None:
                raise WrongKey("the token is signed with a key that is not the issuer's")
            claims: Mapping[str, Any] = jwt.decode(
                token,
                key,
                algorithms=[key.algorithm_name],  # what the key is for, whatever the token says
                issuer=self._issuer,
                audience=self._audience,
                leeway=LEEWAY_SECONDS,
                options={"require": list(_REQUIRED)},
            )
        except jwt.ExpiredSignatureError:
            raise Unauthenticated("the token has expired") from None
        except (jwt.PyJWTError, ValueError, TypeError, OverflowError):
            raise WrongKey("the token is not one that the issuer gave for this service") from None
        return claims


def issuer_of(settings: Settings) -> Issuer | None:
    """The issuer that the settings name; None when they name none. Raises BadSetting."""
    values = {
        "KITH_JWT_ISSUER": settings.jwt_issuer,
        "KITH_JWT_AUDIENCE": settings.jwt_audience,
        "KITH_JWT_KEYS or KITH_JWT_JWKS_URL": settings.jwt_keys or settings.jwt_jwks_url,
    }
    if not any(values.values()):
        return None
    missing = [name for name, value in values.items() if not value]
    if missing:
        raise BadSetting(f"expected {' and '.join(missing)} beside the other settings of JWTs, got nothing")
    if settings.jwt_keys and settings.jwt_jwks_url:
        raise BadSetting("KITH_JWT_KEYS and KITH_JWT_JWKS_URL are both set; keep one")
    return Issuer(str(settings.jwt_issuer), str(settings.jwt_audience), settings.jwt_role_claim, _keys_of(settings))


def _keys_of(settings: Settings) -> SigningKeys:
    if settings.jwt_keys:
        return KeysFromFile(settings.jwt_keys)
    url = str(settings.jwt_jwks_url)
    parts = urlsplit(url)
    if parts.scheme != "https" and not (parts.scheme == "http" and is_loopback(parts.hostname or "")):
        raise BadSetting(f"KITH_JWT_JWKS_URL: expected an address that begins with https, got {url!r}")
    return FetchedKeys(url)


def _moment(seconds: float) -> datetime:
    return datetime.fromtimestamp(min(int(seconds), _LATEST), UTC)


def _role_in(claims: Mapping[str, Any], claim: str) -> Role | None:
    """The highest role that a claim gives; `a.b` also names the claim b inside a."""
    value: Any = claims.get(claim)
    if value is None:
        value = claims
        for name in claim.split("."):
            value = value.get(name) if isinstance(value, Mapping) else None
    listed = [value] if isinstance(value, str) else value if isinstance(value, list) else []
    names = {name.lower() for name in listed if isinstance(name, str)}
    return next((role for role in reversed(Role) if role.value in names), None)
