"""Garbage: the interpreter's collector, told what of a server lives long.

An analysed graph with its indices is hundreds of thousands of objects that no request changes. Looked through again and
again, in the midst of answers, they make those a quarter slower (`bench/results/service.md`).
"""

import gc
from typing import Final

_THRESHOLDS: Final = (10_000, 20, 20)
"""One answer makes some thousand objects: it should not be looked through before it is there."""


def collect_seldom() -> None:
    """Have the collector look less often, for the rest of the process."""
    gc.set_threshold(*_THRESHOLDS)


def set_aside() -> None:
    """Collect what is garbage, then have all that is left looked through no more, until this is called again."""
    gc.unfreeze()
    gc.collect()
    gc.freeze()
