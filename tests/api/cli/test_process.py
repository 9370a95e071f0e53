"""`kith` as a process of its own: pipes, signals, and what starting it costs."""

import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.api.command_line import load_three_people, refusal_of, rows_of, settle
from tests.modules import ROOT
from tests.patience import Deadline, patience
from tests.ports import free_port


@pytest.fixture(autouse=True)
def _alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every test has a working directory of its own, and no settings from outside."""
    settle(tmp_path, monkeypatch)


@pytest.fixture
def loaded(tmp_path: Path) -> Path:
    return load_three_people(tmp_path)


def _process(*arguments: str, python: tuple[str, ...] = (), **more: Any) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, *python, "-m", "api", *arguments],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        **more,
    )


def test_python_m_api_is_kith(loaded: Path) -> None:
    out, err = _process("loads", "--json").communicate(timeout=patience(60))
    assert json.loads(out)["rows"][0]["id"] == "load:1"
    assert err == ""


def test_a_closed_pipe_is_quiet(loaded: Path) -> None:
    running = _process("rejected", "--json")
    assert running.stdout is not None
    running.stdout.close()
    assert running.stderr is not None
    assert running.stderr.read() == ""
    assert running.wait(timeout=patience(60)) == 0


@pytest.fixture
def heard() -> Iterator[None]:
    """Ctrl-C is heard, also where the tests run in the background of a shell that made it be ignored."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("heard")
@pytest.mark.parametrize(
    ("number", "code", "word"), [(signal.SIGINT, 130, "interrupted"), (signal.SIGTERM, 143, "terminated")]
)
def test_an_end_while_it_starts_is_said_in_one_sentence(number: signal.Signals, code: int, word: str) -> None:
    running = _process("status", "--help", python=("-X", "importtime"))
    assert running.stderr is not None
    while not re.search(r"\| +typer\._", running.stderr.readline()):  # among the first that are imported
        assert running.poll() is None
    running.send_signal(number)
    _, err = running.communicate(timeout=patience(60))
    sentences = [line for line in err.splitlines() if not line.startswith("import time:")]
    assert len(sentences) == 1, sentences
    assert sentences[0].startswith(f"kith: {word}")
    assert running.returncode == code


@pytest.mark.usefixtures("heard")
@pytest.mark.parametrize(
    ("number", "code", "word"), [(signal.SIGINT, 130, "interrupted"), (signal.SIGTERM, 143, "terminated")]
)
def test_an_end_while_loading_is_one_sentence_and_the_load_can_go_on(
    tmp_path: Path, number: signal.Signals, code: int, word: str
) -> None:
    with (tmp_path / "edges.csv").open("w") as file:
        file.write("from,to\n")
        file.writelines(f"a{number % 997},b{number % 1009}\n" for number in range(300_000))
    running = _process("load", "edges", "edges.csv", "--batch-size", "500")
    deadline = Deadline(60)
    while not (tmp_path / "kith.db").exists() or not any(load["written"] for load in rows_of("loads")):
        assert not deadline.is_over()
        assert running.poll() is None, running.communicate()
        time.sleep(0.05)
    running.send_signal(number)
    out, err = running.communicate(timeout=patience(60))
    assert (running.returncode, out) == (code, ""), err
    assert err.count("\n") == 1
    assert word in err
    assert [load["complete"] for load in rows_of("loads")] == [False]


def _ready(port: int) -> bool:
    try:
        return httpx.get(f"http://127.0.0.1:{port}/readyz", timeout=patience(5)).status_code == httpx.codes.OK
    except httpx.TransportError:
        return False


@pytest.mark.usefixtures("heard")
def test_ctrl_c_while_analysing_ends_with_one_sentence_and_keeps_nothing(tmp_path: Path) -> None:
    with (tmp_path / "edges.csv").open("w") as file:
        file.write("from,to\n")
        file.writelines(f"a{number * number % 9973},b{number % 9001}\n" for number in range(60_000))
    assert _process("load", "edges", "edges.csv").wait(timeout=patience(120)) == 0
    running = _process("analyse")
    assert running.stderr is not None
    done = []
    for line in running.stderr:  # a line for every stage that is done; the longest is the last
        done.append(line.split("  ")[1])
        if done[-1] == "reposts":
            break
    running.send_signal(signal.SIGINT)
    out, err = running.communicate(timeout=patience(60))
    assert (running.returncode, out) == (130, ""), err
    assert "interrupted" in err
    assert "Traceback" not in err
    assert {"ties", "communities", "betweenness"} <= set(done)
    findings = json.loads(_process("status", "--json").communicate(timeout=patience(60))[0])["findings"]
    assert findings is None


@pytest.mark.usefixtures("heard")
def test_the_demo_is_served_until_it_is_interrupted(demo_folder: Path, tmp_path: Path) -> None:
    shutil.copytree(demo_folder, tmp_path, dirs_exist_ok=True)  # made here; the README has a process make it
    port = free_port()
    running = _process("demo", "--port", str(port))
    deadline = Deadline(300)
    while not _ready(port):
        assert not deadline.is_over()
        assert running.poll() is None, running.communicate()
        time.sleep(0.2)
    question = {"query": "{ overview { people } }"}
    answer = httpx.post(f"http://127.0.0.1:{port}/graphql", json=question, timeout=patience(60)).json()
    assert answer["data"]["overview"]["people"] == 600
    assert f"port {port} on 127.0.0.1 is taken" in refusal_of("demo", "--port", str(port))
    running.send_signal(signal.SIGINT)
    out, err = running.communicate(timeout=patience(60))
    assert running.returncode == 0
    assert "kith rank" in out
    assert f"http://127.0.0.1:{port}" in err
    assert "Traceback" not in err


def test_a_taken_port_is_refused_with_the_next_free_one(loaded: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        refusal = refusal_of("serve", "--port", str(port))
        other = re.search(r"--port (\d+)", refusal)
        assert other is not None
        assert int(other[1]) > port
    assert "choose others" in refusal_of("serve", "--host", "192.0.2.1")
    assert "there is no store" in refusal_of("serve", "--port", str(free_port()), "--store", "sqlite:///gone.db")


def test_several_workers_answer_and_all_end(loaded: Path) -> None:
    port = free_port()
    running = _process("serve", "--port", str(port), "--workers", "2")
    try:
        deadline = Deadline(120)
        while not _answers(port):
            assert running.poll() is None, running.stderr and running.stderr.read()
            assert not deadline.is_over()
            time.sleep(0.3)
        body = {"query": "{ overview { people } }"}
        url = f"http://127.0.0.1:{port}/graphql"
        for _ in range(8):  # each on a connection of its own, so that both have some
            assert httpx.post(url, json=body, timeout=patience(30)).json() == {"data": {"overview": {"people": 3}}}
        while not _share_findings(running.pid):
            assert not deadline.is_over(), "expected both workers to map the same files of findings"
            time.sleep(0.3)
    finally:
        running.send_signal(signal.SIGINT)
        running.communicate(timeout=patience(60))
    assert not _answers(port)


def _share_findings(process: int) -> bool:
    """Whether two children of a process map the same files of findings, so that they share their pages."""
    holding = [files for files in map(_findings_mapped, _children(process)) if files]
    return len(holding) == 2 and holding[0] == holding[1]


def _children(process: int) -> list[str]:
    return Path(f"/proc/{process}/task/{process}/children").read_text().split()


def _findings_mapped(process: str) -> set[tuple[str, str]]:
    """Files of findings that a process maps to be shared: device and number of each."""
    lines = [line.split() for line in Path(f"/proc/{process}/maps").read_text().splitlines()]
    return {(line[3], line[4]) for line in lines if line[-1].endswith(".npy") and line[1] == "r--s"}


def _answers(port: int) -> bool:
    try:
        return httpx.get(f"http://127.0.0.1:{port}/livez", timeout=patience(5)).status_code == 200
    except httpx.TransportError:
        return False
