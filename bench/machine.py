"""What a measurement was made on."""

import os
import platform
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

_LIBRARIES = (
    "numpy",
    "numba",
    "scipy",
    "pyarrow",
    "apsw",
    "neo4j",
    "networkx",
    "igraph",
    "leidenalg",
    "networkit",
    "scikit-network",
    "scikit-learn",
    "icu4py",
    "py3langid",
    "vaderSentiment",
)
_LIBRARIES_OF_EXTRAS = ("sentence-transformers", "torch", "onnxruntime")


def describe() -> str:
    """One line: date, processor, cores, memory, Python and the libraries that matter."""
    libraries = ", ".join([*(f"{name} {version(name)}" for name in _LIBRARIES), *_of_extras()])
    return (
        f"{datetime.now(UTC):%Y-%m-%d}, {_processor()}, {os.cpu_count()} cores, {_memory_gib():.0f} GiB, "
        f"{platform.system()} {platform.machine()}, Python {platform.python_version()}, {libraries}"
    )


def _of_extras() -> Iterator[str]:
    """Libraries of extras, those that are installed."""
    for name in _LIBRARIES_OF_EXTRAS:
        with suppress(PackageNotFoundError):
            yield f"{name} {version(name)}"


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor() or "unknown processor"
    return next(
        (line.partition(":")[2].strip() for line in lines if line.startswith("model name")), "unknown processor"
    )


def _memory_gib() -> float:
    return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
