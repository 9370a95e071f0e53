"""Communities: groups of people found by ties, with ids that do not change when nothing else does."""

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any, Final, Self

import numpy as np
from numpy.typing import NDArray

from algorithms.communities.leiden import leiden
from algorithms.communities.membership import Shares, shares_of
from algorithms.communities.modularity import modularity
from algorithms.errors import BadParameter, MalformedResult
from algorithms.kernels.compiled import compiled, locked
from algorithms.ties.symmetrise import Undirected, symmetrise
from algorithms.ties.ties import Ties
from graph import arrow_compute as pc
from graph.snapshot.snapshot import Strings

_SMALL: Final = 250_000
"""Up to so many entries of the matrix several starts with more passes cost a second or two; the best is kept."""

_STARTS: Final = 8
_SMALL_PASSES: Final = 10


@dataclass(frozen=True, slots=True)
class Communities:
    """Who belongs where. n people, c communities, largest first as found, then by id.

    * `labels`: int32 (n), each person's community as a row of communities; -1 for people without any tie
    * `ids`: c ids, `community:…`; `sizes`: int32 (c), members
    * `modularity`: how far the communities as found hold the evidence, see `algorithms.communities.modularity`
    * `parts`: int32 (n), the communities as found, which shares are measured against; None where `labels` are those
    """

    labels: NDArray[np.int32]
    ids: tuple[str, ...]
    sizes: NDArray[np.int32]
    modularity: float
    parts: NDArray[np.int32] | None = None

    def __post_init__(self) -> None:
        members = np.bincount(self.labels[self.labels >= 0], minlength=len(self.ids))
        if not np.array_equal(members, self.sizes) or len(set(self.ids)) != len(self.ids):
            raise MalformedResult("expected labels, sizes and ids of the same communities, each id once")
        if not np.isfinite(self.modularity):
            raise MalformedResult(f"expected a finite modularity, got {self.modularity}")
        object.__setattr__(self, "labels", locked(self.labels))
        object.__setattr__(self, "sizes", locked(self.sizes))
        if self.parts is not None:
            object.__setattr__(self, "parts", locked(self.parts))

    @property
    def count(self) -> int:
        """Number of communities, c."""
        return len(self.ids)

    @property
    def found(self) -> NDArray[np.int32]:
        """Each person's community as it was found, int32 (n); -1 for people without any tie."""
        return self.labels if self.parts is None else self.parts

    @property
    def as_found(self) -> Self:
        """The communities as they were found, before people were counted where their largest share is."""
        return type(self)(self.found, self.ids, _sizes(self.found, self.count), self.modularity)

    def by_size(self) -> list[int]:
        """Rows of the communities that somebody belongs to, largest first, equals by id."""
        sizes = self.sizes.tolist()
        return sorted((row for row in range(self.count) if sizes[row]), key=lambda row: (-sizes[row], self.ids[row]))

    def members(self, community: int) -> NDArray[np.int64]:
        """Rows of a community's people, ascending, int64."""
        return np.flatnonzero(self.labels == community)

    def to_columns(self) -> tuple[dict[str, Any], dict[str, NDArray[Any]]]:
        """Take apart for keeping: what goes into JSON, and the arrays."""
        return {"ids": list(self.ids), "modularity": self.modularity}, {
            "labels": self.labels,
            "sizes": self.sizes,
            "parts": self.found,
        }

    @classmethod
    def from_columns(cls, meta: Mapping[str, Any], arrays: Mapping[str, NDArray[Any]]) -> Self:
        """Put together what `to_columns` took apart."""
        return cls(arrays["labels"], tuple(meta["ids"]), arrays["sizes"], float(meta["modularity"]), arrays["parts"])


def find_communities(
    ties: Ties, ids: Strings, *, resolution: float = 1.0, seed: int = 0, passes: int = 2
) -> Communities:
    """Find the groups whose people give each other more attention than chance would.

    Runs on the evidence of both directions together. Each community is connected; people without any tie are in none,
    parts of the network without ties between them never share one.

    `ids` are the people's ids (pyarrow large_string, one a row). `resolution`, above 0: more gives smaller communities.
    `passes`, at least 1: runs of Leiden, see `algorithms.communities.leiden`; small networks get 10 from each of 8
    starts.

    A community is named after the member with the most evidence inside it (the smaller id when equal): the name stays
    while that person leads, whatever else changes. People are brought into the order of their ids first, so that the
    order in which they come does not matter: the same people, ties and seed give the same communities.

    Raises BadParameter for a parameter outside its range or ids that are not one a person.

    >>> import pyarrow as pa
    >>> from tests.worlds import WORLDS
    >>> people = pa.array([f"person:demo:{row}" for row in range(6)], pa.large_string())
    >>> found = find_communities(WORLDS["two_triangles"].ties(), people)
    >>> found.sizes.tolist(), sorted(found.members(c).tolist() for c in range(2))
    ([3, 3], [[0, 1, 2], [3, 4, 5]])
    """
    if len(ids) != ties.people:
        raise BadParameter(f"expected one id for each of {ties.people} people, got {len(ids)}")
    if not resolution > 0 or passes < 1:
        raise BadParameter(f"expected a resolution above 0 and at least 1 pass, got {resolution} and {passes}")
    graph = symmetrise(ties, ties.evidence)
    order = _order(ids)
    if order is not None:
        graph = graph.relabelled(order)
        ids = ids.take(order)
    labels = _best_labels(graph, resolution, seed, passes)
    has_ties = np.diff(graph.indptr) > 0
    labels = np.where(has_ties, labels, np.int32(-1))
    labels, names, sizes = _named(graph, labels, ids)
    quality = modularity(graph, labels, resolution=resolution)
    if order is not None:
        labels = labels[np.argsort(order)]
    return Communities(labels, names, sizes, quality)


def shares(ties: Ties, communities: Communities, *, most: int = 5) -> Shares:
    """Say how much each person belongs to each community: the share of the strength of their ties that goes there.

    Both directions count. Strength and not evidence: one friend of a thousand messages is no circle. At most `most`
    communities a person, the largest shares; equal ones by row. Raises BadParameter for fewer than 1.

    >>> import pyarrow as pa
    >>> from tests.worlds import WORLDS
    >>> ties = WORLDS["two_triangles"].ties()
    >>> found = find_communities(ties, pa.array(list("abcdef"), pa.large_string()))
    >>> [round(share, 2) for _, share in shares(ties, found).of(2)]
    [0.67, 0.33]
    """
    if most < 1:
        raise BadParameter(f"expected at least 1 community a person, got {most}")
    return shares_of(symmetrise(ties, ties.strength), communities.found, communities.count, most=most)


def by_largest_share(ties: Ties, communities: Communities) -> Communities:
    """Count everybody to the community that the largest share of their ties' strength goes to; equal ones by row.

    This is where people are listed, drawn and exported: the first of their shares. Communities are found by evidence,
    so that somebody between several, such as a brand that everybody writes to, may be found in another than they know
    most people of. One that nobody is counted to stays, with size 0, for shares that go there.

    >>> import pyarrow as pa
    >>> from tests.worlds import WORLDS
    >>> ties = WORLDS["two_triangles"].ties()
    >>> found = find_communities(ties, pa.array(list("abcdef"), pa.large_string()))
    >>> by_largest_share(ties, found).labels.tolist() == found.labels.tolist()
    True
    """
    largest = shares(ties, communities, most=1).largest(np.arange(ties.people, dtype=np.int32))
    labels = np.where(largest >= 0, largest, communities.found)
    sizes = _sizes(labels, communities.count)
    return Communities(labels, communities.ids, sizes, communities.modularity, communities.found)


def _sizes(labels: NDArray[np.int32], count: int) -> NDArray[np.int32]:
    return np.bincount(labels[labels >= 0], minlength=count).astype(np.int32)


def _order(ids: Strings) -> NDArray[np.int64] | None:
    """Rows in the order of their ids; None when they are in it already, as in every snapshot."""
    if len(ids) < 2 or pc.all(pc.less_equal(ids[:-1], ids[1:])).as_py():
        return None
    order: NDArray[np.int64] = pc.sort_indices(ids).to_numpy().astype(np.int64)
    return order


def _best_labels(graph: Undirected, resolution: float, seed: int, passes: int) -> NDArray[np.int32]:
    if not 0 < graph.indices.size <= _SMALL:
        return leiden(graph, resolution=resolution, seed=seed, passes=passes)
    passes = max(passes, _SMALL_PASSES)
    tries = [leiden(graph, resolution=resolution, seed=seed + start, passes=passes) for start in range(_STARTS)]
    return max(tries, key=lambda labels: modularity(graph, labels, resolution=resolution))


def _named(
    graph: Undirected, labels: NDArray[np.int32], ids: Strings
) -> tuple[NDArray[np.int32], tuple[str, ...], NDArray[np.int32]]:
    """Name communities after their leading members and number them by size and name: (labels, ids, sizes)."""
    inside = _evidence_inside(graph.indptr, graph.indices, graph.weights, labels)
    rows = np.flatnonzero(labels >= 0)
    ranked = rows[np.lexsort((rows, -inside[rows], labels[rows]))]
    groups, first, sizes = np.unique(labels[ranked], return_index=True, return_counts=True)
    names = [_name(leader) for leader in ids.take(ranked[first]).to_pylist()]
    by_size = sorted(range(len(names)), key=lambda community: (-sizes[community], names[community]))
    number = np.full(int(groups.max(initial=-1)) + 2, -1, dtype=np.int32)  # the last place is where -1 looks
    number[groups[by_size]] = np.arange(len(by_size), dtype=np.int32)
    return number[labels], tuple(names[community] for community in by_size), sizes[by_size].astype(np.int32)


def _name(leader: str) -> str:
    return "community:" + blake2b(leader.encode(), digest_size=8).hexdigest()


@compiled
def _evidence_inside(
    indptr: NDArray[np.int64], indices: NDArray[np.int32], weights: NDArray[np.float32], labels: NDArray[np.int32]
) -> NDArray[np.float64]:
    inside = np.zeros(labels.size)
    for u in range(labels.size):
        for entry in range(indptr[u], indptr[u + 1]):
            if labels[indices[entry]] == labels[u]:
                inside[u] += weights[entry]
    return inside
