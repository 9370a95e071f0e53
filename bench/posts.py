"""Made-up posts of a size: planted themes with words by Zipf's law, authors with interests, and what networks add.

Every person has two interests among the themes, and writes of the first more than of the second; one post in five is
idle talk. Words of a language are made of its syllables, between the small words that it really has. Posts of Mastodon
are HTML; there are links, handles, hashtags, emoji and emoticons.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from algorithms.communities.communities import Communities
from bench.natural_writer import NaturalWriter
from graph.snapshot.snapshot import Snapshot
from tests.worlds import Said, snapshot_of

SIZES: Final = {"S": 5_000, "M": 50_000, "L": 500_000}
"""Posts."""

_POSTS_A_PERSON: Final = 10
_PEOPLE_A_COMMUNITY: Final = 50
_WORDS: Final = 14
_THEMES: Final = ("en", "en", "en", "en", "en", "en", "en", "en", "de", "de", "fr", "es")
"""The language of each planted theme."""
_WORDS_A_THEME, _WORDS_OF_ALL = 200, 20_000
_NETWORKS: Final = ("bluesky", "mastodon", "x")

_SMALL: Final = {
    "en": "the of and to in is that it was for on are with as his they at be this from have or by had not but what all "
    "were when we there can an your which their said if do will each about how up out them then she many some so these",
    "de": "der die das und ist nicht ich mit sich auf für auch werden bei nach wie aber noch nur wenn haben wird "
    "über mehr durch kann schon vor immer sehr gegen wieder hier unter zwischen heute doch alles jetzt wurde keine",
    "fr": "le la les des est dans pour que qui une sur avec pas plus par ce sont nous vous mais être fait cette aux "
    "comme tout leur bien elle aussi même très sans peut ces encore après quand entre toujours depuis était deux donc",
    "es": "el la los las que por con una para del como más pero sus este está cuando muy sobre también hasta hay donde "
    "desde todo nos durante uno ni contra otros ese eso ante ellos esto antes algunos qué entre otro mucho nada tengo",
}
_SYLLABLES: Final = {
    "en": "ther ing wood ster ton ley land ough ight ful less ment ship ness ward comb field wick brook thorn ash well",
    "de": "schaft ung lich keit bach burg stein wald heim ter ver auf zeug haupt kraft werk straße recht grund licht",
    "fr": "eau oir elle ette ment tion eux ille age ance cour beau lieu mont val roi font gne château rive char",
    "es": "ción dad illo ero anza mente azul ría llan torre monte casa verde luz ado iza oso ñera río campo",
}
_RATED: Final = (
    *("love", "great", "good", "happy", "awesome", "wonderful", "best", "fun", "nice", "lovely", "brilliant"),
    *("bad", "awful", "hate", "terrible", "worst", "sad", "angry", "ugly", "horrible", "broken", "annoying"),
    *("not great,", "VERY good,", "so sad!", "not bad"),
)
_FACES: Final = (":)", ":-(", "<3", ";-)", ":D")
_EMOJI: Final = ("🙂", "😂", "😍", "😡", "🎉", "👍🏽", "🚲", "❤️", "👩‍🚀")


@dataclass(frozen=True, slots=True)
class MadePosts:
    """Posts as a snapshot; for each the planted theme, int64, -1 for idle talk, and the language it is written in."""

    snapshot: Snapshot
    communities: Communities
    themes: NDArray[np.int64]
    languages: list[str]

    @property
    def texts(self) -> list[str]:
        """What stands in each post."""
        texts: list[str] = self.snapshot.posts.texts.to_pylist()
        return texts


def make_posts(posts: int, *, seed: int = 7, natural: bool = False) -> MadePosts:
    """Make posts; the same seed makes the same ones. Those that are `natural` are as uneven as what people write."""
    random = np.random.default_rng(seed)
    people = posts // _POSTS_A_PERSON
    community = np.arange(people) // _PEOPLE_A_COMMUNITY
    network = random.integers(0, len(_NETWORKS), people)
    interests = random.integers(0, len(_THEMES), (people, 2))
    author = np.minimum(random.pareto(1.5, posts) * people / 8, people * random.random(posts)).astype(np.int64)
    author = random.permutation(people)[author]
    kind = random.choice(3, posts, p=(0.6, 0.2, 0.2))
    theme = np.where(kind == 2, -1, interests[author, np.minimum(kind, 1)])
    language = [_THEMES[of] for of in np.where(kind == 2, interests[author, 0], theme).tolist()]
    order = np.argsort(network[author], kind="stable")  # as the ids will lie
    small = {language: words.split() for language, words in _SMALL.items()}
    writer = NaturalWriter(random, small, _SYLLABLES) if natural else _Writer(random)
    said = [
        Said(
            id=f"post:{_NETWORKS[network[author[row]]]}:{place:08d}",
            author=_account(network, author[row]),
            text=writer.post(_NETWORKS[network[author[row]]], language[row], int(theme[row])),
            day=float(place % 180),
        )
        for place, row in enumerate(order.tolist())
    ]
    snapshot = snapshot_of(posts=said, accounts=[_account(network, row) for row in range(people)])
    return MadePosts(snapshot, _communities(snapshot, community), theme[order], [language[row] for row in order])


def _account(network: NDArray[np.int64], person: int) -> str:
    return f"{_NETWORKS[network[person]]}:{person:06d}"


def _communities(snapshot: Snapshot, planted: NDArray[np.int64]) -> Communities:
    """The planted communities, as an analysis would have found them."""
    rows = [int(identifier.rpartition(":")[2]) for identifier in snapshot.people.ids.to_pylist()]
    labels = planted[rows].astype(np.int32)
    sizes = np.bincount(labels).astype(np.int32)
    return Communities(labels, tuple(f"community:{row:04d}" for row in range(sizes.size)), sizes, 0.0)


class _Writer:
    """Writes texts: draws words by Zipf's law from those of everybody in a language and those of a theme."""

    def __init__(self, random: np.random.Generator) -> None:
        self._random = random
        self._of_all = {language: self._words(language, _WORDS_OF_ALL) for language in _SMALL}
        self._of_theme = [self._words(language, _WORDS_A_THEME) for language in _THEMES]
        self._small = {language: words.split() for language, words in _SMALL.items()}

    def post(self, network: str, language: str, theme: int) -> str:
        """The text of a post as its network gives it."""
        random = self._random
        words = [self._word(language, theme) for _ in range(4 + random.poisson(_WORDS - 4))]
        own = self._of_theme[theme] if theme >= 0 else self._of_all[language]
        if language == "en" and random.random() < 0.6:
            words.insert(len(words) // 2, str(random.choice(_RATED)))
        if random.random() < 0.25:
            words.append("#" + _by_zipf(random, own))
        if random.random() < 0.2:
            words.append(str(random.choice(_EMOJI)))
        if random.random() < 0.1:
            words.append(_FACES[int(random.integers(len(_FACES)))])
        if random.random() < 0.1:
            words.insert(3, "&")
        handle = f"ann_{random.integers(10_000)}" if random.random() < 0.3 else ""
        link = f"site{random.integers(500)}.example/{random.integers(10**6)}" if random.random() < 0.25 else ""
        return _as_html(words, handle, link) if network == "mastodon" else _as_plain(words, handle, link)

    def _word(self, language: str, theme: int) -> str:
        draw = self._random.random()
        if draw < 0.45:
            return str(self._small[language][int(self._random.integers(len(self._small[language])))])
        if draw < 0.8 and theme >= 0:
            return _by_zipf(self._random, self._of_theme[theme])
        return _by_zipf(self._random, self._of_all[language])

    def _words(self, language: str, count: int) -> list[str]:
        """Different words, of two to four syllables."""
        syllables = _SYLLABLES[language].split()
        found: dict[str, None] = {}
        while len(found) < count:
            chosen = self._random.integers(0, len(syllables), self._random.integers(2, 5))
            found["".join(syllables[place] for place in chosen)] = None
        return list(found)


def _by_zipf(random: np.random.Generator, words: list[str]) -> str:
    """Draw a word: the chance of the one in place r is about as 1 / r."""
    return words[int(len(words) ** random.random()) - 1]


def _as_plain(words: list[str], handle: str, link: str) -> str:
    said = " ".join(words)
    return " ".join(part for part in (handle and f"@{handle}", said, link and f"https://{link}") if part)


def _as_html(words: list[str], handle: str, link: str) -> str:
    """As Mastodon gives posts."""
    half = len(words) // 2
    escaped = [word.replace("&", "&amp;").replace("<", "&lt;") for word in words]
    said = f"{' '.join(escaped[:half])}<br />{' '.join(escaped[half:])}"
    if handle:
        address = f"https://social.example/@{handle}"
        said = (
            f'<span class="h-card"><a href="{address}" class="u-url mention">@<span>{handle}</span></a></span> {said}'
        )
    if link:
        said = (
            f'{said}</p><p><a href="https://{link}" rel="nofollow noopener" target="_blank">'
            f'<span class="invisible">https://</span><span>{link}</span></a>'
        )
    return f"<p>{said}</p>"
