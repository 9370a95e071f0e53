"""Harmonic closeness: how near someone is to everybody whose attention can get there."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from algorithms.centrality.measure_inputs import MeasureInputs
from algorithms.centrality.measure_spec import MeasureSpec, no_columns
from algorithms.centrality.scores import Scores
from algorithms.errors import BadParameter
from algorithms.kernels.compiled import compiled
from algorithms.kernels.parallel import in_parallel
from algorithms.ties.ties import Ties

_WORD: Final = 64
_PARTS: Final = 8


def harmonic(ties: Ties, *, exact_up_to: int = 4096, samples: int = 512, seed: int = 0) -> Scores:
    """Say how near each person is to the others, along the attention they pay: 0 when nobody attends, 1 when all do.

    The sum over others of 1 / the number of ties on the shortest way from them to the person, divided by n - 1.
    Whoever has no way adds nothing, so parts that are not connected need no special case; isolated people have 0,
    and so has somebody alone; empty ties give empty scores.

    Up to `exact_up_to` people it is exact. Above that it is estimated from `samples` others, drawn without replacement
    with `seed`, with a `standard_error`, which is too small for those whom few come to. The drawing goes by row, so it
    depends on who else is in the snapshot. 64 searches run at once, one bit each: 40 bytes a person for each thread.
    Raises BadParameter for fewer than 2 samples.

    Marchiori and Latora (2000), Harmony in the small-world, Physica A 285. Boldi and Vigna (2014), Axioms for
    centrality. The bits are from Then and others (2014), The more the merrier: efficient multi-source graph traversal.

    >>> from tests.worlds import WORLDS
    >>> harmonic(WORLDS["chain"].ties()).values.round(4).tolist()
    [0.0, 0.25, 0.375, 0.4583, 0.5208]
    """
    if samples < 2:
        raise BadParameter(f"expected at least 2 samples, got {samples}")
    people = ties.people
    sampled = people > max(exact_up_to, samples)
    starts = np.arange(people)
    if sampled:
        starts = np.sort(np.random.default_rng(seed).choice(people, size=samples, replace=False))
    total, squares = np.zeros(people), np.zeros(people)
    words = np.array_split(starts, max(-(-starts.size // _WORD), 1))
    parts = [words[first::_PARTS] for first in range(min(_PARTS, len(words)))]
    sums = in_parallel(lambda part: _search(ties, part), parts)
    for part_total, part_squares in sums:
        total += part_total
        squares += part_squares
    scale = 1 / max(people - 1, 1)
    if not sampled:
        return Scores(total * scale)
    mean = total / samples
    variance = np.maximum(squares / samples - mean**2, 0) * samples / (samples - 1)
    error = np.sqrt(variance / samples * (1 - samples / people)) * people
    return Scores(mean * people * scale, error * scale)


def _search(ties: Ties, words: list[NDArray[np.int64]]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    total, squares = np.zeros(ties.people), np.zeros(ties.people)
    for word in words:
        _spread(ties.in_indptr, ties.in_indices, word, total, squares)
    return total, squares


@compiled
def _count_bits(word: np.uint64) -> int:
    """How many bits of a word are set (Warren, Hacker's Delight, section 5-1)."""
    word = word - ((word >> np.uint64(1)) & np.uint64(0x5555555555555555))
    word = (word & np.uint64(0x3333333333333333)) + ((word >> np.uint64(2)) & np.uint64(0x3333333333333333))
    word = (word + (word >> np.uint64(4))) & np.uint64(0x0F0F0F0F0F0F0F0F)
    return int((word * np.uint64(0x0101010101010101)) >> np.uint64(56))


@compiled
def _spread(
    in_indptr: NDArray[np.int64],
    in_indices: NDArray[np.int32],
    starts: NDArray[np.int64],
    total: NDArray[np.float64],
    squares: NDArray[np.float64],
) -> None:
    """Search from up to 64 people at once; add 1 / distance, and its square, for everybody each of them comes to."""
    people = in_indptr.size - 1
    seen = np.zeros(people, dtype=np.uint64)
    front = np.zeros(people, dtype=np.uint64)
    following = np.zeros(people, dtype=np.uint64)
    everybody = np.uint64(0)
    for bit in range(starts.size):
        mark = np.uint64(1) << np.uint64(bit)
        seen[starts[bit]] = mark
        front[starts[bit]] = mark
        everybody |= mark
    distance = 0
    alive = True
    while alive:
        distance += 1
        alive = False
        near = 1.0 / distance
        for person in range(people):
            known = seen[person]
            come = np.uint64(0)
            if known != everybody:
                for entry in range(in_indptr[person], in_indptr[person + 1]):
                    come |= front[in_indices[entry]]
                come &= ~known
            following[person] = come
            if come != np.uint64(0):
                alive = True
                seen[person] = known | come
                count = _count_bits(come)
                total[person] += count * near
                squares[person] += count * near * near
        front, following = following, front


def _compute(on: MeasureInputs) -> Scores:
    knobs = on.parameters
    return harmonic(on.ties, exact_up_to=knobs.harmonic_exact_up_to, samples=knobs.harmonic_samples, seed=knobs.seed)


MEASURE: Final = MeasureSpec(
    name="harmonic",
    order=100,
    label="Nearness",
    meaning="How near a person is to everybody whose attention can get there.",
    lies="In dense networks all are near, and differences are small.",
    formula="The sum over others of 1 / number of ties on the shortest way to the person, divided by n - 1;"
    " who has no way adds nothing. Exact up to 4,096 people; above that from 512 others, with a "
    "standard error.",
    paper="Marchiori and Latora (2000), *Harmony in the small-world*; Boldi and Vigna (2014), *Axioms for centrality*.",
    cost="m × longest way for each 64 others; 24 bytes a person for each thread.",
    descending=True,
    everybody=False,
    windowed=True,
    compute=_compute,
    on_ties=True,
    parameters=("harmonic_exact_up_to", "harmonic_samples", "seed"),
    columns=no_columns,
    made_of=(),
    taken_apart=None,
    oracle="tests/algorithms/test_other_oracles.py::test_harmonic_closeness",
)
