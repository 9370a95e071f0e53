"""Sentiment of ties: who speaks well or ill to whom."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from algorithms.kernels.compiled import locked
from algorithms.text.sentiment import Sentiment
from algorithms.ties.ties import Ties
from graph.model.interaction import KINDS, InteractionKind
from graph.snapshot.snapshot import Snapshot

_SPOKEN: Final = [KINDS.index(kind) for kind in (InteractionKind.REPLY, InteractionKind.MENTION, InteractionKind.QUOTE)]
"""The kinds that come with words of one's own; who likes or reposts says nothing."""


def sentiment_of_ties(snapshot: Snapshot, ties: Ties, sentiment: Sentiment) -> NDArray[np.float32]:
    """Mean sentiment of the posts with which one person answers, mentions or quotes another: float32 (m), -1 to 1.

    One value a tie, NaN for a tie without such a post, or where the sentiment of none is known. A post counts once a
    tie, whatever it does; what it says need not be about the one it turns to: read the posts before judging.

    >>> from algorithms.parameters import DEFAULTS
    >>> from algorithms.ties.strength import build_ties
    >>> from tests.worlds import Act, Said, snapshot_of
    >>> said = [Said("post:x:1", "x:a", "great"), Said("post:x:2", "x:a", "bad")]
    >>> acts = [Act("x:a", "x:b", post="post:x:1"), Act("x:a", "x:b", post="post:x:2"), Act("x:b", "x:a")]
    >>> snapshot = snapshot_of(acts=acts, posts=said)
    >>> told = Sentiment(np.array([0.5, -1.0], dtype=np.float32), "by hand")
    >>> sentiment_of_ties(snapshot, build_ties(snapshot, DEFAULTS), told).tolist()
    [-0.25, nan]
    """
    acts, people = snapshot.interactions, ties.people
    spoken = np.flatnonzero(np.isin(acts.kind, _SPOKEN) & (acts.post >= 0))
    spoken = spoken[~np.isnan(sentiment.values[acts.post[spoken]])]
    person = snapshot.accounts.person.astype(np.int64)
    pair = person[acts.actor[spoken]] * people + person[acts.target[spoken]]
    # One post can answer and mention: each pair of people counts it once.
    each = np.unique(np.stack([pair, acts.post[spoken].astype(np.int64)]), axis=1)
    known = ties.sources().astype(np.int64) * people + ties.indices
    place = np.searchsorted(known, each[0])
    tied = (place < known.size) & (known[np.minimum(place, known.size - 1)] == each[0]) if known.size else place < 0
    values = sentiment.values[each[1, tied]].astype(np.float64)
    count = np.bincount(place[tied], minlength=ties.count)
    total = np.bincount(place[tied], weights=values, minlength=ties.count)
    with np.errstate(invalid="ignore", divide="ignore"):
        return locked((total / count).astype(np.float32))
