"""Interactions that follow from posts: replies, reposts, quotes and mentions; each act once."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from graph.model.interaction import KINDS, InteractionKind

REPLY = np.int8(KINDS.index(InteractionKind.REPLY))
REPOST = np.int8(KINDS.index(InteractionKind.REPOST))
QUOTE = np.int8(KINDS.index(InteractionKind.QUOTE))
MENTION = np.int8(KINDS.index(InteractionKind.MENTION))


@dataclass(frozen=True, slots=True)
class PostLinks:
    """How p posts hang together: rows of accounts and posts, -1 when missing; mentions as pairs.

    * `author`, `reply_to`, `repost_of`, `quote_of`: int32 (p)
    * `reply_to_author`: int32 (p), whom the source names as the one that is answered
    * `known`: bool (p); what is not known carries no act
    * `mention_post`, `mention_account`: int32 (q), one pair a mention
    """

    author: NDArray[np.int32]
    reply_to: NDArray[np.int32]
    reply_to_author: NDArray[np.int32]
    repost_of: NDArray[np.int32]
    quote_of: NDArray[np.int32]
    known: NDArray[np.bool_]
    mention_post: NDArray[np.int32]
    mention_account: NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Acts:
    """d derived acts: rows of accounts, kind codes, and the row of the post that carries each."""

    actor: NDArray[np.int32]
    target: NDArray[np.int32]
    kind: NDArray[np.int8]
    post: NDArray[np.int32]


def derive(links: PostLinks) -> Acts:
    """Derive all acts from posts.

    A reply, repost or quote counts when the author of the other post is known; a reply as well when the source names
    who is answered. A mention counts once a post, but not of the account that the post replies to, and not in a
    repost, whose text is another's. Nobody acts on themselves.
    """
    reply_author = _author_of(links, links.reply_to)
    reply_target = np.where(reply_author >= 0, reply_author, links.reply_to_author)
    repost_target = _author_of(links, links.repost_of)
    quote_target = _author_of(links, links.quote_of)
    parts = [
        _acts(links, reply_target, REPLY),
        _acts(links, repost_target, REPOST),
        _acts(links, quote_target, QUOTE),
        _mentions(links, reply_target, repost_target),
    ]
    return Acts(
        np.concatenate([p.actor for p in parts]),
        np.concatenate([p.target for p in parts]),
        np.concatenate([p.kind for p in parts]),
        np.concatenate([p.post for p in parts]),
    )


def _author_of(links: PostLinks, other: NDArray[np.int32]) -> NDArray[np.int32]:
    """Account that the other post is by, -1 when that is not known."""
    if not links.author.size:
        return links.author
    author = np.where(other >= 0, links.author[np.maximum(other, 0)], np.int32(-1))
    return author.astype(np.int32, copy=False)


def _acts(links: PostLinks, target: NDArray[np.int32], kind: np.int8) -> Acts:
    counts = links.known & (links.author >= 0) & (target >= 0) & (target != links.author)
    post = np.flatnonzero(counts).astype(np.int32)
    return Acts(links.author[post], target[post], np.full(post.size, kind, np.int8), post)


def _mentions(links: PostLinks, reply_target: NDArray[np.int32], repost_target: NDArray[np.int32]) -> Acts:
    post, account = links.mention_post, links.mention_account
    author = links.author[post]
    counts = links.known[post] & (author >= 0) & (account >= 0) & (account != author)
    counts &= (account != reply_target[post]) & (repost_target[post] < 0)
    pairs = np.unique(post[counts].astype(np.int64) << 32 | account[counts].astype(np.int64))
    post = (pairs >> 32).astype(np.int32)
    account = (pairs & 0xFFFFFFFF).astype(np.int32)
    return Acts(links.author[post], account, np.full(post.size, MENTION, np.int8), post)


def already_carried(
    acts: Acts,
    links: PostLinks,
    actor: NDArray[np.int32],
    kind: NDArray[np.int8],
    post: NDArray[np.int32],
) -> NDArray[np.bool_]:
    """Tell which given interactions only repeat what a post carries: bool, as long as `actor`.

    That is so when the post that is named is the actor's own and is known, or when a post of the actor replies to,
    reposts or quotes the one that is named.
    """
    repeats = np.zeros(actor.size, np.bool_)
    if not actor.size or not links.author.size:
        return repeats
    textual = np.isin(kind, [REPLY, REPOST, QUOTE, MENTION]) & (post >= 0)
    at = np.maximum(post, 0)
    repeats |= textual & links.known[at] & (links.author[at] == actor)
    for code, other in ((REPLY, links.reply_to), (REPOST, links.repost_of), (QUOTE, links.quote_of)):
        mine = acts.kind == code
        done = _pair(acts.actor[mine], other[acts.post[mine]])
        repeats |= (kind == code) & (post >= 0) & np.isin(_pair(actor, at), done)
    return repeats


def _pair(left: NDArray[np.int32], right: NDArray[np.int32]) -> NDArray[np.int64]:
    return left.astype(np.int64) << 32 | right.astype(np.int64)
