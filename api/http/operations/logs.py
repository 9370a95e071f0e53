"""Logs: one line an event, for people or as JSON, without secrets, with the id of the request that it belongs to."""

import logging
from datetime import UTC, datetime
from typing import Any, Final

import orjson
from typing_extensions import override

from api.escaped_json import escaped_json
from api.http.operations.redaction import redacted
from api.http.operations.request_id import request_id

FACTS: Final = "facts"
"""Name under which a line carries facts of its own, a mapping: `log.info(..., extra={FACTS: {...}})`."""


class _Lines(logging.Formatter):
    """What both forms share: time, request and the text of an exception."""

    def _moment(self, record: logging.LogRecord) -> str:
        return datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")

    def _trace(self, record: logging.LogRecord) -> str | None:
        return self.formatException(record.exc_info) if record.exc_info else None


class PlainLines(_Lines):
    """Lines for people."""

    @override
    def format(self, record: logging.LogRecord) -> str:
        """Write one line, and the trace of an exception below it."""
        identifier = request_id.get()
        name = f" [{identifier}]" if identifier else ""
        line = f"{self._moment(record)} {record.levelname.lower()} {record.name}{name} {record.getMessage()}"
        trace = self._trace(record)
        below = [] if trace is None else redacted(trace).split("\n")
        return "\n".join(_written_out(part) for part in (redacted(line), *below))


def _written_out(text: str) -> str:
    r"""The text with what may steer a terminal, or begin another line, written as an escape.

    >>> print(_written_out("one" + chr(10) + "two" + chr(27) + "[2J"))
    one\ntwo\x1b[2J
    """
    if text.isprintable():
        return text
    return "".join(sign if sign.isprintable() else sign.encode("unicode_escape").decode() for sign in text)


class JsonLines(_Lines):
    """Lines for machines: one JSON object each."""

    @override
    def format(self, record: logging.LogRecord) -> str:
        """Write one line."""
        line: dict[str, Any] = {
            "time": self._moment(record),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
            "request_id": request_id.get(),
            **getattr(record, FACTS, {}),
            "exception": self._trace(record),
        }
        facts = {name: value for name, value in line.items() if value is not None}
        return escaped_json(orjson.dumps(_clean(facts), default=lambda value: redacted(str(value))).decode())


def _clean(line: dict[str, Any]) -> dict[str, Any]:
    """The line with each of its texts redacted. They are looked at together first: most lines hold no secret."""
    texts = "\n".join(value for value in line.values() if isinstance(value, str))
    if redacted(texts) == texts:
        return line
    return {name: redacted(value) if isinstance(value, str) else value for name, value in line.items()}


def log_config(level: str, form: str) -> dict[str, Any]:
    """Configuration of logging (`logging.config.dictConfig`) for a least level, in the form `text` or `json`.

    Everything goes to standard error, by one formatter, so that nothing passes it unredacted. What uvicorn would say of
    each request is left out: it repeats what GET asks, and Kith writes a line of its own.
    """
    formatter = JsonLines if form == "json" else PlainLines
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"line": {"()": f"{formatter.__module__}.{formatter.__qualname__}"}},
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line", "stream": "ext://sys.stderr"}},
        "root": {"level": "WARNING", "handlers": ["stderr"]},
        "loggers": {
            "kith": {"level": level.upper()},
            "uvicorn": {"level": level.upper(), "handlers": [], "propagate": True},
            "uvicorn.access": {"level": "CRITICAL", "handlers": [], "propagate": False},
        },
    }
