"""How a load shows how far it is."""

import io

from rich.console import Console

from ingest.loading.progress import NoProgress, ProgressBar, progress_for


def test_on_a_terminal_a_bar_with_records_rate_and_remaining_time() -> None:
    out = io.StringIO()
    console = Console(file=out, force_terminal=True, width=120)
    progress = progress_for("csv", console)
    assert isinstance(progress, ProgressBar)
    with progress:
        progress.moved(500, 1_000, 12_345)
    shown = out.getvalue()
    assert "csv" in shown
    assert "50%" in shown
    assert "12,345 records" in shown
    assert "/s" in shown


def test_elsewhere_silence() -> None:
    out = io.StringIO()
    progress = progress_for("csv", Console(file=out, force_terminal=False))
    assert type(progress) is NoProgress
    with progress:
        progress.moved(500, None, 1)
    assert out.getvalue() == ""
