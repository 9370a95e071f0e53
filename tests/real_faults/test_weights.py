"""Weights that no network has: each is refused by itself, and the rest is ranked."""

from pathlib import Path

from tests.api.command_line import answer_of, kith

EDGES = """source,target,weight
ada,ada,3
ada,bo,0
bo,cy,-2
cy,dee,NaN
dee,ada,inf
bo,dee,1e308
cy,bo,3.5e38
ada,cy,1e-320
cy,ada,3.4e38
dee,bo,2
"""


def test_weights_are_refused_one_by_one_and_the_rest_is_ranked(folder: Path) -> None:
    (folder / "weights.csv").write_text(EDGES)
    report = answer_of("load", "edges", "weights.csv")
    assert [letter["at"].rpartition(":")[2] for letter in report["rejected"]] == ["3", "4", "5", "6", "7", "8"]
    assert all(letter["reason"].startswith("weight: expected a number above 0") for letter in report["rejected"])
    ranked = answer_of("rank", "--measure", "pagerank")["rows"]
    assert {row["name"] for row in ranked} == {f"edges:{name}" for name in ("ada", "bo", "cy", "dee")}
    for measure in ("influence", "betweenness", "attention", "degree"):
        assert kith("rank", "--measure", measure).exit_code in {0, 2}
