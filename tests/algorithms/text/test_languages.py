"""Languages: the source knows best, then the words, and where neither tells, nobody guesses."""

from dataclasses import dataclass, field

import numpy as np
import pytest

import algorithms.text.languages
from algorithms.errors import MalformedResult
from algorithms.text.languages import Languages, find_languages
from tests.algorithms.remembering import Remembering
from tests.worlds import Said, snapshot_of

SENTENCES = {
    "de": "Der Kessel pfeift, und wir trinken zusammen Tee in der Küche.",
    "en": "The kettle whistles and we drink our tea in the kitchen.",
    "es": "La tetera silba y los vecinos beben el té con nosotros en la cocina de la abuela.",
    "fr": "La bouilloire siffle et nous buvons du thé ensemble dans la cuisine.",
    "hi": "केतली सीटी बजाती है और हम साथ में चाय पीते हैं।",
    "ja": "やかんが鳴って、みんなで台所でお茶を飲みます。",
    "ko": "주전자가 울리면 우리는 부엌에서 함께 차를 마십니다.",
    "nl": "De ketel fluit en wij drinken samen thee in de keuken.",
    "pl": "Czajnik gwiżdże, a my razem pijemy herbatę w kuchni.",
    "ru": "Чайник свистит, и мы вместе пьём чай на кухне у бабушки.",
    "uk": "Чайник свистить, і ми разом п'ємо чай на кухні.",
}


def found_in(*said: tuple[str | None, str | None]) -> list[str | None]:
    """The languages of posts, each a text and what its source says."""
    posts = [Said(f"post:x:{row:03d}", text=text, language=language) for row, (text, language) in enumerate(said)]
    languages = find_languages(snapshot_of(posts=posts).posts)
    return [languages.of(row) for row in range(len(said))]


@dataclass
class Identifier:
    """Finds what it is told to, and notes what it was asked."""

    language: str
    chance: float
    asked: list[str] = field(default_factory=list)

    def classify(self, text: str) -> tuple[str, float]:
        self.asked.append(text)
        return self.language, self.chance


def told_to(monkeypatch: pytest.MonkeyPatch, language: str, chance: float) -> Identifier:
    identifier = Identifier(language, chance)
    monkeypatch.setattr(algorithms.text.languages, "_identifier", lambda: identifier)
    return identifier


@pytest.mark.parametrize("language", SENTENCES)
def test_the_words_tell_the_language(language: str) -> None:
    assert found_in((SENTENCES[language], None)) == [language]


def test_each_post_has_its_own() -> None:
    assert found_in(*((text, None) for text in SENTENCES.values())) == list(SENTENCES)


def test_what_the_source_says_counts_and_not_the_words() -> None:
    assert found_in((SENTENCES["en"], "fr"), ("ok", "de"), (None, "es")) == ["fr", "de", "es"]


@pytest.mark.parametrize(
    ("said", "language"),
    [
        *(("en-GB", "en"), ("EN_us", "en"), ("pt-BR", "pt"), ("zh-Hant-TW", "zh"), (" de ", "de"), ("yue", "yue")),
        *(("in", "id"), ("iw", "he"), ("iw-IL", "he")),
    ],
)
def test_a_source_may_say_it_in_several_ways(said: str, language: str) -> None:
    assert found_in(("ok", said)) == [language]


@pytest.mark.parametrize("said", ["und", "zxx", "qme", "qht", "mul", "", "English", "e", "1", "??"])
def test_a_source_that_says_nothing_leaves_it_to_the_words(said: str) -> None:
    assert found_in((SENTENCES["de"], said), ("ok", said)) == ["de", None]


@pytest.mark.parametrize(
    "text",
    [
        *("", "ok", "no", "the tea", "🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂", "1234567890 1234567890", None),
        "https://a.example/the/kettle/that/we/bought/is/already/broken",
        "@thekettle @thatwebought @isalready @broken",
        "#thekettle #thatwebought #isalready #broken ok",
    ],
)
def test_what_says_too_little_has_no_language(text: str | None) -> None:
    assert found_in((text, None)) == [None]


def test_twelve_letters_are_enough_and_spaces_are_none(monkeypatch: pytest.MonkeyPatch) -> None:
    identifier = told_to(monkeypatch, "de", 0.99)
    assert found_in(("abcd efgh ijkl", None), ("abcd efgh ijk", None), ("a b c d e f g h", None)) == ["de", None, None]
    assert identifier.asked == ["abcd efgh ijkl"]


def test_only_a_language_that_is_sure_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    said = ("abcdefghijklmnop", None)
    for chance, language in ((0.8, "de"), (0.79, None)):
        told_to(monkeypatch, "de", chance)
        assert found_in(said) == [language]


def test_words_of_many_languages_have_none() -> None:
    assert found_in(("hotel taxi pizza radio", None), ("banana banana banana", None)) == [None, None]


def test_identified_is_what_is_said_in_words_and_the_same_words_once(monkeypatch: pytest.MonkeyPatch) -> None:
    identifier = told_to(monkeypatch, "de", 0.9)
    texts = ["<p>Abcdef, ghijkl!</p>", "@ann Abcdef ghijkl https://a.example #tea 77"]
    assert found_in(*((text, None) for text in texts)) == ["de", "de"]
    assert identifier.asked == ["Abcdef ghijkl"]


def test_what_is_remembered_is_not_identified_again(monkeypatch: pytest.MonkeyPatch) -> None:
    memory = Remembering()
    posts = snapshot_of(
        posts=[Said("post:x:1", text=SENTENCES["en"]), Said("post:x:2", text="ok", language="fr")]
    ).posts
    first = told_to(monkeypatch, "zh", 0.9)
    assert find_languages(posts, memory).names == ("fr", "zh")
    again = told_to(monkeypatch, "de", 0.9)
    languages = find_languages(posts, memory)
    assert [languages.of(row) for row in range(2)] == ["zh", "fr"]
    assert (len(first.asked), len(again.asked)) == (1, 0)


def test_who_speaks_a_language() -> None:
    result = Languages(np.array([1, 0, -1, 1], dtype=np.int16), ("de", "en"))
    assert result.speaks("en").tolist() == [True, False, False, True]
    assert result.speaks("fr").tolist() == [False] * 4
    assert [result.of(row) for row in range(4)] == ["en", "de", None, "en"]


@pytest.mark.parametrize("codes", [[2], [-2], [0, 5]])
def test_codes_that_stand_for_nothing_are_refused(codes: list[int]) -> None:
    with pytest.raises(MalformedResult, match="from -1 to below 2"):
        Languages(np.array(codes, dtype=np.int16), ("de", "en"))


def test_without_posts_there_are_no_languages() -> None:
    assert find_languages(snapshot_of().posts).names == ()
