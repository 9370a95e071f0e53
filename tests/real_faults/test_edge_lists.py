"""Edge lists as people and programs write them: repeated rows, other formats, headers, directions."""

import math
from pathlib import Path
from typing import Any

import pytest

from tests.api.command_line import answer_of, refusal_of

SCALE = 5.0
"""Evidence at which a tie without an answer has the strength 1 - 1/e."""


def load(folder: Path, content: str, *options: str, name: str = "edges.csv") -> dict[str, Any]:
    """Load an edge list and return the report."""
    (folder / name).write_text(content)
    return answer_of("load", "edges", name, *options)


def strength(source: str, target: str) -> float:
    """Strength of the tie from one to another, as the only hop of the path between them."""
    (path, *_) = answer_of("path", f"edges:{source}", f"edges:{target}")["paths"]
    (hop,) = path["hops"]
    return float(hop["strength"])


def expected(there: float, back: float = 0.0) -> float:
    """Strength by its definition: what is given back counts half, and paths go over both directions together."""
    returned = 0.5 * min(there, back)
    one, other = (1 - math.exp(-(evidence + returned) / SCALE) for evidence in (there, back))
    return 1 - (1 - one) * (1 - other)


@pytest.mark.parametrize(
    ("content", "there", "added_up"),
    [
        ("source,target,weight\nada,bo,3\nada,bo,5\n", 8, 1),
        ("ada,bo,3\nada,bo,5\n", 8, 1),
        ("ada bo 2\n# c\nada bo 1\nada cy 1\nada bo 4\n", 7, 2),
        ("ada,bo,1\n" * 10, 10, 9),
    ],
)
def test_repeated_rows_add_up_and_a_second_load_changes_nothing(
    folder: Path, content: str, there: float, added_up: int
) -> None:
    report = load(folder, content, "--batch-size", "2")
    assert (report["added_up"], report["rejected_total"]) == (added_up, 0)
    assert math.isclose(strength("ada", "bo"), expected(there), rel_tol=1e-5)
    again = load(folder, content, "--batch-size", "3")
    assert (again["written"], again["unchanged"]) == (0, report["written"])
    assert math.isclose(strength("ada", "bo"), expected(there), rel_tol=1e-5)


def test_an_edge_that_another_file_says_again_is_the_same_edge(folder: Path) -> None:
    load(folder, "ada,bo,3\nada,bo,5\n")
    report = load(folder, "cy,bo,1\nada,bo,3\nada,bo,5\n", name="more.csv")
    assert (report["written"], report["unchanged"], report["added_up"]) == (1, 2, 1)


def test_rows_of_interactions_without_ids_add_up_and_those_with_ids_do_not(folder: Path) -> None:
    rows = "from,to,kind,id\nx:1,x:2,MESSAGE,\nx:1,x:2,MESSAGE,\nx:1,x:2,MESSAGE,x:7\nx:1,x:2,MESSAGE,x:7\n"
    (folder / "interactions.csv").write_text(rows)
    report = answer_of("load", "csv", "interactions.csv")
    assert (report["counts"]["interactions"], report["added_up"], report["unchanged"]) == (3, 1, 1)


@pytest.mark.parametrize(
    ("content", "what"),
    [
        ('*Vertices 2\n1 "ada"\n2 "bo"\n*Arcs\n1 2 1\n', "a Pajek file"),
        ("% by Pajek\n*Network n\n*Vertices 1\n", "a Pajek file"),
        ("graph [\n node [ id 1 ]\n]\n", "a GML file"),
        ('Creator "Cytoscape"\ngraph\n[\n', "a GML file"),
        ('<?xml version="1.0"?>\n<!-- c -->\n<gexf version="1.2"></gexf>\n', "a GEXF file"),
        ('<?xml version="1.0"?><graphml xmlns="u"><graph/></graphml>\n', "a GraphML file"),
        ("<html></html>\n", "an XML document"),
        ("dl n=2 format=edgelist1\nlabels:\nada,bo\ndata:\n1 2 1\n", "a UCINET DL file"),
        ("digraph G {\n ada -> bo;\n}\n", "a Graphviz file"),
        ("nodedef>name VARCHAR,label VARCHAR\n1,ada\nedgedef>a VARCHAR\n", "a GDF file"),
        ('[{"source": 1}]\n', "a JSON document"),
        ("ada,bo,cy,dee\nbo,ada\ncy,ada,bo\n", "an adjacency list"),
        ("1 2 3 4\n2 1\n3 1 2\n4 1\n", "an adjacency list"),
        (",ada,bo\nada,0,1\nbo,1,0\n", "an adjacency matrix"),
        ("0 1 0 1\n1 0 0 0\n0 1 0 0\n1 1 1 0\n", "an adjacency matrix"),
    ],
)
@pytest.mark.parametrize("columns", [(), ("--columns", "from,to")])
def test_another_format_is_refused_by_its_name(folder: Path, content: str, what: str, columns: tuple[str, ...]) -> None:
    if columns and what.startswith("an adjacency"):
        return  # whoever names the columns says that it is none
    (folder / "net.txt").write_text(content)
    assert f"net.txt is {what}; kith reads edge lists" in refusal_of("load", "edges", "net.txt", *columns)


def test_four_edges_of_four_numbers_are_no_matrix(folder: Path) -> None:
    rows = "".join(f"{n} {n + 1} 2 146052000{n}\n" for n in range(1, 5))
    assert load(folder, rows)["counts"]["interactions"] == 4
    (folder / "net.txt").write_text("0 1 0 1\n1 0 0 0\n0 1 0 0\n1 1 1 0\n")
    assert "say what its columns are: --columns" in refusal_of("load", "edges", "net.txt")


def test_gephi_says_of_each_edge_whether_it_goes_both_ways(folder: Path) -> None:
    report = load(folder, "Source,Target,Type,Id,Label,timeset,Weight\n1,2,Directed,0,,,3.0\n2,3,Undirected,1,,,1.0\n")
    assert report["counts"]["interactions"] == 3
    assert math.isclose(strength("2", "3"), expected(1, 1), rel_tol=1e-5)
    assert math.isclose(strength("3", "2"), expected(1, 1), rel_tol=1e-5)


def test_nodexl_says_what_kind_of_edge_it_is_and_when(folder: Path) -> None:
    rows = (
        "ada,bo,1,Replies to,2026-05-01 09:00\nbo,ada,1,Mentions,2026-05-01 09:00\nada,ada,1,Tweet,2026-05-01 09:00\n"
    )
    report = load(folder, "Vertex 1,Vertex 2,Width,Relationship,Relationship Date (UTC)\n" + rows + "ada,bo,1,Knows,\n")
    assert [letter["at"] for letter in report["rejected"]] == ["edges.csv:5"]
    assert "Relationship: expected one of REPLIES TO" in report["rejected"][0]["reason"]
    assert answer_of("status")["until"].startswith("2026-05-01T09:00")
    # A reply counts 1.0 and a mention 0.8.
    assert math.isclose(strength("ada", "bo"), expected(1.0, 0.8), rel_tol=1e-5)
    assert math.isclose(strength("bo", "ada"), expected(1.0, 0.8), rel_tol=1e-5)


@pytest.mark.parametrize(
    ("content", "columns", "edges"),
    [
        ("4\n1 0 1\n2 0 1\n3 1 1\n", None, 3),
        ("4 3\n1 0 1\n2 0 1\n3 1 1\n", None, 3),
        ("4 3\n1 0 1\n2 0 1\n", None, 3),
        ("4 3\n1 0 1\n2 0 1\n3 1 1\n" + "3 4 1\n" * 70, None, 74),
        ("4 73\n1 0 1\n2 0 1\n3 1 1\n" + "3 4 1\n" * 70, None, 73),
        ("1 2 3 4\n2 3 1 5\n3 4 1 6\n4 1 9 7\n", "from,to,weight,-", 4),
        (":START_ID(Person)|:END_ID(Person)|creationDate:LONG\n9|2|20100422123057947\n", "from,to,at", 1),
        (":START_ID(Person)|:END_ID(Person)|creationDate:LONG\n9|2|20100422123057947\n", None, 1),
        ("Person.id|Person.id|creationDate\n9|2|20100422123057947\n", "from,to,at", 1),
        ("knower,known\n9,2\n", "from,to", 1),
        ("knower,known\n9,2\n", None, 1),
        ("ada,bo\n9,2\n", None, 1),
        ("ada,bo\ncy,dee\n", "from,to", 2),
        ("9,bo\n9,2\n", None, 2),
        ("1 2\n1 3\n", "from,to", 2),
    ],
)
def test_counts_and_headers_are_no_edges(folder: Path, content: str, columns: str | None, edges: int) -> None:
    report = load(folder, content, *(("--columns", columns) if columns else ()))
    assert (report["counts"]["interactions"], report["rejected_total"]) == (edges, 0)


def test_a_date_of_seventeen_digits_is_one_with_milliseconds(folder: Path) -> None:
    load(folder, "from|to|at\n9|2|20100422123057947\n")
    assert answer_of("status")["until"].startswith("2010-04-22T12:30:57.947")


def test_a_list_with_semicolons_may_have_decimal_commas(folder: Path) -> None:
    (folder / "edges.csv").write_text("ada;bo;2,5\nbo;cy;1,5\n")
    report = answer_of("load", "edges", "edges.csv")
    assert (report["rejected_total"], report["counts"]["interactions"]) == (0, 2)
    (path,) = answer_of("path", "edges:ada", "edges:bo")["paths"]
    assert path["hops"][0]["tie"]["evidence"] == 2.5
