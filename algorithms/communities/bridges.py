"""Community bridges: what connects communities, and who."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from algorithms.errors import BadParameter, MalformedResult
from algorithms.kernels.compiled import locked
from algorithms.ties.ties import Ties


@dataclass(frozen=True, slots=True)
class CommunityBridges:
    """What connects one community with the others. b others, most evidence first, equals by row.

    `others`: int32 (b), rows of communities; `share`: float64 (b), the share of all evidence on the community's ties,
    its own included, that runs between the two, above 0 to 1; `ties`: int64 (b), how many, both directions.
    """

    others: NDArray[np.int32]
    share: NDArray[np.float64]
    ties: NDArray[np.int64]

    def __post_init__(self) -> None:
        if not self.others.shape == self.share.shape == self.ties.shape or np.any(self.share > 1):
            raise MalformedResult("expected a share of at most 1 and a number of ties for each other community")


def community_bridges(
    ties: Ties, labels: NDArray[np.int32], community: int, *, sources: NDArray[np.int32] | None = None
) -> CommunityBridges:
    """Measure what connects a community with each other one; `labels`, int32 (n), -1 for people in none.

    `sources` are those of the ties, for callers who have them at hand. One pass over the ties; 17 bytes a tie. Raises
    BadParameter for labels of other people.

    >>> from tests.worlds import WORLDS
    >>> found = community_bridges(WORLDS["two_triangles"].ties(), np.array([0, 0, 0, 1, 1, 1], np.int32), 0)
    >>> found.others.tolist(), found.share.tolist(), found.ties.tolist()
    ([1], [0.25], [2])
    """
    source, target = _ends(ties, labels, sources)
    touching = (source == community) | (target == community)
    other = np.where(source == community, target, source)[touching]
    apart = other >= 0
    count = int(labels.max(initial=-1)) + 1
    evidence = np.bincount(other[apart], ties.evidence[touching][apart], minlength=count)
    number = np.bincount(other[apart], minlength=count)
    others = np.flatnonzero(number)
    others = others[others != community]
    others = others[np.lexsort((others, -evidence[others]))]
    return CommunityBridges(
        locked(others.astype(np.int32)),
        locked(evidence[others] / max(float(evidence.sum()), 1e-300)),
        locked(number[others].astype(np.int64)),
    )


def outward(
    ties: Ties, labels: NDArray[np.int32], community: int, *, sources: NDArray[np.int32] | None = None
) -> NDArray[np.int32]:
    """Find the people of a community who have a tie with somebody of another, int32 rows, ascending.

    These can be its brokers: nobody else can carry a word out. Arguments as in `community_bridges`.

    >>> from tests.worlds import WORLDS
    >>> outward(WORLDS["two_triangles"].ties(), np.array([0, 0, 0, 1, 1, 1], np.int32), 1).tolist()
    [3]
    """
    source, target = _ends(ties, labels, sources)
    across = (source != target) & ((source == community) | (target == community))
    ends = np.concatenate([(ties.sources() if sources is None else sources)[across], ties.indices[across]])
    return np.unique(ends[labels[ends] == community])


def people_between(
    ties: Ties, labels: NDArray[np.int32], one: int, other: int, *, sources: NDArray[np.int32] | None = None
) -> tuple[NDArray[np.int32], NDArray[np.float64]]:
    """Find the people of two communities whose ties connect them, and the evidence of each across: int32, float64.

    Most evidence first, equals by row. Arguments as in `community_bridges`.

    >>> from tests.worlds import WORLDS
    >>> people, evidence = people_between(WORLDS["two_triangles"].ties(), np.array([0, 0, 0, 1, 1, 1], np.int32), 0, 1)
    >>> people.tolist(), evidence.tolist()
    ([2, 3], [2.0, 2.0])
    """
    source, target = _ends(ties, labels, sources)
    across = ((source == one) & (target == other)) | ((source == other) & (target == one))
    begins = (ties.sources() if sources is None else sources)[across]
    evidence: NDArray[np.float64] = np.bincount(begins, ties.evidence[across], minlength=ties.people).astype(np.float64)
    evidence += np.bincount(ties.indices[across], ties.evidence[across], minlength=ties.people)
    people = np.flatnonzero(evidence)
    people = people[np.lexsort((people, -evidence[people]))]
    return locked(people.astype(np.int32)), locked(evidence[people])


def _ends(
    ties: Ties, labels: NDArray[np.int32], sources: NDArray[np.int32] | None
) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """Community of both ends of each tie."""
    if labels.shape != (ties.people,):
        raise BadParameter(f"expected a community for each of {ties.people} people, got shape {labels.shape}")
    return labels[ties.sources() if sources is None else sources], labels[ties.indices]
