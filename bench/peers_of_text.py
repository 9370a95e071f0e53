"""Encoding texts beside what one writes with scikit-learn."""

from typing import Any

import numpy as np
from sklearn.decomposition import TruncatedSVD
from sklearn.feature_extraction.text import TfidfVectorizer

from algorithms.lexical_encoder import LexicalEncoder
from bench.targets import Peer, Task
from bench.worlds import SIZES, make, snapshot


def of_lexical(size: str) -> Task:
    """TF-IDF and truncated SVD of made-up posts; the peer is what one writes with scikit-learn."""
    texts = snapshot(make(*SIZES[size])).posts.texts.to_pylist()

    def theirs() -> Any:
        table = TfidfVectorizer(max_features=20_000, sublinear_tf=True, dtype=np.float32).fit_transform(texts)
        return TruncatedSVD(64, random_state=0).fit_transform(table)

    def same(mine: Any, found: Any) -> str:
        return f"{mine.shape[0]:,} texts in {mine.shape[1]} and {found.shape[1]} dimensions"

    ours = LexicalEncoder(64, 0)
    return Task(
        size,
        f"TF-IDF and SVD of {len(texts):,} posts",
        lambda: ours.encode(texts),
        [Peer("scikit-learn", theirs, same)],
        rounds=1,
    )
