"""Arrow alone: reading columns without pandas, which commands do not use."""

import sys
from collections.abc import Sequence
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec
from types import ModuleType
from typing import Final


def read_arrow_alone() -> None:
    """Have pyarrow look for pandas now, and not find it: no array of a command comes from there or goes there.

    pyarrow imports pandas at its first conversion, wherever it is installed, to know a Series when it sees one; that is
    a third of the time of `kith rank` (`bench/results/commands.md`). It looks once: whoever asks it for a DataFrame
    afterwards gets one, and whoever imports pandas gets that. Where pandas is loaded already, nothing is done.
    """
    if "pandas" in sys.modules:
        return
    import pyarrow as pa

    sys.meta_path.insert(0, _NOT_NOW)
    try:
        pa.array([0]).to_numpy()
    finally:
        sys.meta_path.remove(_NOT_NOW)


class _PandasNotNow(MetaPathFinder):
    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        del path, target
        if fullname == "pandas":
            raise ModuleNotFoundError("pandas is not looked for while pyarrow starts", name=fullname)
        return None


_NOT_NOW: Final = _PandasNotNow()
