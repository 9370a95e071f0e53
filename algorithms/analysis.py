"""The analysis: from one snapshot to its findings, step by step."""

import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from hashlib import sha256
from typing import Any, Final

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from algorithms.communities import Communities, find_communities
from algorithms.encoder import Encoder
from algorithms.errors import MalformedResult
from algorithms.findings import VERSION, Findings
from algorithms.layout import lay_out
from algorithms.lexical_encoder import LexicalEncoder
from algorithms.lineage import Lineage, trace
from algorithms.measure import OF_EVERYBODY, Ground, Measure, inputs_of, measure_people, rank_people
from algorithms.parameters import DEFAULTS, Parameters
from algorithms.rank_intervals import RankInterval, rank_intervals
from algorithms.scores import Scores
from algorithms.step import Progress, Steps, fingerprint_of_inputs
from algorithms.themes import Themes, find_themes
from algorithms.tie_strength import build_ties
from algorithms.ties import Ties
from graph.snapshot import Snapshot

_WEIGHTS: Final[Mapping[str, float]] = {
    "ties": 0.01,
    "communities": 0.02,
    "themes": 0.15,
    "map": 0.03,
    "betweenness": 0.18,
    "clustering": 0.01,
    "constraint": 0.02,
    "rank intervals": 0.55,
}
"""About how much of the time each step takes; each that is not here takes next to nothing."""


def fingerprint_of(
    snapshot: Snapshot,
    parameters: Parameters = DEFAULTS,
    encoder: Encoder | None = None,
    lineage: Lineage | None = None,
) -> str:
    """Name the findings that `analyse` would give for the same arguments, without computing them: 32 hex digits.

    >>> from tests.worlds import WORLDS
    >>> snapshot = WORLDS["pair"].snapshot()
    >>> fingerprint_of(snapshot) == analyse(snapshot).fingerprint
    True
    """
    encoder = encoder or _lexical(parameters)
    named = [VERSION, snapshot.key, parameters.to_json(), encoder.name]
    if lineage is not None:
        meta, arrays = lineage.to_columns()
        named.append(fingerprint_of_inputs(json.dumps(meta), *arrays.values()))
    return sha256(json.dumps(named).encode()).hexdigest()[:32]


def analyse(
    snapshot: Snapshot,
    parameters: Parameters = DEFAULTS,
    encoder: Encoder | None = None,
    progress: Progress = lambda _, __: None,
    *,
    former: Findings | None = None,
    lineage: Lineage | None = None,
    seen_at: int | None = None,
) -> Findings:
    """Find everything in one snapshot: ties, all measures, communities, themes and the map.

    `encoder` turns texts into vectors for themes; by default the lexical one. `progress` hears of each step as it
    begins; what it raises ends the analysis. `former` are earlier findings: each step of theirs whose inputs are still
    the same is taken over, and the answer is the same without them. `lineage` are the communities of the last analysis,
    whose ids live on; `seen_at` the moment of this one, microseconds UTC, by default the latest interaction's.

    The same snapshot, parameters, encoder and lineage give the same findings. An empty snapshot gives empty findings.
    For a million people with ten million interactions and a million posts it takes 5.3 GiB beyond the snapshot at its
    peak (`bench/results/findings-L.md`).

    >>> from tests.worlds import WORLDS
    >>> found = analyse(WORLDS["two_triangles"].snapshot())
    >>> found.communities.sizes.tolist(), found.ranks["betweenness"].tolist()
    ([3, 3], [3, 3, 1, 1, 3, 3])
    """
    encoder = encoder or _lexical(parameters)
    steps = Steps(former.steps if former else {}, _WEIGHTS, progress)
    progress("ties", 0.0)
    ties = build_ties(snapshot, parameters)
    tied = fingerprint_of_inputs(ties)
    communities, descent = _grouped(snapshot, ties, tied, parameters, steps, former, lineage, seen_at)
    themes = steps.take(
        "themes",
        _theme_inputs(snapshot, communities, encoder, parameters),
        compute=lambda: find_themes(snapshot, communities, encoder, parameters),
        former=lambda: _given(former).themes,
    )
    positions = steps.take(
        "map",
        (tied, communities.labels, parameters.seed),
        compute=lambda: lay_out(ties, communities, parameters.seed),
        former=lambda: _given(former).positions,
    )
    ground = Ground(snapshot, ties, parameters, communities=communities)
    measured = measure_people(list(Measure), ground, partial(_measured, ground, tied, steps, former))
    influence = measured.influence
    if influence is None:
        raise MalformedResult("expected influence among all measures")
    scores = {measure.value: measured.scores[measure].values for measure in Measure}
    intervals = steps.take(
        "rank intervals",
        _interval_inputs(ground, tied, influence.brokerage.values),
        compute=lambda: _intervals(ground, influence.brokerage.values, steps),
        former=lambda: _given(former).intervals,
    )
    connected = ties.connected()
    ranks = {measure.value: rank_people(measure, scores[measure], _ranked(measure, connected)) for measure in Measure}
    progress("done", 1.0)
    return Findings(
        fingerprint=fingerprint_of(snapshot, parameters, encoder, lineage),
        snapshot=snapshot.key,
        parameters=parameters,
        as_of=parameters.as_of if parameters.as_of is not None else snapshot.as_of,
        ties=ties,
        scores=scores,
        ranks=ranks,
        attention=influence.attention.values,
        reach=influence.reach.values,
        brokerage=influence.brokerage.values,
        errors={
            measure.value: found.standard_error
            for measure, found in measured.scores.items()
            if found.standard_error is not None
        },
        intervals=intervals,
        communities=communities,
        community_labels=_labels(snapshot, communities, themes, scores[Measure.INFLUENCE]),
        lineage=descent,
        themes=themes,
        positions=positions,
        steps=steps.done,
    )


def _grouped(
    snapshot: Snapshot,
    ties: Ties,
    tied: str,
    parameters: Parameters,
    steps: Steps,
    former: Findings | None,
    lineage: Lineage | None,
    seen_at: int | None,
) -> tuple[Communities, Lineage]:
    """Communities under the ids that live on, and where they come from."""
    found = steps.take(
        "communities",
        (tied, snapshot.people.ids, parameters.resolution, parameters.seed, parameters.leiden_passes),
        compute=lambda: find_communities(
            ties,
            snapshot.people.ids,
            resolution=parameters.resolution,
            seed=parameters.seed,
            passes=parameters.leiden_passes,
        ),
        former=lambda: _given(former).communities,
    )
    descent = trace(
        lineage,
        snapshot.people.ids,
        found.labels,
        found.ids,
        seen_at=snapshot.as_of if seen_at is None else seen_at,
    )
    return replace(found, ids=descent.ids), descent


def _measured(
    ground: Ground,
    tied: str,
    steps: Steps,
    former: Findings | None,
    measure: Measure,
    compute: Callable[[], Scores],
) -> Scores:
    def taken_over() -> Scores:
        kept = _given(former)
        return Scores(kept.scores[measure.value], kept.errors.get(measure.value))

    return steps.take(measure.value, inputs_of(measure, ground, tied), compute=compute, former=taken_over)


def _intervals(ground: Ground, brokerage: NDArray[np.float64], steps: Steps) -> dict[str, RankInterval]:
    found = rank_intervals(
        ground.snapshot,
        ground.ties,
        ground.parameters,
        brokerage=brokerage,
        progress=steps.within("rank intervals"),
    )
    return {measure.value: interval for measure, interval in found.items()}


def _interval_inputs(ground: Ground, tied: str, brokerage: NDArray[np.float64]) -> tuple[Any, ...]:
    given = ground.parameters
    of_ties = given.half_life_days, given.kind_weights, given.as_of
    of_measures = given.damping, given.tolerance, given.influence_attention, given.influence_reach
    knobs = *of_ties, *of_measures, given.influence_brokerage, given.replicates, given.seed
    return tied, ground.snapshot.interactions, ground.snapshot.accounts.person, brokerage, knobs


def _theme_inputs(
    snapshot: Snapshot, communities: Communities, encoder: Encoder, parameters: Parameters
) -> tuple[Any, ...]:
    posts = snapshot.posts
    said = posts.ids, posts.texts, posts.author, posts.at, posts.repost_of, posts.known, snapshot.accounts.person
    knobs = parameters.seed, parameters.themes_per_community, parameters.words_per_theme
    return said, communities.labels, encoder.name, knobs


def _ranked(measure: Measure, connected: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Who takes part in a ranking: people with a tie; everybody by what needs none."""
    return np.ones_like(connected) if measure in OF_EVERYBODY else connected


def _given(former: Findings | None) -> Findings:
    if former is None:
        raise MalformedResult("expected former findings to take a step over from")
    return former


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
