"""A post: a text by an account at a moment."""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

from graph.model.column import ACCOUNT, ADDRESS, COUNT, MENTIONS, POST, PROSE, WORDS, Column


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """A text by an account at a moment, `post:network:native`.

    `author` and `mentions` are account ids (provisional ones where only a handle is known); `reply_to`, `repost_of`
    and `quote_of` are post ids. `reply_to_author` counts where the post that is answered is not known. A post that
    others refer to but no source has delivered is not `known`.
    """

    id: Annotated[str, Column("the post, `post:network:native`")]
    author: Annotated[str | None, Column("the account that wrote it", refers_to=ACCOUNT, frozen=True)] = None
    at: Annotated[datetime | None, Column("when it was posted", frozen=True)] = None
    text: Annotated[str | None, Column("what it says", limit=PROSE, frozen=True)] = None
    reply_to: Annotated[str | None, Column("the post that it answers", refers_to=POST, frozen=True)] = None
    reply_to_author: Annotated[
        str | None, Column("the account that it answers, where the source names it", refers_to=ACCOUNT, frozen=True)
    ] = None
    repost_of: Annotated[str | None, Column("the post that it passes on", refers_to=POST, frozen=True)] = None
    quote_of: Annotated[str | None, Column("the post that it quotes", refers_to=POST, frozen=True)] = None
    mentions: Annotated[
        tuple[str, ...], Column("the accounts that it names", limit=MENTIONS, refers_to=ACCOUNT, frozen=True)
    ] = ()
    language: Annotated[str | None, Column("the code of its language, such as `en`", limit=WORDS, frozen=True)] = None
    url: Annotated[str | None, Column("where it can be read", limit=ADDRESS)] = None
    likes: Annotated[int | None, Column("how many likes the network counts", limit=COUNT, frozen=True)] = None
    reposts: Annotated[int | None, Column("how many reposts the network counts", limit=COUNT, frozen=True)] = None
    replies: Annotated[int | None, Column("how many replies the network counts", limit=COUNT, frozen=True)] = None
    quotes: Annotated[int | None, Column("how many quotes the network counts", limit=COUNT, frozen=True)] = None
    views: Annotated[int | None, Column("how often the network says it was seen", limit=COUNT, frozen=True)] = None
    stated_at: Annotated[datetime | None, Column("when the source knew this", stated=False)] = None
    known: Annotated[bool, Column("whether a source delivered it; else it is only referred to", stated=False)] = True
