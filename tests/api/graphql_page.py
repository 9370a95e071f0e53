"""The queries of docs/graphql.md: read from the page, asked of the demo world, and the answers as the page shows them.

In the page a ```graphql fence is a query, a ```json variables fence below it its variables, and the ```json fence below
that its answer, shortened: of long lists and texts the beginning, and of numbers four digits. When an answer
changes for a good reason, `python -m tests.api.graphql_page` writes all of them anew.
"""

import json
import math
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

import pytest

from api.settings import read_settings
from api.workspace.workspace import Workspace
from tests.api.asking import Client
from tests.api.command_line import kith, settle
from tests.fences import Fence, fences
from tests.modules import ROOT

PAGE: Final = ROOT / "docs" / "graphql.md"
_MOST_ROWS: Final = 4
_MOST_CHARACTERS: Final = 80
_WIDTH: Final = 108
_LONGEST_SECONDS: Final = 600
"""The longest that an answer may take by the settings: examples are asked for all at once, on a large world."""


@dataclass(frozen=True, slots=True)
class Question:
    """A query of the page: where it stands, its text, its variables, and the fence with its answer."""

    line: int
    query: str
    variables: dict[str, Any]
    answer: Fence


def questions(page: str) -> list[Question]:
    """Find the queries of a page that have an answer beside them."""
    result = []
    waiting = fences(page)
    while waiting:
        fence = waiting.pop(0)
        if fence.language != "graphql":
            continue
        variables = {}
        if waiting and (waiting[0].language, waiting[0].name) == ("json", "variables"):
            variables = json.loads(waiting.pop(0).text)
        assert waiting, f"line {fence.line}: a query without its answer"
        answer = waiting.pop(0)
        assert (answer.language, answer.name) == ("json", ""), f"line {fence.line}: a query without its answer"
        result.append(Question(fence.line, fence.text, variables, answer))
    return result


def shortened(value: Any) -> Any:
    """An answer as the page shows it."""
    match value:
        case dict():
            return {name: shortened(inside) for name, inside in value.items()}
        case list() if len(value) > _MOST_ROWS:
            return [*map(shortened, value[:_MOST_ROWS]), f"… {len(value) - _MOST_ROWS} more"]
        case list():
            return [shortened(inside) for inside in value]
        case str() if len(value) > _MOST_CHARACTERS:
            return value[: _MOST_CHARACTERS - 1].rstrip() + "…"
        case float():
            return float(f"{value:.4g}")
    return value


def alike(shown: Any, answer: Any) -> bool:
    """Tell whether two shortened answers say the same; numbers that are not whole may differ in the last digit."""
    match shown, answer:
        case (dict(), dict()):
            return list(shown) == list(answer) and all(alike(shown[name], answer[name]) for name in shown)
        case (list(), list()):
            return len(shown) == len(answer) and all(map(alike, shown, answer))
        case (float(), float()):
            return math.isclose(shown, answer, rel_tol=0.01, abs_tol=0.0001)
    return type(shown) is type(answer) and bool(shown == answer)


def written(value: Any, indent: str = "") -> str:
    """JSON for readers: on one line what fits there."""
    flat = json.dumps(value, ensure_ascii=False)
    if len(indent) + len(flat) < _WIDTH or not isinstance(value, dict | list) or not value:
        return flat
    deeper = indent + "  "
    if isinstance(value, list):
        lines = [deeper + written(inside, deeper) for inside in value]
        return "[\n" + ",\n".join(lines) + f"\n{indent}]"
    lines = [f"{deeper}{json.dumps(name)}: {written(inside, deeper)}" for name, inside in value.items()]
    return "{\n" + ",\n".join(lines) + f"\n{indent}}}"


@contextmanager
def plain_demo(demo: Path) -> Iterator[Client]:
    """Asks the store that a plain `kith demo` made in a folder, as it is."""
    settings = read_settings(store=f"sqlite:///{demo}/demo.db", actor="tests", query_deadline_seconds=_LONGEST_SECONDS)
    with Workspace(settings, create=False) as workspace:
        assert workspace.analysis().findings_or_none is not None
        yield Client(workspace)


def with_answers(page: str, client: Client) -> str:
    """The page with the answers that its queries get now."""
    lines = page.split("\n")
    for question in reversed(questions(page)):
        answer = written(shortened(client.data(question.query, **question.variables)))
        first = question.answer.line
        lines[first : first + question.answer.text.count("\n")] = [answer]
    return "\n".join(lines)


def main() -> None:
    """Write the answers of the page anew."""
    with TemporaryDirectory() as name, pytest.MonkeyPatch.context() as patch:
        demo = Path(name, "demo")
        demo.mkdir()
        settle(demo, patch)
        result = kith("demo", "--no-serve")
        assert result.exit_code == 0, result.output
        with plain_demo(demo) as client:
            PAGE.write_text(with_answers(PAGE.read_text(encoding="utf-8"), client), encoding="utf-8")


if __name__ == "__main__":
    main()
