"""Redaction: what no log line may hold is replaced, whoever wrote it."""

import re
from typing import Final

_NAMES: Final = "password|passwd|secret|pepper|token"

_PATTERNS: Final = (
    (re.compile(r"(kith_[A-Za-z0-9]{8})_[\w-]+"), r"\1_[redacted]"),
    (re.compile(r"\b(Bearer|Basic)\s+(?!kith_\w{8}_\[)[^\s\"',;]+", re.IGNORECASE), r"\1 [redacted]"),
    (re.compile(r"(?<![\w-])eyJ[\w-]+\.[\w-]+(?:\.[\w-]*)?"), "[redacted]"),  # whole, or cut off behind what it says
    (re.compile(r"(://)[^/\s:@]*:[^/\s@]+@"), r"\1[redacted]@"),
    (re.compile(rf"((?:{_NAMES})[\"']?\s*[=:]\s*[\"']?)[^\s\"',;)]+", re.IGNORECASE), r"\1[redacted]"),
    (re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+"), "[e-mail]"),
)
"""Keys of Kith (their id stays), credentials of requests, JWTs, passwords in URLs and settings, e-mail addresses."""


def redacted(text: str) -> str:
    """The same text without secrets and e-mail addresses.

    >>> redacted("refused kith_abcd2345_c2VjcmV0 of ada@mail.example at https://me:pass@host/")
    'refused kith_abcd2345_[redacted] of [e-mail] at https://[redacted]@host/'
    """
    for pattern, replacement in _PATTERNS:
        text = pattern.sub(replacement, text)
    return text
