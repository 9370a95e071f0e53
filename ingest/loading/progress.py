"""How a load shows how far it is: a bar with rate and remaining time on a terminal, silence elsewhere."""

import sys
from types import TracebackType
from typing import Protocol, Self

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskID, TextColumn, TimeElapsedColumn, TimeRemainingColumn
from typing_extensions import override


class LoadProgress(Protocol):
    """Told how far a load is, after every batch."""

    def moved(self, read_bytes: int, size_bytes: int | None, records: int) -> None:
        """Take note: bytes read so far, bytes in all where that is known, records so far."""


class NoProgress(LoadProgress):
    """Shows nothing."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        return None

    @override
    def moved(self, read_bytes: int, size_bytes: int | None, records: int) -> None:
        return None


class ProgressBar(NoProgress):
    """A bar on standard error: share read, records a second, time that remains."""

    def __init__(self, console: Console, label: str) -> None:
        self._bar = Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            TextColumn("{task.percentage:>3.0f}%"),
            TextColumn("{task.fields[records]:,} records"),
            TextColumn("{task.fields[rate]:,}/s"),
            TimeElapsedColumn(),
            TimeRemainingColumn(),
            console=console,
            transient=True,
        )
        self._task: TaskID = self._bar.add_task(label, total=None, records=0, rate=0)

    @override
    def __enter__(self) -> Self:
        self._bar.start()
        return self

    @override
    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._bar.stop()

    @override
    def moved(self, read_bytes: int, size_bytes: int | None, records: int) -> None:
        elapsed = self._bar.tasks[0].elapsed or 0.0
        rate = int(records / elapsed) if elapsed > 0 else 0
        self._bar.update(self._task, completed=read_bytes, total=size_bytes, records=records, rate=rate)


def progress_for(label: str, console: Console | None = None) -> NoProgress:
    """A bar when standard error is a terminal, else silence; both are context managers."""
    console = console or Console(file=sys.stderr)
    return ProgressBar(console, label) if console.is_terminal else NoProgress()
