"""Signing keys of an issuer: a JWK Set from a file, or fetched from the issuer and kept for a while."""

import asyncio
import json
import logging
import time
from abc import ABC, abstractmethod
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import httpx
import jwt
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from typing_extensions import override

from api.auth.limits import (
    JWKS_AGAIN_SECONDS,
    JWKS_KEPT_SECONDS,
    JWKS_WITHIN_SECONDS,
    MOST_JWKS_BYTES,
    MOST_SIGNING_KEYS,
    SHORTEST_RSA_BITS,
)
from api.bad_setting import BadSetting
from graph.errors import StoreUnavailable

ALGORITHMS: Final = (
    *("RS256", "RS384", "RS512", "PS256", "PS384", "PS512"),
    *("ES256", "ES384", "ES512", "EdDSA", "Ed25519"),
)
"""Asymmetric ones alone: nobody who can check a signature can make one."""

_MOST_TOLD: Final = 10
"""Keys of a set of which it is said why they are not used."""

_LOG = logging.getLogger("kith.auth")


class SigningKeys(ABC):
    """Where the keys of an issuer come from."""

    @abstractmethod
    async def find(self, identifier: str | None) -> jwt.PyJWK | None:
        """The key of this id; without an id the only one there is. Raises StoreUnavailable when none can be had."""


class KeysFromFile(SigningKeys):
    """Keys from a file with a JWK Set."""

    def __init__(self, path: Path) -> None:
        """Read the file. Raises BadSetting."""
        try:
            content = path.read_bytes()
        except OSError as error:
            raise BadSetting(f"KITH_JWT_KEYS names {path}, which cannot be read: {error.strerror}") from None
        self._keys = read_keys(content, f"KITH_JWT_KEYS names {path}, which")

    @override
    async def find(self, identifier: str | None) -> jwt.PyJWK | None:
        return _chosen(self._keys, identifier)


class FetchedKeys(SigningKeys):
    """Keys from the issuer's JWKS URL, fetched every five minutes, for an unknown id twice a minute at most."""

    def __init__(self, url: str, transport: httpx.AsyncBaseTransport | None = None) -> None:
        self._url = url
        self._transport = transport
        self._keys: Sequence[jwt.PyJWK] = ()
        self._fetched_at = self._tried_at = -JWKS_KEPT_SECONDS
        self._fetching = asyncio.Lock()

    @override
    async def find(self, identifier: str | None) -> jwt.PyJWK | None:
        key = _chosen(self._keys, identifier)
        if key is None or time.monotonic() - self._fetched_at > JWKS_KEPT_SECONDS:
            await self._fetch_again()
            key = _chosen(self._keys, identifier)
        if not self._keys:
            raise StoreUnavailable("the signing keys of the issuer cannot be had")
        return key

    async def fetch(self) -> None:
        """Fetch the keys. Raises StoreUnavailable when there is no answer, BadSetting when it cannot be used."""
        self._tried_at = time.monotonic()
        try:
            content = await self._download()
        except httpx.HTTPError as error:
            raise StoreUnavailable(f"no signing keys from {self._url}: {type(error).__name__}") from error
        self._keys = read_keys(content, f"KITH_JWT_JWKS_URL names {self._url}, which")
        self._fetched_at = self._tried_at

    async def _download(self) -> bytes:
        """The answer, of which no more is read than may be used. Raises StoreUnavailable, httpx.HTTPError."""
        content = bytearray()
        async with (
            httpx.AsyncClient(timeout=JWKS_WITHIN_SECONDS, transport=self._transport) as http,
            http.stream("GET", self._url) as answer,
        ):
            if answer.status_code != httpx.codes.OK:
                raise StoreUnavailable(f"no signing keys from {self._url}: status {answer.status_code}")
            async for piece in answer.aiter_bytes():
                content += piece
                if len(content) > MOST_JWKS_BYTES:
                    raise StoreUnavailable(f"no signing keys from {self._url}: more than {MOST_JWKS_BYTES} bytes")
        return bytes(content)

    async def _fetch_again(self) -> None:
        """Fetch, unless that was tried a moment ago; what is known already stays when it fails."""
        async with self._fetching:
            if time.monotonic() - self._tried_at < JWKS_AGAIN_SECONDS:
                return
            try:
                await self.fetch()
            except (StoreUnavailable, BadSetting) as error:
                _LOG.warning("%s", error)


def read_keys(content: bytes, source: str) -> list[jwt.PyJWK]:
    """Read a JWK Set, whose keys for anything but signatures are passed over.

    A key that nobody may rely on is left out, and a line in the log says why: issuers publish keys of new kinds beside
    the others. Raises BadSetting, in a sentence that begins with the source, when no key is left.
    """
    try:
        entries = json.loads(content)["keys"]
    except (ValueError, KeyError, TypeError, RecursionError):
        entries = None
    if not isinstance(entries, list):
        raise BadSetting(f'{source} holds no JWK Set: expected JSON like {{"keys": […]}}')
    listed = [entry if isinstance(entry, dict) else {} for entry in entries[:MOST_SIGNING_KEYS]]
    keys, faults = [], []
    for entry in listed:
        if entry.get("use", "sig") == "sig":
            try:
                keys.append(_checked(entry))
            except _UnusableKey as error:
                faults.append(str(error))
    if not keys:
        raise BadSetting(
            "; ".join([f"{source} holds no key that signatures can be checked with", *faults[:_MOST_TOLD]])
        )
    for fault in faults[:_MOST_TOLD]:
        _LOG.warning("%s holds a key that is not used: %s", source, fault)
    return keys


class _UnusableKey(ValueError):
    """A key that signatures cannot, or may not, be checked with."""


def _checked(entry: dict[str, Any]) -> jwt.PyJWK:
    name = str(entry.get("kid", "without an id"))[:100]
    if entry.get("kty") == "oct" or "d" in entry:
        raise _UnusableKey(f"{name!r} is a secret, which nobody should publish: expected public keys alone")
    try:
        key = jwt.PyJWK.from_dict(entry)
    except Exception as error:  # whatever is wrong with one key, its libraries say it in many ways
        raise _UnusableKey(f"{name!r} cannot be read: {type(error).__name__}: {str(error)[:200]}") from None
    if key.algorithm_name not in ALGORITHMS:
        raise _UnusableKey(f"{name!r} is for {key.algorithm_name}: expected {', '.join(ALGORITHMS)}")
    if isinstance(key.key, RSAPublicKey) and key.key.key_size < SHORTEST_RSA_BITS:
        raise _UnusableKey(f"{name!r} is short: expected RSA of {SHORTEST_RSA_BITS} bits, got {key.key.key_size}")
    return key


def _chosen(keys: Sequence[jwt.PyJWK], identifier: str | None) -> jwt.PyJWK | None:
    if identifier is None:
        return keys[0] if len(keys) == 1 else None
    return next((key for key in keys if key.key_id == identifier), None)
