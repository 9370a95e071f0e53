"""Cleaning: what networks wrap around a text goes, and what people wrote stays as it is."""

import re

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.text.cleaning import HANDLE, URL, Strings, plain_text, plain_texts, spoken_texts, worded_texts

PIECES = (
    *("<p>", "</p>", "<br>", "<br />", '<a href="https://a.example/?q=1&amp;r=2">', "</a>", "<span>", "</span>"),
    *("&amp;", "&lt;", "&#39;", "&#x1F600;", "&unknown;", "&", "&region=eu", "<3", "a < b", "<name>", "<", ">", ";"),
    *("https://a.example/tea", "HTTP://B.example", "@ann", "@Bob_2@m.example", "#tea", "#", "@", "été", "茶", "नमस्ते"),
    *(" ", "\n", "\t", "\u00a0", "\u2003", "\u3000", "tea", "Tea!", "don't", "7", "😀", "\u200d"),
)
texts = st.lists(st.sampled_from(PIECES), max_size=12).map("".join)
"""Texts of what cleaning has to tell apart, put together in any way."""


def column(*rows: str | None) -> Strings:
    return pa.array(rows, pa.large_string())


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("<p>The kettle sings.</p>", "The kettle sings."),
        ("<p>One pot<br>two cups</p><p>three spoons</p>", "One pot\ntwo cups\nthree spoons"),
        ("<p>One pot<br />two cups<br/>three</p>", "One pot\ntwo cups\nthree"),
        ('<p><a href="https://m.example/tags/tea" class="mention hashtag" rel="tag">#<span>tea</span></a></p>', "#tea"),
        ('<p><span class="h-card"><a href="https://m.example/@ann">@<span>ann</span></a></span> hi</p>', "@ann hi"),
        ("<ul><li>pots</li><li>cups</li></ul>", "pots\ncups"),
        ("<p><strong>so</strong> <em>very</em> <code>good</code></p>", "so very good"),
        ("<P>SHOUTED</P>", "SHOUTED"),
    ],
)
def test_html_becomes_what_it_shows(text: str, plain: str) -> None:
    assert plain_text(text) == plain


def test_a_link_whose_ends_are_hidden_is_whole() -> None:
    shown = (
        '<p>Read <a href="https://www.tea.example/a/very/long/path" rel="nofollow noopener" target="_blank">'
        '<span class="invisible">https://www.</span><span class="ellipsis">tea.example/a/very</span>'
        '<span class="invisible">/long/path</span></a></p>'
    )
    assert plain_text(shown) == "Read https://www.tea.example/a/very/long/path"


@pytest.mark.parametrize(
    "text",
    [
        *("I <3 tea", "a < b", "5 < 6 and 7 > 6", "ask <name> at the door", "x<y>z", "-> here <-", "<<>>", "<p", "<br"),
        *("AT&T", "Q&A", "tea & cake", "&c.", "&;", "&nosuchthing;", "fish &chips;"),
        "https://a.example/?a=1&region=eu&copy=2&section=3&times",
        "two\n\nlines, two  spaces ",
    ],
)
def test_text_without_html_is_not_touched(text: str) -> None:
    assert plain_text(text) == text
    assert plain_texts(column(text)).to_pylist() == [text]


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("tea &amp; cake", "tea & cake"),
        ("&lt;3 &gt; &quot;x&quot; &#39;y&#39; &eacute; &hellip;", "<3 > \"x\" 'y' é …"),
        ("&#233; &#xe9; &#XE9; &#128512; &#x1F600;", "é é é 😀 😀"),
        ("&amp;lt;b&amp;gt; &amp;amp;", "&lt;b&gt; &amp;"),
        ("&lt;p&gt;so stands a tag&lt;/p&gt;", "<p>so stands a tag</p>"),
        ("<p>&lt;br&gt; breaks a line</p>", "<br> breaks a line"),
        ("&#xD800;&#99999999;", "\ufffd\ufffd"),
    ],
)
def test_entities_become_characters_and_only_once(text: str, plain: str) -> None:
    assert plain_text(text) == plain


@given(st.lists(st.none() | texts, max_size=8), st.integers(0, 3))
def test_a_column_is_cleaned_as_each_of_its_rows(rows: list[str | None], left_out: int) -> None:
    cleaned = [None if row is None else plain_text(row) for row in rows]
    assert plain_texts(column(*rows)).to_pylist() == cleaned
    assert plain_texts(column(*rows).slice(left_out)).to_pylist() == cleaned[left_out:]


@given(st.lists(st.none() | st.text(max_size=30), max_size=5))
def test_any_text_can_be_cleaned(rows: list[str | None]) -> None:
    for clean in (plain_texts, spoken_texts, worded_texts):
        cleaned = clean(column(*rows))
        assert [row is None for row in cleaned.to_pylist()] == [row is None for row in rows]


@given(texts)
def test_links_and_handles_are_the_same_for_one_text_as_for_a_column(text: str) -> None:
    left = re.sub(f"{URL}|{HANDLE}", " ", plain_text(text))
    assert spoken_texts(column(text)).to_pylist() == [" ".join(left.split())]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("@ann LOVE   it!! :) 🎉 https://a.example/b?c=d", "LOVE it!! :) 🎉"),
        ("<p>Not&nbsp;<em>good</em></p><p>at all</p>", "Not good at all"),
        ("so good\u3000https://a.example\u3000and cheap", "so good and cheap"),
        ("good\u00a0www.a.example\u00a0and cheap", "good and cheap"),
        ("見て https://a.example/茶\u3000いいね", "見て いいね"),
        ("店https://a.example いい", "店 いい"),
        ("@ann@m.example @bob.example thanks #tea", "thanks #tea"),
        ("https://a.example @ann", ""),
    ],
)
def test_what_is_said_is_the_text_without_links_and_handles(text: str, said: str) -> None:
    assert spoken_texts(column(text)).to_pylist() == [said]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("@ann #tea 3 cups, please! 🙂 https://a.example", "cups please"),
        ("don't l’été", "don't l’été"),
        ("नमस्ते, दुनिया!", "नमस्ते दुनिया"),
        ("お茶！\u3000おいしい…#茶\u3000ね", "お茶 おいしい ね"),
        ("7 + 3 = 10 🙂", ""),
    ],
)
def test_words_alone_are_without_hashtags_digits_marks_and_emoji(text: str, words: str) -> None:
    assert worded_texts(column(text)).to_pylist() == [words]


def test_an_empty_column_stays_empty() -> None:
    for clean in (plain_texts, spoken_texts, worded_texts):
        assert clean(column()).to_pylist() == []
