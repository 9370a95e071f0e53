"""Theme: what is talked about, as ranked words and the posts that say it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final, Self

import numpy as np
from numpy.typing import NDArray

from algorithms.errors import MalformedResult
from algorithms.kernels.compiled import locked
from algorithms.themes.labels import Words
from algorithms.themes.lineage import CommunityEvent, Lineage

_EXAMPLES: Final = 3
WHOLE: Final = ""
"""The scope of themes of everything; their parts have PARTS, those of communities COMMUNITIES, of a watch its id."""
PARTS: Final = "parts"
COMMUNITIES: Final = "communities"


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    """What is talked about, by everybody, in a community or about a watch.

    * `scope`: WHOLE, PARTS, COMMUNITIES or the id of a watch; `community`: a row, -1 in the other scopes
    * `part_of`: of a part, the row of the theme of everything that it is a part of; -1 in the other scopes
    * `words` with their weights above 0, most telling first; `distinct`: words with z-scores, surest first
    * `hashtags` and `links` with how many people use them, most first
    * `posts` are rows, int64, closest to what they have in common first
    * `first_seen`, `last_seen`: microseconds UTC, NEVER when no post has a time
    * `event`, `parents`, `since`: what became of it since the analysis before (`algorithms.themes.lineage`)
    """

    id: str
    label: str
    scope: str
    community: int
    words: Words
    distinct: Words
    hashtags: tuple[tuple[str, int], ...]
    links: tuple[tuple[str, int], ...]
    posts: NDArray[np.int64]
    first_seen: int
    last_seen: int
    event: CommunityEvent = CommunityEvent.BORN
    parents: tuple[str, ...] = ()
    since: int = 0
    part_of: int = -1

    def __post_init__(self) -> None:
        if self.posts.size == 0 or not self.words:
            raise MalformedResult(f"expected a theme with posts and words, got {self.label!r}")
        object.__setattr__(self, "posts", locked(self.posts))

    @property
    def post_count(self) -> int:
        """How many posts speak of it, among those read."""
        return int(self.posts.size)

    @property
    def examples(self) -> tuple[int, ...]:
        """Rows of the posts that show it best, at most three."""
        return tuple(self.posts[:_EXAMPLES].tolist())


@dataclass(frozen=True, slots=True)
class Themes:
    """All themes: of everything first, their parts, those of communities, of watches; most posts first, then id.

    `encoder` names what told posts apart. `posts_read` of `posts_there` posts with words were read: all, but for
    communities of more than `algorithms.themes.themes.MOST_POSTS`; `wordless` others have a text without any word that
    tells what it is about. `unassigned` of those read are in no theme of everything: `outside` are their rows, int64,
    and `nearest` the row of the theme of everything that each lies nearest to, int32, -1 for none.
    `community_words` are those that tell each community, by row, from all other people
    (`algorithms.themes.community_words`); `lineages` by scope are what the next analysis knows the themes by.
    """

    themes: tuple[Theme, ...]
    encoder: str
    posts_read: int
    posts_there: int
    unassigned: int
    community_words: tuple[Words, ...] = ()
    wordless: int = 0
    outside: NDArray[np.int64] = field(default_factory=lambda: np.zeros(0, dtype=np.int64))
    nearest: NDArray[np.int32] = field(default_factory=lambda: np.zeros(0, dtype=np.int32))
    lineages: Mapping[str, Lineage] = field(default_factory=dict)

    def of(self, community: int) -> tuple[Theme, ...]:
        """Themes of a community, by its row."""
        return tuple(theme for theme in self.in_scope(COMMUNITIES) if theme.community == community)

    def in_scope(self, scope: str) -> tuple[Theme, ...]:
        """Themes of WHOLE, PARTS, COMMUNITIES or a watch."""
        return tuple(theme for theme in self.themes if theme.scope == scope)

    def parts_of(self, row: int) -> list[int]:
        """Rows of the parts of the theme in a row, most posts first."""
        return [part for part, theme in enumerate(self.themes) if theme.part_of == row]

    def nearest_to(self, post: int) -> int | None:
        """Row of the theme that a post in no theme of everything lies nearest to; None for none, and for others."""
        place = int(np.searchsorted(self.outside, post))
        there = place < self.outside.size and int(self.outside[place]) == post
        return int(self.nearest[place]) if there and self.nearest[place] >= 0 else None

    def to_columns(self) -> tuple[dict[str, Any], dict[str, NDArray[Any]]]:
        """Take apart for keeping: what goes into JSON, and the arrays."""
        meta: dict[str, Any] = {
            "themes": [_as_json(theme) for theme in self.themes],
            "encoder": self.encoder,
            "posts_read": self.posts_read,
            "posts_there": self.posts_there,
            "unassigned": self.unassigned,
            "wordless": self.wordless,
            "community_words": [_listed(words) for words in self.community_words],
            "lineages": {},
        }
        posts = [np.zeros(0, dtype=np.int64), *(theme.posts for theme in self.themes)]
        arrays: dict[str, NDArray[Any]] = {
            "post_counts": np.array([theme.post_count for theme in self.themes], dtype=np.int64),
            "posts": np.concatenate(posts),
            "outside": self.outside,
            "nearest": self.nearest,
        }
        for scope, lineage in self.lineages.items():
            meta["lineages"][scope], columns = lineage.to_columns()
            arrays |= {f"lineage.{scope}.{name}": column for name, column in columns.items()}
        return meta, arrays

    @classmethod
    def from_columns(cls, meta: Mapping[str, Any], arrays: Mapping[str, NDArray[Any]]) -> Self:
        """Put together what `to_columns` took apart."""
        posts = np.split(arrays["posts"], np.cumsum(arrays["post_counts"]))
        themes = tuple(_from_json(facts, own) for facts, own in zip(meta["themes"], posts, strict=False))
        lineages = {}
        for scope, facts in meta["lineages"].items():
            start = f"lineage.{scope}."
            columns = {name.removeprefix(start): array for name, array in arrays.items() if name.startswith(start)}
            lineages[scope] = Lineage.from_columns(facts, columns)
        return cls(
            themes,
            meta["encoder"],
            meta["posts_read"],
            meta["posts_there"],
            meta["unassigned"],
            tuple(map(_paired, meta["community_words"])),
            meta["wordless"],
            arrays["outside"],
            arrays["nearest"],
            lineages,
        )


_PLAIN: Final = ("id", "label", "scope", "community", "first_seen", "last_seen", "since", "part_of")
_PAIRS: Final = ("words", "distinct", "hashtags", "links")


def _listed(pairs: tuple[tuple[str, Any], ...]) -> list[list[Any]]:
    return [list(pair) for pair in pairs]


def _paired(lists: list[list[Any]]) -> tuple[tuple[str, Any], ...]:
    return tuple((word, number) for word, number in lists)


def _as_json(theme: Theme) -> dict[str, Any]:
    facts = {name: getattr(theme, name) for name in _PLAIN}
    facts |= {name: _listed(getattr(theme, name)) for name in _PAIRS}
    return {**facts, "event": theme.event.value, "parents": list(theme.parents)}


def _from_json(facts: Mapping[str, Any], posts: NDArray[np.int64]) -> Theme:
    plain: dict[str, Any] = {name: facts[name] for name in _PLAIN}
    pairs: dict[str, Any] = {name: _paired(facts[name]) for name in _PAIRS}
    return Theme(
        **plain,
        **pairs,
        event=CommunityEvent(facts["event"]),
        parents=tuple(facts["parents"]),
        posts=posts,
    )
