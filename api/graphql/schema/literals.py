"""Literals of a document: each number in it is one that a program can hold.

Neither graphql-core nor Python takes an integer of some thousand digits, and each says so in words of its own, as an
error inside; and `1e999` is read as infinity, which no argument means.
"""

import re
from math import isfinite
from typing import Any, Final

from graphql import DocumentNode, FloatValueNode, IntValueNode, Visitor, visit
from typing_extensions import override

from api.errors import BadInput
from api.graphql.json_values import WRONG_NUMBER
from api.graphql.limits import LONGEST_NUMBER

_SUSPECT: Final = re.compile(rf"[0-9.]{{{LONGEST_NUMBER // 2},}}|[0-9][eE]\+?[0-9]{{2}}")
"""What every number that is too long or too large holds; a document without it need not be walked through."""


def wrong_literal(query: str, document: DocumentNode) -> BadInput | None:
    """Why a document's numbers cannot be used; None when they can."""
    if not _SUSPECT.search(query):
        return None
    numbers = _Numbers()
    visit(document, numbers)
    if all(len(digits) <= LONGEST_NUMBER and isfinite(float(digits)) for digits in numbers.written):
        return None
    return BadInput("query", WRONG_NUMBER, message=WRONG_NUMBER)


class _Numbers(Visitor):
    """Collects the numbers of a document as they are written."""

    @override
    def __init__(self) -> None:
        super().__init__()
        self.written: list[str] = []

    def enter_int_value(self, node: IntValueNode, *_: Any) -> None:
        self.written.append(node.value)

    def enter_float_value(self, node: FloatValueNode, *_: Any) -> None:
        self.written.append(node.value)
