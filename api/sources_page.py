"""The page about sources: usage and options of each source are written from the code.

`python -m api.sources_page docs/sources.md` writes those parts of the page anew, and leaves the others as they are. A
source that has no section yet gets one at the end of the page.
"""

import re
import sys
from pathlib import Path

from ingest.registration import Registration
from ingest.registry import registrations


def rewritten(page: str) -> str:
    """Return the page with usage and options of every source written anew.

    Raises ValueError when the section of a source lacks the marks between which they stand.
    """
    for source in registrations():
        begin, end = _marks(source)
        if not re.search(rf"^## .*`{source.name}`", page, re.MULTILINE):
            page += f"\n## `{source.name}`\n\n{source.summary[:1].upper()}{source.summary[1:]}.\n\n{begin}\n{end}\n"
        before, *inside = page.split(f"{begin}\n")
        _, *after = "".join(inside).split(end)
        if len(inside) != 1 or len(after) != 1:
            raise ValueError(f"expected {begin} and {end} once each, in this order")
        page = f"{before}{begin}\n{_usage(source)}\n{end}{after[0]}"
    return page


def _marks(source: Registration) -> tuple[str, str]:
    begin = f"<!-- usage of {source.name}: written by `python -m api.sources_page docs/sources.md` -->"
    return begin, f"<!-- end of usage of {source.name} -->"


def _usage(source: Registration) -> str:
    lines = ["```", *source.usage, "```"]
    if source.options:
        lines += ["", "| option | meaning |", "|---|---|"]
    for option in source.options.values():
        flag = f"{option.flag} {option.placeholder}".strip()
        meaning = option.help.replace("|", r"\|")
        lines.append(f"| `{flag}` | {meaning} |")
    return "\n".join(lines)


def main() -> None:
    """Write the page that the command line names."""
    path = Path(sys.argv[1])
    path.write_text(rewritten(path.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    main()
