"""Cells that hold several names: between blanks or commas, or as a list of a programming language."""

import json
import re
from typing import Any, Final

from ingest.errors import RecordRejected

_BETWEEN: Final = re.compile(r"[\s,;|]+")
_WORDS: Final = re.compile(r"\[(?:\s*(?:'[^']*'|\"[^\"]*\"),?)*\s*\]\Z")
_QUOTED: Final = re.compile(r"'([^']*)'|\"([^\"]*)\"")
_NAMED_BY: Final = ("username", "screen_name", "acct", "handle")


def names_in_list(cell: str) -> list[str]:
    """Names that a cell holds; those in objects of a network by their ids, or else by their handles.

    Raises RecordRejected for a list of anything else: its pieces would be taken for names.

    >>> names_in_list("ada, @bo"), names_in_list("['ada', 'bo']"), names_in_list('[{"id": "7", "username": "ada"}]')
    (['ada', '@bo'], ['ada', 'bo'], ['7'])
    """
    cell = cell.strip()
    if not cell.startswith(("[", "{")):
        return [name for name in _BETWEEN.split(cell) if name]
    if _WORDS.match(cell):
        return [single or double for single, double in _QUOTED.findall(cell) if single or double]
    try:
        items = json.loads(cell)
    except (ValueError, RecursionError):
        items = None
    names = [_name_in(item) for item in ([items] if isinstance(items, dict) else items or [None])]
    if not all(names):
        raise RecordRejected(f"mentions: expected names between commas, or a list of them, got {cell[:60]!r}")
    return [name for name in names if name]


def _name_in(item: Any) -> str | None:
    """The id that an object gives, or a handle with its `@`."""
    if not isinstance(item, dict):
        return item if isinstance(item, str) else None
    if isinstance(item.get("id"), str | int):
        return str(item["id"])
    handle = next((item[name] for name in _NAMED_BY if isinstance(item.get(name), str)), None)
    return f"@{handle.removeprefix('@')}" if handle else None
