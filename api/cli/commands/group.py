"""The group of all commands, which turns whatever goes wrong into one sentence and an exit code."""

import os
import sys
import traceback
from typing import Any, Final

import typer
from typer.core import TyperGroup
from typing_extensions import override

from algorithms.errors import AlgorithmError
from api.cli.output import write_stderr
from api.errors import Refusal
from api.interruption import exit_code, word
from graph.errors import GraphError
from ingest.errors import IngestError

FAILED: Final = 1


class Failed(Exception):
    """A command cannot do what it was asked; the message says why and what to do, in one sentence."""


class CommandGroup(TyperGroup):
    """Exit codes: 0 done, 1 refused or failed with a sentence on standard error, 2 wrong usage, 130 and 143 ended."""

    @override
    def main(self, *arguments: Any, **options: Any) -> Any:
        try:
            return super().main(*arguments, **options)
        except Exception as error:  # what goes wrong before a command is reached
            _report(error)
            sys.exit(FAILED)

    @override
    def invoke(self, ctx: Any) -> Any:
        try:
            answer = super().invoke(ctx)
            sys.stdout.flush()
        except KeyboardInterrupt as interruption:
            write_stderr(
                f"kith: {word(interruption)}; what was written so far is kept, and the command can be repeated"
            )
            raise typer.Exit(exit_code(interruption)) from None
        except BrokenPipeError:
            return _leave_quietly()
        except Exception as error:
            _report(error)
            raise typer.Exit(FAILED) from error
        return answer


def _leave_quietly() -> None:
    """Whoever reads our output has seen enough. Nothing may be flushed into the closed pipe at exit either."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _report(error: Exception) -> None:
    """Say what went wrong. What nobody foresaw is named by its type; its trace is shown at log level debug."""
    if _is_usage(error):
        raise error
    known = _is_known(error)
    if not known and _debugging():
        sys.stderr.write("".join(traceback.format_exception(error)))
    hint = "" if known else f" ({type(error).__name__}; KITH_LOG_LEVEL=debug shows where)"
    write_stderr(f"kith: {_sentence(error)}{hint}")


def _sentence(error: Exception) -> str:
    if isinstance(error, OSError) and error.strerror:
        return f"{error.filename}: {error.strerror}" if error.filename else error.strerror
    return str(error) or "something unexpected went wrong"


def _is_usage(error: Exception) -> bool:
    """Typer's own errors and exits pass through to Typer, which gives wrong usage its code."""
    return isinstance(error, typer.Exit | typer.Abort) or hasattr(error, "format_message")


def _is_known(error: Exception) -> bool:
    from api.bad_setting import BadSetting

    return isinstance(error, Failed | Refusal | GraphError | IngestError | AlgorithmError | BadSetting | OSError)


def _debugging() -> bool:
    from api.bad_setting import BadSetting
    from api.settings import read_settings

    try:
        return read_settings().log_level == "debug"
    except BadSetting:
        return False
