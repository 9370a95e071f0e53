"""Maps as files: NetworkX reads back what was written, and hostile names break no file."""

import csv
import io
import json
from typing import Any
from xml.etree import ElementTree as ET

import networkx as nx
import pytest

from api.cli.map_formats import MapFormat, map_text

VIZ = "{http://www.gexf.net/1.2draft/viz}"


def _person(name: str, **more: Any) -> dict[str, Any]:
    row = {"id": f"person:x:{name}", "label": name, "kind": "HUMAN", "relation": "UNKNOWN", "influence": 50.0}
    row |= {"community": "community:a", "community_label": "tea, kettles", "size": 0.5, "distance": 1}
    return {**row, "x": 0.5, "y": -0.25, **more}


DOCUMENT: dict[str, Any] = {
    "people": [
        _person("ada", label='Ada <"&\x01\x1b]> ', distance=0),
        _person("=bob", influence=None, community=None, community_label=None),
    ],
    "ties": [{"from": "person:x:ada", "to": "person:x:=bob", "strength": 0.75, "weak": False, "bridge": True}],
}


def _read(form: MapFormat) -> "nx.Graph[str]":
    data = io.BytesIO(map_text(DOCUMENT, form).encode())
    network = nx.read_gexf(data) if form is MapFormat.GEXF else nx.read_graphml(data)
    assert network.is_directed()
    return network


@pytest.mark.parametrize("form", [MapFormat.GEXF, MapFormat.GRAPHML])
def test_networkx_reads_the_people_and_ties_back(form: MapFormat) -> None:
    network = _read(form)
    assert set(network) == {"person:x:ada", "person:x:=bob"}
    ada, bob = network.nodes["person:x:ada"], network.nodes["person:x:=bob"]
    assert ada["label"] == 'Ada <"&]>'
    assert (ada["kind"], ada["influence"], ada["community"]) == ("HUMAN", 50.0, "community:a")
    assert (ada["x"], ada["y"], ada["distance"]) == (0.5, -0.25, 0)
    assert "influence" not in bob
    tie = network.edges["person:x:ada", "person:x:=bob"]
    assert (tie["strength"], tie["weight"], tie["weak"], tie["bridge"]) == (0.75, 0.75, False, True)


def test_gephi_finds_positions_sizes_and_labels() -> None:
    root = ET.fromstring(map_text(DOCUMENT, MapFormat.GEXF))  # noqa: S314  our own text
    nodes = [node for node in root.iter() if node.tag.endswith("}node")]
    assert [node.get("label") for node in nodes] == ['Ada <"&]>', "=bob"]
    position = nodes[0].find(f"{VIZ}position")
    size = nodes[0].find(f"{VIZ}size")
    assert position is not None
    assert size is not None
    assert (position.get("x"), position.get("y")) == ("500.0", "250.0")
    assert float(size.get("value", "0")) > 0


def test_csv_lists_ties_or_people() -> None:
    ties = list(csv.DictReader(io.StringIO(map_text(DOCUMENT, MapFormat.CSV))))
    assert [(tie["from"], tie["to"], tie["strength"]) for tie in ties] == [("person:x:ada", "person:x:=bob", "0.75")]
    people = list(csv.DictReader(io.StringIO(map_text(DOCUMENT, MapFormat.CSV, nodes=True))))
    assert [(person["label"], person["influence"]) for person in people] == [('Ada <"&]> ', "50.0"), ("'=bob", "")]


def test_json_is_the_document() -> None:
    assert json.loads(map_text(DOCUMENT, MapFormat.JSON)) == DOCUMENT


def test_a_map_without_anybody_is_still_a_file() -> None:
    empty: dict[str, Any] = {"people": [], "ties": []}
    assert len(nx.read_gexf(io.BytesIO(map_text(empty, MapFormat.GEXF).encode()))) == 0
    assert len(nx.read_graphml(io.BytesIO(map_text(empty, MapFormat.GRAPHML).encode()))) == 0
    assert map_text(empty, MapFormat.CSV).splitlines()[0].startswith("from,")
