"""Teaching: how posts speak is learnt from labels, and what that is worth is found on labels that were left out."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from algorithms.text.accuracy import CLASSES, classes_of, recall
from algorithms.text.readers import Readers
from algorithms.text.sentiment import SentimentMethod
from algorithms.text.sentiment_model import Features, Lesson, left_out
from algorithms.text.taught_sentiment import features_for, lacking
from api.answers.labels import Labels, RejectedLabel
from api.errors import BadInput
from api.workspace.analysed_graph import AnalysedGraph
from api.workspace.lookup_index import exact
from api.workspace.taught_labels import TaughtLabel, TaughtLabels
from graph.model.how_many import HowMany
from graph.text.cleaning import spoken_texts


@dataclass(frozen=True, slots=True, kw_only=True)
class TaughtLanguage:
    """What teaching a language came to: how much of each class is found, in the mean, before and after."""

    language: str
    """The language, as a code."""
    negative: HowMany
    """How many posts are labelled negative."""
    neutral: HowMany
    """How many posts are labelled neutral."""
    positive: HowMany
    """How many posts are labelled positive."""
    features: str | None
    """What is looked at; null where it is not taught."""
    before: float | None
    """Macro recall of the method of the settings on these labels; null when it does not know the language."""
    before_low: float | None
    """From here it lies with 95 % confidence."""
    before_high: float | None
    """Up to here."""
    after: float | None
    """Macro recall of the taught model on labels that it had not seen; null where there are too few labels."""
    after_low: float | None
    """From here it lies with 95 % confidence."""
    after_high: float | None
    """Up to here."""
    mean_labels: float
    """Mean of the labels, -1 to 1."""
    mean_before: float | None
    """Mean sentiment of the same posts by the method of the settings."""
    mean_after: float | None
    """Mean sentiment of the same posts by the taught model."""
    refused: str | None
    """Why the language is left to the method of the settings; null when it is taught."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TaughtSentiment:
    """What the sentiment was taught with: by whom, when, and what it came to in each language."""

    by: str
    """Who taught it."""
    at: datetime
    """When."""
    labels: HowMany
    """How many labels of posts it is learnt from now."""
    digest: str
    """Names the labels, as they were taught."""
    languages: tuple[TaughtLanguage, ...]
    """What teaching each language came to, most labels first."""


def taught_sentiment(labels: TaughtLabels | None) -> TaughtSentiment | None:
    """What the labels that are kept were taught with; None where nothing was taught."""
    if labels is None:
        return None
    languages = tuple(TaughtLanguage(**facts) for facts in labels.languages)
    return TaughtSentiment(
        by=labels.by, at=labels.at, labels=len(labels.labels), digest=labels.digest, languages=languages
    )


def teach(
    analysis: AnalysedGraph, labels: Labels, readers: Readers, by: str
) -> tuple[TaughtLabels, tuple[RejectedLabel, ...]]:
    """Learn from labels, with what reads texts by the settings; returns what is to be kept, and labels without use.

    A language is taught that has labels enough, when more is found in it than before. Raises BadInput when none is,
    with the reasons, and NotReady without findings.
    """
    rows, without_use = _rows_of(analysis, labels)
    facts: list[TaughtLanguage] = []
    taught: dict[str, TaughtLabel] = {}
    for language in sorted(rows, key=lambda name: (-len(rows[name]), name)):
        ids, texts = zip(*rows[language], strict=True)
        lesson = Lesson(texts, np.array([labels.codes[post] for post in ids], dtype=np.int8))
        fact, values = _learnt(language, lesson, readers)
        facts.append(fact)
        if values is not None and fact.refused is None:
            pairs = zip(ids, lesson.labels.tolist(), values.tolist(), strict=True)
            taught |= {post: TaughtLabel(code, language, value) for post, code, value in pairs}
    if not taught:
        raise BadInput("labels", "enough labels to learn from", message=_refusal(facts, without_use))
    teaching = TaughtLabels(
        by=by,
        at=datetime.now(UTC),
        digest=sha256(json.dumps(sorted(labels.codes.items())).encode()).hexdigest()[:12],
        labels=taught,
        languages=tuple(map(asdict, facts)),
    )
    return teaching, without_use


def spoken_of(analysis: AnalysedGraph, rows: NDArray[np.int64]) -> list[str]:
    """What people say in some posts, without links and handles; empty where there is no text."""
    texts: list[str] = spoken_texts(analysis.snapshot.posts.texts.take(pa.array(rows)).fill_null("")).to_pylist()
    return texts


def _rows_of(
    analysis: AnalysedGraph, labels: Labels
) -> tuple[dict[str, list[tuple[str, str]]], tuple[RejectedLabel, ...]]:
    """Id and text of the labelled posts by language, and labels of posts that nothing can be learnt from."""
    ids = analysis.snapshot.posts.ids
    places = {post: exact(ids, post) for post in sorted(labels.codes)}
    there = {post: row for post, row in places.items() if row is not None}
    texts = dict(zip(there, spoken_of(analysis, np.array(list(there.values()), dtype=np.int64)), strict=True))
    by_language: dict[str, list[tuple[str, str]]] = {}
    without_use = []
    for post, row in places.items():
        language = None if row is None else analysis.findings.languages.of(row)
        if language is not None and texts[post]:
            by_language.setdefault(language, []).append((post, texts[post]))
            continue
        reason = (
            f"there is no post {post}"
            if row is None
            else f"{post} says nothing but links and handles"
            if not texts[post]
            else f"the language of {post} is not known"
        )
        without_use.append(RejectedLabel(labels.places[post], reason))
    return by_language, tuple(without_use)


def _learnt(language: str, lesson: Lesson, readers: Readers) -> tuple[TaughtLanguage, NDArray[np.float32] | None]:
    """What teaching a language comes to, and the sentiment of each of its texts by a model that did not see it."""
    features = features_for(language, readers.sentiment, readers.encoder)
    reason = lacking(lesson.labels)
    after = left_out(lesson, features) if reason is None else None
    before = _scored(readers.sentiment, lesson) if readers.sentiment.knows(language) else None
    figures = {**_figures("before", before, lesson), **_figures("after", after, lesson)}
    if after is not None and before is not None and figures["after"] <= figures["before"]:
        reason = f"{readers.sentiment.name} finds as much ({figures['before']:.2f}, taught {figures['after']:.2f})"
    counts = dict(zip(CLASSES, np.bincount(lesson.labels, minlength=len(CLASSES)).tolist(), strict=True))
    mean = round(float(lesson.labels.mean()) - 1, 6)
    fact = TaughtLanguage(
        language=language, features=_named(features, reason), mean_labels=mean, refused=reason, **counts, **figures
    )
    return fact, after


def _scored(method: SentimentMethod, lesson: Lesson) -> NDArray[np.float32]:
    return np.nan_to_num(method.score(list(lesson.texts)))


def _named(features: Features, refused: str | None) -> str | None:
    return features.name if refused is None else None


def _figures(when: str, values: NDArray[np.float32] | None, lesson: Lesson) -> Mapping[str, Any]:
    names = (when, f"{when}_low", f"{when}_high", f"mean_{when}")
    if values is None:
        return dict.fromkeys(names)
    agreement = recall(classes_of(values), lesson.labels)
    figures = (agreement.mean, agreement.low, agreement.high, float(values.mean()))
    return {name: round(figure, 6) for name, figure in zip(names, figures, strict=True)}


def _refusal(facts: Iterable[TaughtLanguage], without_use: tuple[RejectedLabel, ...]) -> str:
    reasons = [f"{fact.language}: {fact.refused}" for fact in facts]
    reasons += [f"{len(without_use):,} labels are of posts that nothing can be learnt from"] if without_use else []
    return f"nothing was taught: {'; '.join(reasons) or 'there are no labels'}"
