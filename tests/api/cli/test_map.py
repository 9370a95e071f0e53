"""`kith map` on the karate club: who is on it, in every format, and that NetworkX reads it back."""

import csv
import io
import math
from pathlib import Path
from typing import Any

import networkx as nx
import pytest

from tests.api.command_line import answer_of, csv_of, kith, refusal_of, settle

CLUB = nx.karate_club_graph()
MIDDLE = "office:0"


def _person(member: int) -> str:
    return f"person:office:{member}"


@pytest.fixture(scope="module")
def club_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a store that holds the club: every friendship as a tie in both directions."""
    folder = tmp_path_factory.mktemp("club")
    names = ["=Mr Hi", "Zoë", "Ann \x1b[31mRed", "<b>&"]
    people = "".join(f"office:{member},{names[member % 4]},HUMAN\n" for member in CLUB)
    (folder / "people.csv").write_text("id,name,kind\n" + people, encoding="utf-8")
    edges = "".join(f"{a},{b},{weight}\n" for a, b, weight in CLUB.edges(data="weight"))
    (folder / "friends.csv").write_text("from,to,weight\n" + edges)
    with pytest.MonkeyPatch.context() as patch:
        settle(folder, patch)
        assert kith("load", "csv", "people.csv").exit_code == 0
        assert kith("load", "edges", "friends.csv", "--network", "office", "--undirected").exit_code == 0
    return folder


@pytest.fixture(autouse=True)
def _there(club_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settle(club_folder, monkeypatch)


def _written(path: Path, *arguments: str) -> Path:
    result = kith("map", MIDDLE, "--out", str(path), *arguments)
    assert (result.exit_code, result.stdout) == (0, ""), result.output
    return path


@pytest.mark.parametrize("depth", [0, 1, 2, 3])
def test_people_are_those_within_the_depth_at_their_distance(depth: int) -> None:
    document = answer_of("map", MIDDLE, "--depth", str(depth))
    away = nx.single_source_shortest_path_length(CLUB, 0, cutoff=depth)
    assert {person["id"]: person["distance"] for person in document["people"]} == {
        _person(member): distance for member, distance in away.items()
    }
    friends = CLUB.subgraph(away).edges
    wanted = {(_person(a), _person(b)) for a, b in friends} | {(_person(b), _person(a)) for a, b in friends}
    assert {(tie["from"], tie["to"]) for tie in document["ties"]} == wanted
    assert document["truncated"] is False
    assert document["total_people"] == len(away)


def test_a_limit_cuts_and_says_so() -> None:
    few = answer_of("map", MIDDLE, "--limit", "5")
    assert len(few["people"]) == 5
    assert few["truncated"] is True
    assert few["total_people"] == len(nx.single_source_shortest_path_length(CLUB, 0, cutoff=2))
    assert "5 of " in kith("map", MIDDLE, "--limit", "5").stdout


def test_weak_ties_can_be_left_out() -> None:
    strengths = [tie["strength"] for tie in answer_of("map", MIDDLE)["ties"]]
    middle = sorted(strengths)[len(strengths) // 2]
    kept = [tie["strength"] for tie in answer_of("map", MIDDLE, "--min-strength", str(middle), "--depth", "1")["ties"]]
    assert kept
    assert min(kept) >= middle


def test_maps_of_the_same_findings_agree_on_where_people_are() -> None:
    far = {person["id"]: (person["x"], person["y"]) for person in answer_of("map", "office:33")["people"]}
    near = {person["id"]: (person["x"], person["y"]) for person in answer_of("map", MIDDLE, "--depth", "1")["people"]}
    both = set(far) & set(near)
    assert len(both) > 3
    assert all(far[person] == near[person] for person in both)


@pytest.mark.parametrize(("name", "read"), [("map.gexf", nx.read_gexf), ("map.graphml", nx.read_graphml)])
def test_networkx_reads_it_back(tmp_path: Path, name: str, read: Any) -> None:
    network = read(_written(tmp_path / name))
    document = answer_of("map", MIDDLE)
    people = {person["id"]: person for person in document["people"]}
    ties = {(tie["from"], tie["to"]): tie for tie in document["ties"]}
    assert set(network) == set(people)
    assert set(network.edges) == set(ties)
    for person, attributes in network.nodes(data=True):
        assert attributes["label"] in {"=Mr Hi", "Zoë", "Ann [31mRed", "<b>&"}
        assert attributes["kind"] == "HUMAN"
        assert attributes["community"] == people[person]["community"]
        assert math.isclose(attributes["influence"], people[person]["influence"])
        assert math.isclose(attributes["x"], people[person]["x"], abs_tol=1e-9)
        assert math.isclose(attributes["y"], people[person]["y"], abs_tol=1e-9)
    for source, target, attributes in network.edges(data=True):
        assert math.isclose(attributes["strength"], ties[source, target]["strength"])


def test_gephi_finds_places_in_it(tmp_path: Path) -> None:
    network = nx.read_gexf(_written(tmp_path / "map.gexf"))
    places = {(node["viz"]["position"]["x"], node["viz"]["position"]["y"]) for _, node in network.nodes(data=True)}
    assert len(places) == len(network), "nobody stands on somebody else"


def test_csv_lists_ties_and_says_how_to_get_the_people(tmp_path: Path) -> None:
    result = kith("map", MIDDLE, "--csv")
    ties = list(csv.DictReader(io.StringIO(result.stdout)))
    assert len(ties) == len(answer_of("map", MIDDLE)["ties"])
    assert "--nodes" in result.stderr
    people = csv_of("map", MIDDLE, "--nodes")
    assert {tie["from"] for tie in ties} <= {person["id"] for person in people}
    assert {person["label"] for person in people} == {"'=Mr Hi", "Zoë", "Ann [31mRed", "<b>&"}
    assert _written(tmp_path / "map.csv").read_text(encoding="utf-8") == result.stdout


def test_a_map_that_cannot_be_written_says_so(tmp_path: Path) -> None:
    assert "No such file" in refusal_of("map", MIDDLE, "--out", str(tmp_path / "no" / "map.gexf"))


def test_several_people_can_stand_in_the_middle() -> None:
    document = answer_of("map", MIDDLE, "office:33", "--depth", "1")
    assert sorted(person["id"] for person in document["people"] if person["distance"] == 0) == [
        _person(0),
        _person(33),
    ]
