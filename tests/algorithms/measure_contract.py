"""What every measure must keep to that is in the registry. Each clause asks one spec, and says what it expected."""

import ast
import doctest
import re
from dataclasses import fields, replace
from importlib import import_module
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray

from algorithms.analysis.measure import Measure, MeasureInputs, measure_people
from algorithms.analysis.ranked_scope import inputs_within
from algorithms.analysis.scope import EVERYTHING, Scope
from algorithms.centrality.measure_spec import MeasureSpec
from algorithms.parameters import Parameters
from graph.model.interaction import InteractionKind
from graph.snapshot.snapshot import Snapshot
from tests.modules import ROOT
from tests.worlds import Act, Said, Someone, moment, snapshot_of

KNOBS = Parameters(reach_samples=2_000, as_of=moment(200))
LATE = Scope(since=moment(100))
"""The window of the planted world."""

MEASURES_PAGE = (ROOT / "docs" / "measures.md").read_text(encoding="utf-8")

_KINDS = (InteractionKind.REPLY, InteractionKind.MENTION, InteractionKind.REPOST, InteractionKind.LIKE)
_EARLY = ((1, 0), (2, 0), (3, 0), (4, 0), (1, 2), (2, 3), (3, 1), (5, 1), (6, 1))
_ELSEWHERE = ((0, 6), (6, 5), (5, 0), (3, 2))
_WITHIN = ((4, 5), (5, 6), (6, 4), (7, 5), (7, 6), (0, 7), (2, 0))


def planted(before: tuple[tuple[int, int], ...] = _EARLY) -> Snapshot:
    """Ten people who attended to some, `before`, and since day 100 to others. The last two have no tie at all.

    Each act comes in several kinds, and reacts to a post. x:8 is far better known than x:9, by followers and
    by likes that its source states.
    """
    people = [Someone((f"x:{row}",), followers={f"x:{row}": 10 + row % 3}) for row in range(8)]
    people += [Someone(("x:8",), followers={"x:8": 900}), Someone(("x:9",), followers={"x:9": 1})]
    posts = [Said(f"post:x:{row}", f"x:{row}", "said something") for row in range(8)]
    posts += [Said(f"post:x:8{number}", "x:8", "said") for number in range(3)] + [Said("post:x:9", "x:9", "said")]
    acts: list[Act] = []
    for pairs, day in ((before, 1), (_WITHIN, 150)):
        for number, (actor, target) in enumerate(pairs):
            for kind in _KINDS[: 2 + number % 3]:
                name = f"post:x:{actor}{target}{kind}{day}"
                answered = f"post:x:{target}"
                reply_to = answered if kind is InteractionKind.REPLY else None
                repost_of = answered if kind is InteractionKind.REPOST else None
                posts.append(Said(name, f"x:{actor}", "", day=day, reply_to=reply_to, repost_of=repost_of))
                about = answered if kind is InteractionKind.LIKE else name
                acts.append(Act(f"x:{actor}", f"x:{target}", kind, day=day, post=about))
    snapshot = snapshot_of(people=people, acts=acts, posts=posts)
    stated = snapshot.posts.engagement.copy()
    stated[[post.startswith("post:x:8") for post in snapshot.posts.ids.to_pylist()], 0] = 7
    return replace(snapshot, posts=replace(snapshot.posts, engagement=stated))


PLANTED = planted()
OTHERWISE = planted(_ELSEWHERE)
"""The same within the window, and other acts before it."""


def values_in(spec: MeasureSpec, snapshot: Snapshot, scope: Scope = EVERYTHING) -> NDArray[np.float64]:
    """Values of a measure in a scope, computed as rankings are."""
    on = inputs_within(snapshot, scope, KNOBS)
    measure_people(spec.made_of, on)
    return spec.compute(on).values


def keeps_to_its_window(spec: MeasureSpec) -> None:
    """What a window leaves out counts nothing, and what it leaves changes the answer: or neither, as the spec says."""
    whole, within, otherwise = (
        values_in(spec, PLANTED),
        values_in(spec, PLANTED, LATE),
        values_in(spec, OTHERWISE, LATE),
    )
    assert np.array_equal(within, otherwise, equal_nan=True), (
        f"expected {spec.name} within a window not to depend on what was before it"
    )
    changed = not np.array_equal(whole, within, equal_nan=True)
    assert changed == spec.windowed, f"expected a window to change {spec.name}: {spec.windowed}, got {changed}"


def ranks_whom_it_says(spec: MeasureSpec) -> None:
    """Everybody is ranked by what tells people without a tie apart; only people with a tie by all else."""
    values, tied = values_in(spec, PLANTED), inputs_within(PLANTED, EVERYTHING, KNOBS).ties.connected()
    apart = np.unique(values[~tied & ~np.isnan(values)]).size > 1
    assert apart == spec.everybody, (
        f"expected values of {spec.name} to tell people without a tie apart: {spec.everybody}, got {apart}"
    )
    among = spec.ranked(tied, scoped=False)
    assert among.tolist() == (np.ones_like(tied) if spec.everybody else tied).tolist()
    assert spec.ranked(tied, scoped=True).tolist() == tied.tolist()
    assert not np.isnan(values[among]).any(), f"expected {spec.name} to have a value for everybody whom it ranks"


class _Listener:
    """Stands for something, and hears which of its attributes are read."""

    def __init__(self, inner: Any, reads: set[str], **instead: Any) -> None:
        self._inner, self._reads, self._instead = inner, reads, instead

    def __getattr__(self, name: str) -> Any:
        self._reads.add(name)
        return self._instead[name] if name in self._instead else getattr(self._inner, name)

    def shared(self, compute: Any) -> Any:
        return compute(self)


class _Scores(dict[Measure, Any]):
    """Scores that hear which of them are read."""

    def __init__(self, scores: dict[Measure, Any]) -> None:
        super().__init__(scores)
        self.reads: set[Measure] = set()

    def __getitem__(self, measure: Measure) -> Any:
        self.reads.add(measure)
        return super().__getitem__(measure)


def reads_what_it_says(spec: MeasureSpec) -> None:
    """What the scores depend on is named: a change of anything else takes former scores over, and of these none."""
    on = inputs_within(PLANTED, EVERYTHING, KNOBS)
    measure_people([measure for measure in Measure if measure.value != spec.name], on)
    reads: set[str] = set()
    parameters: set[str] = set()
    scores = _Scores(on.scores)
    heard = _Listener(on, reads, scores=scores, parameters=_Listener(on.parameters, parameters))
    spec.compute(cast("MeasureInputs", heard))
    assert parameters == set(spec.parameters), f"expected {spec.name} to read {spec.parameters}, got {parameters}"
    assert ("ties" in reads) == spec.on_ties, f"expected {spec.name} to read ties: {spec.on_ties}"
    assert scores.reads == set(spec.made_of), f"expected {spec.name} to be made of {spec.made_of}, got {scores.reads}"
    of_snapshot = bool(reads & {"snapshot", "counted"})
    assert of_snapshot == bool(spec.columns(on)), f"expected {spec.name} to name what of the snapshot it reads"


def has_an_oracle(spec: MeasureSpec) -> None:
    """The test that the spec names is there, and is about the measure."""
    path, _, name = spec.oracle.partition("::")
    assert (ROOT / path).is_file(), f"expected the oracle of {spec.name} in {path}: there is no such file"
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    functions = {node.name: node for node in tree.body if isinstance(node, ast.FunctionDef)}
    assert name.startswith("test_"), f"expected the oracle of {spec.name} to be a test, got {name}"
    assert name in functions, f"expected the oracle of {spec.name} to be in {path}, got {name}"
    words = _words(functions[name], functions)
    assert words >= set(spec.name.split("_")), f"expected {name} to be about {spec.name}, got {sorted(words)}"


def _words(test: ast.FunctionDef, functions: dict[str, ast.FunctionDef]) -> set[str]:
    """Words of the names in a test, and in what it calls of its own file; not of the test's own name."""
    names: set[str] = set()
    for node in ast.walk(ast.Module([*test.body, *map(ast.Expr, test.decorator_list)], [])):
        names |= {node.id} if isinstance(node, ast.Name) else {node.attr} if isinstance(node, ast.Attribute) else set()
    words = {word.lower() for name in names for word in name.split("_")}
    return words.union(*(_words(functions[name], functions) for name in names & functions.keys() - {test.name}))


def is_documented(spec: MeasureSpec) -> None:
    """The page about measures has it, its facts are said, and its file shows it at work in a doctest."""
    for name in (field.name for field in fields(spec) if field.type is str):
        assert getattr(spec, name).strip(), f"expected {spec.name} to say its {name}"
    assert re.fullmatch(r"[^.]+\.", spec.meaning), f"expected one sentence of {spec.name}, got {spec.meaning!r}"
    assert re.search(rf"^### `{spec.name}`$", MEASURES_PAGE, re.MULTILINE), f"expected {spec.name} in docs/measures.md"
    home = import_module(spec.compute.__module__)
    examples = [example for result in doctest.DocTestFinder().find(home) for example in result.examples]
    assert examples, f"expected a doctest in {home.__name__}, where {spec.name} is"


CLAUSES = (keeps_to_its_window, ranks_whom_it_says, reads_what_it_says, has_an_oracle, is_documented)
