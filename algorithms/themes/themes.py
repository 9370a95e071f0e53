"""Themes: what is talked about by everybody, in each community and about each watch."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import blake2b
from typing import Final, Protocol

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from algorithms.communities.communities import Communities
from algorithms.coordination.shared_marks import Marks, marks_of
from algorithms.kernels.one_thread import one_thread
from algorithms.text.encoder import Encoder, unit_rows
from algorithms.text.everyday_words import everyday_words
from algorithms.text.memory import Share
from algorithms.text.vocabulary import ReadTexts
from algorithms.themes.class_tfidf import Table, word_table
from algorithms.themes.clusters import by_closeness, find_clusters
from algorithms.themes.community_words import community_words
from algorithms.themes.labels import Words, label_of
from algorithms.themes.named_by_words import Named, name_by_words
from algorithms.themes.theme import COMMUNITIES, PARTS, WHOLE, Theme, Themes
from graph.model.moment import NEVER
from graph.snapshot.snapshot import Snapshot

MOST_POSTS: Final = 10_000
"""Posts of a community that are read for its themes: always the same ones, while the community stays."""


class ThemeParameters(Protocol):
    """The parameters that themes read."""

    @property
    def seed(self) -> int:
        """Starts clustering."""

    @property
    def most_themes(self) -> int:
        """At most so many themes of everything."""

    @property
    def parts_per_theme(self) -> int:
        """At most so many parts a theme of everything."""

    @property
    def themes_per_community(self) -> int:
        """At most so many themes a community."""

    @property
    def themes_per_watch(self) -> int:
        """At most so many themes a watch."""

    @property
    def words_per_theme(self) -> int:
        """At most so many words a theme."""


@one_thread()
def find_themes(
    snapshot: Snapshot,
    communities: Communities,
    encoder: Encoder,
    parameters: ThemeParameters,
    *,
    watched: Mapping[str, NDArray[np.bool_]] | None = None,
    progress: Share = lambda _: None,
) -> Themes:
    """Find what everybody talks about, what each community does, and what is said about each watch.

    Read are the known posts that have a text and are no reposts (what somebody passes on they have not said), at most
    10,000 a community. They are encoded once, then clustered in each scope (`algorithms.themes.clusters`; at most
    `most_themes`, `themes_per_community` and `themes_per_watch`, as many as the data tell apart; posts that go no
    theme's way are in none), and each theme of everything anew among its own posts, into at most `parts_per_theme`.

    Themes are described by the words whose use by people tells them from the rest
    (`algorithms.themes.named_by_words`), and by hashtags and links. Handles, URLs, stop words and everyday words are no
    words (`algorithms.text.vocabulary`, `algorithms.text.everyday_words`). Posts without any word belong to no theme; a
    scope without posts has none. Communities get the words that tell them apart (`algorithms.themes.community_words`).

    `watched` tells for each watch, by id, which posts are of it, bool (p). A theme is named after its first post, by
    time and then by id; that it keeps its id afterwards is for `algorithms.themes.theme_lineage` to see to.

    >>> from tests.worlds import Act, Said, snapshot_of
    >>> from algorithms.communities.communities import find_communities
    >>> from algorithms.text.lexical_encoder import LexicalEncoder
    >>> from algorithms.parameters import DEFAULTS
    >>> from algorithms.ties.strength import build_ties
    >>> said = [Said(f"post:x:{who}", f"x:{who}", "the copper kettle sings") for who in "ab"]
    >>> snapshot = snapshot_of(posts=said, acts=[Act("x:a", "x:b")])
    >>> communities = find_communities(build_ties(snapshot, DEFAULTS), snapshot.people.ids)
    >>> [theme.label for theme in find_themes(snapshot, communities, LexicalEncoder(2, 0), DEFAULTS).themes]
    ['copper · kettle · sings', 'copper · kettle · sings']
    """
    reading = _Reading.of(snapshot, communities, encoder, parameters, progress)
    labels, vectors = reading.clustered(np.arange(reading.posts.size), parameters.most_themes)
    themes = in_order(reading.described(WHOLE, labels, vectors))
    outside, nearest = reading.nearest(themes, vectors)
    themes += in_order(reading.parts(themes, parameters.parts_per_theme))
    clustered = {COMMUNITIES: reading.by_community(parameters.themes_per_community)}
    for watch, posts in (watched or {}).items():
        clustered[watch] = reading.clustered(np.flatnonzero(posts[reading.posts]), parameters.themes_per_watch)
    for scope, (labels, vectors) in clustered.items():
        themes += in_order(reading.described(scope, labels, vectors))
    return Themes(
        tuple(themes),
        encoder.name,
        int(reading.posts.size),
        reading.there,
        int(outside.size),
        reading.community_words,
        reading.wordless,
        outside,
        nearest,
    )


def in_order(themes: Sequence[Theme]) -> list[Theme]:
    """Themes of one scope by what they belong to, most posts first, then by id.

    >>> in_order([])
    []
    """
    return sorted(themes, key=lambda theme: (theme.community, theme.part_of, -theme.post_count, theme.id))


_Clustered = tuple[NDArray[np.int64], NDArray[np.float32]]
"""The cluster of each post read, -1 for none; and vectors that tell clusters apart, of the same rows."""


@dataclass(frozen=True, slots=True)
class _Reading:
    """The posts that are read: rows, what stands in them, who wrote them (row of people) and in which community."""

    snapshot: Snapshot
    posts: NDArray[np.int64]
    owner: NDArray[np.int32]
    people: NDArray[np.int64]
    table: Table
    words: Sequence[str]
    marks: Marks
    vectors: NDArray[np.float32]
    there: int
    wordless: int
    community_words: tuple[Words, ...]
    parameters: ThemeParameters

    @classmethod
    def of(
        cls,
        snapshot: Snapshot,
        communities: Communities,
        encoder: Encoder,
        parameters: ThemeParameters,
        progress: Share,
    ) -> "_Reading":
        source = snapshot.posts
        has_text = np.asarray(source.texts.is_valid(), dtype=np.bool_)
        posts = np.flatnonzero(source.known & has_text & (source.repost_of < 0) & (source.author >= 0))
        texts = ReadTexts(source.texts.take(pa.array(posts)).to_pylist()).without(everyday_words())
        table, words = word_table(texts)
        speaks = np.flatnonzero(np.diff(table.indptr) > 0)
        people = snapshot.accounts.person[source.author[posts]].astype(np.int64)
        owner = communities.labels[people]
        sample = speaks[_drawn(owner[speaks], source.ids.take(pa.array(posts[speaks])))]
        texts = texts.at(sample)
        vectors = encoder.encode(texts, progress)
        networks = [identifier.split(":", 2)[1] for identifier in source.ids.take(pa.array(posts[sample])).to_pylist()]
        return cls(
            snapshot,
            posts[sample],
            owner[sample],
            people[sample],
            table[sample],
            words,
            marks_of(networks, texts),
            vectors,
            int(speaks.size),
            int(posts.size - speaks.size),
            community_words(table, words, owner, people, communities.count, parameters.words_per_theme),
            parameters,
        )

    def clustered(self, rows: NDArray[np.int64], most: int, *, by_people: bool = False) -> _Clustered:
        """Clusters among some of the posts; with `by_people` only where people differ in them."""
        labels = np.full(self.posts.size, -1, dtype=np.int64)
        _, people = np.unique(self.people[rows], return_inverse=True)
        if rows.size == 0:
            return labels, self.vectors
        labels[rows], own = find_clusters(
            self.vectors[rows], people.astype(np.int64), most, self.parameters.seed, by_people=by_people
        )
        vectors = np.zeros((self.posts.size, own.shape[1]), dtype=np.float32)
        vectors[rows] = own
        return labels, vectors

    def by_community(self, most: int) -> _Clustered:
        """Clusters in each community, counted through; posts are close as their own vectors are."""
        labels = np.full(self.posts.size, -1, dtype=np.int64)
        order = np.argsort(self.owner, kind="stable")
        count = 0
        for rows in np.split(order, np.flatnonzero(np.diff(self.owner[order])) + 1):
            if rows.size and self.owner[rows[0]] >= 0:
                within = self.clustered(rows, most)[0][rows]
                labels[rows] = np.where(within >= 0, within + count, -1)
                count = int(labels.max()) + 1
        return labels, self.vectors

    def parts(self, themes: Sequence[Theme], most: int) -> list[Theme]:
        """What the themes of everything fall into, where their own posts are told apart; not where they are not."""
        parts: list[Theme] = []
        for row, theme in enumerate(themes):
            labels, vectors = self.clustered(np.sort(np.searchsorted(self.posts, theme.posts)), most, by_people=True)
            of_theme = self.described(PARTS, labels, vectors)
            parts += [replace(part, part_of=row) for part in of_theme] if len(of_theme) > 1 else []
        return parts

    def nearest(
        self, themes: Sequence[Theme], vectors: NDArray[np.float32]
    ) -> tuple[NDArray[np.int64], NDArray[np.int32]]:
        """The posts that are in none of the themes, and the theme whose middle each is nearest to, -1 for none."""
        inside = np.zeros(self.posts.size, dtype=np.bool_)
        middles = np.zeros((vectors.shape[1], len(themes)), dtype=np.float32)
        for number, theme in enumerate(themes):
            rows = np.searchsorted(self.posts, theme.posts)
            inside[rows] = True
            middles[:, number] = vectors[rows].mean(axis=0)
        outside = np.flatnonzero(~inside)
        if not themes:
            return self.posts[outside], np.full(outside.size, -1, dtype=np.int32)
        near = (vectors[outside] @ unit_rows(middles.T).T).round(6)
        nearest = np.where(near.max(axis=1) > 0, near.argmax(axis=1), -1)
        return self.posts[outside], nearest.astype(np.int32)

    def described(self, scope: str, labels: NDArray[np.int64], vectors: NDArray[np.float32]) -> list[Theme]:
        """The themes of a scope, in the order of their clusters; those that no word tells apart are none."""
        count = int(labels.max()) + 1 if labels.size else 0
        named = name_by_words(self.table, self.words, labels, self.people, count, self.parameters.words_per_theme)
        order = np.argsort(labels, kind="stable")
        members = np.split(order, np.searchsorted(labels[order], np.arange(count + 1)))[1 : count + 1]
        return [
            self._theme(scope, rows, vectors[rows], name)
            for rows, name in zip(members, named, strict=True)
            if name.words
        ]

    def _theme(self, scope: str, rows: NDArray[np.int64], vectors: NDArray[np.float32], named: Named) -> Theme:
        posts = self.posts[rows]
        times = self.snapshot.posts.at[posts]
        timed = times[times != NEVER]
        first = posts[np.lexsort((posts, np.where(times == NEVER, np.iinfo(np.int64).max, times)))[0]]
        origin = f"{scope} {self.snapshot.posts.ids[int(first)].as_py()}" if scope != COMMUNITIES else None
        name = origin or self.snapshot.posts.ids[int(first)].as_py()
        return Theme(
            id=f"theme:{blake2b(name.encode(), digest_size=8).hexdigest()}",
            label=label_of(named.words),
            scope=scope,
            community=int(self.owner[rows[0]]) if scope == COMMUNITIES else -1,
            words=named.words,
            distinct=named.distinct,
            hashtags=self.marks.hashtags.most_used(rows, self.people),
            links=self.marks.links.most_used(rows, self.people),
            posts=posts[by_closeness(vectors)],
            first_seen=int(timed.min()) if timed.size else NEVER,
            last_seen=int(timed.max()) if timed.size else NEVER,
        )


def _drawn(owner: NDArray[np.int32], ids: pa.Array) -> NDArray[np.int64]:
    """Places of the posts that are read: of large communities those whose ids hash lowest, so that they stay the same.

    Posts of people in no community are taken like those of one.
    """
    parts = []
    order = np.argsort(owner, kind="stable")
    for run in np.split(order, np.flatnonzero(np.diff(owner[order])) + 1):
        chosen = run
        if run.size > MOST_POSTS:
            hashes = [blake2b(name.encode(), digest_size=8).digest() for name in ids.take(pa.array(run)).to_pylist()]
            chosen = run[np.argsort(np.array(hashes, dtype="S8"), kind="stable")[:MOST_POSTS]]
        parts.append(chosen)
    return np.sort(np.concatenate(parts)) if parts else order
