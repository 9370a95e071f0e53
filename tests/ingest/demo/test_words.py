"""What the people of the demo world write reads like life, fits its theme, and names nobody who exists."""

import random
import re
from collections import Counter

import pytest

from graph.model.account import Account
from graph.model.post import Post
from ingest.demo.grammar import Deck, fill, lines, polish, slots
from ingest.demo.names import Names, address, plain
from ingest.demo.themes import THEMES, Theme
from tests.ingest.demo.test_world import SEEDS, accounts, posts, records, world

REAL = re.compile(
    r"\b(twitter|instagram|facebook|tiktok|mastodon|bluesky|reddit|youtube|google|apple|amazon|microsoft|github|nintendo|"
    r"playstation|strava|garmin|hario|aeropress|nespresso|philips|smeg|bosch|tesla|python|duckdb|pandas|postgres|"
    r"parquet|arrow|spark|unity|godot|itch\.io)\b",
    re.IGNORECASE,
)
"""Brands and products that a careless author of word lists might reach for."""


def seeded(seed: int) -> random.Random:
    return random.Random(seed)


def originals(seed: int) -> list[Post]:
    """Posts of people's own: no answers, quotes or reposts."""
    return [p for p in posts(seed).values() if p.text and not (p.reply_to or p.quote_of)]


@pytest.mark.parametrize("seed", SEEDS)
def test_hardly_anything_is_said_twice(seed: int) -> None:
    texts = Counter(p.text for p in originals(seed))
    assert len(texts) > 0.97 * sum(texts.values())
    assert max(texts.values()) <= 8


@pytest.mark.parametrize("seed", SEEDS)
def test_texts_are_whole(seed: int) -> None:
    for post in posts(seed).values():
        if post.repost_of:
            assert post.text is None
            continue
        text = post.text or ""
        assert 2 <= len(text) <= 400
        assert not re.search(r"[{}~|]|  | [.,!?]|(?<!\.)\.\.(?!\.)|\ba [aeio]", text), text
        assert not text.startswith(("@ ", " "))


@pytest.mark.parametrize("seed", SEEDS)
def test_some_write_in_other_languages(seed: int) -> None:
    spoken = Counter(p.language for p in posts(seed).values() if p.text)
    assert set(spoken) == {"en", "es", "de"}
    assert all(0.005 < spoken[language] / spoken.total() < 0.06 for language in ("es", "de"))


@pytest.mark.parametrize("seed", SEEDS)
def test_a_community_uses_the_words_of_its_theme(seed: int) -> None:
    truth = world(seed).truth
    told: dict[str, list[set[str]]] = {theme.name: [] for theme in THEMES}
    for post in originals(seed):
        home = truth.communities.get(post.author or "")
        if home and post.author not in truth.brokers:
            told[home].append(set(re.findall(r"\w{3,}", (post.text or "").casefold())))
    for theme in THEMES:
        own = truth.words_of[theme.name]
        assert _share(told[theme.name], own) > 0.6
        others = [words for name, texts in told.items() if name != theme.name for words in texts]
        assert _share(others, own) < 0.05


def _share(texts: list[set[str]], words: frozenset[str]) -> float:
    return sum(bool(text & words) for text in texts) / len(texts)


@pytest.mark.parametrize("seed", SEEDS)
def test_nothing_real_is_named(seed: int) -> None:
    for record in records(seed):
        texts = [record.text] if isinstance(record, Post) else []
        if isinstance(record, Account):
            texts = [record.name, record.handle, record.company]
            assert record.email is None or record.email.endswith(".example") or record.email.endswith(".Example")
        if isinstance(record, Account | Post):
            assert record.url is None or re.match(r"https://\w+\.example/", record.url)
        for text in texts:
            assert not REAL.search(text or ""), text


@pytest.mark.parametrize("seed", SEEDS)
def test_names_come_from_many_cultures_and_handles_are_ones_own(seed: int) -> None:
    names = {a.name or "" for a in accounts(seed).values() if a.network != "crm"}
    assert any(not name.isascii() for name in names)
    assert len({name.split()[0] for name in names}) > 120
    handles = Counter((a.network, a.handle) for a in accounts(seed).values() if a.handle)
    assert max(handles.values()) == 1
    assert all(re.fullmatch(r"[a-z0-9_.]+", handle or "") for _, handle in handles)


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_every_slot_of_a_theme_has_words_and_every_word_list_a_slot(theme: Theme) -> None:
    patterns = [
        *theme.openers,
        *theme.asides,
        *theme.answers,
        *(p for posts_ in theme.foreign.values() for p in posts_),
    ]
    used = {slot for pattern in patterns for slot in re.findall(r"\{(\w+)\}", pattern)}
    assert used == set(theme.words)
    assert len(theme.openers) >= 40
    assert max(Counter(patterns).values()) == 1


def test_a_deck_gives_every_pattern_before_one_returns() -> None:
    deck, rng = Deck(("a", "b", "c")), seeded(1)
    assert [sorted(deck.draw(rng) for _ in range(3)) for _ in range(4)] == [["a", "b", "c"]] * 4


def test_articles_and_capitals() -> None:
    assert polish("a espresso. an old kettle. it is a one-off") == "An espresso. An old kettle. It is a one-off"
    assert (
        polish("see you. what a unusual use of a union by a user")
        == "See you. What an unusual use of a union by a user"
    )


def test_words_may_hold_slots_and_are_not_repeated() -> None:
    words = slots("gear: oven | pan\nplace: the {gear}")
    for seed in range(20):
        said = fill(seeded(seed), "{gear} and {gear}", words)
        assert said.text in {"Oven and pan", "Pan and oven"}
        assert said.topic == said.text.split()[0].lower()
    assert fill(seeded(1), "by {place}", words).text in {"By the oven", "By the pan"}


def test_lines_go_on_when_indented() -> None:
    assert lines("    one\n      and on\n    two\n") == ("one and on", "two")


def test_plain_names() -> None:
    assert plain("Yıldız Özbeyaz-Håkenrud") == "yildiz_ozbeyazhakenrud"
    assert address("Ji-woo Hwangbo", "a.example") == "jiwoo.hwangbo@a.example"


def test_a_name_is_given_once() -> None:
    names = Names(seeded(3))
    given = [names.person()[0] for _ in range(1_500)]
    assert len(set(given)) == len(given)
