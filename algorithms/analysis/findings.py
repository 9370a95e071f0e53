"""Findings: everything that is found in one snapshot."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, Self

import numpy as np
from numpy.typing import NDArray

from algorithms.analysis.provenance import Provenance
from algorithms.centrality.measures import Measure
from algorithms.centrality.rank_intervals import RankInterval
from algorithms.centrality.ranking import in_order
from algorithms.communities.communities import Communities
from algorithms.errors import MalformedResult
from algorithms.parameters import Parameters
from algorithms.text.languages import Languages
from algorithms.text.sentiment import Sentiment
from algorithms.themes.lineage import Lineage
from algorithms.themes.theme import Themes
from algorithms.ties.ties import Ties

VERSION: Final = 6
"""Raised whenever the same snapshot and parameters would give other findings, or files another shape.

Not for a measure that is new: findings without it are not whole (`has_every_measure`), and are made anew.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Findings:
    """Everything found in one snapshot. n people, rows as in the snapshot.

    * `fingerprint`: names these findings: snapshot, parameters, encoder and version of the algorithms
    * `snapshot`: the snapshot's key; `as_of`: the moment decay counts back from, microseconds UTC
    * `scores`: float64 (n) by measure, NaN without a defined value; `ranks`: int32 (n) by measure, 0 for not ranked
    * `attention`, `reach`, `brokerage`: float64 (n), the parts of influence, 0 to 1, NaN for people without a tie
    * `errors`: float64 (n), standard errors of the measures that were estimated from a sample
    * `intervals`: by measure, where ranks lie in resamples of the posts
    * `community_labels`: what each community is called, c texts; `lineage`: where communities come from
    * `languages`, `sentiment`: of each post; `tie_sentiment`: float32 (m), of each tie, NaN where it is not known
    * `positions`: float32 (n, 2), where people lie on the map
    * `steps`: the fingerprint of what each step was computed from
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
    errors: Mapping[str, NDArray[np.float64]]
    intervals: Mapping[str, RankInterval]
    communities: Communities
    community_labels: tuple[str, ...]
    lineage: Lineage
    themes: Themes
    languages: Languages
    sentiment: Sentiment
    tie_sentiment: NDArray[np.float32]
    positions: NDArray[np.float32]
    steps: Mapping[str, str]

    def __post_init__(self) -> None:
        per_person: dict[str, NDArray[Any]] = {
            **self.scores,
            **_under("ranks", self.ranks),
            **_under("errors", self.errors),
            **_under("intervals", _interval_columns(self.intervals)),
            **{part: getattr(self, part) for part in _PARTS},
            "labels": self.communities.labels,
            "positions": self.positions,
        }
        for name, column in per_person.items():
            if len(column) != self.ties.people:
                raise MalformedResult(f"expected {name} for {self.ties.people} people, got {len(column)}")
        if len(self.community_labels) != self.communities.count:
            raise MalformedResult(f"expected {self.communities.count} labels, got {len(self.community_labels)}")

    @property
    def has_every_measure(self) -> bool:
        """Whether all measures of now are among them; an earlier Kith knew fewer."""
        return set(Measure) <= self.scores.keys()

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
        lineage, lineage_arrays = self.lineage.to_columns()
        meta = {
            "version": VERSION,
            "fingerprint": self.fingerprint,
            "snapshot": self.snapshot,
            "parameters": self.parameters.to_json(),
            "as_of": self.as_of,
            "measures": list(self.scores),
            "errors": list(self.errors),
            "intervals": list(self.intervals),
            "lineage": lineage,
            "steps": dict(self.steps),
            "community_labels": list(self.community_labels),
            "communities": communities,
            "themes": themes,
            "languages": list(self.languages.names),
            "sentiment": self.sentiment.method,
        }
        arrays = {
            **_under("ties", self.ties.to_columns()),
            **_under("scores", self.scores),
            **_under("ranks", self.ranks),
            **{part: getattr(self, part) for part in _PARTS},
            **_under("communities", community_arrays),
            **_under("themes", theme_arrays),
            **_under("errors", self.errors),
            **_under("intervals", _interval_columns(self.intervals)),
            **_under("lineage", lineage_arrays),
            "languages": self.languages.codes,
            "sentiment": self.sentiment.values,
            "tie_sentiment": self.tie_sentiment,
            "positions": self.positions,
        }
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
            errors={measure: arrays[f"errors.{measure}"] for measure in meta["errors"]},
            intervals={measure: _interval_of(measure, arrays) for measure in meta["intervals"]},
            communities=Communities.from_columns(meta["communities"], _below("communities", arrays)),
            community_labels=tuple(meta["community_labels"]),
            lineage=Lineage.from_columns(meta["lineage"], _below("lineage", arrays)),
            themes=Themes.from_columns(meta["themes"], _below("themes", arrays)),
            languages=Languages(arrays["languages"], tuple(meta["languages"])),
            sentiment=Sentiment(arrays["sentiment"], meta["sentiment"]),
            tie_sentiment=arrays["tie_sentiment"],
            positions=arrays["positions"],
            steps=meta["steps"],
        )


_PARTS: Final = ("attention", "reach", "brokerage")


def _interval_columns(intervals: Mapping[str, RankInterval]) -> dict[str, NDArray[Any]]:
    return {
        f"{measure}.{name}": getattr(interval, name)
        for measure, interval in intervals.items()
        for name in ("low", "high", "alike")
    }


def _interval_of(measure: str, arrays: Mapping[str, NDArray[Any]]) -> RankInterval:
    return RankInterval(**{name: arrays[f"intervals.{measure}.{name}"] for name in ("low", "high", "alike")})


def _under(name: str, arrays: Mapping[str, NDArray[Any]]) -> dict[str, NDArray[Any]]:
    return {f"{name}.{key}": array for key, array in arrays.items()}


def _below(name: str, arrays: Mapping[str, NDArray[Any]]) -> dict[str, NDArray[Any]]:
    return {key.removeprefix(f"{name}."): array for key, array in arrays.items() if key.startswith(f"{name}.")}
