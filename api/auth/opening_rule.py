"""The rule of starting: a service that others can reach does not start unguarded by mistake."""

import asyncio
from shlex import quote

from api.auth.address import is_loopback
from api.auth.authenticator import Authenticator
from api.auth.signing_keys import FetchedKeys
from api.bad_setting import BadSetting
from api.settings import Settings
from graph.errors import StoreUnavailable


def check_opening(settings: Settings, authenticator: Authenticator) -> list[str]:
    """Say in sentences who may come in. Raises BadSetting when nobody said so, or the keys are of no use."""
    ring = authenticator.ring
    ring.check_pepper()
    if ring.any_made() or authenticator.issuer:
        return [_guards(authenticator), *_trouble(authenticator)]
    if is_loopback(settings.host):
        return ["no key was made: whoever works on this machine may read, decide and erase (kith keys create)"]
    if settings.open:
        return [f"KITH_OPEN is set: whoever reaches {settings.host} port {settings.port} may read and decide"]
    raise BadSetting(
        f"KITH_HOST is {settings.host}, which others can reach, and no key was made: make one with"
        f" `kith keys create NAME --role member --store {quote(settings.store)}`, set KITH_JWT_ISSUER, or let in"
        " everybody with KITH_OPEN=1"
    )


def _guards(authenticator: Authenticator) -> str:
    keys = "a key" if authenticator.ring.any_made() else ""
    token = "a token of the issuer" if authenticator.issuer else ""
    return f"asking takes {' or '.join(filter(None, (keys, token)))}"


def _trouble(authenticator: Authenticator) -> list[str]:
    """Fetch the issuer's keys: short ones are refused now. One that does not answer yet may do so later."""
    if authenticator.issuer is None or not isinstance(authenticator.issuer.keys, FetchedKeys):
        return []
    try:
        asyncio.run(authenticator.issuer.keys.fetch())
    except StoreUnavailable as error:
        return [f"{error}; it is asked again when somebody comes"]
    return []
