"""`python -m bench [NAME...] [--size S|M|L] [--save]`: tables, and the machine that they were measured on."""

import argparse
import time
from collections.abc import Iterable, Iterator
from importlib import import_module
from pathlib import Path
from typing import Final

from rich.console import Console
from rich.table import Table

from bench.machine import describe

RESULTS = Path(__file__).parent / "results"
_SAID = "<!-- what follows is written by hand -->"
"""Below it stands what people have to say of a table: it stays when the table is written anew."""

_SIZES_SAID = "one size only (S: 10k people, M: 100k, L: 1M; of text 5k posts, 50k, 500k)"
_BENCHES = ("targets", "paths", "findings", "text", "service", "hostile", "stores", "commands", "bursts")
_LONG: Final = ("endurance", "sameness", "teaching")
"""Those that are run when they are named."""

_BESIDE_A_FORMER: Final = ("commands", "sameness")

_ALL: Final = (*_BENCHES, *_LONG)
_SIZES: Final = {
    "service": ("M",),
    "stores": ("M",),
    "hostile": (),
    "endurance": (),
    "commands": (),
    "sameness": (),
    "bursts": (),
    "teaching": (),
}
"""Sizes that are measured unless one is asked for; () where there is the demo world alone."""


def main() -> None:
    """Run the benchmarks named, or all but the long ones."""
    parser = argparse.ArgumentParser(prog="python -m bench", description="Measure Kith.")
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"what to measure: {', '.join(_ALL)}")
    parser.add_argument("--size", choices=("S", "M", "L"), help=_SIZES_SAID)
    parser.add_argument("--former", type=Path, metavar="FOLDER", help="a former version, to be measured beside")
    parser.add_argument("--save", action="store_true", help="keep the tables under bench/results")
    options = parser.parse_args()
    unknown = [name for name in options.names if name not in _ALL]
    if unknown:
        parser.error(f"expected some of {', '.join(_ALL)}, got {', '.join(unknown)}")
    console = Console(width=180)
    console.print(describe())
    for name in options.names or _BENCHES:
        started = time.perf_counter()
        header, rows = _measured(name, options.size, options.former)
        kept = list(_shown(console, name, header, rows))
        console.print(f"{name}: {time.perf_counter() - started:.0f} s\n")
        if options.save:
            _save(name, options.size, header, kept)


def _measured(name: str, size: str | None, former: Path | None) -> tuple[tuple[str, ...], Iterator[tuple[str, ...]]]:
    bench = import_module(f"bench.{name}")
    if name in _BESIDE_A_FORMER:
        return bench.HEADER, bench.run(former=former)
    return bench.HEADER, bench.run((size,) if size else _SIZES.get(name, ("S", "M")))


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


def _save(name: str, size: str | None, header: tuple[str, ...], rows: list[tuple[str, ...]]) -> None:
    RESULTS.mkdir(exist_ok=True)
    lines = ["| " + " | ".join(header) + " |", "|" + "---|" * len(header)]
    lines += ["| " + " | ".join(row) + " |" for row in rows]
    command = f"python -m bench {name}" + (f" --size {size}" if size else "")
    command += " --former FOLDER" if name == "sameness" else ""
    page = RESULTS / (f"{name}-{size}.md" if size else f"{name}.md")
    said = page.read_text(encoding="utf-8").partition(_SAID)[2] if page.exists() else ""
    kept = f"\n{_SAID}{said}" if said else ""
    table = "\n".join(lines)
    page.write_text(f"# {name}\n\n{describe()}\n\n`{command}`\n\n{table}\n{kept}", encoding="utf-8")


if __name__ == "__main__":
    main()
