"""Readers of texts as the settings choose them, with their memory in the state folder."""

from collections.abc import Mapping
from functools import partial
from pathlib import Path

from algorithms.parameters import Parameters
from algorithms.text.encoder import Encoder
from algorithms.text.lexical_encoder import LexicalEncoder
from algorithms.text.readers import Readers
from algorithms.text.sentence_encoder import SentenceTransformersEncoder
from algorithms.text.sentiment import SentimentMethod
from algorithms.text.sentiment_model import Lesson
from algorithms.text.taught_sentiment import TaughtSentiment
from algorithms.text.text_classifier import TextClassifier
from algorithms.text.vader import Vader
from api.settings import Settings
from api.workspace.exported_model import exported_model
from api.workspace.text_memory import TextMemory


def chosen_readers(
    settings: Settings, parameters: Parameters, state: Path, lessons: Mapping[str, Lesson] | None = None
) -> Readers:
    """Make the readers; with `lessons` the sentiment is taught. No model is loaded before a text needs it."""
    memory = TextMemory(state / "texts")
    encoder, sentiment = _encoder(settings, parameters, memory, state), _sentiment(settings)
    if lessons:
        sentiment = TaughtSentiment(lessons, sentiment, encoder)
    return Readers(encoder, sentiment, memory)


def forget_retired(readers: Readers) -> None:
    """Forget what was computed by models of sentiment that other labels gave."""
    if isinstance(readers.memory, TextMemory):
        readers.memory.forget_taught({part.name for part in readers.sentiment.parts})


def _encoder(settings: Settings, parameters: Parameters, memory: TextMemory, state: Path) -> Encoder:
    kind, _, model = settings.encoder.partition(":")
    if kind == "sentence-transformers":
        backend = settings.encoder_backend
        if backend == "torch":
            return SentenceTransformersEncoder(model, memory)
        load = partial(exported_model, model=model, folder=state / "models", int8=backend == "int8")
        return SentenceTransformersEncoder(model, memory, backend=backend, load=load)
    return LexicalEncoder(parameters.theme_dimensions, parameters.seed)


def _sentiment(settings: Settings) -> SentimentMethod:
    kind, _, model = settings.sentiment.partition(":")
    if kind == "transformers":
        return TextClassifier(model, frozenset(filter(None, settings.sentiment_languages.split(","))) or None)
    return Vader()
