"""An issuer in tests: its keys, and tokens that it signs."""

import json
import time
from pathlib import Path
from typing import Any

import jwt
from cryptography.hazmat.primitives.asymmetric import ec, rsa

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


def claims(**changes: Any) -> Changes:
    now = int(time.time())
    said = {"iss": ISSUER, "aud": AUDIENCE, "sub": "nora", "iat": now, "exp": now + 600, "role": "member"}
    return {name: value for name, value in {**said, **changes}.items() if value is not None}


def token(key: Any = RSA_KEY, algorithm: str = "RS256", kid: str | None = "one", **changes: Any) -> str:
    return jwt.encode(claims(**changes), key, algorithm, headers={} if kid is None else {"kid": kid})


def given(folder: Path, keys: object = None, **more: Any) -> Changes:
    file = folder / "jwks.json"
    file.write_text(json.dumps(KEYS if keys is None else keys))
    return {"jwt_issuer": ISSUER, "jwt_audience": AUDIENCE, "jwt_keys": file, **more}
