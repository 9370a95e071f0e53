"""Files of every bad kind, through every source: no traceback, nothing lost in silence, and a sentence to act on."""

import gzip
import json
import os
from collections.abc import Callable, Iterator, Mapping
from itertools import chain
from pathlib import Path
from typing import Any, Final

import pytest

from ingest.registry import registrations
from tests.api.command_line import kith
from tests.ingest.samples import SAMPLES, Sample

SOURCES: Final = tuple(registration.name for registration in registrations() if not registration.apart)

MEGABYTE: Final = "a" * (1 << 20)
VALUES: Final[Mapping[str, Mapping[str, Any]]] = {
    "a handle of a megabyte": {"who": MEGABYTE},
    "a text of nine megabytes": {"text": 9 * MEGABYTE},
    "no number": {"count": float("nan")},
    "no end of a number": {"count": float("inf")},
    "2^63": {"count": 2**63},
    "one more digit than any number": {"count": 10**400},
    "below nothing": {"count": -1},
    "the year 1": {"at": "0001-01-01T00:00:00Z"},
    "before the year 1": {"at": "0001-01-01T00:00:00+14:00"},
    "the year 9999": {"at": "9999-12-31T23:59:59Z"},
    "after the year 9999": {"at": "9999-12-31T23:59:59-14:00"},
    "a day that is none": {"at": "2026-02-30"},
    "NUL": {"text": "a\0b", "who": "n\0l"},
    "a lone surrogate": {"text": "a\ud83d b"},
    "signs that turn the direction": {"text": "\u202eabc\u2066", "who": "\u202eabc"},
    "formula": {"text": "=cmd|' /C calc'!A0", "who": "=1+1"},
    "formula with a quote": {"text": '=HYPERLINK("http://a.example","b")'},
    "nothing": {"text": "", "who": "", "at": "", "count": ""},
    "quotes that end nowhere": {"text": 'a "b', "who": 'a"b'},
    "breaks of lines": {"text": "a\r\nb\rc\nd"},
}
"""Values that one of three rows holds."""

Damage = Callable[[bytes], bytes]
FILES: Final[Mapping[str, Damage]] = {
    "truncated": lambda content: content[: -len(content) // 3],
    "UTF-16": lambda content: content.decode().encode("utf-16"),
    "UTF-16 without its mark": lambda content: content.decode().encode("utf-16-le"),
    "UTF-32": lambda content: content.decode().encode("utf-32"),
    "bytes of another encoding": lambda content: content.replace(b"good", b"g\xfcd").replace(b"ada2", b"\xe4da2"),
    "gzip": gzip.compress,
    "empty": lambda _: b"",
    "blank lines": lambda _: b"\n\r\n  \n",
    "a mark of UTF-8 alone": lambda _: b"\xef\xbb\xbf",
    "NUL alone": lambda _: bytes(1000),
    "zeros at the end": lambda content: content + bytes(4096),
    "a picture": lambda _: b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4,
    "a page": lambda _: b"<!DOCTYPE html><html><body>Sign in</body></html>\n",
    "the first line alone": lambda content: content[: content.index(b"\n") + 1],
    "no line end": lambda content: content.rstrip(b"\n"),
    "carriage returns": lambda content: content.replace(b"\n", b"\r"),
    "line ends of two kinds": lambda content: content.replace(b"\n", b"\r\n", 1),
    "short and long rows": lambda content: content + content.splitlines()[-1][:9] + b"\n" + b"a,b,c,d,e,f,g,h,i\n",
    "the first line twice": lambda content: content.splitlines(keepends=True)[0] + content,
    "a column twice": lambda content: b"\n".join(
        line + b"," + line.partition(b",")[0] for line in content.splitlines()
    ),
    "one line of nine megabytes": lambda content: content + MEGABYTE.encode() * 9,
    "one quote": lambda content: content + b'"',
    "brackets without end": lambda content: content + b"[" * 100_000,
}  # fmt: skip
"""What happens to a file of three good rows."""


def load(source: str, path: Path, *options: str) -> tuple[int, str, str]:
    """Exit code, standard output and standard error of a load; fails where anything but a refusal ends it."""
    result = kith("load", source, str(path), *options, "--json")
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    assert "Traceback" not in result.output
    return result.exit_code, result.stdout, result.stderr


def judged(source: str, path: Path, options: tuple[str, ...], rows: int | None) -> Iterator[str]:
    """What is wrong with how a file is loaded."""
    code, output, errors = load(source, path, *options)
    if code:
        (sentence,) = errors.splitlines()
        if output or not sentence.startswith("kith: ") or path.name not in sentence:
            yield f"no sentence about the file: {sentence!r:.300}"
        if not any(word in sentence for word in ADVICE):
            yield f"says not what to do: {sentence!r:.300}"
        return
    report = json.loads(output)
    if report["read"] != report["written"] + report["unchanged"] + report["rejected_total"] + report["suppressed"]:
        yield f"numbers that do not add up: {report}"
    if rows is not None and report["read"] < rows:
        yield f"{rows} rows, and {report['read']} of them read"
    for letter in report["rejected"]:
        if not letter["at"].startswith(f"{path.name}:") or not any(word in letter["reason"] for word in ADVICE):
            yield f"says not what to do: {letter!r:.300}"


ADVICE: Final = ("expected", "save", "export", "Export", "check", "name", "cut off", "not closed", "shorten", "longer")
"""Words of a sentence that says what was wanted, or what to do."""


@pytest.mark.parametrize("source", SOURCES)
def test_every_source_stands_every_bad_file(folder: Path, source: str, request: pytest.FixtureRequest) -> None:
    assert source in SAMPLES, f"say in tests/ingest/samples.py how a file of the source {source!r} looks"
    faults: list[str] = []
    apart = "neo4j" not in request.node.name  # there all odd values go into one file, since each load takes a while
    for place, sample in enumerate(SAMPLES[source]):
        damaged = _damaged(sample) if apart or not place else ()
        for name, content, rows in chain(_odd_values(sample, apart=apart), damaged):
            path = _written(folder / str(place), sample.file, content)
            faults += [f"{sample.file}, {name}: {fault}" for fault in judged(source, path, sample.options, rows)]
    assert not faults, "\n".join(faults)


def _odd_values(sample: Sample, *, apart: bool) -> Iterator[tuple[str, bytes, int | None]]:
    """Files with odd values: what is odd, the content, and how many rows it has."""
    odd = {name: values for name, values in VALUES.items() if sample.lacks.isdisjoint(values)}
    for name, values in odd.items() if apart else ():
        yield name, sample.file_of({}, values, {}).encode("utf-8", "surrogatepass"), 3
    if not apart:
        yield "all", sample.file_of({}, *odd.values(), {}).encode("utf-8", "surrogatepass"), len(odd) + 2


def _damaged(sample: Sample) -> Iterator[tuple[str, bytes, int | None]]:
    """Damaged files: what happened to each, and the content."""
    good = sample.file_of({}, {}, {}).encode()
    for name, damage in FILES.items():
        yield name, damage(good), None


def _written(folder: Path, name: str, content: bytes) -> Path:
    folder.mkdir(exist_ok=True)
    os.chdir(folder)
    (folder / name).write_bytes(content)
    return folder / name


@pytest.mark.parametrize("source", SOURCES)
def test_what_is_no_file_is_refused_and_nothing_waits_for_it(folder: Path, source: str) -> None:
    (folder / "empty").mkdir()
    os.mkfifo(folder / "pipe.csv")
    (folder / "odd").mkdir()
    (folder / "odd" / "picture.png").write_bytes(b"\x89PNG")
    os.mkfifo(folder / "odd" / "pipe.jsonl")
    (folder / "loop.csv").symlink_to(folder / "loop.csv")
    for name in ("empty", "pipe.csv", "odd", "loop.csv", "nowhere.csv", "/dev/null", "/dev/zero"):
        faults = list(judged(source, Path(name), (), None))
        assert not faults, faults


@pytest.mark.parametrize("source", SOURCES)
def test_a_file_whose_name_is_not_in_utf_8_is_refused(folder: Path, source: str) -> None:
    path = folder / os.fsdecode(b"na\xefve.csv")  # in Latin-1
    path.write_text("id,network\n1,x\n")
    code, output, errors = load(source, Path(path.name))
    assert (code, output) == (1, "")
    assert errors == "kith: the name na\ufffdve.csv is not in UTF-8; rename the file\n"
