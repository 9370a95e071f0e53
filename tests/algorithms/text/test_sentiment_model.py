"""A model learnt from labels: better than the list of words where that fails, honest about what it had not seen."""

from collections.abc import Sequence

import numpy as np
import pytest
from numpy.typing import NDArray
from sklearn.metrics import recall_score

from algorithms.text.accuracy import classes_of, recall
from algorithms.text.encoder import Encoder
from algorithms.text.languages import find_languages
from algorithms.text.lexical_encoder import LexicalEncoder
from algorithms.text.memory import Share
from algorithms.text.sentiment import find_sentiment
from algorithms.text.sentiment_model import Features, Lesson, SentimentModel, left_out
from algorithms.text.taught_sentiment import TaughtSentiment, features_for, lacking
from algorithms.text.vader import Vader
from tests.complaints import complaints
from tests.worlds import Said, snapshot_of

LABELS = 300


def lesson_of(count: int = LABELS, seed: int = 1) -> Lesson:
    texts, labels = complaints(count, seed)
    return Lesson(tuple(texts), labels)


@pytest.fixture(scope="module")
def model() -> SentimentModel:
    return SentimentModel(lesson_of(), Features(Vader()))


def test_with_300_labels_far_more_is_found_than_by_the_list_of_words(model: SentimentModel) -> None:
    texts, truth = complaints(800, seed=2)
    values = model.score(texts)
    before, after = recall(classes_of(Vader().score(texts)), truth), recall(classes_of(values), truth)
    assert before.mean < 0.5, "or nothing is to be learnt"
    assert after.low > before.high + 0.2
    assert values.mean() == pytest.approx(truth.mean() - 1, abs=0.1)
    assert abs(Vader().score(texts).mean() - (truth.mean() - 1)) > 0.3


def test_what_is_left_out_tells_what_new_posts_will_show(model: SentimentModel) -> None:
    texts, truth = complaints(800, seed=3)
    lesson = lesson_of()
    unseen = recall(classes_of(model.score(texts)), truth)
    crossed = recall(classes_of(left_out(lesson, Features(Vader()))), lesson.labels)
    assert crossed.low < unseen.mean < crossed.high


def test_labels_at_random_teach_nothing() -> None:
    """A model that had seen what it is tried on would find more than a third of each class."""
    texts, _ = complaints(LABELS, seed=4)
    labels = np.random.default_rng(5).integers(0, 3, LABELS).astype(np.int8)
    crossed = recall(classes_of(left_out(Lesson(tuple(texts), labels), Features(Vader()))), labels)
    assert crossed.low < 1 / 3 < crossed.high


def test_the_same_labels_give_the_same_model_and_two_classes_are_enough(model: SentimentModel) -> None:
    texts, _ = complaints(50, seed=6)
    again = SentimentModel(lesson_of(), Features(Vader()))
    assert np.array_equal(again.score(texts), model.score(texts))
    lesson = lesson_of()
    rows = np.flatnonzero(lesson.labels != 1)
    two = SentimentModel(Lesson(tuple(lesson.texts[row] for row in rows), lesson.labels[rows]), Features())
    assert set(classes_of(two.score(texts)).tolist()) == {0, 2}


class Knowing(Encoder):
    """Knows what people mean: a vector for each class."""

    name = "knowing"
    comparable = True

    def encode(self, texts: Sequence[str], progress: Share = lambda _: None) -> NDArray[np.float32]:
        return np.eye(3, dtype=np.float32)[[len(text) % 3 for text in texts]]


def test_vectors_of_an_encoder_count_where_they_can_be_compared() -> None:
    texts = [f"{'a' * (1 + row)} {row}" for row in range(120)]
    lesson = Lesson(tuple(texts), np.array([len(text) % 3 for text in texts], dtype=np.int8))
    assert recall(classes_of(left_out(lesson, Features(encoder=Knowing()))), lesson.labels).mean > 0.95
    assert recall(classes_of(left_out(lesson, Features())), lesson.labels).mean < 0.6
    assert features_for("en", Vader(), LexicalEncoder()).encoder is None
    knowing = Knowing()
    assert features_for("fr", Vader(), knowing) == Features(None, knowing), "a list of another language is none"


def test_macro_recall_is_that_of_another_library_and_its_interval_of_the_formula() -> None:
    random = np.random.default_rng(7)
    truth = random.choice(3, 200, p=(0.7, 0.2, 0.1)).astype(np.int8)
    classes = np.where(random.random(200) < 0.7, truth, random.integers(0, 3, 200)).astype(np.int8)
    found = recall(classes, truth)
    assert found.mean == pytest.approx(recall_score(truth, classes, average="macro"))
    each = recall_score(truth, classes, average=None)
    assert [one.share for one in found.classes.values()] == pytest.approx(each.tolist())
    # Zou and Donner: mean - sqrt(sum of (share - low)²) / 3, with Wilson's bounds
    assert found.low == pytest.approx(
        found.mean - sum((one.share - one.low) ** 2 for one in found.classes.values()) ** 0.5 / 3
    )
    assert found.high == pytest.approx(
        found.mean + sum((one.high - one.share) ** 2 for one in found.classes.values()) ** 0.5 / 3
    )


def test_the_interval_holds_the_true_mean_as_often_as_it_says() -> None:
    random = np.random.default_rng(8)
    truth = np.repeat([0, 1, 2], (60, 25, 15)).astype(np.int8)
    shares = np.array([0.8, 0.5, 0.7])
    hits = 0
    for _ in range(400):
        classes = np.where(random.random(truth.size) < shares[truth], truth, (truth + 1) % 3).astype(np.int8)
        found = recall(classes, truth)
        hits += found.low <= shares.mean() <= found.high
    assert 0.92 <= hits / 400 <= 0.985


def test_a_name_says_what_a_model_was_learnt_from() -> None:
    lesson = lesson_of(60)
    other = Lesson(lesson.texts, lesson.labels[::-1].copy())
    edited = Lesson(("another text", *lesson.texts[1:]), lesson.labels)
    methods = [
        TaughtSentiment({"en": lesson}, Vader(), None),
        TaughtSentiment({"en": other}, Vader(), None),
        TaughtSentiment({"en": edited}, Vader(), None),
        TaughtSentiment({"en": lesson}, Vader(), Knowing()),
        TaughtSentiment({"de": lesson}, Vader(), None),
    ]
    assert len({method.name for method in methods}) == len(methods)
    assert TaughtSentiment({"en": lesson}, Vader(), LexicalEncoder()).name == methods[0].name
    assert sorted(methods[0].languages or ()) == ["en"]
    assert sorted(methods[4].languages or ()) == ["de", "en"]


def test_each_language_is_told_by_its_own_method() -> None:
    lesson = Lesson(("wo bleibt es", "es kam, danke") * 40, np.array([0, 2] * 40, dtype=np.int8))
    posts = [
        Said("post:x:1", text="wo bleibt es denn", language="de"),
        Said("post:x:2", text="I love it", language="en"),
        Said("post:x:3", text="J'adore", language="fr"),
        Said("post:x:4", text="https://a.example", language="de"),
    ]
    columns = snapshot_of(posts=posts).posts
    taught = find_sentiment(columns, find_languages(columns), TaughtSentiment({"de": lesson}, Vader(), None))
    german, english, french, link = map(taught.of, range(4))
    assert german is not None
    assert german < -0.05
    assert english == pytest.approx(0.6369, abs=1e-4)
    assert french is None
    assert link is None


@pytest.mark.parametrize(
    ("counts", "reason"),
    [
        ((30, 20, 10), None),
        ((50, 0, 10), None),
        ((59, 0, 0), "expected at least 60 labels, got 59"),
        (
            (100, 9, 9),
            "expected at least 10 labels of each of two classes, got 100 negative, 9 neutral, 9 positive",
        ),
    ],
)
def test_a_language_with_too_few_labels_is_said_to_have_them(counts: tuple[int, ...], reason: str | None) -> None:
    assert lacking(np.repeat(np.arange(3, dtype=np.int8), counts)) == reason
