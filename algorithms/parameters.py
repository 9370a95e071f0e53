"""Parameters: every knob of an analysis, with its default. They are part of what findings are known by."""

import json
import math
from dataclasses import asdict, dataclass, fields
from typing import Final, Self

from algorithms.errors import BadParameter
from graph.model.interaction import KINDS, InteractionKind

_LARGE: Final = 1e9

_KIND_WEIGHTS: Final = {
    InteractionKind.FOLLOW: 0.5,
    InteractionKind.LIKE: 0.3,
    InteractionKind.REPLY: 1.0,
    InteractionKind.MENTION: 0.8,
    InteractionKind.REPOST: 0.8,
    InteractionKind.QUOTE: 1.0,
    InteractionKind.MESSAGE: 1.5,
    InteractionKind.MEETING: 3.0,
    InteractionKind.KNOWS: 1.0,
}

_RANGES: Final[dict[str, tuple[float, float]]] = {
    "half_life_days": (1e-3, _LARGE),
    "reciprocity": (0.0, _LARGE),
    "strength_scale": (1e-6, _LARGE),
    "weak_below": (0.0, 1.0),
    "damping": (0.0, 0.999),
    "tolerance": (1e-15, 0.1),
    "influence_attention": (0.0, _LARGE),
    "influence_reach": (0.0, _LARGE),
    "influence_brokerage": (0.0, _LARGE),
    "betweenness_exact_up_to": (0, 1_000_000),
    "betweenness_pivots": (2, 1_000_000),
    "harmonic_exact_up_to": (0, 1_000_000),
    "harmonic_samples": (2, 1_000_000),
    "reach_samples": (1, 100_000_000),
    "replicates": (0, 10_000),
    "resolution": (1e-6, 1e6),
    "leiden_passes": (1, 100),
    "most_themes": (1, 500),
    "parts_per_theme": (1, 100),
    "themes_per_community": (1, 100),
    "themes_per_watch": (1, 100),
    "words_per_theme": (1, 100),
    "theme_dimensions": (2, 4096),
    "seed": (0, 2**63 - 1),
    "as_of": (-(2**62), 2**62),
}
_MAY_BE_NONE: Final = frozenset({"half_life_days", "as_of"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameters:
    """Every knob of an analysis. Raises BadParameter when one lies outside its range.

    Ties (see `algorithms.ties.strength`):

    * `half_life_days`: after so many days an interaction counts half; None for ties that do not fade
    * `kind_weights`: what one interaction of each kind counts, in the order of `graph.model.interaction.KINDS`
    * `reciprocity`: what attention that is given back adds to a tie, as a share of the smaller direction
    * `strength_scale`: evidence at which strength reaches 1 - 1/e, about 0.63
    * `weak_below`: a tie of less strength is weak
    * `as_of`: the moment decay counts back from, microseconds UTC; None for the latest interaction of the snapshot

    Measures:

    * `damping`, `tolerance`: of PageRank
    * `influence_attention`, `influence_reach`, `influence_brokerage`: weights of the three parts of influence
    * `betweenness_exact_up_to`: up to so many people betweenness is exact; above, `betweenness_pivots` are sampled
    * `harmonic_exact_up_to`, `harmonic_samples`: the same for HARMONIC
    * `reach_samples`: how many reverse reachable sets REACH is estimated from
    * `replicates`: how many resamples of the posts rank intervals are read from; 0 for no intervals

    Communities and themes: `resolution` and `leiden_passes` of Leiden; `most_themes` of everything, `parts_per_theme`,
    `themes_per_community`, `themes_per_watch`, `words_per_theme` and `theme_dimensions` of themes. `seed` starts
    everything that is random.

    >>> Parameters(half_life_days=30).half_life_days
    30
    >>> Parameters(damping=2)
    Traceback (most recent call last):
    algorithms.errors.BadParameter: expected damping from 0.0 to 0.999, got 2
    """

    half_life_days: float | None = 90.0
    kind_weights: tuple[float, ...] = tuple(_KIND_WEIGHTS[kind] for kind in KINDS)
    reciprocity: float = 0.5
    strength_scale: float = 5.0
    weak_below: float = 0.3
    as_of: int | None = None
    damping: float = 0.85
    tolerance: float = 1e-8
    influence_attention: float = 0.4
    influence_reach: float = 0.4
    influence_brokerage: float = 0.2
    betweenness_exact_up_to: int = 4096
    betweenness_pivots: int = 1024
    harmonic_exact_up_to: int = 4096
    harmonic_samples: int = 512
    reach_samples: int = 1_000_000
    replicates: int = 200
    resolution: float = 1.0
    leiden_passes: int = 2
    most_themes: int = 120
    parts_per_theme: int = 12
    themes_per_community: int = 3
    themes_per_watch: int = 8
    words_per_theme: int = 8
    theme_dimensions: int = 128
    seed: int = 0

    def __post_init__(self) -> None:
        for name, (low, high) in _RANGES.items():
            if name not in _MAY_BE_NONE or getattr(self, name) is not None:
                _check(name, getattr(self, name), low, high, whole=isinstance(low, int))
        if len(self.kind_weights) != len(KINDS):
            raise BadParameter(f"expected {len(KINDS)} kind_weights, one per kind, got {len(self.kind_weights)}")
        for kind, weight in zip(KINDS, self.kind_weights, strict=True):
            _check(f"the weight of {kind}", weight, 0.0, 1e6, whole=False)
        if self.influence_attention + self.influence_reach + self.influence_brokerage <= 0:
            raise BadParameter("expected at least one part of influence with a weight above 0, got none")

    def to_json(self) -> str:
        """Write as canonical JSON: equal parameters give equal text."""
        plain = {
            name: float(value) if name in _FLOATS and value is not None else value
            for name, value in asdict(self).items()
            if name != "kind_weights"
        }
        weights = [float(weight) for weight in self.kind_weights]
        return json.dumps({**plain, "kind_weights": weights}, sort_keys=True, separators=(",", ":"))

    @classmethod
    def from_json(cls, text: str) -> Self:
        """Read what `to_json` wrote."""
        stored = json.loads(text)
        return cls(**{**stored, "kind_weights": tuple(stored["kind_weights"])})


_FLOATS: Final = frozenset(field.name for field in fields(Parameters) if field.type in {float, float | None})


def _check(name: str, value: float, low: float, high: float, *, whole: bool) -> None:
    kind = "a whole number " if whole else ""
    right_type = isinstance(value, int if whole else (int, float)) and not isinstance(value, bool)
    if not right_type or not math.isfinite(value) or not low <= value <= high:
        raise BadParameter(f"expected {name} {kind and 'as ' + kind}from {low} to {high}, got {value!r}")


DEFAULTS: Final = Parameters()
"""All knobs as they come."""
