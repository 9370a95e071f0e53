"""Fenced blocks of a page in Markdown."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_FENCE = re.compile(r"^```(?P<info>[^`\n]*)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True, slots=True)
class Fence:
    """One block: the line it begins on, its language, what else stands behind that, and its text."""

    line: int
    language: str
    name: str
    text: str

    def commands(self) -> Iterator[str]:
        """The commands of a `sh` block: lines joined at a backslash, comments and empty lines left out."""
        for command in re.sub(r"\\\n\s*", "", self.text).splitlines():
            if command.strip() and not command.lstrip().startswith("#"):
                yield command.strip()


def fences(page: str) -> list[Fence]:
    """Find the fenced blocks of a page, in order."""
    result = []
    for match in _FENCE.finditer(page):
        language, _, name = match["info"].strip().partition(" ")
        result.append(Fence(page.count("\n", 0, match.start()) + 1, language, name.strip(), match["text"]))
    return result
