"""Relationship maps as files that other programs open: JSON, GEXF (Gephi), GraphML (NetworkX, yEd, igraph), CSV."""

import io
from collections.abc import Mapping
from enum import StrEnum
from typing import Any, Final

import networkx as nx
import orjson

from api.cli.output import csv_text
from api.cli.plain_text import printable
from api.escaped_json import escaped_json

MapDocument = Mapping[str, Any]
"""A map as `kith map --json` prints it: `people` and `ties`, each a list of rows."""

PERSON_KEYS: Final = (
    "id",
    "label",
    "kind",
    "relation",
    "influence",
    "community",
    "community_label",
    "x",
    "y",
    "size",
    "distance",
)
TIE_KEYS: Final = ("from", "to", "strength", "weak", "bridge")
NAMED_TIE_KEYS: Final = ("from", "from_label", "to", "to_label", *TIE_KEYS[2:])

_GEXF_VERSION: Final = "1.2draft"
_CANVAS: Final = 1_000.0
"""Half the width of Gephi's canvas that a map fills: there positions are in pixels, ours are about -1 to 1."""

_DOT: Final = 10.0
"""Diameter on that canvas of a person of size 0; of size 1 it is five times as wide."""


class MapFormat(StrEnum):
    """Formats that a map can be written in."""

    JSON = "json"
    GEXF = "gexf"
    GRAPHML = "graphml"
    CSV = "csv"


def map_text(document: MapDocument, form: MapFormat, *, nodes: bool = False) -> str:
    """Write a map as text. CSV holds its ties, or with `nodes` its people."""
    match form:
        case MapFormat.JSON:
            return escaped_json(orjson.dumps(document, option=orjson.OPT_INDENT_2 | orjson.OPT_UTC_Z).decode()) + "\n"
        case MapFormat.CSV:
            return _csv(document, nodes=nodes)
        case MapFormat.GEXF:
            return _xml(nx.generate_gexf, _network(document, viz=True), version=_GEXF_VERSION)
        case MapFormat.GRAPHML:
            return _xml(nx.generate_graphml, _network(document, viz=False))


def _csv(document: MapDocument, *, nodes: bool) -> str:
    if nodes:
        return csv_text(PERSON_KEYS, document["people"])
    labels = {person["id"]: person["label"] for person in document["people"]}
    named = [
        {**tie, "from_label": labels.get(tie["from"]), "to_label": labels.get(tie["to"])} for tie in document["ties"]
    ]
    return csv_text(NAMED_TIE_KEYS, named)


def _network(document: MapDocument, *, viz: bool) -> "nx.DiGraph[str]":
    """The map for NetworkX: every attribute of people and ties that has a value; `viz` adds what Gephi draws by."""
    network: nx.DiGraph[str] = nx.DiGraph()
    for person in document["people"]:
        drawn = {"viz": _viz(person)} if viz else {}
        network.add_node(printable(person["id"]), **_attributes(person, PERSON_KEYS), **drawn)
    for tie in document["ties"]:
        ends = printable(tie["from"]), printable(tie["to"])
        network.add_edge(*ends, weight=float(tie["strength"]), **_attributes(tie, TIE_KEYS))
    return network


def _attributes(row: Mapping[str, Any], keys: tuple[str, ...]) -> dict[str, Any]:
    """Values that are there; text without the control characters that XML forbids."""
    values = {key: row[key] for key in keys if key not in {"id", "from", "to"} and row.get(key) is not None}
    return {key: printable(value) if isinstance(value, str) else value for key, value in values.items()}


def _viz(person: Mapping[str, Any]) -> dict[str, Any]:
    # Gephi's y axis points up, that of pages down.
    position = {"x": _CANVAS * float(person["x"]), "y": -_CANVAS * float(person["y"]), "z": 0.0}
    return {"position": position, "size": _DOT * (1.0 + 4.0 * float(person["size"]))}


def _xml(generate: Any, network: "nx.DiGraph[str]", **options: Any) -> str:
    text = io.StringIO()
    text.write('<?xml version="1.0" encoding="UTF-8"?>\n')
    for line in generate(network, encoding="utf-8", prettyprint=True, **options):
        text.write(line + "\n")
    return text.getvalue()
