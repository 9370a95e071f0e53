"""Logs: what a line holds, in both forms, and what none may hold."""

import json
import logging
import sys
from pathlib import PurePosixPath

import pytest

from api.http.operations.logs import FACTS, JsonLines, PlainLines, log_config
from api.http.operations.redaction import redacted
from api.http.operations.request_id import id_of, request_id

KEY = "kith_abcd2345_" + "s3cr3t" * 6


def record(message: str, *arguments: object, error: bool = False, **facts: object) -> logging.LogRecord:
    result = logging.LogRecord("kith.tests", logging.WARNING, __file__, 1, message, arguments, None)
    result.exc_info = sys.exc_info() if error else None
    if facts:
        setattr(result, FACTS, facts)
    return result


@pytest.fixture(autouse=True)
def _asked() -> None:
    request_id.set("abc-1")


def test_a_line_of_json_says_when_what_and_for_whom() -> None:
    line = json.loads(JsonLines().format(record("loaded %d", 7, status=200)))
    assert line.pop("time").endswith("Z")
    assert line == {
        "level": "warning",
        "logger": "kith.tests",
        "message": "loaded 7",
        "request_id": "abc-1",
        "status": 200,
    }


def test_a_line_for_people_is_one_line() -> None:
    line = PlainLines().format(record("two\nlines"))
    assert line.endswith(" warning kith.tests [abc-1] two\\nlines")
    assert "\n" not in line


def test_nothing_in_a_line_steers_the_terminal_of_who_reads_it() -> None:
    try:
        int("\x1b[31mred\r\u202e")
    except ValueError:
        line = PlainLines().format(record("GET /\x1b[2J\r\x85\u2028 200", error=True))
    first, *trace = line.split("\n")
    assert first.endswith(" GET /\\x1b[2J\\r\\x85\\u2028 200")
    assert len(trace) >= 3
    assert all(part.isprintable() for part in trace)


@pytest.mark.parametrize("form", [JsonLines(), PlainLines()])
def test_no_line_holds_a_secret_that_an_exception_or_an_argument_names(form: logging.Formatter) -> None:
    try:
        int(f"refused {KEY} at bolt://neo4j:hunter2@host")
    except ValueError:
        line = form.format(record("for %s", KEY, error=True))
    assert "s3cr3t" not in line
    assert "hunter2" not in line
    assert "kith_abcd2345_[redacted]" in line
    assert "ValueError" in line


@pytest.mark.parametrize("form", [JsonLines(), PlainLines()])
def test_no_text_of_a_line_holds_a_secret(form: logging.Formatter) -> None:
    request_id.set(KEY)
    path = PurePosixPath("/kith_abcd2345_s3cr3t/ada@mail.example")
    line = form.format(record("GET %s", path, path=str(path), method=KEY, other=path))
    assert "s3cr3t" not in line
    assert "mail.example" not in line
    assert line.count("kith_abcd2345_[redacted]") == (5 if isinstance(form, JsonLines) else 2)


@pytest.mark.parametrize(
    ("text", "secret"),
    [
        ("Authorization: Bearer abc.def.ghi", "abc.def"),
        ("authorization: basic dXNlcjpwYXNz", "dXNl"),
        ("a token eyJhbGciOi.eyJzdWIi.c2ln came", "eyJ"),
        ("password='hunter2' was wrong", "hunter2"),
        ('{"secret": "hunter2"}', "hunter2"),
        ("neo4j+s://user:hunter2@db.example:7687", "hunter2"),
        ("mail to ada.hill+x@mail.example.org", "mail.example"),
        ("Bearer kith_abcd2345_qwertyuiop", "qwerty"),
        ("GET /akith_abcd2345_qwertyuiop 404", "qwerty"),
        ("GET /eyJhbGciOi.eyJzdWIi", "eyJ"),
    ],
)
def test_secrets_are_redacted(text: str, secret: str) -> None:
    assert secret in text
    assert secret not in redacted(text)


def test_plain_words_stay() -> None:
    text = "GET /graphql 200 12.5 ms; a handle @ada, a person:x:1, a token of the issuer"
    assert redacted(text) == text


@pytest.mark.parametrize("sent", [None, "", "a b", "x" * 65, "a\nb", "ü", KEY, "eyJhbGciOi.eyJzdWIi.c2ln"])
def test_an_id_that_cannot_stand_in_a_log_is_replaced(sent: str | None) -> None:
    assert id_of(sent) != sent
    assert id_of(sent) != id_of(sent)


def test_uvicorn_writes_no_line_of_its_own_about_requests() -> None:
    config = log_config("info", "json")
    assert config["loggers"]["uvicorn.access"] == {"level": "CRITICAL", "handlers": [], "propagate": False}
    assert config["formatters"]["line"]["()"] == "api.http.operations.logs.JsonLines"
