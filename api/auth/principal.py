"""The principal: who asks, once their credentials were accepted."""

from dataclasses import dataclass
from datetime import datetime

from api.auth.role import Role


@dataclass(frozen=True, slots=True)
class Principal:
    """Who asks, and in which role.

    `rated_as` says whose rate limit counts. `name` is what decisions are recorded under, None for `KITH_ACTOR`; `key`
    the id of the key that was shown, `account` that of the colleague it belongs to, `expires_at` when a JWT ends.
    """

    role: Role
    rated_as: str
    name: str | None = None
    key: str | None = None
    account: str | None = None
    expires_at: datetime | None = None
