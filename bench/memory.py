"""How much memory a piece of work takes at its peak, beyond what was in use before."""

import ctypes
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
    _give_back()
    _CLEAR.write_text("5", encoding="ascii")  # from here on counts the peak
    before = _kib("VmRSS")
    work()
    return max(_kib("VmHWM") - before, 0) / 1024


def _give_back() -> None:
    """Have the C library give free memory back to the system, or what is taken from it would not be seen."""
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if trim is not None:
        trim(0)


def _kib(field: str) -> int:
    lines = _STATUS.read_text(encoding="ascii", errors="replace").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(f"{field}:"))
