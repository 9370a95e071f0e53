"""`kith watch`, `trends`, `escalations` and `audit` on a copy of the demo world: what was planted is what is told."""

import csv
from pathlib import Path
from typing import Any

import pytest

from ingest.demo.source import DemoSource
from ingest.demo.truth import Truth
from tests.api.command_line import answer_of, csv_of, kith, refusal_of, rows_of, settle


@pytest.fixture(autouse=True)
def _there(listening_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settle(listening_folder, monkeypatch)
    monkeypatch.setenv("KITH_STORE", "sqlite:///demo.db")


@pytest.fixture(scope="module")
def truth() -> Truth:
    return DemoSource().truth


def test_watches_are_listed_and_a_name_is_taken_once() -> None:
    assert [(row["name"], row["kind"]) for row in rows_of("watch", "list")] == [
        ("Brightkettle", "BRAND"),
        ("Stovewell", "COMPETITOR"),
    ]
    assert "no other watch" in refusal_of("watch", "add", "BRIGHTKETTLE", "--kind", "brand", "--term", "x")
    assert "something to listen for" in refusal_of("watch", "add", "Nothing", "--kind", "brand")
    assert "there is no watch 'Nobody'" in refusal_of("watch", "show", "Nobody")
    assert "there is no watch 'Nobody'" in refusal_of(
        "watch", "add", "Nobody", "--kind", "brand", "--term", "x", "--replace"
    )


def test_a_watch_shows_what_was_planted(truth: Truth) -> None:
    answer = answer_of("watch", "show", "brightkettle", "--by", "day", "--limit", "3")
    burst = answer["bursts"][0]
    assert (burst["from"], burst["to"]) == ("2026-06-16T08:00:00Z", "2026-06-16T20:00:00Z")
    assert {word["word"] for word in burst["words"][:2]} == set(truth.burst.words)
    assert sum(point["posts"] for point in answer["volume"]) == answer["posts"]
    assert any(point["posts"] == 0 for point in answer["volume"])
    told = answer["sentiment"]
    assert sum(told[name] for name in ("positive", "neutral", "negative", "unknown")) == answer["posts"]
    assert [len(answer[name]) <= 3 for name in ("themes", "influencers", "latest")] == [True] * 3
    assert any({"lid", "recall"} <= {word["word"] for word in theme["words"]} for theme in answer["themes"])
    assert answer["provenance"]["fingerprint"]


def test_the_table_of_a_watch_says_the_same() -> None:
    facts = csv_of("watch", "show", "brightkettle", "--by", "week", "--zone", "Europe/Berlin", "--limit", "1")
    sections = {fact["section"] for fact in facts}
    assert sections == {"watch", "volume", "sentiment", "burst", "theme", "influencer", "post"}
    (burst, *_) = (fact for fact in facts if fact["section"] == "burst")
    assert burst["what"] == "2026-06-16 08:00 to 2026-06-16 20:00 UTC"
    weeks = [fact["what"] for fact in facts if fact["section"] == "volume"][1:]
    assert weeks[:2] == ["2026-02-23", "2026-03-02"]
    assert "zone" in refusal_of("watch", "show", "brightkettle", "--zone", "Mars")


def test_voices_are_compared_in_one_time() -> None:
    every = {row["name"]: row for row in rows_of("watch", "compare")}
    assert sum(row["share"] for row in every.values()) == pytest.approx(1)
    assert every["Brightkettle"]["posts"] > every["Stovewell"]["posts"] > 0
    june = rows_of("watch", "compare", "stovewell", "--since", "2026-06-01", "--until", "2026-07-01")
    assert [row["name"] for row in june] == ["Stovewell"]
    assert 0 < june[0]["posts"] < every["Stovewell"]["posts"]
    once = {row["name"]: row["posts"] for row in rows_of("watch", "compare", "--copies-once")}
    assert once["Brightkettle"] < every["Brightkettle"]["posts"]
    others = {row["name"]: row["posts"] for row in rows_of("watch", "compare", "--others-only")}
    assert others["Stovewell"] == every["Stovewell"]["posts"]
    assert 0 < others["Brightkettle"] < every["Brightkettle"]["posts"]


def test_the_escalation_is_the_list_and_stays_out_of_other_times_and_watches(truth: Truth) -> None:
    (result,) = rows_of("escalations")
    planted = truth.escalation
    assert (result["post"], result["picked_up_in"]) == (planted.post, planted.picked_up)
    assert result["gained"] == result["reach_after"] - result["reach_before"] > 40_000
    assert rows_of("escalations", "--watch", "brightkettle") == [result]
    assert rows_of("escalations", "--watch", "stovewell") == []
    assert rows_of("escalations", "--since", "2026-08-01") == []
    table = kith("escalations").stdout
    assert "QUOTE" in table
    assert "nothing escalated" in kith("escalations", "--until", "2026-07-01").stdout


def test_trends_tell_apart_what_grew_what_faded_and_what_is_as_before() -> None:
    rows = rows_of("trends")
    assert {"GREW", "FADED", "AS_BEFORE"} <= {row["change"] for row in rows}
    for row in rows:
        low, high = row["times_low"] or 0.0, row["times_high"] or float("inf")
        assert low <= high
        if row["change"] == "GREW":
            assert low > 1
            assert row["trend"] > 0
        if row["change"] == "FADED":
            assert high < 1
            assert row["trend"] < 0
        if row["change"] == "AS_BEFORE" and row["trend"] == 0:
            assert low <= 1 <= high


def test_trends_put_what_grows_first() -> None:
    rows = rows_of("trends", "--window", "14", "--before", "60")
    assert rows == sorted(rows, key=lambda row: (not row["emergent"], -row["trend"], -row["now"], row["id"]))
    assert len(rows_of("trends", "--limit", "2")) == 2
    assert "days" in refusal_of("trends", "--window", "0")
    assert rows_of("trends", "--watch", "stovewell", "--limit", "1")[0]["watch"].startswith("watch:")


def test_an_audit_tells_how_often_the_labels_agree(tmp_path: Path) -> None:
    drawn = csv_of("audit", "sentiment", "--sample", "60")
    assert drawn == csv_of("audit", "sentiment", "--sample", "60")
    assert len({row["post"] for row in drawn}) == 60
    assert not any(row["label"] for row in drawn)
    told = {row["id"]: row["sentiment"] for row in _sentiments([row["post"] for row in drawn])}
    known = [row for row in drawn if told[row["post"]] is not None]
    for number, row in enumerate(known[:20]):
        right = "positive" if told[row["post"]] >= 0.05 else "negative" if told[row["post"]] <= -0.05 else "neutral"
        row["label"] = right if number < 15 else "neutral" if right != "neutral" else "positive"
    answer = answer_of("audit", "sentiment", "--labels", str(_written(tmp_path, drawn)))
    (overall,) = (row for row in answer["rows"] if row["group"] == "all")
    assert (overall["labels"], overall["right"], overall["accuracy"]) == (20, 15, 0.75)
    # Wilson's interval for 15 of 20, by the formula with z = 1.959964
    assert (overall["low"], overall["high"]) == pytest.approx((0.5313, 0.8881), abs=1e-4)
    assert answer["unlabelled"] == 40
    for group in ("language", "network"):
        assert sum(row["labels"] for row in answer["rows"] if row["group"] == group) == 20


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("post,label\npost:x:1,fine\n", "labels.csv:2: expected negative, neutral, positive"),
        (
            "post,label\npost:x:1,positive\npost:x:1,negative\n",
            "labels.csv:3: post:x:1 is negative here",
        ),
        ("id,label\npost:x:1,positive\n", "columns post and label"),
        ("", "columns post and label"),
        ("post,label\npost:x:404,positive\n", "sentiment is known"),
    ],
)
def test_labels_that_cannot_be_read_are_refused(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "labels.csv"
    path.write_text(text, encoding="utf-8")
    assert said in refusal_of("audit", "sentiment", "--labels", str(path))


def _sentiments(posts: list[str]) -> list[dict[str, Any]]:
    """Sentiment of posts, as the findings have it."""
    from api.settings import read_settings
    from api.workspace.workspace import Workspace

    with Workspace(read_settings()) as workspace:
        analysis = workspace.refresh()
        ids = analysis.snapshot.posts.ids.to_pylist()
        return [{"id": post, "sentiment": analysis.findings.sentiment.of(ids.index(post))} for post in posts]


def _written(folder: Path, rows: list[dict[str, str]]) -> Path:
    path = folder / "labels.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return path
