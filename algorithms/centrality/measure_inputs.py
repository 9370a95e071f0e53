"""Measure inputs: what measures are computed on."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar, cast

import numpy as np
from numpy.typing import NDArray

from algorithms.centrality.measures import Measure
from algorithms.centrality.scores import Scores
from algorithms.parameters import Parameters
from algorithms.ties.ties import Ties
from graph.snapshot.snapshot import Snapshot

if TYPE_CHECKING:
    from algorithms.communities.communities import Communities

T = TypeVar("T")


@dataclass(frozen=True)
class MeasureInputs:
    """What measures are computed on: the ties of a scope, and where those come from.

    `counted` is bool (i), the interactions of the scope, None for all; `communities` those of the ties, found when a
    measure needs them and they are not at hand. `scores` fills with what is computed, for measures made of others.
    """

    snapshot: Snapshot
    ties: Ties
    parameters: Parameters
    counted: NDArray[np.bool_] | None = None
    communities: "Communities | None" = None
    scores: dict[Measure, Scores] = field(default_factory=dict, compare=False)
    _shared: dict[Callable[..., Any], Any] = field(default_factory=dict, compare=False)

    def shared(self, compute: "Callable[[MeasureInputs], T]") -> T:
        """Compute what several measures are made of, such as both halves of HITS, once for all of them."""
        if compute not in self._shared:
            self._shared[compute] = compute(self)
        return cast("T", self._shared[compute])
