"""Bursts of a watch: when far more was said than expected, what it was about, and who started it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Final

import numpy as np
import pyarrow as pa

from algorithms.diffusion.starters import starters
from algorithms.volume.burst_words import burst_words
from algorithms.volume.bursts import HOUR, Burst, find_bursts
from algorithms.volume.hourly_baseline import DAY
from api.answers.document import PEOPLE, pairs, renamed
from api.answers.span import LOOKED_BACK, read_span
from api.answers.watching import heard
from api.workspace.analysed_graph import AnalysedGraph
from api.workspace.lookup_index import Rowset
from graph.model.moment import NEVER, from_micros
from graph.model.watch import Watch

_BEFORE: Final = DAY * HOUR
"""What started a burst may have been written so long before."""

_MINUTE: Final = HOUR // 60


@dataclass(frozen=True, slots=True)
class BurstFacts:
    """A burst with the words that it is about, and the rows of the people who started it, most followed first.

    Numbers as in `algorithms.volume.bursts`; `agreed` is the share of its hours in which Kleinberg's automaton sees it
    too, `width_minutes` the width of the window in which it stands out most, and `peak` the posts in that.
    """

    start: Annotated[datetime, renamed("from")]
    end: Annotated[datetime, renamed("to")]
    posts: int
    people: int
    expected: float
    score: float
    agreed: Annotated[float, renamed("kleinberg")]
    width_minutes: int
    peak: int
    usual_spike: float | None
    as_high: int
    words: Annotated[tuple[tuple[str, float], ...], pairs("word", "score")]
    started_by: Annotated[tuple[int, ...], PEOPLE]


def bursts(
    analysis: AnalysedGraph, watch: Watch, since: datetime | None = None, until: datetime | None = None
) -> list[BurstFacts]:
    """Bursts of a watch that touch a time, those that are least by chance first.

    What is expected is told from everything that the watch heard, whatever time is asked for. Raises BadInput.
    """
    span = read_span(since, until)
    every = analysis.recent.get(("bursts", watch), lambda: _found(analysis, watch))
    begin = -np.inf if span.since is None else span.since
    end = np.inf if span.until is None else span.until
    return [_told(analysis, watch, burst) for burst in every if burst.start < end and burst.end > begin]


def _found(analysis: AnalysedGraph, watch: Watch) -> list[Burst]:
    rows = heard(analysis, watch)
    at = analysis.snapshot.posts.at[rows]
    timed = (at != NEVER) & (at <= analysis.latest)
    if not timed.any():
        return []
    rows, at = rows[timed], at[timed]
    until = analysis.latest + 1
    return find_bursts(at, analysis.rows.author[rows], max(int(at.min()), until - LOOKED_BACK), until)


def _told(analysis: AnalysedGraph, watch: Watch, burst: Burst) -> BurstFacts:
    rows = heard(analysis, watch)
    at = analysis.snapshot.posts.at[rows]
    inside = (at >= burst.start) & (at < burst.end)
    return BurstFacts(
        from_micros(burst.start),
        from_micros(burst.end),
        burst.posts,
        burst.people,
        burst.expected,
        burst.score,
        burst.kleinberg,
        burst.width // _MINUTE,
        burst.peak,
        burst.usual_spike,
        burst.as_high,
        tuple(_words(analysis, rows, inside)),
        tuple(starters(analysis.reshares, rows[inside], burst.start - _BEFORE)),
    )


def _words(
    analysis: AnalysedGraph, rows: Rowset, inside: np.ndarray[tuple[int], np.dtype[np.bool_]]
) -> list[tuple[str, float]]:
    """Words of posts that people wrote themselves, against those of the rest of the watch."""
    posts = analysis.snapshot.posts
    written = (posts.repost_of[rows] < 0) & np.asarray(posts.texts.take(pa.array(rows)).is_valid(), dtype=np.bool_)
    texts = posts.texts.take(pa.array(rows[written])).to_pylist()
    return burst_words(texts, inside[written], analysis.rows.author[rows[written]].astype(np.int64))
