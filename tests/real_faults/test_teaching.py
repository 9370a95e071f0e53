"""Sentiment of complaints is taught: every answer follows, says so, and forgets who is erased; on both stores."""

import csv
import os
from pathlib import Path
from typing import Any

import pytest

from algorithms.text.accuracy import CLASSES
from tests.api.command_line import answer_of, kith, refusal_of
from tests.complaints import complaints

POSTS = 220
LABELS = 150
ERASED = "qz0007"


@pytest.fixture
def shop(folder: Path) -> Path:
    """What people wrote to a shop, with a watch for it, labels of most posts, and somebody who will be erased."""
    texts, codes = complaints(POSTS, seed=11)
    with (folder / "posts.csv").open("w", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(("id", "author", "at", "text", "language"))
        for row, text in enumerate(texts):
            author = ERASED if row < 3 else f"u{row % 40}"
            words = f"{text} xylograph" if row < 3 else text
            rows.writerow((f"q{row:03}", f"x:{author}", f"2026-05-{1 + row % 28:02}T10:00Z", f"@shop {words}", "en"))
    with (folder / "labels.csv").open("w", newline="") as file:
        labels = csv.writer(file)
        labels.writerow(("post", "label"))
        labels.writerows((f"post:x:q{row:03}", CLASSES[codes[row]]) for row in range(LABELS))
        labels.writerows([("post:x:q404", "neutral"), ("post:x:q000", "great"), ("post:x:q009", CLASSES[codes[9]])])
    for step in ("load csv posts.csv --network x", "watch add Shop --kind brand --term kettle --term parcel"):
        assert kith(*step.split()).exit_code == 0
    return folder


def watch_sentiment() -> dict[str, Any]:
    sentiment: dict[str, Any] = answer_of("watch", "show", "Shop")["sentiment"]
    return sentiment


def test_sentiment_is_taught_used_everywhere_and_forgotten(shop: Path) -> None:
    before = watch_sentiment()
    assert before["method"] == "vader-3.3"
    assert answer_of("status")["taught"] is None

    taught = answer_of("teach", "sentiment", "labels.csv")
    (english,) = taught["languages"]
    assert (taught["by"], taught["labels"], english["refused"]) == ("tess", LABELS, None)
    assert english["after_low"] > english["before"] + 0.1
    assert english["mean_after"] == pytest.approx(english["mean_labels"], abs=0.15)
    assert taught["repeated"] == 1
    assert {one["at"]: one["reason"] for one in taught["rejected"]} == {
        "labels.csv:152": "there is no post post:x:q404",
        "labels.csv:153": "expected negative, neutral, positive (or -1, 0, 1), got 'great'",
    }

    status = answer_of("status")
    assert status["findings"] is None, "findings by the former method are stale"
    assert status["taught"] == {name: taught[name] for name in status["taught"]}
    after = watch_sentiment()
    assert after["method"].startswith("taught-en-")
    assert after["method"].endswith("+vader-3.3")
    assert after["mean"] < before["mean"] - 0.3
    assert answer_of("themes")["provenance"]["sentiment"] == after["method"]
    assert answer_of("trends")["provenance"]["sentiment"] == after["method"]

    audit = answer_of("audit", "sentiment", "--labels", str(labels_alone(shop)))
    overall = audit["rows"][0]
    assert audit["taught"] == LABELS
    assert overall["recall"] == pytest.approx(english["after"], abs=1e-6), "not by a model that had seen the labels"
    assert overall["before"]["recall"] == pytest.approx(english["before"], abs=1e-6)

    erase(shop)
    assert traces(shop) == set()
    assert answer_of("status")["taught"]["labels"] == LABELS - 3
    smaller = watch_sentiment()["method"]
    assert smaller.startswith("taught-en-")
    assert smaller != after["method"]
    assert traces(shop) == set()

    assert answer_of("teach", "sentiment", "--forget") == {"forgotten": True, "method": "vader-3.3"}
    assert watch_sentiment()["method"] == "vader-3.3"
    assert answer_of("teach", "sentiment", "--forget")["forgotten"] is False
    (shop / "few.csv").write_text("post,label\npost:x:q010,1\n")
    assert "en: expected at least 60 labels, got 1" in refusal_of("teach", "sentiment", "few.csv")


def labels_alone(folder: Path) -> Path:
    """The labels without the rows that are wrong, which an audit refuses."""
    path = folder / "alone.csv"
    path.write_text("".join((folder / "labels.csv").read_text().splitlines(keepends=True)[: LABELS + 1]))
    return path


def erase(folder: Path) -> None:
    assert ("taught-sentiment.json", "post:x:q001") in traces(folder), "the test looks where it lies"
    assert answer_of("erase", f"x:{ERASED}", "--yes")["posts"] == 3


def traces(folder: Path) -> set[tuple[str, str]]:
    """Files of the state folder that hold ids or words of the erased person's posts."""
    words = ("post:x:q000", "post:x:q001", "post:x:q002", "xylograph", ERASED)
    state = Path(os.environ.get("KITH_STATE", folder / "kith.db.state"))
    files = {path: path.read_bytes() for path in state.rglob("*") if path.is_file()}
    return {(path.name, word) for word in words for path, data in files.items() if word.encode() in data}
