"""The text of a key, `kith_<id>_<secret><checksum>`: made once, shown once, recognised by its form alone.

The checksum lets a mistyped key be told from a wrong one, and lets those who scan texts for leaked secrets be sure of
what they found, without asking anybody.
"""

import hmac
import re
import secrets
import zlib
from typing import Final

PREFIX: Final = "kith_"
_DIGITS: Final = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
_ID_DIGITS: Final = "23456789abcdefghjkmnpqrstuvwxyz"  # none that looks like another: people read ids aloud
_ID_LENGTH: Final = 8
_SECRET_BYTES: Final = 32
_SECRET_LENGTH: Final = 43
_CHECKSUM_LENGTH: Final = 6
_FORM: Final = re.compile(r"kith_([2-9a-z]{8})_[0-9A-Za-z]{43}([0-9A-Za-z]{6})")


def new_id() -> str:
    """Make up an id."""
    return "".join(secrets.choice(_ID_DIGITS) for _ in range(_ID_LENGTH))


def new_text(identifier: str) -> str:
    """Make up a key with this id: 32 random bytes, and the checksum."""
    number = int.from_bytes(secrets.token_bytes(_SECRET_BYTES), "big")
    text = f"{PREFIX}{identifier}_{_in_digits(number, _SECRET_LENGTH)}"
    return text + _checksum(text)


def id_in(text: str) -> str | None:
    """The id in the text of a key; None when it does not have the form of one, or was mistyped.

    >>> id_in(new_text("abcd2345")), id_in("kith_abcd2345_nonsense")
    ('abcd2345', None)
    """
    form = _FORM.fullmatch(text)
    if form is None or _checksum(text[:-_CHECKSUM_LENGTH]) != form[2]:
        return None
    return form[1]


def digest_of(text: str, pepper: bytes) -> str:
    """What is kept of a key, as hex digits. The secret is random and long: nothing slower is needed."""
    return hmac.digest(pepper, text.encode(), "sha256").hex()


def _checksum(text: str) -> str:
    return _in_digits(zlib.crc32(text.encode()), _CHECKSUM_LENGTH)


def _in_digits(number: int, length: int) -> str:
    digits = []
    for _ in range(length):
        number, digit = divmod(number, len(_DIGITS))
        digits.append(_DIGITS[digit])
    return "".join(reversed(digits))
