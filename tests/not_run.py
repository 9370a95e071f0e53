"""What a run of the tests left out, and why: said in its last lines, so that nobody takes silence for success.

Whoever leaves tests out calls `note`. This module is a pytest plugin (`conftest.py` names it) that prints the notes
after everything else; workers hand theirs to the process that started them. Under CI (environment variable `CI`)
nothing may be left out: a note or a skipped test makes the run fail.
"""

import os
from collections.abc import Generator
from importlib.util import find_spec
from typing import Any, Final

import pytest

_notes: dict[str, str] = {}
_NOTES: Final = "not run"


def note(what: str, why: str) -> None:
    """Remember that `what` (such as "Neo4j tests") was not run, and why, with what to do about it."""
    _notes[what] = why


def in_ci() -> bool:
    """Tell whether this run is CI's, in which nothing may be left out."""
    return os.environ.get("CI", "").lower() not in {"", "0", "false"}


def _skipped(reporter: pytest.TerminalReporter) -> list[str]:
    return sorted({report.nodeid for report in reporter.stats.get("skipped", [])})


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out the tests marked `embeddings` where the extra is not installed, and say so."""
    wanting = [item for item in items if item.get_closest_marker("embeddings")]
    if wanting and find_spec("sentence_transformers") is None:
        note(f"{len(wanting)} tests of language models", "the extra is not installed; run: make test EXTRAS=embeddings")
        config.hook.pytest_deselected(items=wanting)
        items[:] = [item for item in items if item not in wanting]


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    """Take over the notes of a worker that ended."""
    _notes.update(getattr(node, "workeroutput", {}).get(_NOTES, {}))


@pytest.hookimpl(tryfirst=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """Fail a run under CI that left anything out; a worker hands on what it left out."""
    output = getattr(session.config, "workeroutput", None)
    if output is not None:
        output[_NOTES] = _notes
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if in_ci() and reporter is not None and (_notes or _skipped(reporter)) and session.exitstatus == pytest.ExitCode.OK:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> Generator[None]:
    """Print what was not run below all other summaries, just above pytest's closing line."""
    yield
    for what, why in sorted(_notes.items()):
        terminalreporter.write_line(f"not run: {what}: {why}", yellow=True)
    if in_ci():
        for test in _skipped(terminalreporter):
            terminalreporter.write_line(f"skipped, which CI does not allow: {test}", red=True)
