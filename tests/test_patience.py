"""Patience comes from one place, and grows with what else the machine does."""

import ast
import os
from collections.abc import Iterator
from itertools import zip_longest

import pytest

from api.settings import Settings
from tests.modules import Module, dotted, modules, parsed
from tests.patience import SLOWEST, Deadline, patience, service_environment, service_limits, slowness, wait_until

PLACE = "tests/patience.py"
FIRST = {"timeout", "timeout_at", "wait", "result", "join", "settimeout", "acquire"}
"""Calls whose first argument is how long they wait at most; of `wait_for` it is the second."""
CLIENTS = {"httpx.get", "httpx.post", "httpx.put", "httpx.delete", "httpx.request", "httpx.stream", "httpx.Client"}
"""Each waits five seconds when it is not told how long."""

ENDLESS = {"subprocess.run", "subprocess.check_output", "subprocess.check_call", "subprocess.call"}
"""Each waits for ever when it is not told how long: what hangs would never be told."""


def time_limits(call: ast.Call) -> Iterator[ast.expr]:
    """The arguments of a call that say how long it waits at most."""
    name = dotted(call.func).rpartition(".")[2] or (call.func.attr if isinstance(call.func, ast.Attribute) else "")
    yield from (keyword.value for keyword in call.keywords if keyword.arg == "timeout")
    if name in FIRST:
        yield from call.args[:1]
    if name == "wait_for":
        yield from call.args[1:2]


def is_number(node: ast.expr) -> bool:
    """Whether an expression is made of written numbers alone, as `60` and `2 * 30`."""
    parts = list(ast.walk(node))
    numbers = [part for part in parts if isinstance(part, ast.Constant) and isinstance(part.value, int | float)]
    return bool(numbers) and not any(isinstance(part, ast.Name | ast.Attribute | ast.Call) for part in parts)


def unexplained(module: Module) -> set[str]:
    """Names of numbers that stand at the top of a file and say nothing about themselves."""
    body = module.tree.body
    return {
        target.id
        for node, below in zip_longest(body, body[1:])
        if isinstance(node, ast.Assign | ast.AnnAssign) and node.value is not None and is_number(node.value)
        for target in (node.targets if isinstance(node, ast.Assign) else [node.target])
        if isinstance(target, ast.Name) and not _is_text(below)
    }


def _is_text(node: ast.stmt | None) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)


def impatient(module: Module) -> Iterator[str]:
    """Where a file says by itself how long to wait."""
    bare = unexplained(module)
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Call):
            for limit in time_limits(node):
                if is_number(limit) or (isinstance(limit, ast.Name) and limit.id in bare):
                    yield f"{module.at(node)}: {ast.unparse(limit)} seconds; expected patience({ast.unparse(limit)})"
            if dotted(node.func) in CLIENTS and not any(keyword.arg == "timeout" for keyword in node.keywords):
                yield f"{module.at(node)}: {dotted(node.func)} waits five seconds; expected timeout=patience(…)"
            if dotted(node.func) in ENDLESS and not any(keyword.arg == "timeout" for keyword in node.keywords):
                yield f"{module.at(node)}: {dotted(node.func)} may wait for ever; expected timeout=patience(…)"
        if isinstance(node, ast.BinOp) and _is_clock(node.left) and is_number(node.right):
            yield f"{module.at(node)}: a moment to give up at; expected Deadline(…) or wait_until(…)"
        if isinstance(node, ast.For) and _is_counted(node.iter) and any(map(_sleeps, ast.walk(node))):
            yield f"{module.at(node)}: so many rounds of sleep; expected Deadline(…) or wait_until(…)"


def _is_clock(node: ast.expr) -> bool:
    return isinstance(node, ast.Call) and dotted(node.func) in {"time.monotonic", "time.perf_counter"}


def _is_counted(node: ast.expr) -> bool:
    return isinstance(node, ast.Call) and dotted(node.func) == "range" and all(map(is_number, node.args))


def _sleeps(node: ast.AST) -> bool:
    """Whether time passes here: `asyncio.sleep(0)` lets others run, and no more."""
    sleeps = isinstance(node, ast.Call) and dotted(node.func) in {"time.sleep", "asyncio.sleep"}
    return sleeps and ast.unparse(node.args[0]) != "0"  # type: ignore[attr-defined]


def test_no_test_says_by_itself_how_long_to_wait() -> None:
    read = [module for module in modules("tests") if module.path != PLACE]
    assert [offence for module in read for offence in impatient(module)] == []


@pytest.mark.parametrize(
    "line",
    [
        "run(command, timeout=60)",
        "subprocess.run(command, check=True)",
        "process.wait(30)",
        "process.wait(timeout=2 * 30)",
        "thread.join(5)",
        "future.result(60)",
        "connection.settimeout(0.5)",
        "started().wait(1)",
        "asyncio.timeout(5)",
        "asyncio.wait_for(task, 30)",
        "asyncio.wait_for(task, timeout=30)",
        "httpx.get(url)",
        "httpx.Client(base_url=url)",
        "until = time.monotonic() + 60",
        "for _ in range(600):\n    time.sleep(0.1)",
        "SECONDS = 60\nprocess.wait(SECONDS)",
        "SECONDS: Final = 60\nprocess.wait(SECONDS)",
    ],
)
def test_a_time_out_that_is_written_elsewhere_is_found(line: str) -> None:
    assert len(list(impatient(parsed("tests/test_it.py", line)))) == 1


@pytest.mark.parametrize(
    "line",
    [
        "process.wait(timeout=patience(60))",
        "process.wait()",
        '", ".join(names)',
        "asyncio.wait_for(task, patience(30))",
        "httpx.get(url, timeout=patience(60))",
        "for _ in range(10):\n    await asyncio.sleep(0)",
        'AFTER_SECONDS = 0.1\n"""What is tested."""\nasyncio.timeout(AFTER_SECONDS)',
    ],
)
def test_what_is_patient_or_tests_the_time_out_itself_is_left_alone(line: str) -> None:
    assert list(impatient(parsed("tests/test_it.py", line))) == []


@pytest.fixture
def load(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The load of a machine with two cores."""
    loads = [0.0]
    monkeypatch.setattr(os, "getloadavg", lambda: (loads[0], 0.0, 0.0))
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    return loads


@pytest.mark.parametrize(("busy", "times"), [(0.0, 1), (1.0, 1), (2.0, 2), (8.0, 8), (20.0, 20), (500.0, SLOWEST)])
def test_patience_grows_with_the_load_of_a_core(load: list[float], busy: float, times: float) -> None:
    load[0] = busy
    assert slowness() == times
    assert patience(30) == 30 * times


def test_a_deadline_moves_on_with_the_load_and_never_back(load: list[float], monkeypatch: pytest.MonkeyPatch) -> None:
    clock = [0.0]
    monkeypatch.setattr("tests.patience.time.monotonic", lambda: clock[0])
    deadline = Deadline(10)
    clock[0] = 10.0
    assert not deadline.is_over()
    load[0] = 4.0
    clock[0] = 39.0
    assert not deadline.is_over()
    load[0] = 0.0
    assert not deadline.is_over()
    clock[0] = 41.0
    assert deadline.is_over()


def test_what_never_comes_fails_with_the_reason() -> None:
    with pytest.raises(AssertionError, match="no server came"):
        wait_until(lambda: False, seconds=0, why="no server came")
    looks = iter([False, False, True])
    wait_until(lambda: next(looks), every=0)
    assert next(looks, None) is None


def test_the_service_is_as_patient_as_its_tests_and_within_what_its_settings_allow(load: list[float]) -> None:
    usual = {name: Settings.model_fields[name].default for name in service_limits()}
    assert service_limits() == usual
    load[0] = 500.0
    Settings(**service_limits())  # type: ignore[arg-type]
    assert service_limits() == {name: seconds * SLOWEST for name, seconds in usual.items()}
    assert service_environment()["KITH_QUERY_DEADLINE_SECONDS"] == "600.0"
