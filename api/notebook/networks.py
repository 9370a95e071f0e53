"""Maps and ties as networks of NetworkX."""

from collections.abc import Mapping
from typing import Any

import networkx as nx

from api.workspace.analysed_graph import AnalysedGraph


def network_of_map(document: Mapping[str, Any]) -> "nx.DiGraph[str]":
    """A relationship map as `kith map --json` prints it: people by id, ties from who pays attention to who gets it.

    Everything that the map says of a person or a tie is an attribute; `weight` of a tie is its strength. Where the map
    comes from, and whether it was cut off, stands in `graph`.
    """
    network: nx.DiGraph[str] = nx.DiGraph(
        **{name: value for name, value in document.items() if name not in {"people", "ties"}}
    )
    network.add_nodes_from((person["id"], _without(person, "id")) for person in document["people"])
    network.add_edges_from(
        (tie["from"], tie["to"], {**_without(tie, "from", "to"), "weight": tie["strength"]}) for tie in document["ties"]
    )
    return network


def network_of_ties(analysis: AnalysedGraph, min_strength: float) -> "nx.DiGraph[str]":
    """All people and ties of at least a strength, 0 to 1: for measures of NetworkX that Kith does not have."""
    people, ties = analysis.snapshot.people, analysis.ties
    ids = people.ids.to_pylist()
    network: nx.DiGraph[str] = nx.DiGraph()
    network.add_nodes_from(zip(ids, ({"name": name} for name in people.names.to_pylist()), strict=True))
    columns = analysis.tie_sources, ties.indices, ties.strength, ties.evidence
    for source, target, strength, evidence in zip(*(column.tolist() for column in columns), strict=True):
        if strength >= min_strength:
            network.add_edge(ids[source], ids[target], weight=strength, strength=strength, evidence=evidence)
    return network


def _without(row: Mapping[str, Any], *names: str) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name not in names}
