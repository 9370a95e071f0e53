"""`python -m bench [stores] [findings] [peers] [--size S|M] [--save]`: each prints a table and its machine."""

import argparse
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

from rich.console import Console
from rich.table import Table

from bench.machine import describe

RESULTS = Path(__file__).parent / "results"
_BENCHES = ("stores", "findings", "peers")


def main() -> None:
    """Run the benchmarks named, or all."""
    parser = argparse.ArgumentParser(prog="python -m bench", description="Measure Kith.")
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"what to measure: {', '.join(_BENCHES)}; else all")
    parser.add_argument("--size", choices=("S", "M"), help="one size only (S: 10k people, M: 100k)")
    parser.add_argument("--save", action="store_true", help="keep the tables under bench/results")
    options = parser.parse_args()
    unknown = [name for name in options.names if name not in _BENCHES]
    if unknown:
        parser.error(f"expected some of {', '.join(_BENCHES)}, got {', '.join(unknown)}")
    console = Console(width=120)
    console.print(describe())
    for name in options.names or _BENCHES:
        started = time.perf_counter()
        header, rows = _measured(name, options.size)
        kept = list(_shown(console, name, header, rows))
        console.print(f"{name}: {time.perf_counter() - started:.0f} s\n")
        if options.save:
            _save(name, header, kept)


def _measured(name: str, size: str | None) -> tuple[tuple[str, ...], Iterator[tuple[str, ...]]]:
    if name == "stores":
        from bench import stores

        return stores.HEADER, stores.run(size or "M")
    from bench import findings

    sizes = (size,) if size else ("S", "M")
    if name == "findings":
        return findings.STEPS_HEADER, findings.steps(sizes)
    return findings.PEERS_HEADER, findings.peers(sizes)


def _shown(
    console: Console, name: str, header: tuple[str, ...], rows: Iterable[tuple[str, ...]]
) -> Iterator[tuple[str, ...]]:
    """Print each row when it is there, since some take minutes, and the whole table at the end."""
    table = Table(*header, title=name)
    for row in rows:
        console.print("  " + ", ".join(row), style="dim")
        table.add_row(*row)
        yield row
    console.print(table)


def _save(name: str, header: tuple[str, ...], rows: list[tuple[str, ...]]) -> None:
    RESULTS.mkdir(exist_ok=True)
    lines = ["| " + " | ".join(header) + " |", "|" + "---|" * len(header)]
    lines += ["| " + " | ".join(row) + " |" for row in rows]
    page = f"# {name}\n\n{describe()}\n\n`python -m bench {name}`\n\n" + "\n".join(lines) + "\n"
    (RESULTS / f"{name}.md").write_text(page, encoding="utf-8")


if __name__ == "__main__":
    main()
