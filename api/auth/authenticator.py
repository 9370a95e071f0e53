"""The authenticator of one service: who may come in, and in which role."""

import asyncio
import logging
import time
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from datetime import UTC, datetime
from functools import lru_cache, partial
from hashlib import sha256
from pathlib import Path
from typing import Final

from cachetools import LRUCache

from api.auth.address import is_local_host, is_local_origin, is_loopback, rated_address
from api.auth.concurrency_limit import ConcurrencyLimit
from api.auth.credentials import Credentials
from api.auth.issuer import Issuer, issuer_of
from api.auth.key import Key, KeyState
from api.auth.key_ring import KeyRing
from api.auth.key_text import PREFIX
from api.auth.limits import MOST_PRINCIPALS, WRONG_KEYS, WRONG_KEYS_PER_MINUTE
from api.auth.pepper import pepper_of
from api.auth.principal import Principal
from api.auth.rate_limit import RateLimit
from api.auth.role import Role
from api.errors import RateLimited, Unauthenticated, WrongKey
from api.settings import Settings

_LOG = logging.getLogger("kith.auth")
_WANTED: Final = "expected `Authorization: Bearer` with a key; `kith keys create` makes one"
_ANONYMOUS: Final = "anonymous@"
_SITES_HERE: Final = (None, "none", "same-origin")
"""What a browser may say of the page that asks (`Sec-Fetch-Site`): a picture of another site has no `Origin`.

A page of the same site may be anybody's: of another port of this machine, or of a name beside one of `KITH_HOSTS`.
"""


class Authenticator:
    """Lets callers in. Nobody needs a key while none was made, no issuer is set, and only this machine is listened to.

    With `KITH_OPEN` nobody needs one on any other address either, while none was made and no issuer is set.
    """

    def __init__(
        self, settings: Settings, state_folder: Callable[[], Path], clock: Callable[[], float] = time.monotonic
    ) -> None:
        """Make it; the state folder, which may have to be asked for, is at first use. Raises BadSetting."""
        self._settings = settings
        self._state_folder = state_folder
        self._ring: KeyRing | None = None
        self._local = is_loopback(settings.host)
        self._notes: set[asyncio.Task[None]] = set()
        self.issuer: Issuer | None = issuer_of(settings)
        self._concurrency_limit = ConcurrencyLimit()
        self.rate_limit = RateLimit(settings.rate_burst, settings.rate_per_second)
        self._wrong_keys = RateLimit(WRONG_KEYS, WRONG_KEYS_PER_MINUTE / 60, clock)
        self._let_in: LRUCache[tuple[str, bytes], None] = LRUCache(MOST_PRINCIPALS)

    @property
    def ring(self) -> KeyRing:
        """The keys of the store, opened at first use. Raises StoreUnavailable."""
        if self._ring is None:
            folder = self._state_folder()
            self._ring = KeyRing(folder, lambda: pepper_of(self._settings, folder))
        return self._ring

    async def admit(self, credentials: Credentials) -> Principal:
        """Let somebody in, by what their request says of itself.

        Raises Unauthenticated, Forbidden (a JWT without a role), RateLimited (too many wrong keys from where it comes)
        and StoreUnavailable (keys that cannot be read).
        """
        if self._ring is None:
            await asyncio.to_thread(lambda: self.ring)
        token = _token_in(credentials.authorization)
        if token is None:
            return self._anonymous(credentials)
        who = rated_address(credentials.address)
        caller = who, sha256(token.encode()).digest()
        # Whoever was let in from there before is looked at all the same: others behind the same proxy may be guessing.
        seconds = 0 if caller in self._let_in else self._wrong_keys.wait(who, 1)
        if seconds:
            raise RateLimited(seconds, "too many wrong keys came from this address")
        try:
            principal = await self._by_token(token)
        except WrongKey:
            self._let_in.pop(caller, None)
            self._wrong_keys.debit_afterwards(who, 1)
            raise
        self._let_in[caller] = None
        return principal

    def holds(self, principal: Principal) -> bool:
        """Whether a principal who was let in would be again: their key or token still holds, or none is needed."""
        now = datetime.now(UTC)
        if principal.expires_at is not None and principal.expires_at <= now:
            return False
        if principal.key is not None:
            key = self.ring.keys().get(principal.key)
            return key is not None and key.state(now) is KeyState.LIVE
        return principal.name is not None or self.is_open

    def debit(self, principal: Principal, cost: int) -> None:
        """Take the cost of a question from what the caller may ask. Raises RateLimited."""
        seconds = self.rate_limit.take(principal.rated_as, cost)
        if seconds:
            raise RateLimited(seconds)

    def debit_afterwards(self, principal: Principal, cost: int) -> None:
        """Take what a question turned out to cost beyond what was charged."""
        self.rate_limit.debit_afterwards(principal.rated_as, cost)

    def turn(self, principal: Principal) -> AbstractAsyncContextManager[None]:
        """Wait for the caller's turn; as a context manager. Raises RateLimited."""
        return self._concurrency_limit.turn(principal.rated_as)

    @property
    def is_open(self) -> bool:
        """Whether those who show nothing may come in. Raises StoreUnavailable."""
        return (self._local or self._settings.open) and self.issuer is None and not self.ring.any_made()

    def _anonymous(self, credentials: Credentials) -> Principal:
        if not self.is_open:
            raise Unauthenticated(_WANTED)
        if self._settings.open:
            # Anybody may be asking, and erasing is for ever: for that one has to have a name.
            return _nobody(Role.MEMBER, credentials.address)
        if credentials.proxied is not None:
            raise Unauthenticated(
                "this service is open to whoever works on this machine alone, and a proxy handed this request on"
                f" ({credentials.proxied[:50]}): make keys with `kith keys create`, set KITH_JWT_ISSUER, or let in"
                " everybody, as members, with KITH_OPEN=1"
            )
        if not self._asked_from_here(credentials):
            raise Unauthenticated(
                "this service is open to pages of this machine alone, and another one asks; make a key for it with"
                " `kith keys create`, or name the host that you ask for in KITH_HOSTS"
            )
        # Who works on this machine can do all that with the command line as well.
        return _nobody(Role.ADMIN, credentials.address)

    def _asked_from_here(self, credentials: Credentials) -> bool:
        """Whether a program of this machine asks, or a page of it; not one of elsewhere, through a browser here."""
        names = self._settings.host_names
        local = is_local_origin(credentials.origin, names) and is_local_host(credentials.host, names)
        return local and (credentials.origin is not None or credentials.site in _SITES_HERE)

    async def _by_token(self, token: str) -> Principal:
        if token.startswith(PREFIX):
            return self._by_key(token)
        if self.issuer is None:
            raise WrongKey("this is not a key of Kith")
        return await self.issuer.principal(token)

    def _by_key(self, token: str) -> Principal:
        now = datetime.now(UTC)
        entry = self.ring.shown(token, now)
        if entry is None:
            raise WrongKey("there is no such key")
        key, state = entry
        if state is not KeyState.LIVE:
            raise Unauthenticated(f"the key {key.id} {'is revoked' if state is KeyState.REVOKED else 'has expired'}")
        if self.ring.must_note(key, now):
            self._note(key, now)
        return Principal(key.role, f"key:{key.id}", key.name, key.id, key.account, key.expires_at)

    def _note(self, key: Key, now: datetime) -> None:
        """Write down in a thread that a key was used; nobody waits for it."""
        task = asyncio.create_task(self._noted(partial(self.ring.note_use, key.id, now)))
        self._notes.add(task)
        task.add_done_callback(self._notes.discard)

    @staticmethod
    async def _noted(write: Callable[[], None]) -> None:
        try:
            await asyncio.to_thread(write)
        except Exception:  # a folder that cannot be written must keep nobody out
            _LOG.warning("when a key was last used cannot be written down", exc_info=True)


@lru_cache(maxsize=1_000)
def _nobody(role: Role, address: str | None) -> Principal:
    return Principal(role, _ANONYMOUS + rated_address(address))


def _token_in(authorization: str | None) -> str | None:
    """What stands behind `Bearer`; None for other schemes, which a proxy may leave there."""
    scheme, _, token = (authorization or "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" else None
