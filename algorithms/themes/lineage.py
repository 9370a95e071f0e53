"""Lineage: which group of this analysis is which of the last one, so that ids live on, and what became of others."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any, Final, Self

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from algorithms.errors import BadParameter, MalformedResult
from algorithms.kernels.compiled import locked
from algorithms.themes.labels import Words, label_of
from graph import arrow_compute as pc
from graph.snapshot.snapshot import Strings

_MOST_OF: Final = 0.5
"""A group goes into another, or comes from it, with at least this share of its members."""

_NOTICED: Final = 0.1
"""And the other notices it when they are at least this share of its own."""

_GROWN: Final = 1.1
"""A group that is so many times as large has grown, or shrunk the other way round."""


class CommunityEvent(StrEnum):
    """What became of a group between two analyses."""

    BORN = "BORN"
    CONTINUED = "CONTINUED"
    GREW = "GREW"
    SHRANK = "SHRANK"
    SPLIT = "SPLIT"
    MERGED = "MERGED"
    DIED = "DIED"


@dataclass(frozen=True, slots=True)
class Descent:
    """Where a group comes from: its `id`, the `event`, the ids of its `parents`, and `since` when its id is known.

    `parents` are the groups that merged into it (its own former self among them), or the one it split from; empty for
    others. `since` is in microseconds UTC. `label` is what its words call it (`algorithms.themes.labels`), empty when
    they do not.
    """

    id: str
    event: CommunityEvent
    parents: tuple[str, ...]
    since: int
    label: str = ""


@dataclass(frozen=True, slots=True)
class Lineage:
    """The groups of one analysis, and what the next one needs to know them again.

    * `groups`: one a group, in the order of their labels; `died`: ids of former groups that went into none
    * `members`: ids of all that are in a group, ascending and each once (pyarrow large_string); `labels`: int32, the
      group of each
    * `used`: ids that groups have had and no longer have: none is given again
    """

    groups: tuple[Descent, ...]
    died: tuple[str, ...]
    members: Strings = field(repr=False)
    labels: NDArray[np.int32] = field(repr=False)
    used: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        ids = [group.id for group in self.groups]
        if len(set(ids)) != len(ids) or not self.used.isdisjoint(ids):
            raise MalformedResult("expected each id once, and none that was used up")
        if len(self.members) != self.labels.size:
            raise MalformedResult(f"expected a group for each of {len(self.members)} members, got {self.labels.size}")
        object.__setattr__(self, "labels", locked(self.labels))

    @property
    def ids(self) -> tuple[str, ...]:
        """Ids of the groups, in the order of their labels."""
        return tuple(group.id for group in self.groups)

    def with_labels(self, words: Sequence[Words], former: "Lineage | None") -> "Lineage":
        """The same, each group called by its words, or as it was in the analysis before while that still fits."""
        names = {} if former is None else {group.id: group.label for group in former.groups}
        labels = (label_of(own, names.get(group.id, "")) for group, own in zip(self.groups, words, strict=True))
        groups = [replace(group, label=label) for group, label in zip(self.groups, labels, strict=True)]
        return replace(self, groups=tuple(groups))

    def of_those(self, there: Strings) -> "Lineage":
        """The same without members that are not among `there` (pyarrow large_string): the groups stay.

        What a group is called goes with the first member that does: it may have been their words.
        """
        stay = pc.is_in(self.members, value_set=there).to_numpy(zero_copy_only=False)
        lost = set(self.labels[~stay].tolist())
        groups = (replace(group, label="") if row in lost else group for row, group in enumerate(self.groups))
        return replace(
            self, groups=tuple(groups), members=self.members.filter(pa.array(stay)), labels=self.labels[stay]
        )

    def to_columns(self) -> tuple[dict[str, Any], dict[str, NDArray[Any]]]:
        """Take apart for keeping: what goes into JSON, and the arrays."""
        groups = [[group.id, group.event.value, list(group.parents), group.since, group.label] for group in self.groups]
        meta = {"groups": groups, "died": list(self.died), "used": sorted(self.used)}
        letters = self.members.cast(pa.large_binary()).to_pylist()
        ends = np.cumsum([len(member) for member in letters], dtype=np.int64)
        text = np.frombuffer(b"".join(letters), dtype=np.uint8)
        return meta, {"labels": self.labels, "letters": text, "ends": ends}

    @classmethod
    def from_columns(cls, meta: Mapping[str, Any], arrays: Mapping[str, NDArray[Any]]) -> Self:
        """Put together what `to_columns` took apart."""
        groups = tuple(
            Descent(name, CommunityEvent(event), tuple(parents), since, label)
            for name, event, parents, since, label in meta["groups"]
        )
        ends = np.concatenate([np.zeros(1, dtype=np.int64), arrays["ends"]])
        buffers = [None, pa.py_buffer(ends.tobytes()), pa.py_buffer(arrays["letters"].tobytes())]
        members = pa.Array.from_buffers(pa.large_string(), ends.size - 1, buffers)
        return cls(groups, tuple(meta["died"]), members, arrays["labels"], frozenset(meta["used"]))


def trace(
    previous: Lineage | None, members: Strings, labels: NDArray[np.int32], names: Sequence[str], *, seen_at: int
) -> Lineage:
    """Match the groups of this analysis with those of the last by the members they share.

    `members` (pyarrow large_string, each once) and `labels`, int32, say who is in which group, -1 for none; `names` are
    the ids that the groups would have if they were new, `seen_at` is the moment of the analysis, microseconds UTC.

    * Two groups that share more with each other than with any other are the same, and the id lives on, if they share
      at least half of one of them. CONTINUED, or GREW or SHRANK when the size changed by more than a tenth.
    * MERGED: at least half of each of several former groups went into it, and each makes a tenth of it or more. It has
      the id of the one it shares most with.
    * SPLIT: at least half of it, and of another one too, comes from the same former group, each a tenth of that or
      more. The one that shares most keeps the id.
    * BORN: else. Former groups whose id does not live on, and that were neither merged nor split, have DIED.

    A group that is born has its name, or the next free one when that was used. Deterministic, whatever the order of
    members. Greene, Doyle and Cunningham (2010), Tracking the evolution of communities in dynamic social networks;
    Palla, Barabási and Vicsek (2007), Quantifying social group evolution, Nature 446. Raises BadParameter for labels
    that do not fit.

    >>> ids = pa.array(["ann", "bob", "cy", "dee"], pa.large_string())
    >>> first = trace(None, ids, np.array([0, 0, 1, 1], np.int32), ["red", "blue"], seen_at=1)
    >>> second = trace(first, ids, np.array([1, 1, 0, 0], np.int32), ["green", "white"], seen_at=2)
    >>> second.ids, [group.event.value for group in second.groups]
    (('blue', 'red'), ['CONTINUED', 'CONTINUED'])
    """
    if len(members) != labels.size or (labels.size and not -1 <= labels.min() <= labels.max() < len(names)):
        raise BadParameter(f"expected a label from -1 to below {len(names)} for each of {len(members)} members")
    inside = np.flatnonzero(labels >= 0)
    order = inside[pc.sort_indices(members.take(pa.array(inside))).to_numpy()]
    members, labels = members.take(pa.array(order)), labels[order].astype(np.int32)
    if previous is None:
        groups = tuple(Descent(name, CommunityEvent.BORN, (), seen_at) for name in names)
        return Lineage(groups, (), members, labels)
    shared = _Shared.of(previous, members, labels, len(names))
    return _descended(previous, shared, members, labels, names, seen_at)


@dataclass(frozen=True, slots=True)
class _Shared:
    """How many members a former and a new group share, one row a pair that shares any; and the sizes of all."""

    former: NDArray[np.int64]
    new: NDArray[np.int64]
    count: NDArray[np.int64]
    former_size: NDArray[np.int64]
    new_size: NDArray[np.int64]

    @classmethod
    def of(cls, previous: Lineage, members: Strings, labels: NDArray[np.int32], groups: int) -> Self:
        place = pc.index_in(members, value_set=previous.members).fill_null(-1).to_numpy().astype(np.int64)
        known = place >= 0
        pair = previous.labels[place[known]].astype(np.int64) * groups + labels[known]
        pairs, count = np.unique(pair, return_counts=True)
        return cls(
            pairs // max(groups, 1),
            pairs % max(groups, 1),
            count,
            np.bincount(previous.labels, minlength=len(previous.groups)),
            np.bincount(labels, minlength=groups),
        )

    def of_former(self) -> NDArray[np.float64]:
        """Which share of the former group each pair is."""
        return self.count / self.former_size[self.former]

    def of_new(self) -> NDArray[np.float64]:
        """Which share of the new group each pair is."""
        return self.count / self.new_size[self.new]

    def lasting(self, ids: Sequence[str]) -> dict[int, int]:
        """New group to former one where the id lives on."""
        alike = self.count / (self.former_size[self.former] + self.new_size[self.new] - self.count)
        by_id = np.argsort(np.argsort(np.array(ids, dtype=object))) if ids else np.zeros(0, dtype=np.int64)
        order = np.lexsort((self.new, by_id[self.former], -alike, -self.count))
        best_new, best_former = _first_of(self.former[order]), _first_of(self.new[order])
        mutual = order[best_new & best_former]
        mutual = mutual[np.maximum(self.of_former(), self.of_new())[mutual] >= _MOST_OF]
        return dict(zip(self.new[mutual].tolist(), self.former[mutual].tolist(), strict=True))


def _first_of(values: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Mark where each value comes first."""
    first = np.zeros(values.size, dtype=np.bool_)
    first[np.unique(values, return_index=True)[1]] = True
    return first


def _descended(
    previous: Lineage,
    shared: _Shared,
    members: Strings,
    labels: NDArray[np.int32],
    names: Sequence[str],
    seen_at: int,
) -> Lineage:
    lasting = shared.lasting(previous.ids)
    merging = (shared.of_former() >= _MOST_OF) & (shared.of_new() >= _NOTICED)
    splitting = (shared.of_new() >= _MOST_OF) & (shared.of_former() >= _NOTICED)
    merged_from, split_into = (
        _several(shared.new, shared.former, merging),
        _several(shared.former, shared.new, splitting),
    )
    split_from = {new: former for former, children in split_into.items() for new in children}
    all_ids = {*previous.used, *previous.ids}
    groups = []
    for new, name in enumerate(names):
        former = lasting.get(new)
        parents = merged_from.get(new, [split_from[new]] if new in split_from else [])
        groups.append(
            Descent(
                id=_free(name, all_ids) if former is None else previous.groups[former].id,
                event=_event(new, former, merged_from, split_from, shared),
                parents=tuple(previous.groups[parent].id for parent in parents),
                since=seen_at if former is None else previous.groups[former].since,
            )
        )
        all_ids.add(groups[-1].id)
    gone = {*range(len(previous.groups))} - {*lasting.values(), *split_into}
    gone -= {former for parents in merged_from.values() for former in parents}
    ids = {group.id for group in groups}
    died = tuple(sorted(previous.groups[former].id for former in gone))
    used = frozenset(previous.used | {group.id for group in previous.groups if group.id not in ids})
    return Lineage(tuple(groups), died, members, labels, used)


def _several(keys: NDArray[np.int64], values: NDArray[np.int64], chosen: NDArray[np.bool_]) -> dict[int, list[int]]:
    """The values of each key that has at least two."""
    groups: dict[int, list[int]] = {}
    for key, value in zip(keys[chosen].tolist(), values[chosen].tolist(), strict=True):
        groups.setdefault(key, []).append(value)
    return {key: sorted(several) for key, several in groups.items() if len(several) > 1}


def _event(
    new: int, former: int | None, merged: Mapping[int, Any], split: Mapping[int, Any], shared: _Shared
) -> CommunityEvent:
    if new in merged:
        return CommunityEvent.MERGED
    if new in split:
        return CommunityEvent.SPLIT
    if former is None:
        return CommunityEvent.BORN
    size, was = int(shared.new_size[new]), int(shared.former_size[former])
    if size > was * _GROWN:
        return CommunityEvent.GREW
    return CommunityEvent.SHRANK if size * _GROWN < was else CommunityEvent.CONTINUED


def _free(name: str, names: set[str]) -> str:
    """The name, or the first of name-2, name-3 … that nobody has or had."""
    free, number = name, 1
    while free in names:
        number += 1
        free = f"{name}-{number}"
    return free
