"""A load that is killed, however often, and repeated ends in the same state as one that was not."""

import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from graph.opening import open_store
from graph.port.batch import Load
from graph.port.store import GraphStore
from ingest.loading.loading import load
from ingest.registry import open_source
from tests.modules import ROOT
from tests.patience import patience

ROWS = 4_000
BATCH = 100


@pytest.fixture(scope="module")
def posts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Posts that reply to earlier and later ones, mention each other, repeat themselves, and some bad rows."""
    rng = random.Random(7)
    lines = ["id,author,at,text,reply_to,network"]
    for row in range(ROWS):
        moment = f"2026-01-{row % 28 + 1:02d}T00:00:00Z" if row % 97 else "not a moment"
        text = f"@{rng.randrange(50)} on post {row}"
        lines.append(
            f"{row if row % 50 else row // 2},{rng.randrange(60)},{moment},{text},{rng.randrange(ROWS)},warble"
        )
    path = tmp_path_factory.mktemp("killed") / "posts.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def start(posts: Path, url: str, state: Path) -> subprocess.Popen[bytes]:
    """Load in a process of its own."""
    program = (
        "import sys; from pathlib import Path; from graph.opening import open_store;"
        "from ingest.loading.loading import load;"
        "from ingest.registry import open_source;"
        "source = open_source('csv', [Path(sys.argv[1])], {'--as': 'posts'});"
        f"load(source, open_store(sys.argv[2], state=Path(sys.argv[3])), batch_size={BATCH})"
    )
    command = [sys.executable, "-c", program, str(posts), url, str(state)]
    return subprocess.Popen(command, cwd=ROOT, stdin=subprocess.DEVNULL)


def kill_at(process: subprocess.Popen[bytes], store: GraphStore, position: int) -> bool:
    """Kill the process once its load has come so far; returns whether it was still running."""
    while process.poll() is None:
        loads = store.view().loads()
        if loads and loads[0].position >= position:
            process.send_signal(signal.SIGKILL)
            return process.wait(timeout=patience(60)) == -signal.SIGKILL
        time.sleep(0.01)
    return False


def end(url: str, state: Path) -> tuple[str, Load, list[tuple[str, str]]]:
    """What the one load leaves: the graph's fingerprint, its numbers, and the dead letters."""
    with open_store(url, state=state) as store:
        view = store.view()
        (made,) = view.loads()
        rejected = [(letter.at, letter.reason) for _, _, letter in view.rejected(first=10_000)]
        return view.snapshot().fingerprint, made, rejected


def test_a_killed_load_goes_on_and_ends_the_same(posts: Path, tmp_path: Path) -> None:
    clean = f"sqlite:///{tmp_path / 'clean.db'}"
    with open_store(clean, state=tmp_path / "clean") as store:
        report = load(open_source("csv", [posts], {"--as": "posts"}), store, batch_size=BATCH)
    assert report.to_json()["rejected_total"] > 0
    _agree(clean, tmp_path / "clean", f"sqlite:///{tmp_path / 'killed.db'}", tmp_path, posts)


@pytest.mark.neo4j
def test_a_killed_load_goes_on_and_ends_the_same_on_neo4j(posts: Path, tmp_path: Path, empty_neo4j: str) -> None:
    clean = f"sqlite:///{tmp_path / 'clean.db'}"
    with open_store(clean, state=tmp_path / "clean") as store:
        load(open_source("csv", [posts], {"--as": "posts"}), store, batch_size=BATCH)
    _agree(clean, tmp_path / "clean", empty_neo4j, tmp_path, posts)


def _agree(clean: str, clean_state: Path, url: str, folder: Path, posts: Path) -> None:
    state = folder / "killed"
    with open_store(url, state=state) as store:
        kills = [kill_at(start(posts, url, state), store, position) for position in (300, 1_100, 2_500)]
    assert kills == [True, True, True]
    assert start(posts, url, state).wait(timeout=patience(120)) == 0
    fingerprint, made, rejected = end(clean, clean_state)
    again, last, kept = end(url, state)
    assert again == fingerprint
    assert (last.written, last.counts, last.position) == (made.written, made.counts, made.position)
    assert kept == rejected
