"""MeasureSpec: all that is said of a measure, in one place: the end of the measure's own file."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from algorithms.centrality.measure_inputs import MeasureInputs
from algorithms.centrality.measures import Measure
from algorithms.centrality.scores import Scores
from algorithms.ties.ties import Ties


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnTies:
    """A person's ties on one side, k of them, and what their share of a number is worked out from.

    `positions`: int64 (k), where in `ties` they stand; `others`: int32 (k), the people at their other ends; `values`:
    those of the measure and of `TakenApart.values_of`, float64 (n).
    """

    ties: Ties
    person: int
    positions: NDArray[np.int64]
    others: NDArray[np.int32]
    values: Mapping[Measure, NDArray[np.float64]]
    damping: float
    seed: int

    @property
    def evidence(self) -> NDArray[np.float64]:
        """Evidence of each of them, float64 (k)."""
        return self.ties.evidence[self.positions].astype(np.float64)


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenApart:
    """How a measure that is a sum over ties is taken apart into them.

    * `outward`: whether it is made of the ties from the person; else of those towards them
    * `remains`: whether a part of the number belongs to no tie
    * `values_of`: other measures whose values that takes
    * `amounts`: what each tie adds, float64 (k), 0 or above
    """

    outward: bool
    remains: bool
    values_of: tuple[Measure, ...]
    amounts: Callable[[OwnTies], NDArray[np.float64]]


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureSpec:
    """All that is said of a measure. Nothing has a default: what is forgotten is refused when the file is imported.

    What people read, wherever the measure is shown:

    * `name`: as users type it; `order`: where it stands among the others, lowest first
    * `label`: its name on pages; `meaning`: one sentence a salesperson understands; `lies`: when it misleads
    * `formula`: how it is worked out; `paper`: whose idea it is; `cost`: time and memory for n people and m ties

    How people are ranked by it:

    * `descending`: whether the largest value ranks first
    * `everybody`: whether those without a tie are ranked too, where there is no scope and they have a value
    * `windowed`: whether a scope, such as a window of time, chooses what counts; else it is what sources state

    What it is computed from; scores whose inputs are equal are equal, and are not computed again:

    * `compute`: the scores of everybody
    * `on_ties`: whether it reads the ties; `parameters`: the names of those it reads
    * `columns`: what else of the snapshot it reads
    * `made_of`: the measures whose scores it reads, which are computed first

    And: `taken_apart`, how it is taken apart into ties, None for what is no sum over ties; `oracle`, the test that
    holds it against an answer that is not ours.
    """

    name: str
    order: int
    label: str
    meaning: str
    lies: str
    formula: str
    paper: str
    cost: str
    descending: bool
    everybody: bool
    windowed: bool
    compute: Callable[[MeasureInputs], Scores]
    on_ties: bool
    parameters: tuple[str, ...]
    columns: Callable[[MeasureInputs], tuple[Any, ...]]
    made_of: tuple[Measure, ...]
    taken_apart: TakenApart | None
    oracle: str

    def ranked(self, tied: NDArray[np.bool_], *, scoped: bool) -> NDArray[np.bool_]:
        """Tell who takes part in a ranking, bool (n), of whom `tied` says who has a tie."""
        return np.ones_like(tied) if self.everybody and not scoped else tied


def no_columns(_: MeasureInputs) -> tuple[()]:
    """Nothing of the snapshot but its ties.

    >>> from algorithms.parameters import Parameters
    >>> from tests.worlds import WORLDS
    >>> no_columns(MeasureInputs(WORLDS["pair"].snapshot(), WORLDS["pair"].ties(), Parameters()))
    ()
    """
    return ()


def posts_and_acts(on: MeasureInputs) -> tuple[Any, ...]:
    """Who wrote each post, what sources state of it, and who did what to whom within the scope.

    >>> from algorithms.parameters import Parameters
    >>> from tests.worlds import WORLDS
    >>> len(posts_and_acts(MeasureInputs(WORLDS["pair"].snapshot(), WORLDS["pair"].ties(), Parameters())))
    6
    """
    acts, posts = on.snapshot.interactions, on.snapshot.posts
    return on.snapshot.accounts.person, posts.author, posts.known, posts.engagement, acts, on.counted
