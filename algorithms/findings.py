"""Findings: everything that is found in one snapshot."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from itertools import count
from typing import Any, Final, Self

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from algorithms.communities import Communities, find_communities
from algorithms.encoder import Encoder
from algorithms.errors import MalformedResult
from algorithms.layout import lay_out
from algorithms.lexical_encoder import LexicalEncoder
from algorithms.measure import Measure, measure_people, rank_people
from algorithms.parameters import DEFAULTS, Parameters
from algorithms.provenance import Provenance
from algorithms.ranking import in_order
from algorithms.themes import Themes, find_themes
from algorithms.tie_strength import build_ties
from algorithms.ties import Ties
from graph.snapshot import Snapshot

VERSION: Final = 1
"""Raised whenever the same snapshot and parameters would give other findings, or files another shape."""

Progress = Callable[[str, float], None]
"""Hears what is being done, and which share of all work is behind it, 0 to 1."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Findings:
    """Everything found in one snapshot. n people, rows as in the snapshot.

    * `fingerprint`: names these findings: snapshot, parameters, encoder and version of the algorithms
    * `snapshot`: the snapshot's key; `as_of`: the moment decay counts back from, microseconds UTC
    * `scores`: float64 (n) by measure, NaN without a defined value; `ranks`: int32 (n) by measure, 0 for not ranked
    * `attention`, `reach`, `brokerage`: float64 (n), the parts of influence, 0 to 1, NaN for people without a tie
    * `betweenness_error`: float64 (n), standard error of BETWEENNESS when that is sampled, else None
    * `community_labels`: what each community is called, c texts
    * `positions`: float32 (n, 2), where people lie on the map
    """

    fingerprint: str
    snapshot: str
    parameters: Parameters
    as_of: int
    ties: Ties
    scores: Mapping[str, NDArray[np.float64]]
    ranks: Mapping[str, NDArray[np.int32]]
    attention: NDArray[np.float64]
    reach: NDArray[np.float64]
    brokerage: NDArray[np.float64]
    betweenness_error: NDArray[np.float64] | None
    communities: Communities
    community_labels: tuple[str, ...]
    themes: Themes
    positions: NDArray[np.float32]

    def __post_init__(self) -> None:
        per_person: dict[str, NDArray[Any]] = {
            **self.scores,
            **_under("ranks", self.ranks),
            **{part: getattr(self, part) for part in _PARTS},
            "labels": self.communities.labels,
            "positions": self.positions,
        }
        for name, column in per_person.items():
            if len(column) != self.ties.people:
                raise MalformedResult(f"expected {name} for {self.ties.people} people, got {len(column)}")
        if len(self.community_labels) != self.communities.count:
            raise MalformedResult(f"expected {self.communities.count} labels, got {len(self.community_labels)}")

    def order(self, measure: str) -> NDArray[np.int32]:
        """Rows of the people ranked by a measure, best first, equals by row."""
        return in_order(self.ranks[measure])

    def provenance(self, definition: str) -> Provenance:
        """Say where a number of these findings comes from; `definition` says in words what it is."""
        return Provenance(
            definition=definition,
            parameters=self.parameters.to_json(),
            seed=self.parameters.seed,
            fingerprint=self.fingerprint,
            people=int(self.ties.connected().sum()),
            ties=self.ties.count,
            since=None,
            until=None,
            as_of=self.as_of,
        )

    def to_columns(self) -> tuple[dict[str, Any], dict[str, NDArray[Any]]]:
        """Take apart for keeping: what goes into JSON, and the arrays by name."""
        communities, community_arrays = self.communities.to_columns()
        themes, theme_arrays = self.themes.to_columns()
        meta = {
            "version": VERSION,
            "fingerprint": self.fingerprint,
            "snapshot": self.snapshot,
            "parameters": self.parameters.to_json(),
            "as_of": self.as_of,
            "measures": list(self.scores),
            "community_labels": list(self.community_labels),
            "communities": communities,
            "themes": themes,
        }
        arrays = {
            **_under("ties", self.ties.to_columns()),
            **_under("scores", self.scores),
            **_under("ranks", self.ranks),
            **{part: getattr(self, part) for part in _PARTS},
            **_under("communities", community_arrays),
            **_under("themes", theme_arrays),
            "positions": self.positions,
        }
        if self.betweenness_error is not None:
            arrays["betweenness_error"] = self.betweenness_error
        return meta, arrays

    @classmethod
    def from_columns(cls, meta: Mapping[str, Any], arrays: Mapping[str, NDArray[Any]]) -> Self:
        """Put together what `to_columns` took apart. Raises MalformedResult for what another version has written."""
        if meta.get("version") != VERSION:
            raise MalformedResult(f"expected findings of version {VERSION}, got {meta.get('version')}: analyse again")
        return cls(
            fingerprint=meta["fingerprint"],
            snapshot=meta["snapshot"],
            parameters=Parameters.from_json(meta["parameters"]),
            as_of=int(meta["as_of"]),
            ties=Ties.from_columns(_below("ties", arrays)),
            scores={measure: arrays[f"scores.{measure}"] for measure in meta["measures"]},
            ranks={measure: arrays[f"ranks.{measure}"] for measure in meta["measures"]},
            **{part: arrays[part] for part in _PARTS},
            betweenness_error=arrays.get("betweenness_error"),
            communities=Communities.from_columns(meta["communities"], _below("communities", arrays)),
            community_labels=tuple(meta["community_labels"]),
            themes=Themes.from_columns(meta["themes"], _below("themes", arrays)),
            positions=arrays["positions"],
        )


def fingerprint_of(snapshot: Snapshot, parameters: Parameters = DEFAULTS, encoder: Encoder | None = None) -> str:
    """Name the findings that `analyse` would give for the same arguments, without computing them: 32 hex digits."""
    encoder = encoder or _lexical(parameters)
    named = json.dumps([VERSION, snapshot.key, parameters.to_json(), encoder.name])
    return sha256(named.encode()).hexdigest()[:32]


def analyse(
    snapshot: Snapshot,
    parameters: Parameters = DEFAULTS,
    encoder: Encoder | None = None,
    progress: Progress = lambda _, __: None,
) -> Findings:
    """Find everything in one snapshot: ties, all measures, communities, themes and the map.

    `encoder` turns texts into vectors for themes; by default the lexical one. The same snapshot, parameters and encoder
    give the same findings. An empty snapshot gives empty findings.

    >>> from tests.worlds import WORLDS
    >>> found = analyse(WORLDS["two_triangles"].snapshot())
    >>> found.communities.sizes.tolist(), found.ranks["betweenness"].tolist()
    ([3, 3], [3, 3, 1, 1, 3, 3])
    """
    encoder = encoder or _lexical(parameters)
    progress("ties", 0.0)
    ties = build_ties(snapshot, parameters)
    progress("communities", 0.05)
    communities = find_communities(
        ties,
        snapshot.people.ids,
        resolution=parameters.resolution,
        seed=parameters.seed,
        passes=parameters.leiden_passes,
    )
    progress("themes", 0.1)
    themes = find_themes(snapshot, communities, encoder, parameters)
    progress("map", 0.4)
    positions = lay_out(ties, communities, parameters.seed)
    done = count(1)
    measured = measure_people(
        list(Measure), snapshot, ties, parameters, lambda measure: progress(measure, 0.4 + 0.06 * next(done))
    )
    influence = measured.influence
    if influence is None:
        raise MalformedResult("expected influence among all measures")
    scores = {measure.value: measured.scores[measure].values for measure in Measure}
    tied = ties.connected()
    ranks = {
        measure.value: rank_people(
            measure, scores[measure], np.ones_like(tied) if measure is Measure.FOLLOWERS else tied
        )
        for measure in Measure
    }
    progress("done", 1.0)
    return Findings(
        fingerprint=fingerprint_of(snapshot, parameters, encoder),
        snapshot=snapshot.key,
        parameters=parameters,
        as_of=parameters.as_of if parameters.as_of is not None else snapshot.as_of,
        ties=ties,
        scores=scores,
        ranks=ranks,
        attention=influence.attention.values,
        reach=influence.reach.values,
        brokerage=influence.brokerage.values,
        betweenness_error=measured.scores[Measure.BETWEENNESS].standard_error,
        communities=communities,
        community_labels=_labels(snapshot, communities, themes, scores[Measure.INFLUENCE]),
        themes=themes,
        positions=positions,
    )


_PARTS: Final = ("attention", "reach", "brokerage")


def _labels(
    snapshot: Snapshot, communities: Communities, themes: Themes, influence: NDArray[np.float64]
) -> tuple[str, ...]:
    """Call each community by its first theme, or by its most influential person when it has none."""
    members = np.flatnonzero(communities.labels >= 0)
    best_first = members[np.lexsort((members, -influence[members]))]
    leaders = best_first[np.unique(communities.labels[best_first], return_index=True)[1]]
    labels: list[str] = snapshot.people.names.take(pa.array(leaders)).to_pylist()
    for theme in reversed(themes.themes):  # a community's themes come largest first
        labels[theme.community] = theme.label
    return tuple(labels)


def _lexical(parameters: Parameters) -> Encoder:
    return LexicalEncoder(parameters.theme_dimensions, parameters.seed)


def _under(name: str, arrays: Mapping[str, NDArray[Any]]) -> dict[str, NDArray[Any]]:
    return {f"{name}.{key}": array for key, array in arrays.items()}


def _below(name: str, arrays: Mapping[str, NDArray[Any]]) -> dict[str, NDArray[Any]]:
    return {key.removeprefix(f"{name}."): array for key, array in arrays.items() if key.startswith(f"{name}.")}
