"""Labels in the state folder: kept whole, never taken for good when they are not, without posts that are gone."""

import logging
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest

from api.workspace.taught_labels import TaughtFile, TaughtLabel, TaughtLabels
from tests.worlds import Said, snapshot_of

AT = datetime(2026, 3, 1, 12, tzinfo=UTC)


def labels_of(posts: int, language: str = "en") -> TaughtLabels:
    labels = {f"post:x:{row:03}": TaughtLabel(2 * (row % 2), language, 0.5) for row in range(posts)}
    return TaughtLabels(by="tess", at=AT, digest="abc", labels=labels, languages=({"language": language},))


@pytest.fixture
def file(tmp_path: Path) -> Path:
    TaughtFile(tmp_path).keep(labels_of(3))
    return tmp_path / "taught-sentiment.json"


def test_what_is_kept_is_read_back_and_forgotten(file: Path) -> None:
    taught = TaughtFile(file.parent)
    assert taught.read() == labels_of(3)
    assert file.stat().st_mode & 0o777 == 0o600
    assert taught.damage() is None
    other = TaughtFile(file.parent)
    other.keep(labels_of(4))
    assert taught.read() == labels_of(4), "another process put others in place"
    assert [path.name for path in file.parent.iterdir()] == [file.name]
    assert taught.forget()
    assert taught.read() is None
    assert not taught.forget()


@pytest.mark.parametrize("spoil", ["cut", "empty", "flipped", "older"])
def test_damage_is_said_and_nothing_of_it_counts(file: Path, spoil: str, caplog: pytest.LogCaptureFixture) -> None:
    content = file.read_bytes()
    spoilt = {
        "cut": content[:-9],
        "empty": b"",
        "flipped": content.replace(b"post:x:001", b"post:x:009"),
        "older": content.replace(b'"format": 1', b'"format": 0'),
    }[spoil]
    file.write_bytes(spoilt)
    taught = TaughtFile(file.parent)
    with caplog.at_level(logging.WARNING):
        assert taught.read() is None
        assert taught.read() is None
    assert len(caplog.records) == 1
    assert "teach it again" in caplog.text
    assert "cannot be read" in (taught.damage() or "")
    assert file.read_bytes() == spoilt, "what somebody labelled is not removed"


def test_a_write_that_fails_leaves_what_was_there(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("api.workspace.taught_labels.os.replace", full)
    with pytest.raises(OSError, match="No space"):
        TaughtFile(file.parent).keep(labels_of(9))
    assert TaughtFile(file.parent).read() == labels_of(3)
    assert [path.name for path in file.parent.iterdir()] == [file.name]


def test_lessons_are_of_posts_that_are_there_and_say_something() -> None:
    labels = labels_of(70)
    said = [Said(f"post:x:{row:03}", text=f"@ann word {row}", language="en") for row in range(64)]
    said[3] = replace(said[3], text="https://a.example")
    lesson = labels.lessons(snapshot_of(posts=said))["en"]
    assert len(lesson.texts) == 63
    assert lesson.texts[:2] == ("word 0", "word 1")
    assert lesson.labels.tolist() == np.delete(np.tile([0, 2], 32), 3).tolist()
    assert labels.lessons(snapshot_of(posts=said[:60])) == {}, "59 are too few"


def test_posts_that_are_gone_are_forgotten(file: Path) -> None:
    taught = TaughtFile(file.parent)
    taught.keep(labels_of(5))
    before = file.stat().st_ino
    said = [Said(f"post:x:{row:03}", text="hi") for row in (0, 1, 2, 4)]
    taught.forget_gone(snapshot_of(posts=said))
    kept = taught.read()
    assert kept is not None
    assert set(kept.labels) == {"post:x:000", "post:x:001", "post:x:002", "post:x:004"}
    assert b"post:x:003" not in file.read_bytes()
    after = file.stat().st_ino
    assert after != before
    taught.forget_gone(snapshot_of(posts=said))
    assert file.stat().st_ino == after, "nothing to do"
