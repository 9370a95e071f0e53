"""Request ids: the name by which one request is found again in the log, in its answer and with the client."""

import re
import secrets
from contextvars import ContextVar
from typing import Final

from api.http.operations.redaction import redacted

HEADER: Final = "x-request-id"
_USABLE: Final = re.compile(r"[A-Za-z0-9._-]{1,64}")

request_id: ContextVar[str | None] = ContextVar("request_id", default=None)
"""Id of the request that is being answered; None outside of one."""


def id_of(sent: str | None) -> str:
    """The id that came with a request, when it is one that can stand in a log and holds no secret; else a new one.

    >>> id_of("from-the-proxy.7"), len(id_of("two words"))
    ('from-the-proxy.7', 16)
    """
    usable = sent and _USABLE.fullmatch(sent) and redacted(sent) == sent
    return sent if sent and usable else secrets.token_hex(8)
