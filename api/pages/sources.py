"""The page about sources: usage and options of each source, and the columns of tables, are written from the code.

`python -m api.pages.sources docs/sources.md` writes those parts of the page anew, and leaves the others as they are. A
source that has no section yet gets one at the end of the page.
"""

import re

from api.pages.written_parts import table, with_parts, write
from ingest.registration import Registration
from ingest.registry import registrations
from ingest.tables.table_columns import COLUMNS, NEEDED, TableColumn, TableKind


def rewritten(page: str) -> str:
    """Return the page with all of it that follows from the code written anew. Raises ValueError without marks."""
    for source in registrations():
        if not re.search(rf"^## .*`{source.name}`", page, re.MULTILINE):
            page += _section(source)
    parts = {f"usage of {source.name}": _usage(source) for source in registrations()}
    return with_parts(page, {**parts, **{f"columns of {kind}": _columns(kind) for kind in TableKind}})


def _section(source: Registration) -> str:
    mark = f"usage of {source.name}"
    begin, end = f"<!-- {mark}: written by `python -m api.pages.sources docs/sources.md` -->", f"<!-- end of {mark} -->"
    return f"\n## `{source.name}`\n\n{source.summary[:1].upper()}{source.summary[1:]}.\n\n{begin}\n{end}\n"


def _usage(source: Registration) -> str:
    lines = ["```", *source.usage, "```"]
    if source.options:
        options = [(f"`{option.flag} {option.placeholder}`", option.help) for option in source.options.values()]
        lines += ["", table(("option", "meaning"), [(flag.replace(" `", "`"), text) for flag, text in options])]
    return "\n".join(lines)


def _columns(kind: TableKind) -> str:
    """What a table cannot do without, and all its columns."""
    groups = ", ".join(" or ".join(f"`{name}`" for name in group) for group in NEEDED[kind])
    rows = [(f"`{column.name}`", _meaning(column)) for column in COLUMNS[kind].values()]
    return f"Needed: {groups}.\n\n" + table((f"column of `{kind}.csv`", "what it holds"), rows)


def _meaning(column: TableColumn) -> str:
    words = ", ".join(f"`{word}`" for word in column.words)
    return f"{column.help}: {words}" if words else column.help


if __name__ == "__main__":
    write(rewritten)
