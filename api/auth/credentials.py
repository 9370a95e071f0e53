"""Credentials: what a request says of itself before anybody is let in."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self


@dataclass(frozen=True, slots=True)
class Credentials:
    """What a request says of itself: its `Authorization`, the page and the name it came by, and its address.

    `site` is how far away the page is, as the browser says it (`Sec-Fetch-Site`).
    """

    authorization: str | None = None
    origin: str | None = None
    host: str | None = None
    address: str | None = None
    site: str | None = None

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
        )
