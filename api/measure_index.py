"""The list of measures: `algorithms/centrality/definitions.py`, written from the files that measures stand in.

`python -m api.measure_index algorithms/centrality/definitions.py` writes it anew. It is kept so that code can name a
measure, and what only prints a ranking need not import all that computes them.
"""

import json
import sys
from pathlib import Path
from typing import Final

from algorithms.centrality.measure_spec import MeasureSpec
from algorithms.centrality.registry import registered

_BEFORE: Final = '''"""Definitions: the measures by name, and what is said of each in short. Written by a program.

It is `python -m api.measure_index algorithms/centrality/definitions.py`, from the specs at the end of each measure's
file: change those.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Measure(StrEnum):
    """The measures that exist, by the names that users type."""

'''

_BETWEEN: Final = '''

@dataclass(frozen=True, slots=True, kw_only=True)
class Definition:
    """What is said of a measure wherever it is shown; see `algorithms.centrality.measure_spec`."""

    label: str
    meaning: str
    descending: bool


DEFINITIONS: Final[Mapping[Measure, Definition]] = {
'''

_AFTER: Final = '''}
"""Of every measure."""
'''


def written() -> str:
    """Return the text of the list, as the files of the measures have it."""
    names = "".join(f"    {spec.name.upper()} = {json.dumps(spec.name)}\n" for spec in registered())
    return _BEFORE + names + _BETWEEN + "".join(map(_definition, registered())) + _AFTER


def _definition(spec: MeasureSpec) -> str:
    return f"""    Measure.{spec.name.upper()}: Definition(
        label={json.dumps(spec.label, ensure_ascii=False)},
        meaning={json.dumps(spec.meaning, ensure_ascii=False)},{"  # noqa: E501" if len(spec.meaning) > 100 else ""}
        descending={spec.descending},
    ),
"""


def main() -> None:
    """Write the file that the command line names."""
    Path(sys.argv[1]).write_text(written(), encoding="utf-8")


if __name__ == "__main__":
    main()
