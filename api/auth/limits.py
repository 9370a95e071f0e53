"""The limits of callers: how much of whom at once, and what a token and an issuer's keys may be.

How much one may ask for in a while is set: `KITH_RATE_BURST`, `KITH_RATE_PER_SECOND`.
"""

from typing import Final

AT_ONCE: Final = 4
"""Questions of one caller that one process answers at once."""

MOST_WAITING: Final = 200
"""Further questions of one caller that wait for their turn; the next is `RATE_LIMITED`."""

MOST_PRINCIPALS: Final = 10_000
"""Callers whose rates one process keeps in mind; who has not asked for longest is forgotten first."""

WRONG_KEYS: Final = 10
"""Wrong keys and tokens of one address that are looked at at once; the next is `RATE_LIMITED`."""

WRONG_KEYS_PER_MINUTE: Final = 10
"""Wrong keys and tokens of one address that are looked at in a minute from then on."""

LONGEST_TOKEN: Final = 8_192
"""Characters of a JWT."""

LONGEST_SUBJECT: Final = 200
"""Characters of a JWT's subject."""

LEEWAY_SECONDS: Final = 30
"""Seconds by which an issuer's clock may differ."""

SHORTEST_RSA_BITS: Final = 2048
"""Fewest bits of an issuer's RSA key."""

MOST_SIGNING_KEYS: Final = 100
"""Keys of an issuer that are looked at."""

MOST_JWKS_BYTES: Final = 1_000_000
"""Bytes of an issuer's JWK Set."""

JWKS_KEPT_SECONDS: Final = 300.0
"""Seconds after which an issuer's keys are fetched again."""

JWKS_AGAIN_SECONDS: Final = 30.0
"""Seconds before keys are fetched once more for an id that is not among them, or after a failure."""

JWKS_WITHIN_SECONDS: Final = 5.0
"""Seconds within which an issuer must send its keys."""
