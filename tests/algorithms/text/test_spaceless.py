"""Spaceless scripts: their words as people who read them cut them, and none of grammar, across no punctuation."""

import pytest

from algorithms.text.everyday_words import everyday_words
from algorithms.text.spaceless import words_in_run
from algorithms.text.stop_words import stop_words
from algorithms.text.vocabulary import content_words
from graph.text.tokens import tokenize, tokenize_runs


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("智能水壶的电池续航太差了", ["智能", "水壶", "电池", "续航", "差"]),
        ("公司今天发布新产品", ["公司", "今天", "发布", "产品"]),
        ("新しい電気ケトルの蓋が壊れた", ["新しい", "電気", "ケトル", "蓋", "壊"]),
        ("カスタマーサービスに電話した", ["カスタマーサービス", "電話"]),
        ("ร้านกาแฟเปิดใหม่ในกรุงเทพ", ["ร้าน", "กาแฟ", "เปิด", "ใหม่", "กรุงเทพ"]),
        ("ຂ້ອຍມັກກາເຟລາວ", ["ມັກ", "ກາເຟ", "ລາວ"]),
        ("ខ្ញុំចូលចិត្តកាហ្វេ", ["ចូលចិត្ត", "កាហ្វេ"]),
        ("ကျွန်တော်ကော်ဖီကြိုက်တယ်", ["ကော်ဖီ", "ကြိုက်"]),
    ],
)
def test_texts_are_cut_into_their_words(text: str, words: list[str]) -> None:
    assert content_words(text) == words


def test_no_word_goes_across_punctuation_links_or_other_scripts() -> None:
    text = "電池、交換 https://a.example/x iPhone水壶 @ann 电池"
    assert content_words(text) == ["電池", "交換", "iphone", "水壶", "电池"]


def test_a_hashtag_stays_one_word() -> None:
    assert content_words("#電池交換 した") == ["電池交換"]


def test_what_people_write_with_spaces_is_read_as_before() -> None:
    text = "한국어는 띄어쓰기가 있다, don't 3.5 #Tea @ann हिन्दी में"
    assert tokenize_runs(text) == tokenize(text)


def test_runs_hold_what_tokens_do() -> None:
    text = "ฉันรักกาแฟ 我爱东京のtea ๑๒ ー々〆"
    assert "".join(tokenize_runs(text)) == "".join(tokenize(text))


@pytest.mark.parametrize("run", ["", "ー", "の", "ๆ", "々", "電" * 100_000, "ก" * 100_000])
def test_odd_runs_are_read_in_passing(run: str) -> None:
    assert len(words_in_run(run)) <= len(run)


def test_words_of_grammar_and_courtesy_are_words_as_they_are_cut() -> None:
    """A stop word that the dictionary cuts in two would stop nothing; most are cut as they stand in the lists."""
    listed = {word for word in stop_words() | everyday_words() if not word.isascii() and tokenize_runs(word) == [word]}
    spaceless = {word for word in listed if len(tokenize(word)) > 1}
    whole = {word for word in spaceless if word in words_in_run(word)}
    assert len(spaceless) > 200
    assert len(whole) >= 0.9 * len(spaceless)
