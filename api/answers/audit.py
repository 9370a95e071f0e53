"""Audit: a sample of posts to label by hand, and how often the sentiment agrees with the labels."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import blake2b
from typing import Annotated, Final

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from algorithms.text.accuracy import CLASSES, Accuracy, accuracy, classes_of
from api.answers.document import FLAT, renamed, serialize_fields
from api.answers.watching import heard
from api.errors import BadInput
from api.workspace.analysed_graph import AnalysedGraph
from api.workspace.lookup_index import Rowset, exact
from graph.model.watch import Watch

MOST: Final = 100_000
"""Posts of a sample that somebody labels by hand (`kith audit`)."""

LABELS: Final[Mapping[str, int]] = {name: code for code, name in enumerate(CLASSES)} | {"-1": 0, "0": 1, "1": 2}
"""What may stand in the column of labels, to the class that it means."""

AUDITED: Final = "The share of posts that the method puts into the class that somebody gave them."

serialize_fields(Accuracy, share=renamed("accuracy"))


@dataclass(frozen=True, slots=True)
class AuditRow:
    """Accuracy of all labels, or those of one language or network: `group` says which, `name` of what."""

    group: str
    name: str
    accuracy: Annotated[Accuracy, FLAT]


@dataclass(frozen=True, slots=True)
class Audit:
    """Accuracy by group, and the labels that do not count: of posts that are gone, or whose sentiment is not known."""

    rows: tuple[AuditRow, ...]
    gone: int
    not_known: int
    method: str


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


def audit(analysis: AnalysedGraph, labels: Mapping[str, int]) -> Audit:
    """How often the sentiment agrees with labels, by post id: in all, in each language and on each network.

    Raises BadInput when no label is of a post whose sentiment is known, and NotReady without findings.
    """
    sentiment = analysis.findings.sentiment
    there = {
        row: code for post, code in labels.items() if (row := exact(analysis.snapshot.posts.ids, post)) is not None
    }
    rows = np.array(sorted(there), dtype=np.int64)
    classes = classes_of(sentiment.values[rows])
    known = classes >= 0
    if not known.any():
        raise BadInput(
            "labels", "labels of posts whose sentiment is known", f"{len(labels)} labels, none of such a post"
        )
    truth = np.array([there[row] for row in rows.tolist()], dtype=np.int8)
    return Audit(
        tuple(_rows(analysis, rows[known], classes[known], truth[known])),
        gone=len(labels) - rows.size,
        not_known=int(np.count_nonzero(~known)),
        method=sentiment.method,
    )


def network_of(analysis: AnalysedGraph, row: int) -> str:
    """The network of the post in a row."""
    return analysis.post_id(row).split(":", 2)[1]


def _rows(
    analysis: AnalysedGraph, rows: Rowset, classes: NDArray[np.int8], truth: NDArray[np.int8]
) -> Iterator[AuditRow]:
    yield AuditRow("all", "", accuracy(classes, truth))
    languages = np.array([analysis.findings.languages.of(row) or "not known" for row in rows.tolist()])
    networks = np.array([network_of(analysis, row) for row in rows.tolist()])
    for group, names in (("language", languages), ("network", networks)):
        for name, _ in sorted(
            zip(*np.unique(names, return_counts=True), strict=True), key=lambda one: (-one[1], one[0])
        ):
            yield AuditRow(group, str(name), accuracy(classes[names == name], truth[names == name]))
