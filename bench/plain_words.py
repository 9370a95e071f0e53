"""Cleaning, tokens, languages and sentiment, beside loops over the texts with the libraries that do the work."""

import re
import tempfile
from collections.abc import Iterator, Sequence
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import numpy as np
import py3langid
import pyarrow as pa
from numpy.typing import NDArray
from sklearn.feature_extraction.text import CountVectorizer
from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

from algorithms.text.languages import Languages, find_languages
from algorithms.text.sentiment import Sentiment, find_sentiment
from algorithms.text.vader import Vader
from bench.counting_memory import CountingMemory
from bench.posts import MadePosts
from bench.text import AnalysedGraph, Step
from graph.text.cleaning import HANDLE, URL, plain_texts, spoken_texts
from graph.text.tokens import tokenize

_MARKS = re.compile(rf"{URL}|{HANDLE}")


def of_cleaning(made: MadePosts) -> Iterator[AnalysedGraph]:
    """Texts without HTML, and without links and handles; the plain use is html.parser and re, text by text."""
    column, texts = made.snapshot.posts.texts, made.texts

    def said() -> list[str]:
        return [" ".join(_MARKS.sub(" ", _shown(text)).split()) for text in texts]

    def same(mine: Any, found: list[str]) -> str:
        return f"{_share(mine.to_pylist(), found)} equal"

    step = Step("cleaning of HTML", lambda: plain_texts(column), same)
    yield AnalysedGraph(len(texts), "html.parser", lambda: [_shown(text) for text in texts], [step])
    step = Step("cleaning of HTML, links, handles", lambda: spoken_texts(column), same)
    yield AnalysedGraph(len(texts), "html.parser and re", said, [step])


def of_tokens(made: MadePosts) -> Iterator[AnalysedGraph]:
    """Tokens; the plain use is how scikit-learn reads words, which takes HTML, links and handles to pieces."""
    texts = made.texts
    analyze = CountVectorizer().build_analyzer()

    def same(mine: list[list[str]], found: list[list[str]]) -> str:
        return f"other rules: {sum(map(len, mine)):,} and {sum(map(len, found)):,} tokens"

    step = Step("tokens", lambda: [tokenize(text) for text in texts], same)
    yield AnalysedGraph(len(texts), "scikit-learn's analyzer", lambda: [analyze(text) for text in texts], [step])


def of_languages(made: MadePosts) -> Iterator[AnalysedGraph]:
    """Languages that no source tells, found now and recalled; the plain use is py3langid in a loop over raw texts."""
    texts, posts, planted = made.texts, made.snapshot.posts, made.languages

    def same(mine: Languages, found: list[str]) -> str:
        told = [mine.of(row) for row in range(len(texts))]
        sure = [row for row, language in enumerate(told) if language]
        right = _share([told[row] for row in sure], [planted[row] for row in sure])
        return f"told {len(sure) / len(texts):.1%}, of these right {right}; plain all, right {_share(found, planted)}"

    def plain() -> list[str]:
        return [py3langid.classify(text)[0] for text in texts]

    with tempfile.TemporaryDirectory() as folder:
        memory = CountingMemory(Path(folder))
        steps = [
            Step("languages", lambda: find_languages(posts), same),
            Step("languages, second run", lambda: find_languages(posts, memory), memory.said),
        ]
        yield AnalysedGraph(len(texts), "py3langid.classify in a loop", plain, steps)


def of_sentiment(made: MadePosts) -> Iterator[AnalysedGraph]:
    """Sentiment of the English posts, told now and recalled; the plain use is VADER in a loop over raw texts."""
    names = tuple(sorted(set(made.languages)))
    languages = Languages(np.array([names.index(name) for name in made.languages], dtype=np.int16), names)
    english = np.flatnonzero(languages.speaks("en"))
    posts, column = made.snapshot.posts, made.snapshot.posts.texts.take(pa.array(english))
    texts = column.to_pylist()
    analyzer = SentimentIntensityAnalyzer()

    def scores(read: list[str]) -> NDArray[np.float32]:
        return np.array([analyzer.polarity_scores(text)["compound"] for text in read], dtype=np.float32)

    def same(mine: Sentiment, found: NDArray[np.float32]) -> str:
        values = mine.values[english].tolist()
        cleaned = scores(spoken_texts(column).to_pylist()).tolist()
        return (
            f"{_share(values, cleaned)} equal to VADER on cleaned texts, {_share(values, found.tolist())} on raw ones"
        )

    with tempfile.TemporaryDirectory() as folder:
        memory = CountingMemory(Path(folder))
        name = "sentiment of English posts, VADER"
        steps = [
            Step(name, lambda: find_sentiment(posts, languages, Vader()), same),
            Step(f"{name}, second run", lambda: find_sentiment(posts, languages, Vader(), memory), memory.said),
        ]
        yield AnalysedGraph(len(texts), "polarity_scores in a loop", lambda: scores(texts), steps)


class _Shown(HTMLParser):
    """What HTML shows, paragraphs and lines on lines of their own."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        if tag in {"p", "br"}:
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        self.parts.append(data)


def _shown(text: str) -> str:
    parser = _Shown()
    parser.feed(text)
    parser.close()
    return "".join(parser.parts).strip("\n")


def _share(mine: Sequence[Any], found: Sequence[Any]) -> str:
    """In which share of places both say the same."""
    return f"{sum(a == b for a, b in zip(mine, found, strict=True)) / max(len(mine), 1):.2%}"
