"""A post: a text by an account at a moment."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """A text by an account at a moment, `post:network:native`.

    `author` and `mentions` are account ids (provisional ones where only a handle is known); `reply_to`, `repost_of`
    and `quote_of` are post ids. A post that others refer to but no source has delivered is not `known`.
    """

    id: str
    author: str | None = None
    at: datetime | None = None
    text: str | None = None
    reply_to: str | None = None
    repost_of: str | None = None
    quote_of: str | None = None
    mentions: tuple[str, ...] = ()
    language: str | None = None
    url: str | None = None
    likes: int | None = None
    reposts: int | None = None
    replies: int | None = None
    quotes: int | None = None
    views: int | None = None
    stated_at: datetime | None = None
    known: bool = True
