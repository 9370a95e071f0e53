"""Tie strength: from interactions to ties, each with its evidence and its strength.

The evidence of a tie from a to b is the weighted, decayed sum of what a did towards b:

    evidence(a, b) = sum over interactions of  value * 0.5 ** (age_days / half_life_days)

`value` is the kind's weight times how often the act happened; where a source gives the strength of the relation itself
(an edge list), that stands in place of both. An interaction without a time is not decayed, nor is one later than
`as_of`. Attention that is given back makes a tie stronger, and strength is evidence brought into 0 to 1:

    strength(a, b) = 1 - exp(-(evidence(a, b) + reciprocity * min(evidence(a, b), evidence(b, a))) / strength_scale)

It grows with every interaction, with less and less per interaction, as Granovetter's "amount of time, intensity,
intimacy and reciprocal services" asks of it, and never reaches 1.

Granovetter (1973), The strength of weak ties, American Journal of Sociology 78(6). Gilbert and Karahalios (2009),
Predicting tie strength with social media, CHI.
"""

import math
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from algorithms.kernels.compiled import compiled, locked
from algorithms.parameters import Parameters
from algorithms.ties.ties import Ties, incoming_half, reverse_ties
from graph.model.moment import NEVER
from graph.snapshot.snapshot import Snapshot

MICROSECONDS_A_DAY: Final = 86_400_000_000

_LEAST: Final = 1e-30
_MOST: Final = 1e30
"""Evidence stays within what float32 sums can carry: a very old tie fades, but is still a tie."""

_LEAST_STRENGTH: Final = np.float32(_LEAST)
_BELOW_ONE: Final = np.nextafter(np.float32(1), np.float32(0))


def build_ties(snapshot: Snapshot, parameters: Parameters, mask: NDArray[np.bool_] | None = None) -> Ties:
    """Bring all interactions between two people together into ties.

    `mask`, bool (i), chooses the interactions that count; None for all. Interactions between accounts of one person
    never count, and one whose weight (or evidence) is not above 0 makes no tie. Rows of the ties are rows of
    `snapshot.people`; people without a tie have empty rows.

    >>> from tests.worlds import Act, snapshot_of
    >>> snapshot = snapshot_of(acts=[Act("x:1", "x:2"), Act("x:1", "x:2"), Act("x:3", "x:1")])
    >>> ties = build_ties(snapshot, Parameters())
    >>> ties.indices.tolist(), ties.interactions.tolist()
    ([1, 0], [2, 1])
    """
    acts, people = snapshot.interactions, len(snapshot.people.ids)
    keys, evidence, rows = _weighed_acts(snapshot, parameters, mask)
    # A stable sort is nearly free here: the acts come ordered by account, and people mostly by the same ids.
    order = np.argsort(keys, kind="stable")
    pairs, evidence, times, last_at = _add_up(keys, order, evidence, rows, locked(acts.weight), locked(acts.at))
    return ties_from_columns(
        people,
        (pairs // max(people, 1)).astype(np.int32),
        (pairs % max(people, 1)).astype(np.int32),
        evidence,
        parameters,
        interactions=np.clip(np.rint(times), 1, 2**31 - 1).astype(np.int32),
        last_at=last_at,
    )


@dataclass(frozen=True, slots=True)
class Weighed:
    """The interactions that make ties, each with what it adds. k of them, in the order of the snapshot.

    `rows`: int64 (k), rows of interactions; `tie`: int64 (k), the position of its tie in `build_ties`; `evidence`:
    float64 (k), decayed, above 0; `ties`: how many ties there are.
    """

    rows: NDArray[np.int64]
    tie: NDArray[np.int64]
    evidence: NDArray[np.float64]
    ties: int


def weigh(snapshot: Snapshot, parameters: Parameters, mask: NDArray[np.bool_] | None = None) -> Weighed:
    """Say which interaction adds how much to which tie; `build_ties` of the same arguments adds them up.

    >>> from tests.worlds import WORLDS
    >>> weighed = weigh(WORLDS["pair"].snapshot(), Parameters())
    >>> weighed.tie.tolist(), weighed.evidence.tolist()
    ([0], [2.0])
    """
    keys, evidence, rows = _weighed_acts(snapshot, parameters, mask)
    pairs, tie = np.unique(keys, return_inverse=True)
    return Weighed(rows, tie.astype(np.int64), evidence, int(pairs.size))


def _weighed_acts(
    snapshot: Snapshot, parameters: Parameters, mask: NDArray[np.bool_] | None
) -> tuple[NDArray[np.int64], NDArray[np.float64], NDArray[np.int64]]:
    """Pair of people, decayed evidence and row of each interaction that counts."""
    acts = snapshot.interactions
    as_of = parameters.as_of if parameters.as_of is not None else snapshot.as_of
    keys, evidence, rows = _weigh(
        locked(snapshot.accounts.person),
        locked(acts.actor),
        locked(acts.target),
        locked(acts.kind),
        locked(acts.at),
        locked(acts.weight),
        locked(acts.evidence),
        locked(np.ones(acts.at.size, dtype=np.bool_) if mask is None else mask),
        locked(np.array(parameters.kind_weights, dtype=np.float64)),
        float(as_of),
        _half_life_of(parameters),
        len(snapshot.people.ids),
    )
    return keys, evidence, rows


def _half_life_of(parameters: Parameters) -> float:
    """In microseconds; infinite for ties that do not fade."""
    days = parameters.half_life_days
    return math.inf if days is None else float(days * MICROSECONDS_A_DAY)


def ties_from_columns(
    people: int,
    source: NDArray[np.int32],
    target: NDArray[np.int32],
    evidence: NDArray[np.float64],
    parameters: Parameters,
    *,
    interactions: NDArray[np.int32],
    last_at: NDArray[np.int64],
) -> Ties:
    """Make ties of columns that are ordered by (source, target), each pair once; works out the strength.

    >>> source, target = np.array([0, 1], np.int32), np.array([1, 0], np.int32)
    >>> ties = ties_from_columns(2, source, target, np.array([4.0, 2.0]), Parameters(),
    ...     interactions=np.array([4, 2], np.int32), last_at=np.array([0, 0]))
    >>> ties.people, ties.evidence.tolist()
    (2, [4.0, 2.0])
    """
    indptr = np.zeros(people + 1, dtype=np.int64)
    np.cumsum(np.bincount(source, minlength=people), out=indptr[1:])
    in_indptr, in_indices, in_tie = incoming_half(people, indptr, target)
    plain = Ties(
        indptr=indptr,
        indices=target,
        evidence=np.clip(evidence, _LEAST, _MOST).astype(np.float32),
        strength=np.zeros(target.size, dtype=np.float32),
        interactions=interactions,
        last_at=last_at,
        in_indptr=in_indptr,
        in_indices=in_indices,
        in_tie=in_tie,
    )
    return Ties.from_columns({**plain.to_columns(), "strength": strengths(plain, parameters)})


def strengths(ties: Ties, parameters: Parameters) -> NDArray[np.float32]:
    """Strength of each tie from the evidence in both directions, float32 (m), above 0 and below 1.

    >>> ties = ties_from_columns(2, np.array([0, 1]), np.array([1, 0]), np.array([4.0, 2.0]), Parameters(),
    ...     interactions=np.array([4, 2]), last_at=np.array([0, 0]))
    >>> [f"{strength:.3f}" for strength in strengths(ties, Parameters())]  # 1 - exp(-(4 + 0.5 * 2) / 5), then 2 + 1
    ['0.632', '0.451']
    """
    return _strengths(
        ties.evidence, reverse_ties(ties), float(parameters.reciprocity), float(parameters.strength_scale)
    )


@compiled
def _strengths(
    evidence: NDArray[np.float32], reverse: NDArray[np.int64], reciprocity: float, scale: float
) -> NDArray[np.float32]:
    strength = np.empty(evidence.size, dtype=np.float32)
    for tie in range(evidence.size):
        own = np.float64(evidence[tie])
        returned = min(own, np.float64(evidence[reverse[tie]])) if reverse[tie] >= 0 else 0.0
        exact = -math.expm1(-(own + reciprocity * returned) / scale)
        strength[tie] = min(max(np.float32(exact), _LEAST_STRENGTH), _BELOW_ONE)
    return strength


@compiled
def _weigh(
    person: NDArray[np.int32],
    actor: NDArray[np.int32],
    target: NDArray[np.int32],
    kind: NDArray[np.int8],
    at: NDArray[np.int64],
    weight: NDArray[np.float32],
    evidence: NDArray[np.float32],
    mask: NDArray[np.bool_],
    kind_weights: NDArray[np.float64],
    as_of: float,
    half_life: float,
    people: int,
) -> tuple[NDArray[np.int64], NDArray[np.float64], NDArray[np.int64]]:
    """Return pair of people, decayed evidence and row of each interaction that counts; times are in microseconds."""
    keys = np.empty(at.size, dtype=np.int64)
    values = np.empty(at.size)
    rows = np.empty(at.size, dtype=np.int64)
    size = 0
    for row in range(at.size):
        source, towards = person[actor[row]], person[target[row]]
        value = np.float64(evidence[row])
        if np.isnan(value):
            value = kind_weights[kind[row]] * weight[row]
        if not mask[row] or source == towards or not value > 0:
            continue
        # In floats, because int64 cannot hold the distance from NEVER.
        age = as_of - np.float64(at[row])
        if at[row] != NEVER and age > 0:
            value *= 0.5 ** (age / half_life)
        value = min(
            value, np.float64(_MOST)
        )  # so that many of the largest, drawn several times, add up to what float32 can hold
        keys[size] = np.int64(source) * people + towards
        values[size] = value
        rows[size] = row
        size += 1
    return keys[:size], values[:size], rows[:size]


@compiled
def _add_up(
    keys: NDArray[np.int64],
    order: NDArray[np.int64],
    values: NDArray[np.float64],
    rows: NDArray[np.int64],
    weight: NDArray[np.float32],
    at: NDArray[np.int64],
) -> tuple[NDArray[np.int64], NDArray[np.float64], NDArray[np.float64], NDArray[np.int64]]:
    """Return each pair once, with the sum of its values, how many times it interacted, and when last."""
    pairs = np.empty(keys.size, dtype=np.int64)
    sums, times = np.zeros(keys.size), np.zeros(keys.size)
    last_at = np.full(keys.size, NEVER, dtype=np.int64)
    last = -1
    for position in order:
        if last < 0 or keys[position] != pairs[last]:
            last += 1
            pairs[last] = keys[position]
        sums[last] += values[position]
        times[last] += weight[rows[position]]
        last_at[last] = max(last_at[last], at[rows[position]])
    return pairs[: last + 1], sums[: last + 1], times[: last + 1], last_at[: last + 1]
