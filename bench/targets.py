"""The measures beside their peers: how many times as fast, whether the answers are the same, and in how much memory.

Each row of the table is one task on one world: ours, a peer, the ratio of medians taken in turns, what both said, and
the memory each took beyond the world itself. Building a peer's own form of the world is not counted unless the row says
so. A ratio above 2 means something on a shared machine, one under 1.5 is a tie.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bench.memory import peak_mib
from bench.timing import interleaved

HEADER = ("size", "task", "peer", "ours s", "peer s", "ratio", "target", "met", "same answer", "ours MiB", "peer MiB")


@dataclass(frozen=True, slots=True)
class Peer:
    """A library to beat: what it runs, by how much it is to be beaten (None: only shown), what to say of both answers.

    `same` takes our answer and the peer's and says how far they agree. `share` is how much of our work the peer does:
    its time is counted as that divided by it, for those that would take too long.
    """

    name: str
    run: Callable[[], Any]
    same: Callable[[Any, Any], str]
    target: float | None = None
    share: float = 1.0


@dataclass(frozen=True, slots=True)
class Task:
    """One task on one world, with its peers. `rounds` of each are timed, in turns, after one that is not."""

    size: str
    name: str
    ours: Callable[[], Any]
    peers: Sequence[Peer]
    rounds: int = 5


def rows(task: Task) -> Iterator[tuple[str, ...]]:
    """Measure a task: one row of the table for each peer."""
    answers: dict[str, Any] = {}

    def kept(name: str, run: Callable[[], Any]) -> Callable[[], None]:
        return lambda: answers.__setitem__(name, run())

    works: Mapping[str, Callable[[], None]] = {
        "ours": kept("ours", task.ours),
        **{peer.name: kept(peer.name, peer.run) for peer in task.peers},
    }
    memory = {name: peak_mib(work) for name, work in works.items()}  # and compiles what is not compiled yet
    memory["ours"] = peak_mib(works["ours"])
    times = interleaved(works, task.rounds)
    for peer in task.peers:
        took = times[peer.name] / peer.share
        ratio = took / times["ours"]
        yield (
            task.size,
            task.name,
            peer.name,
            f"{times['ours']:.4g}",
            f"{took:.4g}",
            f"{ratio:.1f}x",
            "" if peer.target is None else f"{peer.target:g}x",
            "" if peer.target is None else "yes" if ratio >= peer.target else "no",
            peer.same(answers["ours"], answers[peer.name]),
            _mib(memory["ours"]),
            _mib(memory[peer.name]),
        )


def _mib(peak: float | None) -> str:
    return "?" if peak is None else f"{peak:,.0f}" if peak >= 10 else f"{peak:.1f}"


def run(sizes: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """Measure all tasks on worlds of these sizes; the rows of the table as they come."""
    from bench.peers import tasks
    from bench.peers_of_text import can_embed

    for size in sizes:
        for make_task in tasks(size):
            yield from rows(make_task())
    if not can_embed():
        said = "not measured: sentence-transformers is not installed; make bench EXTRAS=embeddings"
        yield ("", "embedding", *("",) * 6, said, "", "")
