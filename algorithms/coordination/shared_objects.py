"""Shared objects: what accounts pass on that others pass on too: links, reposted posts, nearly the same text."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from algorithms.coordination.near_duplicates import near_duplicates
from algorithms.kernels.compiled import locked
from graph import arrow_compute as pc
from graph.model.moment import NEVER
from graph.snapshot.snapshot import PostColumns


class Shared(StrEnum):
    """What kind of thing was shared."""

    LINK = "link"
    REPOST = "repost"
    TEXT = "text"


_LINK: Final = r"(?:(?i:https?)://|(?i:www)\.)[^\s\"'<>()\[\]{}]+"
_TRACKING: Final = r"(?:utm_[a-z]+|fbclid|gclid|igshid|mc_cid|mc_eid|ref_src)=[^&]*"


@dataclass(frozen=True, slots=True)
class Shares:
    """Who shared what. s rows: `post`, int64, a row of posts, shares `thing`, int64, the number of what is shared."""

    post: NDArray[np.int64]
    thing: NDArray[np.int64]


def shares_of(posts: PostColumns, kind: Shared) -> Shares:
    """List what posts share, of one kind; only posts whose author and time are known, in their order.

    A repost shares the post it reposts, and nothing else: its text and links are another's. A link is the same with
    and without scheme, `www.`, fragment, last slash and what only counts clicks (`utm_…`, `fbclid`); a text is the same
    by `algorithms.coordination.near_duplicates`. A post that shares a link twice shares it once.

    >>> from tests.worlds import Said, snapshot_of
    >>> said = [Said("post:x:1", "x:a", "https://www.acme.example/a/?utm_source=x", day=1)]
    >>> said += [Said("post:x:2", "x:b", "look: http://acme.example/a", day=2)]
    >>> found = shares_of(snapshot_of(posts=said).posts, Shared.LINK)
    >>> found.post.tolist(), found.thing.tolist()
    ([0, 1], [0, 0])
    """
    known = (posts.author >= 0) & (posts.at != NEVER) & posts.known
    own = np.flatnonzero(known & (posts.repost_of < 0) & posts.texts.is_valid().to_numpy(zero_copy_only=False))
    match kind:
        case Shared.REPOST:
            rows = np.flatnonzero(known & (posts.repost_of >= 0))
            return Shares(locked(rows), locked(posts.repost_of[rows].astype(np.int64)))
        case Shared.TEXT:
            groups = near_duplicates(posts.texts.take(pa.array(own)))
            return Shares(locked(own[groups >= 0]), locked(groups[groups >= 0]))
        case Shared.LINK:
            return _links(posts, own)


def _links(posts: PostColumns, own: NDArray[np.int64]) -> Shares:
    texts = posts.texts.take(pa.array(own))
    with_link = np.flatnonzero(np.asarray(pc.match_substring_regex(texts, _LINK), dtype=np.bool_))
    # Cut before every link: but for the first, each piece begins with one.
    pieces = pc.split_pattern_regex(
        pc.replace_substring_regex(texts.take(pa.array(with_link)), rf"({_LINK})", "\x00\\1 "), "\x00"
    )
    post = own[with_link][np.asarray(pc.list_parent_indices(pieces))]
    links = _same_written(pc.list_flatten(pieces))
    there = np.flatnonzero(np.asarray(pc.not_equal(links, ""), dtype=np.bool_))
    number = links.take(pa.array(there)).dictionary_encode().indices.to_numpy(zero_copy_only=False).astype(np.int64)
    both = np.unique(np.stack([post[there], number], axis=1), axis=0)
    return Shares(locked(both[:, 0]), locked(both[:, 1]))


def _same_written(pieces: pa.LargeStringArray) -> pa.LargeStringArray:
    """The link that each piece begins with, written one way; an empty text for pieces that begin with none."""
    links = pc.replace_substring_regex(pieces, rf"^({_LINK})(?s:.*)$", "\\1")
    links = pc.if_else(pc.match_substring_regex(pieces, rf"^{_LINK}"), links, "")
    for pattern, other in (
        (r"^(?i:https?://)?(?i:www\.)?", ""),
        (r"#.*$", ""),
        (r"[.,;:!?…]+$", ""),
        (rf"([?&])(?:{_TRACKING}&?)+", "\\1"),
        (r"[?&]+$", ""),
        (r"/+$", ""),
    ):
        links = pc.replace_substring_regex(links, pattern, other)
    host = pc.utf8_lower(pc.replace_substring_regex(links, r"[/?].*$", ""))
    rest = pc.replace_substring_regex(links, r"^[^/?]*", "")
    return pc.binary_join_element_wise(host, rest, pa.scalar("", pa.large_string()))
