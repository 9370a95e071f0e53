"""Plugins of every test run, doctests of the rooms included; and what is set before libraries read it."""

import os
from pathlib import Path

KERNELS = Path(__file__).parent / ".pytest_cache" / "kernels"
"""Compiled kernels of this checkout, for tests and the processes that they start: compiling takes longer than they."""

os.environ.setdefault("NUMBA_CACHE_DIR", str(KERNELS))  # before numba is imported, which reads it once
# A second thread for our small matrices does nothing but keep a core from the test beside this one.
for threads in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS"):
    os.environ.setdefault(threads, "1")

pytest_plugins = ("tests.files_in_memory", "tests.not_run")
