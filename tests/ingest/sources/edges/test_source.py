"""The source `edges`: any edge list."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from graph.model.interaction import Interaction, InteractionKind
from ingest.errors import SourceError
from ingest.sources.edges.source import Edges, EdgesOptions
from tests.ingest.reading import read, write

KNOWS, MEETING = InteractionKind.KNOWS, InteractionKind.MEETING
Act = tuple[str, str, InteractionKind, float | None, datetime | None]


def acts(source: Edges) -> list[Act]:
    records, reasons = read(source)
    assert reasons == {}
    acts = [record for record in records if isinstance(record, Interaction)]
    assert len(acts) == len(records)
    return [(act.actor, act.target or "", act.kind, act.evidence, act.at) for act in acts]


@pytest.mark.parametrize("separator", [",", "\t", " ", "   ", "|", ";", ", "])
@pytest.mark.parametrize("header", ["", "from{0}to\n", "Source{0}Target\n"])
def test_two_columns(tmp_path: Path, separator: str, header: str) -> None:
    text = "# comment\n% comment\n\n" + (header + "a{0}b\nb{0}c\n").format(separator)
    path = write(tmp_path, "e.txt", text)
    assert acts(Edges([path])) == [
        ("edges:a", "edges:b", KNOWS, None, None),
        ("edges:b", "edges:c", KNOWS, None, None),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "a,b,2.5,MEETING,2026-01-01\n",
        "from,to,weight,kind,at\na,b,2.5,meeting,2026-01-01\n",
        "Type,At,Target,Weight,Source,Kind\nDirected,2026-01-01,b,2.5,a,MEETING\n",
        "a|b|2.5|MEETING|1767225600\n",
        "a b MEETING 2.5 1767225600\n",
        "who,whom,how much,what,when\na,b,2.5,MEETING,2026-01-01\n",
        '"a","b","2.5","MEETING","2026-01-01"\n',
    ],
)
def test_weight_kind_and_time(tmp_path: Path, text: str) -> None:
    path = write(tmp_path, "e.csv", text)
    assert acts(Edges([path])) == [("edges:a", "edges:b", MEETING, 2.5, datetime(2026, 1, 1, tzinfo=UTC))]


def test_undirected_edges_go_both_ways_and_loops_once(tmp_path: Path) -> None:
    path = write(tmp_path, "e.csv", "a,b,2\nc,c,1\n")
    assert acts(Edges([path], EdgesOptions(undirected=True, network="club"))) == [
        ("club:a", "club:b", KNOWS, 2.0, None),
        ("club:b", "club:a", KNOWS, 2.0, None),
        ("club:c", "club:c", KNOWS, 1.0, None),
    ]


def test_ids_in_full_and_handles(tmp_path: Path) -> None:
    path = write(tmp_path, "e.csv", "x:1,@Bob\n")
    assert acts(Edges([path], EdgesOptions(network="x"))) == [("x:1", "x:@bob", KNOWS, None, None)]


def test_columns_can_be_told(tmp_path: Path) -> None:
    path = write(tmp_path, "e.txt", "1 2 1767225600 9\n")
    expected = ("edges:1", "edges:2", KNOWS, None, datetime(2026, 1, 1, tzinfo=UTC))
    assert acts(Edges([path], EdgesOptions(columns=("from", "to", "at", "-")))) == [expected]


def test_the_size_of_a_matrix_is_no_edge(tmp_path: Path) -> None:
    path = write(tmp_path, "e.mtx", "%%MatrixMarket matrix coordinate real general\n% c\n3 3 2\n1 2 0.5\n2 3 1\n")
    assert acts(Edges([path])) == [
        ("edges:1", "edges:2", KNOWS, 0.5, None),
        ("edges:2", "edges:3", KNOWS, 1.0, None),
    ]


def test_a_number_that_may_be_a_moment_is_refused_with_the_question(tmp_path: Path) -> None:
    path = write(tmp_path, "e.txt", "1 2 1082040961\n")
    with pytest.raises(SourceError, match="is it a weight or a moment"):
        list(Edges([path]).fetch())


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("", "holds no line"),
        ("# nothing\n", "holds no line"),
        ("hello\nworld\n", "is no edge list"),
        ('{"data": [{"id": "1", "text": "hi"}]}\n', "is a JSON document; kith reads edge lists"),
        ("id,name,city\n1,Ada,Paris\n", "is no edge list"),
        (b"\x7fELF\x00\x00\x00\x00", "is a binary file"),
        (b"\xe9,b\n", "no UTF-8"),
    ],
)
def test_an_input_of_another_kind_gets_one_sentence(tmp_path: Path, content: str | bytes, sentence: str) -> None:
    path = write(tmp_path, "e.txt", content)
    with pytest.raises(SourceError, match=sentence):
        list(Edges([path]).fetch())


def test_columns_that_are_none_are_refused(tmp_path: Path) -> None:
    path = write(tmp_path, "e.txt", "1 2\n")
    with pytest.raises(SourceError, match="expected columns like"):
        list(Edges([path], EdgesOptions(columns=("from", "size"))).fetch())


def test_bad_lines_are_rejected_with_their_number(tmp_path: Path) -> None:
    lines = [b"a,b,1", b"a,,1", b"a", b"a,b,x", b"a,b,NaN", b"a,b,0", b"a,b,1,2", b"a,\xff,1", b"a,b,1e999", b"c,d,2"]
    path = write(tmp_path, "e.csv", b"\n".join(lines))
    records, reasons = read(Edges([path]))
    assert len(records) == 2
    assert {at: reason.partition(":")[0][:24] for at, reason in reasons.items()} == {
        "e.csv:2": "expected an edge from on",
        "e.csv:3": "expected 3 fields, got 1",
        "e.csv:4": "weight",
        "e.csv:5": "weight",
        "e.csv:6": "weight",
        "e.csv:7": "expected 3 fields, got 4",
        "e.csv:8": "byte 3 of the line is no",
        "e.csv:9": "weight",
    }


def test_the_same_edge_is_the_same_act_in_every_file(tmp_path: Path) -> None:
    one = write(tmp_path, "one.csv", "a,b,1\n")
    two = write(tmp_path, "two.csv", "from,to,weight\na,b,5\n")
    (first,), (second,) = read(Edges([one]))[0], read(Edges([two]))[0]
    assert first.id == second.id
