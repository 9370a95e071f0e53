"""Publishing: what findings say of people, communities, themes and ties, onto a store that shows it."""

import logging
import math
from collections.abc import Iterator
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from api.workspace.analysed_graph import AnalysedGraph
from graph.errors import StoreUnavailable
from graph.ledger.store import LedgerStore
from graph.model.account import Relation
from graph.model.moment import maybe_moment
from graph.rows.publishing import (
    Publication,
    PublishedCommunity,
    PublishedPerson,
    PublishedTheme,
    PublishedTie,
)

_LOG: Final = logging.getLogger("kith.findings")
_RELATIONS: Final = tuple(relation.value for relation in Relation)


def publish_or_say_why(store: LedgerStore, analysis: AnalysedGraph) -> None:
    """Publish an analysis onto a store that can hold it; one that knows who was erased since is left to the next."""
    publisher = store.publisher
    if publisher is None or analysis.snapshot.seq < store.erased_seq:
        return
    try:
        publisher.publish(publication_of(analysis))
    except StoreUnavailable as error:  # the findings are there all the same
        _LOG.warning("the findings are not published: %s", error)


def publication_of(analysis: AnalysedGraph) -> Publication:
    """All that is published of an analysed graph."""
    return Publication(
        people=list(_people(analysis)),
        communities=list(_communities(analysis)),
        themes=list(_themes(analysis)),
        ties=list(_ties(analysis)),
        edition=analysis.fingerprint,
    )


def _people(analysis: AnalysedGraph) -> Iterator[PublishedPerson]:
    communities, labels = analysis.findings.communities, analysis.findings.community_labels
    people = analysis.snapshot.people
    columns = (
        people.ids.to_pylist(),
        people.relation.tolist(),
        people.opted_out.tolist(),
        analysis.findings.scores["influence"].tolist(),
        communities.labels.tolist(),
    )
    for person, relation, opted_out, influence, community in zip(*columns, strict=True):
        yield PublishedPerson(
            person=person,
            relation=_RELATIONS[relation],
            opted_out=opted_out,
            influence=None if math.isnan(influence) else influence,
            community=None if community < 0 else communities.ids[community],
            community_label=None if community < 0 else labels[community],
        )


def _communities(analysis: AnalysedGraph) -> Iterator[PublishedCommunity]:
    communities, labels = analysis.findings.communities, analysis.findings.community_labels
    for row in communities.by_size():  # one that nobody is counted to is no community to show
        identifier, label, size = communities.ids[row], labels[row], int(communities.sizes[row])
        yield PublishedCommunity(id=identifier, label=label, size=size)


def _themes(analysis: AnalysedGraph) -> Iterator[PublishedTheme]:
    ids, communities = analysis.snapshot.posts.ids, analysis.findings.communities.ids
    for theme in analysis.findings.themes.themes:
        yield PublishedTheme(
            id=theme.id,
            label=theme.label,
            words=tuple(word for word, _ in theme.words),
            posts=tuple(ids.take(theme.posts).to_pylist()),
            community=None if theme.community < 0 else communities[theme.community],
        )


def _ties(analysis: AnalysedGraph) -> Iterator[PublishedTie]:
    ids, ties, known = analysis.snapshot.people.ids.to_pylist(), analysis.ties, analysis.acquaintance
    sources, targets = analysis.tie_sources, ties.indices
    first = _first_of_pairs(sources, targets)
    columns: tuple[NDArray[Any], ...] = (sources, targets, ties.strength, ties.interactions, ties.last_at, first)
    rows = zip(*(column.tolist() for column in columns), strict=True)
    for source, target, strength, interactions, last_at, is_first in rows:
        yield PublishedTie(
            source=ids[source],
            target=ids[target],
            strength=strength,
            interactions=interactions,
            last_at=maybe_moment(last_at),
            acquaintance=known.between(source, target) if is_first else None,
        )


def _first_of_pairs(sources: NDArray[np.int32], targets: NDArray[np.int32]) -> NDArray[np.bool_]:
    """One tie of each pair of people: the only one, or that of whose row comes first."""
    there = sources.astype(np.int64) << 32 | targets
    back = targets.astype(np.int64) << 32 | sources
    first: NDArray[np.bool_] = (sources < targets) | ~np.isin(back, there)
    return first
