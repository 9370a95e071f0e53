"""Parts of pages that are written from the code: each stands between two marks, and the rest of the page is left alone.

A part begins with `<!-- NAME: by what it is written -->` and ends with `<!-- end of NAME -->`.
"""

import re
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path


def with_parts(page: str, parts: Mapping[str, str]) -> str:
    """Return the page with these parts written anew. Raises ValueError where the marks of one are not there once."""
    for name, text in parts.items():
        begin, end = rf"<!-- {re.escape(name)}: [^\n]*? -->\n", f"<!-- end of {re.escape(name)} -->"
        page, count = re.subn(
            rf"({begin}).*?({end})",
            lambda marks, text=text: f"{marks[1]}{text}\n{marks[2]}",  # type: ignore[misc]
            page,
            flags=re.DOTALL,
        )
        if count != 1:
            raise ValueError(f"expected the marks of {name} once in the page, found them {count} times")
    return page


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A table of Markdown."""
    lines = ["| " + " | ".join(cell.replace("|", r"\|") for cell in row) + " |" for row in (head, *rows)]
    return "\n".join([lines[0], "|" + "---|" * len(head), *lines[1:]])


def write(rewritten: Callable[[str], str]) -> None:
    """Write the page that the command line names."""
    path = Path(sys.argv[1])
    path.write_text(rewritten(path.read_text(encoding="utf-8")), encoding="utf-8")
