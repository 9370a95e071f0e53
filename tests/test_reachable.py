"""Everything public in the algorithms is asked for by the api, or by what is asked for: else no user can reach it.

Read from the syntax: a name at the top of a module of `algorithms` is reached when the api uses it, or when something
that is reached does. A measure's spec is reached by the registry, which walks the files.
"""

import ast
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from tests.modules import Module, modules, parsed

Name = tuple[str, str]
"""A module, dotted, and what stands at its top; nothing for the module as a whole."""

SPECS = ("MEASURE", "MEASURES")


@dataclass(frozen=True)
class Library:
    """Modules by their dotted names: the statements that make each name at their top, and what they import."""

    modules: Mapping[str, Module]
    tops: Mapping[str, Mapping[str, list[ast.stmt]]]
    imported: Mapping[str, Mapping[str, Name]]

    @classmethod
    def of(cls, modules: Iterable[Module]) -> "Library":
        by_name = {
            module.path.removesuffix(".py").removesuffix("/__init__").replace("/", "."): module for module in modules
        }
        tops = {name: _top(module) for name, module in by_name.items()}
        return cls(by_name, tops, {name: _imported(module.tree, by_name) for name, module in by_name.items()})

    def used(self, tree: ast.AST, known: Mapping[str, Name]) -> Iterator[Name]:
        """Names of the library that a piece of code uses, annotations in quotes included."""
        for node in ast.walk(tree):
            if isinstance(node, ast.Name) and node.id in known:
                yield from self._made_at(*known[node.id])
            elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in known:
                home, name = known[node.value.id]
                if not name:
                    yield from self._made_at(home, node.attr)
            for annotation in (getattr(node, "annotation", None), getattr(node, "returns", None)):
                if isinstance(annotation, ast.Constant) and isinstance(annotation.value, str):
                    yield from self.used(ast.parse(annotation.value, mode="eval"), known)

    def _made_at(self, home: str, name: str) -> Iterator[Name]:
        """Where a name is made, whichever module hands it on."""
        if name in self.tops.get(home, {}):
            yield home, name
        elif name in self.imported.get(home, {}):
            yield from self._made_at(*self.imported[home][name])

    def known_in(self, home: str) -> dict[str, Name]:
        """What a module's code may name: what it imports, and its own."""
        return {**self.imported[home], **{name: (home, name) for name in self.tops[home]}}


def _top(module: Module) -> dict[str, list[ast.stmt]]:
    top: dict[str, list[ast.stmt]] = {}
    for node in module.tree.body:
        for name in _made(node):
            top.setdefault(name, []).append(node)
    return top


def _made(node: ast.stmt) -> Iterator[str]:
    """Names that a statement makes: that of a function or class, or all that it assigns to."""
    if isinstance(node, ast.FunctionDef | ast.ClassDef):
        yield node.name
    targets = node.targets if isinstance(node, ast.Assign) else [node.target] if isinstance(node, ast.AnnAssign) else []
    yield from (part.id for target in targets for part in ast.walk(target) if isinstance(part, ast.Name))


def _imported(tree: ast.AST, library: Mapping[str, Module]) -> dict[str, Name]:
    """Where each name that a module imports comes from, wherever in it the import stands."""
    imported: dict[str, Name] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module:
            for alias in node.names:
                whole = f"{node.module}.{alias.name}"
                imported[alias.asname or alias.name] = (whole, "") if whole in library else (node.module, alias.name)
    return imported


def unreached(asking: Iterable[Module], library: Library) -> list[str]:
    """Public functions and classes of the library that nothing which is asked for needs, as `file:line name`."""
    waiting = [name for module in asking for name in library.used(module.tree, _imported(module.tree, library.modules))]
    waiting += [(home, spec) for home, top in library.tops.items() for spec in SPECS if spec in top]
    reached: set[Name] = set()
    while waiting:
        home, name = waiting.pop()
        if (home, name) not in reached:
            reached.add((home, name))
            known = library.known_in(home)
            waiting += [used for node in library.tops[home][name] for used in library.used(node, known)]
    return [
        f"{library.modules[home].at(node)} {name}"
        for home, top in library.tops.items()
        for name, nodes in top.items()
        for node in nodes
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and not name.startswith("_") and (home, name) not in reached
    ]


def test_everything_public_in_the_algorithms_can_be_reached_from_the_api() -> None:
    assert unreached(modules("api"), Library.of(modules("algorithms"))) == []


LIBRARY = Library.of(
    (
        parsed(
            "algorithms/a.py", "from algorithms.b import helps\n\ndef asked(): return helps()\n\ndef alone(): ...\n"
        ),
        parsed("algorithms/b.py", "def helps(): return _inner()\n\ndef _inner(): return Shape\n\nclass Shape: ...\n"),
        parsed("algorithms/c.py", "def forgotten(): return forgotten()\n\nclass Lost: ...\n"),
        parsed("algorithms/d.py", "def measured(): ...\n\ndef named(): ...\n\nMEASURE = (measured, 'named')\n"),
        parsed("algorithms/e.py", "def whole(): ...\n\ndef rest(): ...\n"),
        parsed("algorithms/f.py", "from algorithms.g import handed_on\n"),
        parsed("algorithms/g.py", "def handed_on(kept: 'Kept'): ...\n\nclass Kept: ...\n"),
    )
)


def test_what_nobody_asks_for_is_named() -> None:
    asking = (
        parsed("api/x.py", "from algorithms.a import asked\n\ndef answer():\n    return asked()\n"),
        parsed("api/z.py", "from algorithms.f import handed_on\nfrom api.x import forgotten\nhanded_on(forgotten)"),
        parsed("api/y.py", "from algorithms import e as of_e\nof_e.whole()\n"),
    )
    assert unreached(asking, LIBRARY) == [
        "algorithms/a.py:5 alone",
        "algorithms/c.py:1 forgotten",
        "algorithms/c.py:3 Lost",
        "algorithms/d.py:3 named",
        "algorithms/e.py:3 rest",
    ]


def test_an_import_that_is_not_used_asks_for_nothing() -> None:
    asking = (parsed("api/x.py", "from algorithms.c import Lost, forgotten\nLost()\n"),)
    assert "algorithms/c.py:1 forgotten" in unreached(asking, LIBRARY)
    assert "algorithms/c.py:3 Lost" not in unreached(asking, LIBRARY)
