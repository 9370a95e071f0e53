"""Mentions in a text: `@handle`, by the rule of the network it was written on."""

import re
from functools import lru_cache
from typing import Final

from graph.errors import InvalidValue
from graph.model.ids import handle_account_id

_X: Final = re.compile(r"(?<![A-Za-z0-9_])@([A-Za-z0-9_]{1,15})(?![A-Za-z0-9_])")
_BLUESKY: Final = re.compile(r"(?<![\w.@])@([A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+)")
_MASTODON: Final = re.compile(r"(?<![\w.@/])@(\w+(?:[.-]\w+)*(?:@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+)?)")
_ANY: Final = re.compile(r"(?<![\w.@])@(\w+(?:[.-]\w+)*)")

_RULES: Final = {"x": _X, "twitter": _X, "bluesky": _BLUESKY, "mastodon": _MASTODON}


_PROFILE: Final = re.compile(
    r'<a\s[^>]{0,500}href="https?://(?P<host>[^/"\s]+)/(?:@|users/)(?P<name>\w+(?:[.-]\w+)*)"[^>]{0,500}>.{0,200}?</a>',
    re.DOTALL,
)
_TAG: Final = re.compile(r"<[^<>]{1,500}>")
"""Mastodon's texts are HTML, and a link to a profile says more than the name that it shows: on which server it is."""

_provisional = lru_cache(maxsize=1 << 16)(handle_account_id)


def handles_in(network: str, text: str) -> list[str]:
    """Handles mentioned in a text, in order, without their `@`, as often as they occur.

    >>> handles_in("x", "@ada meets @Bob_2; mail eve@example.org")
    ['ada', 'Bob_2']
    """
    if "@" not in text:
        return []
    if network == "mastodon" and "<" in text:
        text = _TAG.sub("", _PROFILE.sub(r" @\g<name>@\g<host> ", text))
    return _RULES.get(network, _ANY).findall(text)


def mentioned_accounts(network: str, text: str) -> tuple[str, ...]:
    """Provisional ids of the accounts mentioned in a text, each once.

    >>> mentioned_accounts("x", "@Ada and again @ada")
    ('x:@ada',)
    """
    accounts: dict[str, None] = {}
    for handle in handles_in(network, text):
        try:
            accounts[_provisional(network, handle)] = None
        except InvalidValue:
            continue  # a word too long to be anyone's handle
    return tuple(accounts)
