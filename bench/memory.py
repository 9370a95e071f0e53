"""How much memory a piece of work takes at its peak, beyond what was in use before."""

import gc
from collections.abc import Callable
from pathlib import Path
from typing import Any

_STATUS = Path("/proc/self/status")
_CLEAR = Path("/proc/self/clear_refs")


def peak_mib(work: Callable[[], Any]) -> float | None:
    """Run it, and tell the peak of its memory in MiB; None where the system does not say (it is Linux that does)."""
    gc.collect()
    if not _CLEAR.exists():
        work()
        return None
    _CLEAR.write_text("5", encoding="ascii")  # from here on counts the peak
    before = _kib("VmRSS")
    work()
    return max(_kib("VmHWM") - before, 0) / 1024


def peak_of_process_mib() -> float | None:
    """The largest memory this process ever had, in MiB."""
    return _kib("VmHWM") / 1024 if _STATUS.exists() else None


def _kib(field: str) -> int:
    lines = _STATUS.read_text(encoding="ascii", errors="replace").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(f"{field}:"))
