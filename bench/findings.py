"""How long an analysis takes, step by step, and how much memory the process that does it takes at its peak."""

import time
from collections.abc import Iterator, Sequence

from algorithms.analysis.analysis import analyse
from bench.memory import peak_mib
from bench.worlds import SIZES, make, snapshot

HEADER = ("size", "step", "seconds", "MiB")


def run(sizes: Sequence[str] = ("S", "M")) -> Iterator[tuple[str, ...]]:
    """Time the steps of an analysis; compiling is done before, on a tiny world."""
    analyse(snapshot(make(200, 1_000)))
    for size in sizes:
        frozen = snapshot(make(*SIZES[size]))
        took: dict[str, float] = {}
        began = [("", time.perf_counter())]

        def heard(step: str, _: float, took: dict[str, float] = took, began: list[tuple[str, float]] = began) -> None:
            now = time.perf_counter()
            name, since = began[-1]
            took[name] = took.get(name, 0.0) + now - since
            began.append((step, now))

        started = time.perf_counter()
        peak = peak_mib(lambda frozen=frozen, heard=heard: analyse(frozen, progress=heard))  # type: ignore[misc]
        whole = time.perf_counter() - started
        yield from ((size, step, f"{seconds:.2f}", "") for step, seconds in took.items() if step)
        yield size, "all", f"{whole:.2f}", "?" if peak is None else f"{peak:,.0f}"
