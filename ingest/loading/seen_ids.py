"""Which ids an input has used before: a table of 36 bytes an id, so that inputs may be larger than memory allows."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

FACTS: Final = np.dtype(
    [
        ("place", np.uint64),
        ("stated", np.uint32),
        ("lasting", np.uint32),
        ("first", np.uint32),
        ("second", np.uint32),
        ("times", np.uint32),
    ]
)
"""What is remembered of an id: where it stood first, digests of what was stated of it, and how often it came."""


@dataclass(frozen=True, slots=True)
class _Run:
    """Keys in order, and their facts row for row."""

    keys: NDArray[np.uint64]
    facts: NDArray[Any]


class SeenIds:
    """Facts by 64-bit key, in sorted runs of which each is at least twice as long as the next."""

    def __init__(self) -> None:
        self._runs: list[_Run] = []

    def facts_of(self, keys: NDArray[np.uint64]) -> dict[int, Any]:
        """The facts of those keys that were seen, by position in `keys`; they can be written to."""
        return {place: facts for run in self._runs for place, facts in _hits(run, keys)}

    def add(self, keys: NDArray[np.uint64], facts: NDArray[Any]) -> None:
        """Remember keys that were not seen before, each once."""
        self._runs.append(_sorted(keys, facts))
        while len(self._runs) > 1 and len(self._runs[-2].keys) < 2 * len(self._runs[-1].keys):
            last, before = self._runs.pop(), self._runs.pop()
            both = np.concatenate([before.keys, last.keys]), np.concatenate([before.facts, last.facts])
            self._runs.append(_sorted(*both))


def _hits(run: _Run, keys: NDArray[np.uint64]) -> Iterator[tuple[int, Any]]:
    places = np.minimum(np.searchsorted(run.keys, keys), len(run.keys) - 1)
    for hit in np.flatnonzero(run.keys[places] == keys).tolist():
        yield hit, run.facts[places[hit]]


def _sorted(keys: NDArray[np.uint64], facts: NDArray[Any]) -> _Run:
    order = np.argsort(keys, kind="stable")
    return _Run(keys[order], facts[order])
