"""Audit: a sample of posts to label by hand, and how often the sentiment agrees with the labels."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import blake2b
from typing import Annotated, Final

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from algorithms.text.accuracy import CLASSES, Accuracy, accuracy, classes_of, recall
from algorithms.text.sentiment import SentimentMethod
from api.answers.document import FLAT, renamed, serialize_fields
from api.answers.teaching import spoken_of
from api.answers.watching import heard
from api.errors import BadInput
from api.workspace.analysed_graph import AnalysedGraph
from api.workspace.lookup_index import Rowset, exact
from graph.model.watch import Watch

MOST: Final = 100_000
"""Posts of a sample that somebody labels by hand (`kith audit`)."""

AUDITED: Final = "The share of posts that the method puts into the class that somebody gave them."

serialize_fields(Accuracy, share=renamed("accuracy"))


@dataclass(frozen=True, slots=True)
class Agreement:
    """How often a method agrees with labels, and how much of each class it finds, in the mean (macro recall)."""

    accuracy: Annotated[Accuracy, FLAT]
    recall: float | None
    recall_low: float | None
    recall_high: float | None


@dataclass(frozen=True, slots=True)
class AuditRow:
    """Agreement on all labels, or those of one class, language or network: `group` says which, `name` of what.

    `before` is that of the method of the settings, where another one is taught and the former knows the posts.
    """

    group: str
    name: str
    agreement: Annotated[Agreement, FLAT]
    before: Agreement | None


@dataclass(frozen=True, slots=True)
class Audit:
    """Agreement by group, and the labels that do not count: of posts that are gone, or whose sentiment is not known.

    `taught` are the labels that the method was taught with: there the model counts that had not seen them. The means
    are those of the labels and of the sentiment of the same posts, -1 to 1.
    """

    rows: tuple[AuditRow, ...]
    gone: int
    not_known: int
    taught: int
    mean_labels: float
    mean: float
    method: str
    method_before: str | None


def sample(analysis: AnalysedGraph, size: int, *, watch: Watch | None = None, language: str | None = None) -> Rowset:
    """Rows of a random sample of the posts that somebody wrote, without reposts; all of them when there are fewer.

    Posts are drawn by a hash of their id and the seed: the same ones again, also when others have come since. With a
    `watch` those of it, with a `language` those in it. Raises NotReady without findings, and BadInput.
    """
    if not 1 <= size <= MOST:
        raise BadInput("sample", f"1 to {MOST:,} posts", size)
    posts = analysis.snapshot.posts
    written = posts.known & (posts.repost_of < 0) & np.asarray(posts.texts.is_valid(), dtype=np.bool_)
    rows = np.flatnonzero(written) if watch is None else heard(analysis, watch)
    rows = rows[written[rows]]
    if language is not None:
        rows = rows[analysis.findings.languages.speaks(language)[rows]]
    key = str(analysis.parameters.seed).encode()
    ids = posts.ids.take(pa.array(rows)).to_pylist()
    hashes = np.array([blake2b(name.encode(), digest_size=8, key=key).digest() for name in ids], dtype="S8")
    return np.asarray(rows[np.argsort(hashes, kind="stable")[:size]])


def audit(analysis: AnalysedGraph, labels: Mapping[str, int], untaught: SentimentMethod) -> Audit:
    """How often the sentiment agrees with labels, by post id: in all, of each class, in each language and network.

    Where the sentiment is taught, `untaught` is the method of the settings, to compare with. Raises BadInput when no
    label is of a post whose sentiment is known, and NotReady without findings.
    """
    sentiment = analysis.findings.sentiment
    rows_by_post = {post: exact(analysis.snapshot.posts.ids, post) for post in labels}
    codes = {row: labels[post] for post, row in rows_by_post.items() if row is not None}
    rows = np.array(sorted(codes), dtype=np.int64)
    values = sentiment.values[rows]
    seen = _left_out(analysis, rows)
    values = np.where(np.isnan(seen) | np.isnan(values), values, seen)
    known = ~np.isnan(values)
    if not known.any():
        raise BadInput(
            "labels", "labels of posts whose sentiment is known", f"{len(labels)} labels, none of such a post"
        )
    truth = np.array([codes[row] for row in rows.tolist()], dtype=np.int8)[known]
    rows, values, seen = rows[known], values[known], seen[known]
    is_taught = sentiment.method != untaught.name
    before = classes_of(_untaught(analysis, rows, untaught)) if is_taught else np.full(rows.size, -1, dtype=np.int8)
    return Audit(
        tuple(_rows(analysis, rows, classes_of(values), before, truth)),
        gone=len(labels) - len(codes),
        not_known=int(np.count_nonzero(~known)),
        taught=int(np.count_nonzero(~np.isnan(seen))),
        mean_labels=round(float(truth.mean()) - 1, 6),
        mean=round(float(values.mean()), 6),
        method=sentiment.method,
        method_before=untaught.name if is_taught else None,
    )


def _left_out(analysis: AnalysedGraph, rows: Rowset) -> NDArray[np.float32]:
    """Sentiment by models that had not seen the posts that are taught; NaN for other posts."""
    taught = {} if analysis.taught is None else analysis.taught.labels
    values = [taught[post].left_out if post in taught else np.nan for post in map(analysis.post_id, rows.tolist())]
    return np.array(values, dtype=np.float32)


def _untaught(analysis: AnalysedGraph, rows: Rowset, method: SentimentMethod) -> NDArray[np.float32]:
    """Sentiment by another method, NaN in languages that it does not know."""
    languages = [analysis.findings.languages.of(row) for row in rows.tolist()]
    known = np.array([method.languages is None or language in method.languages for language in languages])
    values = np.full(rows.size, np.nan, dtype=np.float32)
    values[known] = method.score(spoken_of(analysis, rows[known]))
    return values


def network_of(analysis: AnalysedGraph, row: int) -> str:
    """The network of the post in a row."""
    return analysis.post_id(row).split(":", 2)[1]


def _rows(
    analysis: AnalysedGraph,
    rows: Rowset,
    classes: NDArray[np.int8],
    before: NDArray[np.int8],
    truth: NDArray[np.int8],
) -> Iterator[AuditRow]:
    languages = np.array([analysis.findings.languages.of(row) or "not known" for row in rows.tolist()])
    networks = np.array([network_of(analysis, row) for row in rows.tolist()])
    groups = {"all": np.full(rows.size, ""), "class": np.array(CLASSES)[truth]}
    for group, names in (groups | {"language": languages, "network": networks}).items():
        for name, _ in sorted(
            zip(*np.unique(names, return_counts=True), strict=True), key=lambda one: (-one[1], one[0])
        ):
            of = names == name
            former = of & (before >= 0)
            yield AuditRow(
                group,
                str(name),
                _agreement(classes[of], truth[of]),
                _agreement(before[former], truth[former]) if former.any() else None,
            )


def _agreement(classes: NDArray[np.int8], truth: NDArray[np.int8]) -> Agreement:
    recalls = recall(classes, truth)
    share = accuracy(classes, truth)
    if len(recalls.classes) < len(CLASSES):  # a mean over some classes would pass for one over all
        return Agreement(share, None, None, None)
    return Agreement(share, recalls.mean, recalls.low, recalls.high)
