"""Arrow's functions over columns: `pyarrow.compute` under another name, loaded when the first of them is called.

It makes some three hundred functions and reads their documentation at import, which takes 0.06 s
(`bench/results/commands.md`). Most commands that read what is kept call none of them.
"""

from typing import Any


def __getattr__(name: str) -> Any:
    import pyarrow.compute  # noqa: PLC0415  the one place

    return getattr(pyarrow.compute, name)
