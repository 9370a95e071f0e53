"""A load that is killed again and again goes on where it was, ends, and leaves what an unbroken one leaves."""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from graph.ledger.store import LedgerStore
from graph.ledger.writer import LedgerWriter
from graph.opening import open_store
from graph.port.batch import Batch, Cursor, Load, Written
from ingest.loading.checkpoints import Checkpoint, CheckpointFile
from ingest.loading.loading import load
from ingest.loading.report import LoadReport
from ingest.registry import open_source, registrations
from ingest.source import Raw, Source, Translated
from tests.conftest import wipe
from tests.ingest.samples import SAMPLES, Sample

BATCH = 20
ROWS = 600
SOURCES = [registration.name for registration in registrations() if not registration.apart]


class Killed(BaseException):
    """Stands for the power that fails."""


@dataclass
class Life:
    """How many pieces a run may still translate, and what happens at its write of a number."""

    pieces: int = 10**9
    write: int = 0
    after_commit: bool = False

    def piece(self) -> None:
        self.pieces -= 1
        if self.pieces < 0:
            raise Killed


def rows(sample: Sample) -> Iterator[dict[str, Any]]:
    """Rows that repeat each other, contradict each other, and cannot be used."""
    rng = random.Random(5)
    for _ in range(ROWS):
        row: dict[str, Any] = {"number": rng.randrange(ROWS // 2), "who": f"u{rng.randrange(40)}"}
        row["at"] = rng.choice(["2026-05-01T09:00:00Z", "2026-05-02T09:00:00Z", "2090-01-01T00:00:00Z", "soon"])
        row["text"] = rng.choice(['two\nlines "so"', "@u3 tea", "=1+1"]) if "," in sample.header else "@u3 tea"
        row["count"] = rng.choice([1, 2, 3, "many"])
        yield row


def files(folder: Path, source: str) -> list[Path]:
    """Two files of a kind, with torn lines in them."""
    (folder / source).mkdir()
    paths = []
    for number, sample in enumerate([SAMPLES[source][0]] * 2):
        content = sample.file_of(*rows(sample)).replace("tea", f"tea{number}")
        path = folder / source / f"{number}-{sample.file}"
        path.write_text(content + 'torn "line\n' + content.removeprefix(sample.header)[:2_000])
        paths.append(path)
    return paths


def opened(source: str, paths: list[Path], life: Life) -> Source:
    """The source with a life: once it is used up, the run ends as if it was killed."""
    options = dict(zip(SAMPLES[source][0].options[::2], SAMPLES[source][0].options[1::2], strict=True))
    if source == "csv":
        options["--as"] = "posts"
    made = open_source(source, paths, options)
    translate = made.translate

    def mortal(raw: Raw) -> Iterator[Translated]:
        life.piece()
        return translate(raw)

    made.translate = mortal  # type: ignore[method-assign]
    return made


@pytest.fixture
def life(monkeypatch: pytest.MonkeyPatch) -> Life:
    life = Life()
    write = LedgerWriter.write

    def mortal(writer: LedgerWriter, batch: Batch, cursor: Cursor | None = None) -> Written:
        life.write -= 1
        if life.write == 0 and not life.after_commit:
            raise Killed
        written = write(writer, batch, cursor)
        if life.write == 0:
            raise Killed
        return written

    monkeypatch.setattr(LedgerWriter, "write", mortal)
    return life


def end(store: LedgerStore, report: LoadReport) -> tuple[Any, ...]:
    """What a load leaves: the graph, its numbers, the dead letters and what its report says."""
    view = store.view()
    (made,) = view.loads()
    letters = [(letter.at, letter.reason) for _, _, letter in view.rejected(first=10_000)]
    said = replace(report, seconds=0, resumed_at=0, read_anew=False, load="", rejected=())
    return view.snapshot().fingerprint, _numbers(made), letters, said


def _numbers(made: Load) -> tuple[Any, ...]:
    return made.written, made.counts, made.position


def unbroken(folder: Path, source: str, paths: list[Path], life: Life) -> tuple[Any, ...]:
    life.pieces, life.write = 10**9, 0
    with open_store(f"sqlite:///{folder / source}.db", state=folder / f"{source}.state") as store:
        report = load(opened(source, paths, life), store, batch_size=BATCH)
        assert report.written.rejected > 2
        return end(store, report)


@pytest.mark.parametrize("kind", ["sqlite", pytest.param("neo4j", marks=pytest.mark.neo4j)])
def test_killed_fifty_times_at_random_places_it_ends_the_same(
    kind: str, tmp_path: Path, life: Life, request: pytest.FixtureRequest
) -> None:
    for source in SOURCES if kind == "sqlite" else ["csv"]:
        paths = files(tmp_path, source)
        expected = unbroken(tmp_path, source, paths, life)
        url = f"sqlite:///{tmp_path / source}-killed.db"
        if kind == "neo4j":
            url = request.getfixturevalue("empty_neo4j")
            wipe(url)
        with open_store(url, state=tmp_path / f"{source}-killed.state") as store:
            report, kills = _with_kills(store, source, paths, life)
            assert kills >= 50, source
            assert end(store, report) == expected, source
        assert not list(tmp_path.rglob("*.checkpoints"))


def _with_kills(store: LedgerStore, source: str, paths: list[Path], life: Life) -> tuple[LoadReport, int]:
    """Runs of less than two batches each: one that began anew would never come to the end."""
    rng, kills = random.Random(3), 0
    while True:
        life.pieces = rng.randrange(1, 2 * BATCH) + BATCH // 2
        life.write, life.after_commit = rng.randrange(1, 4), rng.random() < 0.5
        try:
            return load(opened(source, paths, life), store, batch_size=BATCH), kills
        except Killed:
            kills += 1
            assert kills < 1_000, f"{source} never ends"


DAMAGES: dict[str, Callable[[Path], object]] = {
    "gone": Path.unlink,
    "empty": lambda path: path.write_bytes(b""),
    "cut": lambda path: path.write_bytes(path.read_bytes()[:-5]),
    "other bytes": lambda path: path.write_bytes(path.read_bytes()[:-200] + bytes(200)),
    "of another load": lambda path: path.write_bytes(path.read_bytes().replace(b"posts.csv", b"pests.csv")),
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_without_what_it_remembered_a_load_reads_its_input_anew_and_says_so(
    damage: str, tmp_path: Path, life: Life
) -> None:
    paths = files(tmp_path, "csv")
    expected = unbroken(tmp_path, "csv", paths, life)
    with open_store(f"sqlite:///{tmp_path / 'killed.db'}", state=tmp_path / "state") as store:
        life.write, life.after_commit = 9, True
        with pytest.raises(Killed):
            load(opened("csv", paths, life), store, batch_size=BATCH)
        (kept,) = (tmp_path / "state" / "loads").iterdir()
        DAMAGES[damage](kept)
        report = load(opened("csv", paths, life), store, batch_size=BATCH)
        assert (report.resumed_at > 0, report.read_anew) == (True, True)
        assert end(store, report) == expected


def test_what_was_taken_is_not_read_again(tmp_path: Path, life: Life) -> None:
    paths = files(tmp_path, "csv")
    with open_store(f"sqlite:///{tmp_path / 'killed.db'}", state=tmp_path / "state") as store:
        life.write, life.after_commit = 9, True
        with pytest.raises(Killed):
            load(opened("csv", paths, life), store, batch_size=BATCH)
        life.pieces = 10_000
        report = load(opened("csv", paths, life), store, batch_size=BATCH)
        taken = 10_000 - life.pieces
        assert not report.read_anew
        assert report.resumed_at > 100
        (made,) = store.view().loads()
        assert taken == made.position - report.resumed_at + 1, "and the first piece, to see that it is of this kind"


def test_erasing_somebody_leaves_nothing_of_what_loads_remembered(tmp_path: Path, life: Life) -> None:
    paths = files(tmp_path, "csv")
    with open_store(f"sqlite:///{tmp_path / 'killed.db'}", state=tmp_path / "state") as store:
        life.write, life.after_commit = 9, True
        with pytest.raises(Killed):
            load(opened("csv", paths, life), store, batch_size=BATCH)
        store.writer("other").erase(["x:@u3"])
        assert store.scrub()
        assert not (tmp_path / "state" / "loads").exists()
        assert load(opened("csv", paths, life), store, batch_size=BATCH).read_anew


def test_what_is_read_anew_is_remembered_once(tmp_path: Path) -> None:
    """Behind input that no bookmark finds again comes some that one does: it is killed in each."""

    def run(kept: int, *added: Checkpoint) -> list[int]:
        with CheckpointFile(tmp_path, "load:1", "posts.csv") as checkpoints:
            former = checkpoints.up_to(kept)
            for checkpoint in added:
                checkpoints.add(checkpoint)
        return [checkpoint.position for checkpoint in former]

    assert run(0, Checkpoint(10, ()), Checkpoint(20, ())) == []
    assert run(20, Checkpoint(10, ()), Checkpoint(20, ()), Checkpoint(30, (1, 5))) == []
    assert run(30, Checkpoint(40, (1, 9))) == [10, 20, 30]
    assert run(40) == [10, 20, 30, 40]
