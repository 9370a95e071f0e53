"""What teaching the sentiment is worth: macro recall on posts that no label was of, before and after.

Labels are drawn at random, four times, and the model is tried on up to 3,000 other posts. `shop` are made-up complaints
(`tests.complaints`); each CSV file with the columns text and label in `bench/public` is one more row: labelled data of
others, which is not kept here (`bench/results/teaching.md` says where it comes from). English is taken for granted.
"""

import csv
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from algorithms.text.accuracy import CLASSES, accuracy, classes_of, recall
from algorithms.text.sentiment_model import Features, Lesson, SentimentModel, left_out
from algorithms.text.vader import Vader
from graph.text.cleaning import spoken_texts
from tests.complaints import complaints

HEADER = (
    *("posts", "labels", "recall before", "after", "as told at teaching", "accuracy before", "after"),
    *("mean of labels", "before", "after", "learning s", "posts/s"),
)
_PUBLIC: Final = Path(__file__).parent / "public"
_LABELS: Final = (100, 300, 1_000)
_TRIED: Final = 3_000
_DRAWS: Final = 4


def run(_: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """Measure on made-up posts, and on those of others that are there."""
    for name, (texts, labels) in _sets():
        for count in _LABELS:
            draws = [_draw(texts, labels, count, seed) for seed in range(_DRAWS)]
            figures = np.mean(draws, axis=0)
            yield (name, str(count), *(f"{figure:.3f}" for figure in figures[:5]), *_rest(figures[5:]))


def _rest(figures: NDArray[np.float64]) -> tuple[str, ...]:
    *means, seconds, speed = figures.tolist()
    return (*(f"{mean:+.2f}" for mean in means), f"{seconds:.2g}", f"{speed:,.0f}")


def _sets() -> Iterator[tuple[str, tuple[list[str], NDArray[np.int8]]]]:
    yield "shop", complaints(5_000, seed=1)
    for path in sorted(_PUBLIC.glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        texts = spoken_texts(pa.array([row["text"] for row in rows], pa.large_string())).to_pylist()
        labels = np.array([CLASSES.index(row["label"]) for row in rows], dtype=np.int8)
        spoken = np.array([bool(text) for text in texts])
        yield path.stem, ([text for text in texts if text], labels[spoken])


def _draw(texts: list[str], labels: NDArray[np.int8], count: int, seed: int) -> list[float]:
    order = np.random.default_rng(seed).permutation(labels.size)
    learnt, tried = order[:count], order[count : count + _TRIED]
    lesson = Lesson(tuple(texts[row] for row in learnt), labels[learnt])
    unseen, truth = [texts[row] for row in tried], labels[tried]
    features = Features(Vader())
    started = time.perf_counter()
    model = SentimentModel(lesson, features)
    learning = time.perf_counter() - started
    started = time.perf_counter()
    values = model.score(unseen)
    speed = len(unseen) / (time.perf_counter() - started)
    before = Vader().score(unseen)
    told = recall(classes_of(left_out(lesson, features)), lesson.labels).mean
    return [
        recall(classes_of(before), truth).mean,
        recall(classes_of(values), truth).mean,
        told,
        accuracy(classes_of(before), truth).share,
        accuracy(classes_of(values), truth).share,
        float(truth.mean()) - 1,
        float(before.mean()),
        float(values.mean()),
        learning,
        speed,
    ]
