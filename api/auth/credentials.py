"""Credentials: what a request says of itself before anybody is let in."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Self

_OF_PROXIES: Final = {"forwarded", "via", "x-real-ip"}
"""Headers that proxies add to what they hand on, beside `X-Forwarded-For` and its kin."""


@dataclass(frozen=True, slots=True)
class Credentials:
    """What a request says of itself: its `Authorization`, the page and the name it came by, and its address.

    `site` is how far away the page is, as the browser says it (`Sec-Fetch-Site`), `proxied` the header by which a proxy
    shows that it handed the request on; None where none did.
    """

    authorization: str | None = None
    origin: str | None = None
    host: str | None = None
    address: str | None = None
    site: str | None = None
    proxied: str | None = None

    @classmethod
    def of(cls, headers: Mapping[str, str], address: str | None, authorization: str | None = None) -> Self:
        """What a request or a WebSocket says, whose `headers` are found in any case.

        `address` is where it comes from; `authorization` is what came in place of the header.
        """
        return cls(
            authorization or headers.get("authorization"),
            headers.get("origin"),
            headers.get("host"),
            address,
            headers.get("sec-fetch-site"),
            next((name for name in headers if _is_of_proxies(name.lower())), None),
        )


def _is_of_proxies(header: str) -> bool:
    return header in _OF_PROXIES or header.startswith("x-forwarded-")
