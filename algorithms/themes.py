"""Themes: what each community talks about, as ranked words and the posts that say it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any, Final, Protocol, Self

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from algorithms.class_tfidf import Table, class_tfidf, people_counts, word_table
from algorithms.clusters import by_closeness, find_clusters
from algorithms.communities import Communities
from algorithms.compiled import locked
from algorithms.encoder import Encoder
from algorithms.errors import MalformedResult
from graph.moment import NEVER
from graph.snapshot import Snapshot

MOST_POSTS: Final = 10_000
"""Of a community with more posts, so many are read, drawn by chance."""

_WORDS_IN_LABEL: Final = 3
_EXAMPLES: Final = 3


class ThemeParameters(Protocol):
    """The parameters that themes read."""

    @property
    def seed(self) -> int:
        """Starts sampling and clustering."""

    @property
    def themes_per_community(self) -> int:
        """At most so many themes a community."""

    @property
    def words_per_theme(self) -> int:
        """At most so many words a theme."""


@dataclass(frozen=True, slots=True)
class Theme:
    """What a community talks about.

    `words` with their weights above 0, most telling first; `posts` are rows, int64, closest to what they have in common
    first. `first_seen` and `last_seen` are microseconds UTC, NEVER when no post has a time.
    """

    id: str
    label: str
    community: int
    words: tuple[tuple[str, float], ...]
    posts: NDArray[np.int64]
    first_seen: int
    last_seen: int

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
    """All themes: by community, most posts first, then by id. `encoder` names what told posts apart.

    `posts_read` of `posts_there` posts with words were read: all, but for communities of more than `MOST_POSTS`.
    """

    themes: tuple[Theme, ...]
    encoder: str
    posts_read: int
    posts_there: int

    def of(self, community: int) -> tuple[Theme, ...]:
        """Themes of a community, by its row."""
        return tuple(theme for theme in self.themes if theme.community == community)

    def to_columns(self) -> tuple[dict[str, Any], dict[str, NDArray[Any]]]:
        """Take apart for keeping: what goes into JSON, and the arrays."""
        meta = {
            "ids": [theme.id for theme in self.themes],
            "labels": [theme.label for theme in self.themes],
            "words": [[word for word, _ in theme.words] for theme in self.themes],
            "encoder": self.encoder,
            "posts_read": self.posts_read,
            "posts_there": self.posts_there,
        }
        weights = [weight for theme in self.themes for _, weight in theme.words]
        posts = [np.zeros(0, dtype=np.int64), *(theme.posts for theme in self.themes)]
        arrays: dict[str, NDArray[Any]] = {
            "community": np.array([theme.community for theme in self.themes], dtype=np.int32),
            "weights": np.array(weights, dtype=np.float64),
            "post_counts": np.array([theme.post_count for theme in self.themes], dtype=np.int64),
            "posts": np.concatenate(posts),
            "first_seen": np.array([theme.first_seen for theme in self.themes], dtype=np.int64),
            "last_seen": np.array([theme.last_seen for theme in self.themes], dtype=np.int64),
        }
        return meta, arrays

    @classmethod
    def from_columns(cls, meta: Mapping[str, Any], arrays: Mapping[str, NDArray[Any]]) -> Self:
        """Put together what `to_columns` took apart."""
        weights = iter(arrays["weights"].tolist())
        ends = np.cumsum(arrays["post_counts"]).tolist()
        themes = tuple(
            Theme(
                id=meta["ids"][row],
                label=meta["labels"][row],
                community=int(arrays["community"][row]),
                words=tuple((word, next(weights)) for word in meta["words"][row]),
                posts=arrays["posts"][end - int(arrays["post_counts"][row]) : end],
                first_seen=int(arrays["first_seen"][row]),
                last_seen=int(arrays["last_seen"][row]),
            )
            for row, end in enumerate(ends)
        )
        return cls(themes, meta["encoder"], meta["posts_read"], meta["posts_there"])


def find_themes(snapshot: Snapshot, communities: Communities, encoder: Encoder, parameters: ThemeParameters) -> Themes:
    """Find what each community talks about.

    Read are the known posts of its members that have a text and are no reposts (what somebody passes on they have not
    said), at most 10,000 a community. They are encoded and clustered community by community (`algorithms.clusters`; at
    most `themes_per_community`, fewer when the posts are few or much alike). Each cluster is described by the words
    whose use by people tells it from all others (`algorithms.class_tfidf`). Handles, URLs and stop words are no words
    (`algorithms.vocabulary`). Posts without any word belong to no theme; a community without posts has none.

    A theme is named after its first post, by time and then by id, so that the name stays while posts are added.

    >>> from tests.worlds import Act, Said, snapshot_of
    >>> from algorithms.communities import find_communities
    >>> from algorithms.lexical_encoder import LexicalEncoder
    >>> from algorithms.parameters import DEFAULTS
    >>> from algorithms.tie_strength import build_ties
    >>> said = [Said(f"post:x:{who}", f"x:{who}", "the copper kettle sings") for who in "ab"]
    >>> snapshot = snapshot_of(posts=said, acts=[Act("x:a", "x:b")])
    >>> communities = find_communities(build_ties(snapshot, DEFAULTS), snapshot.people.ids)
    >>> [theme.label for theme in find_themes(snapshot, communities, LexicalEncoder(2, 0), DEFAULTS).themes]
    ['copper · kettle · sings']
    """
    posts, owner = _posts_of(snapshot, communities)
    table, words = word_table(_texts(snapshot, posts))
    speaks = np.diff(table.indptr) > 0
    read = _drawn(owner, speaks, parameters.seed)
    posts, owner, table = posts[read], owner[read], table[read]
    vectors = encoder.encode(_texts(snapshot, posts))
    cluster, count = _clustered(vectors, owner, parameters)
    people = snapshot.accounts.person[snapshot.posts.author[posts]].astype(np.int64)
    counts = people_counts(table, cluster, people, count)
    themes = [
        _theme(snapshot, int(owner[rows[0]]), posts[rows], vectors[rows], told)
        for rows, told in zip(_rows_of(cluster, count), _told(counts, words, parameters.words_per_theme), strict=True)
    ]
    themes.sort(key=lambda theme: (theme.community, -theme.post_count, theme.id))
    return Themes(tuple(themes), encoder.name, int(posts.size), int(speaks.sum()))


def _posts_of(snapshot: Snapshot, communities: Communities) -> tuple[NDArray[np.int64], NDArray[np.int32]]:
    """Rows of posts that members of a community said themselves, by community, and the community of each."""
    said = snapshot.posts
    has_text = said.texts.is_valid().to_numpy(zero_copy_only=False)
    rows = np.flatnonzero(said.known & has_text & (said.repost_of < 0) & (said.author >= 0))
    owner = communities.labels[snapshot.accounts.person[said.author[rows]]]
    rows, owner = rows[owner >= 0], owner[owner >= 0]
    order = np.argsort(owner, kind="stable")
    return rows[order], owner[order]


def _texts(snapshot: Snapshot, posts: NDArray[np.int64]) -> list[str]:
    texts: list[str] = snapshot.posts.texts.take(pa.array(posts)).to_pylist()
    return texts


def _drawn(owner: NDArray[np.int32], speaks: NDArray[np.bool_], seed: int) -> NDArray[np.int64]:
    """Places of the posts that are read: those with words, and of large communities a draw."""
    places = np.flatnonzero(speaks)
    random = np.random.default_rng(seed)
    kept = [
        run if run.size <= MOST_POSTS else np.sort(random.choice(run, MOST_POSTS, replace=False))
        for run in _runs(places, owner[places])
    ]
    return np.concatenate(kept) if kept else places


def _runs(places: NDArray[np.int64], owner: NDArray[np.int32]) -> list[NDArray[np.int64]]:
    """Cut ascending places where the owner changes."""
    return [run for run in np.split(places, np.flatnonzero(np.diff(owner)) + 1) if run.size]


def _clustered(
    vectors: NDArray[np.float32], owner: NDArray[np.int32], parameters: ThemeParameters
) -> tuple[NDArray[np.int64], int]:
    """Cluster the posts of each community: the cluster of each post, counted through, and how many there are."""
    cluster = np.empty(owner.size, dtype=np.int64)
    count = 0
    for run in _runs(np.arange(owner.size), owner):
        found = find_clusters(vectors[run], parameters.themes_per_community, parameters.seed)
        cluster[run] = count + found
        count += int(found.max()) + 1
    return cluster, count


def _rows_of(cluster: NDArray[np.int64], count: int) -> list[NDArray[np.int64]]:
    order = np.argsort(cluster, kind="stable")
    return np.split(order, np.cumsum(np.bincount(cluster, minlength=count))[:-1]) if count else []


def _told(counts: Table, words: Sequence[str], most: int) -> Iterator[tuple[tuple[str, float], ...]]:
    """Yield the most telling words of each cluster, those that at least two people use when there are any."""
    weights = class_tfidf(counts)
    for row in range(counts.shape[0]):
        entries = slice(int(counts.indptr[row]), int(counts.indptr[row + 1]))
        users, column, weight = counts.data[entries], weights.indices[entries], weights.data[entries]
        shared = users >= 2
        if shared.any():
            column, weight = column[shared], weight[shared]
        best = sorted(zip((-weight).tolist(), (words[c] for c in column), strict=True))[:most]
        yield tuple((word, -negative) for negative, word in best)


def _theme(
    snapshot: Snapshot,
    community: int,
    posts: NDArray[np.int64],
    vectors: NDArray[np.float32],
    words: tuple[tuple[str, float], ...],
) -> Theme:
    times = snapshot.posts.at[posts]
    timed = times[times != NEVER]
    first = posts[np.lexsort((posts, np.where(times == NEVER, np.iinfo(np.int64).max, times)))[0]]
    name = blake2b(snapshot.posts.ids[int(first)].as_py().encode(), digest_size=8).hexdigest()
    return Theme(
        id=f"theme:{name}",
        label=" · ".join(word for word, _ in words[:_WORDS_IN_LABEL]),
        community=community,
        words=words,
        posts=posts[by_closeness(vectors)],
        first_seen=int(timed.min()) if timed.size else NEVER,
        last_seen=int(timed.max()) if timed.size else NEVER,
    )
