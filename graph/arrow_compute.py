"""Arrow's functions over columns: `pyarrow.compute` under another name, loaded when the first of them is called.

It makes some three hundred functions and reads their documentation at import: a tenth of the time of a command
(`bench/results/commands.md`). Commands that read what is kept call none of them.
"""

from typing import Any


def __getattr__(name: str) -> Any:
    import pyarrow.compute  # noqa: PLC0415  the one place

    return getattr(pyarrow.compute, name)
