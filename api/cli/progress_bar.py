"""How an analysis shows how far it is, on standard error: a bar on a terminal, a line per finished stage if wanted."""

import sys
import time
from types import TracebackType
from typing import TYPE_CHECKING, Self

from api.cli.output import write_stderr

if TYPE_CHECKING:
    from rich.progress import Progress


class StageProgress:
    """Shows the stages of an analysis as they begin; call it with a stage's name and the share done, 0 to 1.

    On a terminal a bar shows the stage that runs. With `lines`, each stage leaves a line with the seconds it took.
    """

    def __init__(self, *, lines: bool = False) -> None:
        self._lines = lines
        self._stage: str | None = None
        self._since = time.monotonic()
        self._bar: Progress | None = None
        """None before the first stage: who reads kept findings sees no bar, and does not wait for its import."""

    def __call__(self, stage: str, share: float) -> None:
        """Take note that a stage begins, or at share 1 that all is done."""
        if share >= 1.0:
            self._close_stage()
        elif stage != self._stage:
            self._close_stage()
            self._stage, self._since = stage, time.monotonic()
        if self._bar is None:
            self._bar = _started_bar()
        self._bar.update(self._bar.task_ids[0], completed=share, description=stage)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is None:
            self._close_stage()
        if self._bar is not None:
            self._bar.stop()

    def _close_stage(self) -> None:
        if self._lines and self._stage is not None:
            write_stderr(f"  {self._stage:<20} {time.monotonic() - self._since:6.1f} s")
        self._stage = None


def _started_bar() -> "Progress":
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    console = Console(file=sys.stderr)
    bar = Progress(
        BarColumn(bar_width=20),
        TextColumn("{task.percentage:>3.0f}%"),
        TextColumn("{task.description}"),
        TimeElapsedColumn(),
        console=console,
        transient=True,
        disable=not console.is_terminal,
    )
    bar.add_task("", total=1.0)
    bar.start()
    return bar
