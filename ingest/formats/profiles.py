"""Addresses of profiles: which handle on which network `https://x.com/ada` stands for."""

import re
from typing import Final

_PAGES: Final = (
    ("x", r"(?:x|twitter)\.com/(\w{1,15})"),
    ("bluesky", r"bsky\.app/profile/([a-z0-9-]+(?:\.[a-z0-9-]+)+)"),
    ("instagram", r"instagram\.com/([\w.]+)"),
    ("tiktok", r"tiktok\.com/@([\w.]+)"),
    ("youtube", r"youtube\.com/@([\w.-]+)"),
    ("reddit", r"reddit\.com/(?:u|user)/([\w-]+)"),
    ("threads", r"threads\.(?:net|com)/@([\w.]+)"),
    ("telegram", r"t\.me/(\w+)"),
    ("facebook", r"facebook\.com/([\w.]+)"),
    ("linkedin", r"linkedin\.com/in/([\w%-]+)"),
    ("github", r"github\.com/([\w-]+)"),
)
_ANY: Final = re.compile(
    r"https?://(?:(?:www|m|mobile|old)\.)?(?:"
    + "|".join(f"(?P<{network}>{page})" for network, page in _PAGES)
    + r")/?(?:[?#].*)?\Z",
    re.IGNORECASE | re.ASCII,
)


def handle_in_profile(address: str) -> str | None:
    """The handle whose profile an address shows; None for any other text. Addresses of posts show no profile.

    >>> handle_in_profile("https://twitter.com/Ada?s=20"), handle_in_profile("https://x.com/ada/status/1")
    ('Ada', None)
    """
    match = _ANY.match(address) if "://" in address else None
    return None if match is None else next(group for group in reversed(match.groups()) if group)
