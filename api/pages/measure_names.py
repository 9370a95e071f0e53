"""The names of measures: `algorithms/centrality/measures.py`, written from the files that the measures stand in.

`python -m api.pages.measure_names algorithms/centrality/measures.py` writes it
anew. So type checkers and editors know each.
"""

import json
import sys
from pathlib import Path
from typing import Final

from algorithms.centrality.registry import registered

_HEAD: Final = '''"""Measures by name; `python -m api.pages.measure_names algorithms/centrality/measures.py` writes it.

What there is to say of each stands at the end of its own file: change that.
"""

from enum import StrEnum


class Measure(StrEnum):
    """The measures that exist, by the names that users type."""

'''


def written() -> str:
    """Return the text of the list, as the files of the measures have it."""
    return _HEAD + "".join(f"    {spec.name.upper()} = {json.dumps(spec.name)}\n" for spec in registered())


def main() -> None:
    """Write the file that the command line names."""
    Path(sys.argv[1]).write_text(written(), encoding="utf-8")


if __name__ == "__main__":
    main()
