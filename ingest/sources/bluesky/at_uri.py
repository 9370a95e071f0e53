"""The addresses of records on Bluesky's network."""

import re
from dataclasses import dataclass
from typing import Final, Self

from ingest.errors import RecordRejected

_DID: Final = re.compile(r"did:[a-z]+:[A-Za-z0-9._:%-]{1,512}\Z")
_COLLECTION: Final = re.compile(r"[A-Za-z][A-Za-z0-9.-]{0,316}\Z")
_KEY: Final = re.compile(r"[A-Za-z0-9._:~-]{1,512}\Z")


@dataclass(frozen=True, slots=True)
class AtUri:
    """`at://did/collection/key`."""

    did: str
    collection: str
    key: str

    @classmethod
    def of(cls, did: str, collection: str, key: str) -> Self:
        """Put an address together. Raises RecordRejected when a part cannot be part of one."""
        if not (is_did(did) and _COLLECTION.match(collection) and _KEY.match(key)):
            raise RecordRejected(
                f"expected an address like 'at://did:plc:…/app.bsky.feed.post/3k…', got {did}/{collection}/{key}"
            )
        return cls(did, collection, key)

    @classmethod
    def read(cls, address: str) -> Self:
        """Take an address apart. Raises RecordRejected.

        >>> AtUri.read("at://did:plc:abc/app.bsky.feed.post/3k").key
        '3k'
        """
        parts = address.removeprefix("at://").split("/")
        if not address.startswith("at://") or len(parts) != 3:
            raise RecordRejected(
                f"expected an address like 'at://did:plc:…/app.bsky.feed.post/3k…', got {address!r:.200}"
            )
        return cls.of(*parts)

    def __str__(self) -> str:
        return f"at://{self.did}/{self.collection}/{self.key}"


def is_did(text: str) -> bool:
    """Tell whether a text has the form of an account's id on Bluesky's network.

    >>> is_did("did:plc:abc"), is_did("ada.example.org")
    (True, False)
    """
    return bool(_DID.match(text))
