"""Snapshots and findings that are cut, emptied or hold other bytes: commands answer as before, and say so in a line."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.api.command_line import answer_of, kith

EDGES = "source,target,weight\n" + "".join(f"a{n},b{n * n % 7},{n % 4 + 1}\n" for n in range(60))


def _cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-9])


def _flip(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 0x55
    path.write_bytes(content)


def _empty(path: Path) -> None:
    path.write_bytes(b"")


def _other_json(path: Path) -> None:
    path.write_text('{"format": "x", "meta": [], "store_id": null}')


def _state(folder: Path) -> Path:
    (pointer,) = folder.rglob("snapshots/current")
    return pointer.parents[1]


def _file(folder: Path, place: str) -> Path:
    """A file of the current snapshot, or of the findings that were written last."""
    current = (_state(folder) / "snapshots" / "current").read_text()
    return max(
        _state(folder).glob(place.replace("snapshots/*", f"snapshots/{current}")), key=lambda p: p.stat().st_mtime
    )


DAMAGES: tuple[tuple[str, Callable[[Path], object]], ...] = (
    ("snapshots/*/interactions.arrow", _cut),
    ("snapshots/*/people.arrow", _flip),
    ("snapshots/*/raw-accounts.arrow", _empty),
    ("snapshots/*/raw-posts.arrow", Path.unlink),
    ("snapshots/*/meta.json", _other_json),
    ("snapshots/*/meta.json", _cut),
    ("snapshots/*/seal.json", _flip),
    ("snapshots/*/seal.json", Path.unlink),
    ("findings/*/findings.json", _other_json),
    ("findings/*/3.npy", _flip),
    ("findings/*/3.npy", _empty),
    ("findings/*/seal.json", _cut),
)


def test_what_is_damaged_is_made_anew_and_answers_are_as_before(folder: Path, caplog: pytest.LogCaptureFixture) -> None:
    (folder / "edges.csv").write_text(EDGES)
    assert kith("load", "edges", "edges.csv").exit_code == 0
    usual = answer_of("rank")["rows"]
    for place, damage in DAMAGES:
        caplog.clear()
        damage(_file(folder, place))
        assert answer_of("rank")["rows"] == usual, (place, damage)
        lines = [record.getMessage() for record in caplog.records if "damaged" in record.getMessage()]
        # Without its seal a snapshot is one of a former version, which knew none.
        assert len(lines) == (damage is not Path.unlink or "seal" not in place), (place, damage, lines)
    assert len(answer_of("path", "edges:a1", "edges:b1")["paths"]) == 1
    for text in ("", "nowhere", "../../..", "\0", "a\nb"):
        (_state(folder) / "snapshots" / "current").write_text(text)
        assert answer_of("rank")["rows"] == usual, text


def test_a_disk_that_takes_nothing_still_answers(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "edges.csv").write_text(EDGES)
    assert kith("load", "edges", "edges.csv").exit_code == 0

    def full(_: Path) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr("graph.snapshot.generations.seal", full)
        patch.setattr("api.workspace.findings_store.seal", full)
        on_full_disk = kith("rank", "--json")
    assert on_full_disk.exit_code == 0, on_full_disk.output
    assert json.loads(on_full_disk.stdout)["rows"] == answer_of("rank")["rows"]
