"""The analysis: from one snapshot to its findings, step by step."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any, Final

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from algorithms.analysis.findings import Findings
from algorithms.analysis.findings_key import fingerprint_of
from algorithms.analysis.measure import Measure, MeasureInputs, inputs_of, measure_people, rank_people
from algorithms.analysis.step import Progress, Steps, fingerprint_of_inputs
from algorithms.analysis.watched import posts_of_watch
from algorithms.centrality.rank_intervals import RankInterval, rank_intervals
from algorithms.centrality.registry import specs
from algorithms.centrality.scores import Scores
from algorithms.communities.communities import Communities, by_largest_share, find_communities
from algorithms.errors import MalformedResult
from algorithms.parameters import DEFAULTS, Parameters
from algorithms.paths.layout import lay_out
from algorithms.text.languages import Languages, find_languages
from algorithms.text.readers import Readers, lexical_readers
from algorithms.text.sentiment import Sentiment, find_sentiment
from algorithms.themes.lineage import Lineage, trace
from algorithms.themes.theme import COMMUNITIES, Themes
from algorithms.themes.theme_lineage import known_again
from algorithms.themes.themes import find_themes
from algorithms.ties.sentiment import sentiment_of_ties
from algorithms.ties.strength import build_ties
from algorithms.ties.ties import Ties
from graph.model.watch import Watch
from graph.snapshot.snapshot import Snapshot

_WEIGHTS: Final[Mapping[str, float]] = {
    "ties": 0.01,
    "communities": 0.02,
    "themes": 0.15,
    "languages": 0.03,
    "sentiment": 0.05,
    "map": 0.03,
    "betweenness": 0.18,
    "clustering": 0.01,
    "constraint": 0.02,
    "rank intervals": 0.55,
}
"""About how much of the time each step takes; each that is not here takes next to nothing."""


def analyse(
    snapshot: Snapshot,
    parameters: Parameters = DEFAULTS,
    readers: Readers | None = None,
    progress: Progress = lambda _, __: None,
    *,
    former: Findings | None = None,
    lineage: Lineage | None = None,
    watches: Sequence[Watch] = (),
    theme_lineages: Mapping[str, Lineage] | None = None,
    seen_at: int | None = None,
) -> Findings:
    """Find everything in one snapshot: ties, all measures, communities, themes and the map.

    `readers` read texts; by default the lexical encoder and VADER. For `watches` there are themes too. `progress`
    hears of each step as it begins; what it raises ends the analysis. `former` are earlier findings: each step of
    theirs whose inputs are still the same is taken over, and the answer is the same without them. `lineage` are the
    communities of the last analysis, `theme_lineages` its themes, whose ids live on; `seen_at` the moment of this one,
    microseconds UTC, by default the latest interaction's.

    The same snapshot, parameters, readers, watches and lineages give the same findings. An empty snapshot gives empty
    findings.
    For a million people with ten million interactions and a million posts it takes 5.3 GiB beyond the snapshot at its
    peak (`bench/results/findings-L.md`).

    >>> from tests.worlds import WORLDS
    >>> found = analyse(WORLDS["two_triangles"].snapshot())
    >>> found.communities.sizes.tolist(), found.ranks["betweenness"].tolist()
    ([3, 3], [3, 3, 1, 1, 3, 3])
    """
    readers = readers or lexical_readers(parameters)
    steps = Steps(former.steps if former else {}, _WEIGHTS, progress)
    progress("ties", 0.0)
    ties = build_ties(snapshot, parameters)
    tied = fingerprint_of_inputs(ties)
    groups, descent = _grouped(snapshot, ties, tied, parameters, steps, former, lineage, seen_at)
    communities = by_largest_share(ties, groups)
    themes = known_again(
        _themed(snapshot, communities, readers, parameters, watches, steps, former),
        snapshot.posts.ids,
        theme_lineages or {},
        snapshot.as_of if seen_at is None else seen_at,
    )
    descent = descent.with_labels(themes.community_words, lineage)
    languages, sentiment = _read(snapshot, readers, steps, former)
    positions = steps.take(
        "map",
        (tied, communities.labels, parameters.seed),
        compute=lambda: lay_out(ties, communities, parameters.seed),
        former=lambda: _required(former).positions,
    )
    inputs = MeasureInputs(snapshot, ties, parameters, communities=groups)
    measured = measure_people(list(Measure), inputs, partial(_measured, inputs, tied, steps, former))
    influence = measured.influence
    if influence is None:
        raise MalformedResult("expected influence among all measures")
    scores = {measure.value: measured.scores[measure].values for measure in Measure}
    intervals = steps.take(
        "rank intervals",
        _interval_inputs(inputs, tied, influence.brokerage.values),
        compute=lambda: _intervals(inputs, influence.brokerage.values, steps),
        former=lambda: _required(former).intervals,
    )
    connected = ties.connected()
    ranks = {
        measure.value: rank_people(measure, scores[measure], spec.ranked(connected, scoped=False))
        for measure, spec in specs().items()
    }
    progress("done", 1.0)
    return Findings(
        fingerprint=fingerprint_of(
            snapshot, parameters, readers, lineage, watches=watches, theme_lineages=theme_lineages
        ),
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
            measure.value: scored.standard_error
            for measure, scored in measured.scores.items()
            if scored.standard_error is not None
        },
        intervals=intervals,
        communities=communities,
        community_labels=_labels(snapshot, communities, descent, themes, scores[Measure.INFLUENCE]),
        lineage=descent,
        themes=themes,
        languages=languages,
        sentiment=sentiment,
        tie_sentiment=sentiment_of_ties(snapshot, ties, sentiment),
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
    """Communities as found, under the ids that live on, and where they come from."""
    communities = steps.take(
        "communities",
        (tied, snapshot.people.ids, parameters.resolution, parameters.seed, parameters.leiden_passes),
        compute=lambda: find_communities(
            ties,
            snapshot.people.ids,
            resolution=parameters.resolution,
            seed=parameters.seed,
            passes=parameters.leiden_passes,
        ),
        former=lambda: _required(former).communities.as_found,
    )
    descent = trace(
        lineage,
        snapshot.people.ids,
        communities.labels,
        communities.ids,
        seen_at=snapshot.as_of if seen_at is None else seen_at,
    )
    return replace(communities, ids=descent.ids), descent


def _measured(
    inputs: MeasureInputs,
    tied: str,
    steps: Steps,
    former: Findings | None,
    measure: Measure,
    compute: Callable[[], Scores],
) -> Scores:
    def taken_over() -> Scores:
        findings = _required(former)
        return Scores(findings.scores[measure.value], findings.errors.get(measure.value))

    return steps.take(measure.value, inputs_of(measure, inputs, tied), compute=compute, former=taken_over)


def _intervals(inputs: MeasureInputs, brokerage: NDArray[np.float64], steps: Steps) -> dict[str, RankInterval]:
    intervals = rank_intervals(
        inputs.snapshot,
        inputs.ties,
        inputs.parameters,
        brokerage=brokerage,
        progress=steps.within("rank intervals"),
    )
    return {measure.value: interval for measure, interval in intervals.items()}


def _interval_inputs(inputs: MeasureInputs, tied: str, brokerage: NDArray[np.float64]) -> tuple[Any, ...]:
    parameters = inputs.parameters
    of_ties = parameters.half_life_days, parameters.kind_weights, parameters.as_of
    of_shares = parameters.damping, parameters.tolerance
    of_influence = parameters.influence_attention, parameters.influence_reach, parameters.influence_brokerage
    knobs = *of_ties, *of_shares, *of_influence, parameters.replicates, parameters.seed
    return tied, inputs.snapshot.interactions, inputs.snapshot.accounts.person, brokerage, knobs


def _themed(
    snapshot: Snapshot,
    communities: Communities,
    readers: Readers,
    parameters: Parameters,
    watches: Sequence[Watch],
    steps: Steps,
    former: Findings | None,
) -> Themes:
    """Themes of everything, of communities and of watches."""
    posts = snapshot.posts
    columns = posts.ids, posts.texts, posts.author, posts.at, posts.repost_of, posts.known, snapshot.accounts.person
    most = (
        parameters.most_themes,
        parameters.parts_per_theme,
        parameters.themes_per_community,
        parameters.themes_per_watch,
    )
    knobs = parameters.seed, most, parameters.words_per_theme
    watched = {watch.id: posts_of_watch(snapshot, watch) for watch in watches}
    return steps.take(
        "themes",
        (columns, communities.labels, readers.encoder.name, knobs, tuple(watched.items())),
        compute=lambda: find_themes(
            snapshot,
            communities,
            readers.encoder,
            parameters,
            watched=watched,
            progress=steps.within("themes"),
        ),
        former=lambda: _required(former).themes,
    )


def _read(snapshot: Snapshot, readers: Readers, steps: Steps, former: Findings | None) -> tuple[Languages, Sentiment]:
    """The language of each post, and how it speaks."""
    posts = snapshot.posts
    languages = steps.take(
        "languages",
        (posts.texts, posts.languages),
        compute=lambda: find_languages(posts, readers.memory),
        former=lambda: _required(former).languages,
    )
    sentiment = steps.take(
        "sentiment",
        (posts.texts, posts.repost_of, languages, readers.sentiment.name),
        compute=lambda: find_sentiment(posts, languages, readers.sentiment, readers.memory, steps.within("sentiment")),
        former=lambda: _required(former).sentiment,
    )
    return languages, sentiment


def _required(former: Findings | None) -> Findings:
    if former is None:
        raise MalformedResult("expected former findings to take a step over from")
    return former


def _labels(
    snapshot: Snapshot, communities: Communities, descent: Lineage, themes: Themes, influence: NDArray[np.float64]
) -> tuple[str, ...]:
    """Call each community by the words that tell it from others, else by its first theme or most influential person."""
    leaders = np.zeros(communities.count, dtype=np.int64)
    for groups in (communities.found, communities.labels):  # one that nobody is counted to keeps who was found there
        members = np.flatnonzero(groups >= 0)
        best_first = members[np.lexsort((members, -influence[members]))]
        there, first = np.unique(groups[best_first], return_index=True)
        leaders[there] = best_first[first]
    labels: list[str] = snapshot.people.names.take(pa.array(leaders)).to_pylist()
    for theme in reversed(themes.in_scope(COMMUNITIES)):  # a community's themes come largest first
        labels[theme.community] = theme.label
    return tuple(group.label or label for group, label in zip(descent.groups, labels, strict=True))
