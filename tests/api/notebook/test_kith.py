"""Asked from Python: the same answers as on the command line, as data frames and networks, opened when it is needed."""

import math
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import networkx as nx
import pandas as pd
import pytest

import kith
from api.errors import BadInput, NotFound
from graph.errors import StoreUnavailable
from tests.api.command_line import answer_of, settle
from tests.modules import ROOT
from tests.patience import patience


@pytest.fixture
def graph(demo_folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[kith.Kith]:
    settle(demo_folder, monkeypatch)
    monkeypatch.setenv("KITH_STORE", "sqlite:///demo.db")
    with kith.open() as opened:
        yield opened


def rows(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """Rows as the command line has them: the index a column again, moments as text."""
    records: list[dict[str, Any]] = [
        {str(name): _plain(value) for name, value in row.items()} for row in frame.reset_index().to_dict("records")
    ]
    return records


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
    return None if isinstance(value, float) and math.isnan(value) else value


@pytest.mark.parametrize(
    ("ask", "command"),
    [
        (lambda graph: graph.influencers(limit=30), ("rank", "--limit", "30")),
        (lambda graph: graph.influencers("pagerank", limit=5), ("rank", "--measure", "pagerank", "--limit", "5")),
        (lambda graph: graph.influencers("hits-hub", limit=5), ("rank", "--measure", "hits-hub", "--limit", "5")),
        (lambda graph: graph.influencers(about="kettle"), ("rank", "--about", "kettle")),
        (
            lambda graph: graph.influencers(since=datetime(2026, 6, 1, tzinfo=UTC)),
            ("rank", "--since", "2026-06-01"),
        ),
        (lambda graph: graph.communities(), ("communities",)),
        (lambda graph: graph.themes(), ("themes",)),
        (lambda graph: graph.themes(emergent=True), ("themes", "--emergent")),
        (lambda graph: graph.trends(14, 56).head(20), ("trends", "--window", "14", "--before", "56")),
    ],
)
def test_a_data_frame_has_the_rows_and_the_provenance_of_the_command(
    graph: kith.Kith, ask: Any, command: tuple[str, ...]
) -> None:
    frame, answer = ask(graph), answer_of(*command)
    # A column of nothing but nulls comes back without them, which says the same.
    expected = [{name: value for name, value in row.items() if value is not None} for row in answer["rows"]]
    assert [{name: value for name, value in row.items() if value is not None} for row in rows(frame)] == expected
    assert expected or "emergent" in str(command)
    assert frame.attrs["fingerprint"] == answer["provenance"]["fingerprint"]
    assert frame.attrs["people"] == answer["provenance"]["people"]


def test_paths_have_a_row_a_hop(graph: kith.Kith) -> None:
    frame, answer = graph.paths("warble:18042", k=3), answer_of("path", "warble:18042", "--k", "3")
    hops = [(hop["from"], hop["to"], hop["strength"]) for path in answer["paths"] for hop in path["hops"]]
    assert list(frame[["from", "to", "strength"]].itertuples(index=False, name=None)) == hops
    assert list(frame.groupby("path")["path_strength"].first()) == [path["strength"] for path in answer["paths"]]
    assert list(frame.loc[frame["path"] == 1, "from_name"]) == answer["paths"][0]["names"][:-1]
    assert str(frame["last_at"].dtype).startswith("datetime64")


def test_no_path_says_why(graph: kith.Kith) -> None:
    frame = graph.paths("warble:18042", "warble:28982", max_hops=1, k=1)
    reason = answer_of("path", "warble:18042", "warble:28982", "--max-hops", "1", "--k", "1")["reason"]
    assert (frame.attrs["reason"], len(frame) == 0) == (reason, reason is not None)


def test_a_map_is_a_network_with_all_that_the_command_says(graph: kith.Kith) -> None:
    network, answer = graph.map("warble:18042", depth=1), answer_of("map", "warble:18042", "--depth", "1")
    assert isinstance(network, nx.DiGraph)
    assert [{"id": person, **facts} for person, facts in network.nodes(data=True)] == answer["people"]
    ties = {(tie["from"], tie["to"]): tie["strength"] for tie in answer["ties"]}
    assert {(one, other): facts["weight"] for one, other, facts in network.edges(data=True)} == ties
    assert network.graph["total_people"] == answer["total_people"]


def test_a_network_holds_every_tie_of_a_strength(graph: kith.Kith) -> None:
    whole, strong = graph.network(), graph.network(min_strength=0.5)
    status = answer_of("status")
    assert (whole.number_of_nodes(), whole.number_of_edges()) == (status["people"], status["ties"])
    expected = {(a, b) for a, b, facts in whole.edges(data=True) if facts["strength"] >= 0.5}
    assert set(strong.edges) == expected != set()
    assert set(strong.nodes) == set(whole.nodes)


def test_a_person_and_the_status_are_the_documents_of_their_commands(graph: kith.Kith) -> None:
    assert graph.person("warble:18042")["influence"] == answer_of("person", "warble:18042")["influence"]
    assert graph.person("@takumi_ultra")["id"] == answer_of("person", "@takumi_ultra")["id"]
    document = answer_of("status")
    assert {name: graph.status()[name] for name in ("people", "posts", "ties")} == {
        name: document[name] for name in ("people", "posts", "ties")
    }


def test_a_watch_is_heard_over_time(listening_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settle(listening_folder, monkeypatch)
    with kith.open("sqlite:///demo.db") as graph:
        name = graph.watches()["name"].iloc[0]
        frame = graph.watch(name, by="week", zone="Europe/Berlin")
        answer = answer_of(
            "watch", "show", name, "--by", "week", "--zone", "Europe/Berlin", "--store", "sqlite:///demo.db"
        )
        assert list(frame["posts"]) == [point["posts"] for point in answer["volume"]]
        assert [moment.tz_convert("Europe/Berlin").isoformat() for moment in frame.index] == [
            point["at"] for point in answer["volume"]
        ]
        with pytest.raises(BadInput, match="hour, day, week, month"):
            graph.watch(name, by="fortnight")
        with pytest.raises(NotFound, match="there is no watch"):
            graph.watch("nothing")


def test_what_is_wrong_is_said_in_a_sentence(graph: kith.Kith) -> None:
    with pytest.raises(NotFound, match="nobody"):
        graph.person("@nobody.at.all")
    with pytest.raises(BadInput, match="pagerank"):
        graph.influencers("loudness")


def test_nothing_is_opened_before_the_first_question(tmp_path: Path) -> None:
    graph = kith.open(f"sqlite:///{tmp_path / 'none.db'}")
    assert list(tmp_path.iterdir()) == []
    with pytest.raises(StoreUnavailable, match="there is no store"):
        graph.communities()
    graph.close()
    assert list(tmp_path.iterdir()) == []


def test_importing_it_is_quick_to_no_library_that_it_may_not_need() -> None:
    program = (
        "import sys, kith; "
        "print([name for name in ('numba', 'sklearn', 'strawberry', 'fastapi') if name in sys.modules])"
    )
    command = [sys.executable, "-c", program]
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True, timeout=patience(60))
    assert ran.stdout.strip() == "[]"
