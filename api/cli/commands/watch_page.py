"""A watch as `kith watch show` prints it: one document, and the same as facts in rows."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from algorithms.analysis.measure import Measure
from api.answers.buckets import Bucket
from api.answers.bursts import bursts
from api.answers.document import Document, document_of, plain
from api.answers.posts import posts_of_watch
from api.answers.provenance import Provenance
from api.answers.ranking import OTHERS, ranking
from api.answers.scopes import on_watch, scope_of
from api.answers.themes import themes
from api.answers.watching import Counting, heard, people_heard, sentiment, volume
from api.workspace.analysed_graph import AnalysedGraph
from graph.model.moment import maybe_moment
from graph.model.watch import Watch


@dataclass(frozen=True, slots=True)
class WatchAsked:
    """What somebody wants to see of a watch: a time, how posts are counted, and how much of lists."""

    since: datetime | None
    until: datetime | None
    bucket: Bucket
    zone: str
    counting: Counting
    limit: int


def watch_document(analysis: AnalysedGraph, watch: Watch, question: WatchAsked, provenance: Provenance) -> Document:
    """Everything that a watch hears, as JSON. Raises BadInput."""
    between = question.since, question.until
    rows = heard(analysis, watch, *between, question.counting)
    summary, method = sentiment(analysis, watch, *between, question.counting)
    points = volume(
        analysis,
        watch,
        question.bucket,
        since=question.since,
        until=question.until,
        zone=question.zone,
        counting=question.counting,
    )
    scope = on_watch(scope_of(None, *between), watch)
    return {
        "watch": plain(analysis, watch),
        "posts": int(rows.size),
        "people": people_heard(analysis, rows),
        "volume": plain(analysis, points),
        "by": question.bucket.value,
        "zone": question.zone,
        "sentiment": {**document_of(analysis, summary), "method": method},
        "bursts": plain(analysis, bursts(analysis, watch, *between)),
        "themes": plain(analysis, themes(analysis, watch=watch.id, first=question.limit)),
        "influencers": plain(
            analysis, ranking(analysis, measure=Measure.INFLUENCE, scope=scope, shown=OTHERS, first=question.limit).page
        ),
        "latest": [
            _post(analysis, row)
            for row in posts_of_watch(
                analysis, watch, first=question.limit, since=question.since, until=question.until
            ).items
        ],
        "provenance": document_of(analysis, provenance),
    }


def watch_facts(document: Document) -> Iterator[Document]:
    """The same in rows of section, what, value and id."""
    watch = document["watch"]
    yield _fact("watch", watch["name"], watch["kind"].lower(), watch["id"])
    for name in ("terms", "hashtags", "accounts", "excludes", "languages"):
        if watch[name]:
            yield _fact("watch", name, ", ".join(watch[name]))
    yield _fact("volume", "in all", f"{document['posts']:,} posts by {document['people']:,} people")
    day = document["by"] != "HOUR"
    for point in document["volume"]:
        mean = "" if point["sentiment"] is None else f", sentiment {point['sentiment']:+.2f}"
        when = point["at"][: 10 if day else 16].replace("T", " ")
        yield _fact("volume", when, f"{point['posts']:,} posts by {point['people']:,} people{mean}")
    elsewhere = document["posts"] - sum(point["posts"] for point in document["volume"])
    if elsewhere:
        value = f"{elsewhere:,} {'post' if elsewhere == 1 else 'posts'} of another time, or of none"
        yield _fact("volume", "beside these", value)
    speaks = document["sentiment"]
    mean = "not known" if speaks["mean"] is None else f"{speaks['mean']:+.2f}"
    counts = ", ".join(f"{speaks[name]:,} {name}" for name in ("positive", "neutral", "negative", "unknown"))
    yield _fact("sentiment", mean, counts, speaks["method"])
    for burst in document["bursts"]:
        when = f"{burst['from']:%Y-%m-%d %H:%M} to {burst['to']:%Y-%m-%d %H:%M} UTC"
        about = ", ".join(word["word"] for word in burst["words"]) or "no word stands out"
        began = ", ".join(person["name"] for person in burst["started_by"])
        value = f"{burst['posts']:,} posts where {burst['expected']:.1f} were expected: {about}; started by {began}"
        yield _fact("burst", when, f"{value}; {_beside_spikes(burst)}")
    for theme in document["themes"]:
        yield _fact("theme", theme["label"], f"{theme['posts']:,} posts", theme["id"])
    for row in document["influencers"]:
        yield _fact("influencer", f"{row['rank']}", f"{row['name']}, {row['value']:.1f} of 100", row["person"])
    for post in document["latest"]:
        yield _fact("post", f"{post['at']:%Y-%m-%d %H:%M}" if post["at"] else "no time", post["text"], post["id"])


def _beside_spikes(burst: Document) -> str:
    """How high a burst is beside what is usual for the spikes of the watch."""
    minutes = burst["width_minutes"]
    width = f"{minutes} min" if minutes < 60 else f"{minutes // 60} h"
    peak = f"{burst['peak']:,} in {width}"
    if burst["usual_spike"] is None:
        return peak
    often = "never else" if burst["as_high"] <= 1 else f"{burst['as_high']:,} times in all"
    return f"{peak}, where spikes of this watch reach {burst['usual_spike']:.1f} once a week, and were as high {often}"


def _post(analysis: AnalysedGraph, row: int) -> Document:
    posts = analysis.snapshot.posts
    return {
        "id": analysis.post_id(row),
        "at": maybe_moment(int(posts.at[row])),
        "text": posts.texts[row].as_py(),
        "sentiment": analysis.findings.sentiment.of(row),
    }


def _fact(section: str, what: str, value: Any, identifier: str | None = None) -> Document:
    return {"section": section, "what": what, "value": value, "id": identifier}
