"""Watching: what a watch hears, how much of it there is, and how it speaks."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Final

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from algorithms.analysis.watched import posts_of_watch
from algorithms.coordination.near_duplicates import near_duplicates
from algorithms.errors import BadParameter
from algorithms.text.sentiment import Summary, summarise
from algorithms.volume.volume import volume_between
from api.answers.buckets import Bucket, bucket_edges, zone_named
from api.answers.document import ISO, Document, Serializer, document_of
from api.answers.span import LOOKED_BACK, read_span
from api.errors import BadInput
from api.workspace.analysed_graph import AnalysedGraph
from api.workspace.lookup_index import Rowset
from graph import arrow_compute as pc
from graph.model.how_many import HowMany
from graph.model.moment import NEVER, from_micros
from graph.model.watch import Watch

MOST_WATCHES: Final = 50
"""Watches whose shares of voice are compared."""

HEARD: Final = "The posts that a watch listens for: how many, by whom, and how they speak."
SHARE_OF_VOICE: Final = "The posts of each watch, and their share of those of all watches that are compared."


def _id_and_name(_: AnalysedGraph, __: str, watch: Watch) -> Document:
    return {"id": watch.id, "name": watch.name}


def _mean_and_counts(analysis: AnalysedGraph, name: str, summary: Summary) -> Document:
    counts = document_of(analysis, summary)
    return {name: counts.pop("mean"), **counts}


@dataclass(frozen=True, slots=True)
class VolumePoint:
    """Posts in one stretch of time."""

    at: Annotated[datetime, ISO]
    """When the stretch begins, with the offset of the zone asked for."""
    posts: HowMany
    """How many posts; 0 for none."""
    people: HowMany
    """How many people wrote them."""
    sentiment: float | None
    """Their mean sentiment, -1 to 1; null when none is known."""


@dataclass(frozen=True, slots=True)
class Voice:
    """One watch among several: its posts, their share of those of all, and how they speak."""

    watch: Annotated[Watch, Serializer(_id_and_name)]
    posts: int
    share: float
    sentiment: Annotated[Summary, Serializer(_mean_and_counts)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Counting:
    """Which of the posts that a watch listens for count.

    With `copies_once` a text that several posts have in nearly the same words counts once, as its first post; so do
    reposts of one post. With `others_only` what the accounts of the watch write themselves does not.
    """

    copies_once: bool = False
    others_only: bool = False


ALL_POSTS: Final = Counting()


def heard(
    analysis: AnalysedGraph,
    watch: Watch,
    since: datetime | None = None,
    until: datetime | None = None,
    counting: Counting = ALL_POSTS,
) -> Rowset:
    """Rows of the known posts of a watch in a time that count, ascending. Raises BadInput."""
    span = read_span(since, until)
    rows = analysis.recent.get(("watch", watch), lambda: _all_heard(analysis, watch))
    rows = rows[span.holds(analysis.snapshot.posts.at[rows])]
    if counting.others_only:
        rows = rows[~_written_by(analysis, rows, watch.accounts)]
    return _first_of_copies(analysis, rows) if counting.copies_once else rows


def volume(
    analysis: AnalysedGraph,
    watch: Watch,
    bucket: Bucket,
    *,
    since: datetime | None = None,
    until: datetime | None = None,
    zone: str = "UTC",
    counting: Counting = ALL_POSTS,
) -> list[VolumePoint]:
    """Count the posts of a watch by hour, day, week or month of a time zone; buckets without posts are there with zero.

    From the first post of the last twenty years, or the bucket that `since` is in, to the moment that answers look back
    from, or the bucket before `until`. Posts without a moment are in none. Raises BadInput.
    """
    in_zone = zone_named(zone)
    span = read_span(since, until)
    rows = heard(analysis, watch, since, until, counting)
    at = analysis.snapshot.posts.at[rows]
    end = analysis.latest + 1 if span.until is None else span.until
    begin = _first_of(at, end - LOOKED_BACK) if span.since is None else span.since
    if begin is None or (begin >= end and span.until is None):
        return []
    edges = bucket_edges(bucket, begin, end, in_zone)
    counted = volume_between(edges, at, analysis.rows.author[rows], _spoken(analysis, rows))
    means = [None if np.isnan(mean) else mean for mean in counted.sentiment.tolist()]
    points = zip(edges.tolist(), counted.posts.tolist(), counted.people.tolist(), means, strict=False)
    return [
        VolumePoint(from_micros(start).astimezone(in_zone), posts, people, mean)
        for start, posts, people, mean in points
    ]


def sentiment(
    analysis: AnalysedGraph,
    watch: Watch,
    since: datetime | None = None,
    until: datetime | None = None,
    counting: Counting = ALL_POSTS,
) -> tuple[Summary, str]:
    """How the posts of a watch speak, and the method that tells; not known before anything is analysed.

    Raises BadInput.
    """
    return summarise(_spoken(analysis, heard(analysis, watch, since, until, counting))), method_of(analysis)


def method_of(analysis: AnalysedGraph) -> str:
    """What told the sentiment of posts."""
    findings = analysis.findings_or_none
    return "none: nothing is analysed yet for what is loaded" if findings is None else findings.sentiment.method


def people_heard(analysis: AnalysedGraph, rows: Rowset) -> int:
    """How many people wrote some posts."""
    authors = analysis.rows.author[rows]
    return int(np.unique(authors[authors >= 0]).size)


def share_of_voice(
    analysis: AnalysedGraph,
    watches: Sequence[Watch],
    since: datetime | None = None,
    until: datetime | None = None,
    counting: Counting = ALL_POSTS,
) -> list[Voice]:
    """Compare watches in one time: the most posts first, equals by name.

    A post of two watches counts for both; the shares add up to 1, or are 0 when nothing was heard. Raises BadInput for
    no watch, one twice, or more than 50.
    """
    if not 1 <= len(watches) <= MOST_WATCHES or len({watch.id for watch in watches}) < len(watches):
        raise BadInput("watches", f"1 to {MOST_WATCHES} watches, each once", [watch.name for watch in watches])
    rows = [heard(analysis, watch, since, until, counting) for watch in watches]
    total = sum(hits.size for hits in rows)
    voices = [
        Voice(watch, int(hits.size), hits.size / total if total else 0.0, summarise(_spoken(analysis, hits)))
        for watch, hits in zip(watches, rows, strict=True)
    ]
    return sorted(voices, key=lambda voice: (-voice.posts, voice.watch.name))


def _all_heard(analysis: AnalysedGraph, watch: Watch) -> Rowset:
    try:
        mask = posts_of_watch(analysis.snapshot, watch, analysis.words)
    except BadParameter as error:
        raise BadInput(
            "watch", "a watch with terms, hashtags or accounts, each with a word in it", watch.name
        ) from error
    return np.flatnonzero(mask & analysis.snapshot.posts.known)


def _first_of(at: NDArray[np.int64], earliest: int) -> int | None:
    """The first of some moments that is not before `earliest`; None when there is none."""
    recent = at[at >= earliest]
    return int(recent.min()) if recent.size else None


def _written_by(analysis: AnalysedGraph, rows: Rowset, accounts: Sequence[str]) -> NDArray[np.bool_]:
    """Whether one of these accounts wrote a post."""
    own = pc.is_in(analysis.snapshot.accounts.ids, value_set=pa.array(accounts, pa.large_string()))
    written: NDArray[np.bool_] = np.append(np.asarray(own, dtype=np.bool_), False)[analysis.snapshot.posts.author[rows]]
    return written


def _first_of_copies(analysis: AnalysedGraph, rows: Rowset) -> Rowset:
    """The first post of each text that is there several times, and of each post that was reposted."""
    posts = analysis.snapshot.posts
    original = np.where(posts.repost_of[rows] >= 0, posts.repost_of[rows], rows)
    group = near_duplicates(posts.texts.take(pa.array(original)))
    texts = np.where(group >= 0, group, rows.size + original)
    order = np.lexsort((rows, np.where(posts.at[rows] == NEVER, np.iinfo(np.int64).max, posts.at[rows])))
    _, first = np.unique(texts[order], return_index=True)
    return np.sort(rows[order[first]])


def _spoken(analysis: AnalysedGraph, rows: Rowset) -> NDArray[np.float32]:
    """Sentiment of posts; not known before anything is analysed."""
    if analysis.findings_or_none is None:
        return np.full(rows.size, np.nan, dtype=np.float32)
    return analysis.findings.sentiment.values[rows]
