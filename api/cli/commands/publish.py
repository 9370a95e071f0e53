"""Writing findings onto the nodes of a Neo4j store: `kith publish`."""

import math
from typing import TYPE_CHECKING

from api.cli.commands.group import Failed
from api.cli.result import Sentences
from api.cli.runner import command

if TYPE_CHECKING:
    from api.cli.context import CommandContext
    from api.workspace.analysed_graph import AnalysedGraph
    from graph.rows.publishing import PublishedPerson, PublishedTie


@command(csv=False)
def publish(context: "CommandContext") -> Sentences:
    """Write influence, community and ties onto a Neo4j store's nodes, for people who work in Browser or Bloom."""
    publisher = context.store.publisher
    if publisher is None:
        raise Failed(f"{context.settings.store} is no Neo4j store; publishing is for people who work in Neo4j")
    analysis = context.analysed()
    people, ties = publisher.publish(_people(analysis), _ties(analysis), analysis.fingerprint)
    return Sentences(
        document={"people": people, "ties": ties, "fingerprint": analysis.fingerprint},
        sentences=[
            f"published {people:,} people and {ties:,} ties; in Neo4j Browser: MATCH p = (:Person)-[:TIE]->() RETURN p"
        ],
    )


def _people(analysis: "AnalysedGraph") -> list["PublishedPerson"]:
    from graph.rows.publishing import PublishedPerson

    communities, labels = analysis.findings.communities, analysis.findings.community_labels
    columns = (
        analysis.snapshot.people.ids.to_pylist(),
        analysis.findings.scores["influence"].tolist(),
        communities.labels.tolist(),
    )
    return [
        PublishedPerson(
            person=person,
            influence=None if math.isnan(influence) else influence,
            community=None if community < 0 else communities.ids[community],
            community_label=None if community < 0 else labels[community],
        )
        for person, influence, community in zip(*columns, strict=True)
    ]


def _ties(analysis: "AnalysedGraph") -> list["PublishedTie"]:
    from graph.rows.publishing import PublishedTie

    ids, ties = analysis.snapshot.people.ids.to_pylist(), analysis.ties
    rows = zip(analysis.tie_sources.tolist(), ties.indices.tolist(), ties.strength.tolist(), strict=True)
    return [PublishedTie(ids[source], ids[target], strength) for source, target, strength in rows]
