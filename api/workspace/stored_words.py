"""Stored words: the store's index of words, as a way to find posts of a snapshot."""

from collections.abc import Callable

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from algorithms.analysis.about import TermIndex
from graph import arrow_compute as pc
from graph.port.views import GraphView
from graph.snapshot.snapshot import Snapshot


def stored_words(view: Callable[[], GraphView], snapshot: Snapshot) -> TermIndex:
    """Find the posts of a snapshot by the words of a term; it cannot tell once the store has changed since."""

    def rows(term: str) -> NDArray[np.int64] | None:
        now = view()
        before = now.seq()
        ids = now.posts_with([term])[0]
        if not before == now.seq() == snapshot.seq:
            return None
        rows_of_posts = pc.index_in(pa.array(ids, pa.large_string()), value_set=snapshot.posts.ids)
        return np.asarray(rows_of_posts.drop_null(), dtype=np.int64)

    return rows
