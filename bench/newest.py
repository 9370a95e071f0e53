"""Which pins of the service could move: its tests against the newest releases of what it leans on.

`make check-newest` (or `python -m bench.newest FOLDER`) makes an environment of its own, as pinned, and then for each
of these libraries alone installs the newest release and runs the tests of the service. One line each says what came of
it, and the exit code is 1 when the tests fail with a newest release. What breaks first are the hooks into their
insides: `docs/decisions/0005-fields-that-are-read-directly.md`.
"""

import os
import subprocess
import sys
import venv
from pathlib import Path
from typing import Final

NAMES: Final = ("strawberry-graphql", "graphql-core", "uvicorn", "starlette")
_ROOT: Final = Path(__file__).parent.parent
_TESTS: Final = ("tests/api/graphql", "tests/api/http", "tests/clients")
_CONSTRAINTS: Final = _ROOT / "constraints.txt"


class Environment:
    """A Python of its own, in a folder."""

    def __init__(self, folder: Path) -> None:
        self._python = str(folder / "bin" / "python")
        if not Path(self._python).exists():
            venv.create(folder, with_pip=True)

    def install(self, *what: str, constrained: bool = False) -> None:
        """Install packages; as `constraints.txt` pins them, when constrained."""
        pins = {"PIP_CONSTRAINT": str(_CONSTRAINTS)} if constrained else {}
        environment = os.environ | {"PIP_DISABLE_PIP_VERSION_CHECK": "1"} | pins
        command = [self._python, "-m", "pip", "install", "--quiet", *what]
        subprocess.run(command, check=True, cwd=_ROOT, env=environment)

    def version(self, name: str) -> str:
        """The version of a package that is installed."""
        question = f"from importlib.metadata import version; print(version({name!r}))"
        answer = subprocess.run([self._python, "-c", question], check=True, capture_output=True, text=True)
        return answer.stdout.strip()

    def passes(self) -> bool:
        """Whether the tests of the service pass; what fails is written to standard error."""
        options = ("-q", "-x", "-p", "no:cacheprovider", "-m", "not neo4j")
        workers = ("--numprocesses", "auto", "--maxprocesses", "4", "--dist", "loadfile")
        command = [self._python, "-m", "pytest", *options, *workers, *_TESTS]
        outcome = subprocess.run(command, check=False, cwd=_ROOT, stdout=sys.stderr)
        return outcome.returncode == 0


def pinned(name: str, constraints: str) -> str:
    """The version that a package is pinned to. Raises ValueError when it is not.

    >>> pinned("uvicorn", "typer==1.2\\nuvicorn==0.5\\n")
    '0.5'
    """
    for line in constraints.splitlines():
        package, _, version = line.partition("==")
        if package.strip().lower() == name:
            return version.split()[0]
    raise ValueError(f"expected {name} in constraints.txt with its version")


def line(name: str, pin: str, newest: str, passed: bool | None) -> str:
    """What came of one package; `passed` is None where the pin is the newest release.

    >>> line("uvicorn", "0.5", "0.6", True)
    'uvicorn: pinned 0.5, newest 0.6: passed, the pin can move'
    """
    outcome = {None: "nothing to move", True: "passed, the pin can move", False: "failed"}[passed]
    return f"{name}: pinned {pin}, newest {newest}: {outcome}"


def main(environment: Environment) -> int:
    """Try each package by itself, so that one that fails hides no other; returns how many fail."""
    constraints = _CONSTRAINTS.read_text(encoding="utf-8")
    environment.install("--editable", ".[dev]", constrained=True)
    pins = [f"{name}=={pinned(name, constraints)}" for name in NAMES]
    failures = 0
    for name in NAMES:
        pin = pinned(name, constraints)
        environment.install("--upgrade", name)
        newest = environment.version(name)
        passed = None if newest == pin else environment.passes()
        print(line(name, pin, newest, passed), flush=True)
        failures += passed is False
        environment.install(*pins, constrained=True)
    return failures


if __name__ == "__main__":
    sys.exit(min(main(Environment(Path(sys.argv[1]))), 1))
