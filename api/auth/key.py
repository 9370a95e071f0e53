"""A key: what is kept of it. Its secret is not: whoever reads the file of keys cannot ask with them."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from api.auth.role import Role


class KeyState(StrEnum):
    """Whether a key opens."""

    LIVE = "live"
    EXPIRED = "expired"
    REVOKED = "revoked"


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """What is kept of a key; `digest` is the HMAC-SHA256 of the whole text under the pepper, as hex digits."""

    id: str
    name: str
    role: Role
    digest: str
    created_at: datetime
    account: str | None = None
    expires_at: datetime | None = None
    revoked_at: datetime | None = None
    used_at: datetime | None = None

    def state(self, now: datetime) -> KeyState:
        """Whether it opens now."""
        if self.revoked_at is not None:
            return KeyState.REVOKED
        if self.expires_at is not None and self.expires_at <= now:
            return KeyState.EXPIRED
        return KeyState.LIVE
