"""Texts below attributes and constants, which Python itself does not keep."""

import ast
from collections.abc import Iterator, Sequence
from itertools import pairwise


def texts_below(statements: Sequence[ast.stmt]) -> Iterator[tuple[str, str]]:
    """Names that are declared with a type and have a text below them, each with that text on one line.

    >>> dict(texts_below(ast.parse('''
    ... size: int = 3
    ... "How large it is."
    ... rest: int
    ... ''').body))
    {'size': 'How large it is.'}
    """
    for statement, following in pairwise(statements):
        match statement, following:
            case ast.AnnAssign(target=ast.Name(name)), ast.Expr(value=ast.Constant(value=str(text))):
                yield name, " ".join(text.split())
