"""Untrusted text made safe for a terminal and for a spreadsheet."""

from typing import Final

from api.escaped_json import is_seen

_FORMULA_STARTS: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def printable(text: str) -> str:
    """Bring text to one line that cannot steer a terminal: control and direction characters are taken out.

    >>> printable("a" + chr(27) + "[31mb" + chr(10) + "c")
    'a[31mb c'
    """
    if text.isascii() and text.isprintable():
        return text
    letters = (" " if c.isspace() else c for c in text if c.isspace() or is_seen(c))
    return " ".join("".join(letters).split())


def spreadsheet_cell(text: str) -> str:
    """Put an apostrophe before text that a spreadsheet would take for a formula; take out what steers a terminal.

    >>> spreadsheet_cell("=1+1"), spreadsheet_cell("x:@jack")
    ("'=1+1", 'x:@jack')
    """
    if not text.isprintable():
        text = "".join(c for c in text if c in "\n\t" or is_seen(c))
    return "'" + text if text.startswith(_FORMULA_STARTS) else text


def without_code_marks(markdown: str) -> str:
    """A sentence of Markdown without the marks around code.

    >>> without_code_marks("Such as `x`.")
    'Such as x.'
    """
    return markdown.replace("`", "")
