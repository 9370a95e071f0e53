"""Plugins of every test run, doctests of the rooms included; and one folder for what the whole run compiles."""

import os
from pathlib import Path

KERNELS = Path(__file__).parent / ".pytest_cache" / "kernels"
"""Compiled kernels of this checkout, for tests and the processes that they start: compiling takes longer than they."""

os.environ.setdefault("NUMBA_CACHE_DIR", str(KERNELS))  # before numba is imported, which reads it once

pytest_plugins = ("tests.not_run",)
