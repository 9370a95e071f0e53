"""An issuer in tests: its keys, and tokens that it signs."""

import json
import time
from pathlib import Path
from typing import Any

import jwt
from cryptography.hazmat.primitives.asymmetric import ec, rsa

from tests.patience import patience

ISSUER = "https://login.example"
AUDIENCE = "kith"
RSA_KEY = rsa.generate_private_key(65537, 2048)
EC_KEY = ec.generate_private_key(ec.SECP256R1())
OTHER_KEY = rsa.generate_private_key(65537, 2048)
SHORT = rsa.generate_private_key(65537, 1024)  # noqa: S505  to see it refused
Changes = dict[str, Any]


def public(key: Any, name: str, **more: Any) -> Changes:
    """The public key as an issuer publishes it."""
    algorithm: Any = (
        jwt.algorithms.ECAlgorithm if isinstance(key, ec.EllipticCurvePrivateKey) else jwt.algorithms.RSAAlgorithm
    )
    return {**algorithm.to_jwk(key.public_key(), as_dict=True), "kid": name, **more}


KEYS = {"keys": [public(RSA_KEY, "one"), public(EC_KEY, "two"), {"kty": "RSA", "use": "enc", "kid": "other"}]}


def seconds_from_now(seconds: float) -> int:
    """A moment that does not come while a test runs, as tokens name it."""
    return int(time.time() + patience(seconds))


def claims(**changes: Any) -> Changes:
    """What a token says; it lasts as long as a test may take, from now on: make it in the test that uses it."""
    now, end = int(time.time()), seconds_from_now(600)
    usual = {"iss": ISSUER, "aud": AUDIENCE, "sub": "nora", "iat": now, "exp": end, "role": "member"}
    return {name: value for name, value in {**usual, **changes}.items() if value is not None}


def token(key: Any = RSA_KEY, algorithm: str = "RS256", kid: str | None = "one", **changes: Any) -> str:
    return jwt.encode(claims(**changes), key, algorithm, headers={} if kid is None else {"kid": kid})


def given(folder: Path, keys: object = None, **more: Any) -> Changes:
    file = folder / "jwks.json"
    file.write_text(json.dumps(KEYS if keys is None else keys))
    return {"jwt_issuer": ISSUER, "jwt_audience": AUDIENCE, "jwt_keys": file, **more}
