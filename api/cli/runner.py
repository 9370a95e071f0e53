"""The one runner of all commands: opens what a command works on, runs it, and prints what it returns."""

import inspect
from collections.abc import Callable, Mapping
from datetime import datetime
from functools import partial, wraps
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, TypeAlias

import typer
from typer.core import TyperCommand

from api.cli.commands.group import FAILED
from api.cli.commands.options import AsOfOption, CsvOption, HalfLifeOption, JsonOption, StoreOption, form_of
from api.cli.result import Sentences, Table

if TYPE_CHECKING:
    from api.cli.context import CommandContext

Asked = ParamSpec("Asked")
Result: TypeAlias = Table | Sentences | None


def command(
    *,
    json: bool = True,
    csv: bool = True,
    looks_back: bool = False,
    command_class: type[TyperCommand] | None = None,
    **opening: bool,
) -> Callable[[Callable[Concatenate["CommandContext", Asked], Result]], Callable[..., None]]:
    """Make a command of a function that takes what it works on and its own options, and returns what is printed.

    The runner adds `--store` and, unless they are turned off, `--json` and `--csv`; where an answer `looks_back` from a
    moment also `--as-of` and `--half-life`, which are settings for this command. `command_class` is what Typer is to
    make of it. `opening` says how the store is opened, as `CommandContext` takes it. A function that returns None
    has printed by itself.
    """
    shared = [_option("store", StoreOption, None)]
    shared += [_option("as_of", AsOfOption, None), _option("half_life", HalfLifeOption, None)] if looks_back else []
    shared += [_option("json", JsonOption, False)] if json else []
    shared += [_option("csv", CsvOption, False)] if csv else []

    def decorate(task: Callable[Concatenate["CommandContext", Asked], Result]) -> Callable[..., None]:
        _, *own = inspect.signature(task).parameters.values()
        parameters = [*(parameter.replace(kind=parameter.KEYWORD_ONLY) for parameter in own), *shared]
        run: Any = wraps(task)(partial(_run, task, opening))
        run.command_class = command_class
        run.__signature__ = inspect.Signature(parameters)  # what Typer reads
        run.__annotations__ = {parameter.name: parameter.annotation for parameter in parameters}
        return run  # type: ignore[no-any-return]

    return decorate


def _run(
    task: Callable[..., Result],
    opening: Mapping[str, bool],
    *,
    store: str | None,
    as_of: datetime | None = None,
    half_life: str | None = None,
    json: bool = False,
    csv: bool = False,
    **options: Any,
) -> None:
    from api.cli.context import CommandContext

    looking_back: dict[str, Any] = {"as_of": as_of, "half_life_days": half_life}
    with CommandContext(store, form=form_of(json=json, csv=csv), **opening, **looking_back) as context:
        result = task(context, **options)
    if result is None:
        return
    result.write(context.form)
    if result.failed:
        raise typer.Exit(FAILED)


def _option(name: str, annotation: Any, default: Any) -> inspect.Parameter:
    return inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=annotation)
