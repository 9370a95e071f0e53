"""Writing findings onto the nodes of a Neo4j store: `kith publish`."""

import math
from typing import TYPE_CHECKING

from api.cli.commands.group import Failed
from api.cli.commands.options import JsonOption, StoreOption
from api.cli.output import write_json, write_stdout

if TYPE_CHECKING:
    from api.workspace.analysed_graph import AnalysedGraph
    from graph.rows.publishing import PublishedPerson, PublishedTie


def publish(store: StoreOption = None, json: JsonOption = False) -> None:
    """Write influence, community and ties onto a Neo4j store's nodes, for people who work in Browser or Bloom."""
    from api.cli.commands.opened import opened_workspace
    from api.cli.progress_bar import StageProgress

    with opened_workspace(store) as workspace:
        publisher = workspace.store.publisher
        if publisher is None:
            raise Failed(f"{workspace.settings.store} is no Neo4j store; publishing is for people who work in Neo4j")
        with StageProgress() as progress:
            analysis = workspace.analysed(progress)
        people, ties = publisher.publish(_people(analysis), _ties(analysis), analysis.fingerprint)
    if json:
        write_json({"people": people, "ties": ties, "fingerprint": analysis.fingerprint})
    else:
        write_stdout(
            f"published {people:,} people and {ties:,} ties; in Neo4j Browser: MATCH p = (:Person)-[:TIE]->() RETURN p"
        )


def _people(analysis: "AnalysedGraph") -> list["PublishedPerson"]:
    from graph.rows.publishing import PublishedPerson

    communities, labels = analysis.found.communities, analysis.found.community_labels
    columns = (
        analysis.snapshot.people.ids.to_pylist(),
        analysis.found.scores["influence"].tolist(),
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
