"""Sentiment: what VADER says of English posts, nothing of others, and sums worked by hand."""

from dataclasses import dataclass, field

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray
from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

from algorithms.errors import MalformedResult
from algorithms.text.languages import Languages, find_languages
from algorithms.text.sentiment import Sentiment, SentimentMethod, Summary, find_sentiment, summarise
from algorithms.text.vader import Vader
from graph.snapshot.snapshot import PostColumns
from tests.algorithms.remembering import Remembering
from tests.worlds import Said, snapshot_of

SPOKEN = {
    "I love this kettle!": "I love this kettle!",
    "I do NOT love this kettle": "I do NOT love this kettle",
    "the lid is AWFUL :(": "the lid is AWFUL :(",
    "it has a lid": "it has a lid",
    "😍 😍": "😍 😍",
    "so, so good!!! <3": "so, so good!!! <3",
    "<p>I <em>hate</em> it &amp; so do you</p>": "I hate it & so do you",
    "@lovely_ann it boils": "it boils",
    "it boils https://great.example/love": "it boils",
    "@sad_bob great @bad_cy": "great",
}
"""Posts, and what stands in them besides links and handles, cleaned by hand."""


@dataclass
class Counting(SentimentMethod):
    """Says of each text what it is told to, by default its length in hundredths, and notes what it was asked."""

    told: dict[str, float] = field(default_factory=dict)
    languages: frozenset[str] | None = None
    name: str = "counting"
    asked: list[str] = field(default_factory=list)

    def score(self, texts: list[str]) -> NDArray[np.float32]:
        self.asked += texts
        return np.array([self.told.get(text, len(text) / 100) for text in texts], dtype=np.float32)


def posts_of(*texts: str | None, language: str | None = "en") -> PostColumns:
    return snapshot_of(
        posts=[Said(f"post:x:{row:03d}", "x:a", text, language=language) for row, text in enumerate(texts)]
    ).posts


def sentiments(posts: PostColumns, method: SentimentMethod) -> list[float | None]:
    sentiment = find_sentiment(posts, find_languages(posts), method)
    return [sentiment.of(row) for row in range(len(posts.ids))]


def test_english_posts_have_the_compound_score_of_vader_on_what_they_say() -> None:
    analyzer = SentimentIntensityAnalyzer()
    expected = [analyzer.polarity_scores(said)["compound"] for said in SPOKEN.values()]
    assert sentiments(posts_of(*SPOKEN), Vader()) == pytest.approx(expected, abs=1e-6)
    assert min(expected) < -0.5 < 0.5 < max(expected)


def test_negation_capitals_and_marks_are_heard() -> None:
    good, very_good, not_good = sentiments(posts_of("it is good", "it is GOOD!!!", "it is not good"), Vader())
    assert good is not None
    assert very_good is not None
    assert not_good is not None
    assert not_good < 0 < good < very_good


@pytest.mark.parametrize("language", ["fr", "de", "ja", "und", None])
def test_a_language_that_the_method_does_not_know_has_no_sentiment_and_not_zero(language: str | None) -> None:
    assert sentiments(posts_of("great love", "ok", language=language), Vader()) == [None, None]


def test_a_method_that_knows_all_languages_reads_posts_of_none() -> None:
    assert sentiments(posts_of("ok", language=None), Counting()) == pytest.approx([0.02])


def test_reposts_and_posts_that_say_nothing_have_no_sentiment() -> None:
    said = [
        Said("post:x:1", "x:a", "I love it", language="en"),
        Said("post:x:2", "x:b", "I love it", language="en", repost_of="post:x:1"),
        Said("post:x:3", "x:b", None, language="en"),
        Said("post:x:4", "x:b", "", language="en"),
        Said("post:x:5", "x:b", "@ann https://love.example", language="en"),
        Said("post:x:6", "x:b", "I agree", language="en", quote_of="post:x:1"),
    ]
    method = Counting()
    sentiment = sentiments(snapshot_of(posts=said).posts, method)
    assert [value is None for value in sentiment] == [False, True, True, True, True, False]
    assert sorted(method.asked) == ["I agree", "I love it"]


@pytest.mark.parametrize(("told", "value"), [(1.5, 1.0), (-7.0, -1.0), (1.0, 1.0), (-0.25, -0.25)])
def test_sentiment_lies_between_minus_one_and_one(told: float, value: float) -> None:
    assert sentiments(posts_of("tea"), Counting({"tea": told})) == [value]


def test_what_a_method_cannot_tell_is_not_known() -> None:
    assert sentiments(posts_of("tea", "cup"), Counting({"tea": float("nan"), "cup": 0.0})) == [None, 0.0]


def test_each_text_is_scored_once_and_a_memory_spares_it_the_next_time() -> None:
    posts = posts_of("great tea", "@ann great tea", "bad tea", "great tea https://a.example")
    languages, memory, method = find_languages(posts), Remembering(), Counting()
    first = find_sentiment(posts, languages, method, memory)
    assert sorted(method.asked) == ["bad tea", "great tea"]
    again = find_sentiment(posts, languages, method, memory)
    assert len(method.asked) == 2
    assert np.array_equal(first.values, again.values)
    assert first.values.tolist() == pytest.approx([0.09, 0.09, 0.07, 0.09])


def test_what_one_method_found_another_does_not_take() -> None:
    posts, memory = posts_of("great tea"), Remembering()
    languages = find_languages(posts)
    for name, value in (("one", 0.5), ("other", -0.5)):
        sentiment = find_sentiment(posts, languages, Counting({"great tea": value}, name=name), memory)
        assert (sentiment.method, sentiment.of(0)) == (name, value)


def test_what_was_found_of_a_text_goes_with_the_text() -> None:
    memory, method = Remembering(), Counting()
    for texts, kept in ((("tea", "cup"), 2), (("cup",), 1), ((), 0)):
        posts = posts_of(*texts)
        find_sentiment(posts, find_languages(posts), method, memory)
        assert len(memory.kept["counting"]) == kept


def test_progress_is_heard() -> None:
    posts, heard = posts_of("great tea"), list[float]()
    find_sentiment(posts, find_languages(posts), Counting(), progress=heard.append)
    assert heard == [0.0]


def test_sentiment_outside_of_its_range_is_refused() -> None:
    Sentiment(np.array([-1.0, 1.0, np.nan], dtype=np.float32), "by hand")
    with pytest.raises(MalformedResult, match="from -1 to 1"):
        Sentiment(np.array([0.5, 1.01], dtype=np.float32), "by hand")


def test_a_summary_is_worked_by_hand() -> None:
    values = np.array([0.05, 0.9, 0.04, -0.04, 0.0, -0.05, np.nan, np.nan], dtype=np.float64).astype(np.float32)
    summary = summarise(values)
    assert summary.mean == pytest.approx(0.9 / 6, abs=1e-6)
    assert (summary.positive, summary.neutral, summary.negative, summary.unknown) == (2, 3, 1, 2)


@pytest.mark.parametrize("values", [[], [np.nan], [np.nan, np.nan]])
def test_a_summary_of_nothing_known_has_no_mean(values: list[float]) -> None:
    assert summarise(np.array(values, dtype=np.float32)) == Summary(None, 0, 0, 0, len(values))


@given(st.lists(st.floats(-1, 1, width=32) | st.just(float("nan")), max_size=20))
def test_a_summary_counts_every_post_once(values: list[float]) -> None:
    summary = summarise(np.array(values, dtype=np.float32))
    assert summary.positive + summary.neutral + summary.negative + summary.unknown == len(values)
    assert (summary.mean is None) == (summary.unknown == len(values))
    assert summary.mean is None or -1 <= summary.mean <= 1


def test_languages_of_other_names_do_not_pass_for_english() -> None:
    posts = posts_of("great tea", "great cup")
    languages = Languages(np.array([0, 1], dtype=np.int16), ("de", "en"))
    sentiment = find_sentiment(posts, languages, Counting(languages=frozenset({"en", "xx"})))
    assert [sentiment.of(row) is None for row in range(2)] == [True, False]
