"""Flags of `kith load`: they follow from the options of the sources."""

import inspect
from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer
from typer.core import TyperCommand
from typing_extensions import override

from api.cli.plain_text import without_code_marks

if TYPE_CHECKING:
    from ingest.registration import Option, Registration

_FLAGS: Final = "kith.flags"
"""Where a context keeps the flags that it knows beside those of the command itself."""

_VALUES: Final = "kith.source_options"
"""Where a context keeps what the command line says of them."""


class LoadCommand(TyperCommand):
    """Knows the flags of the source that the command line begins with, and imports the others only where it must."""

    @override
    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        from ingest.registry import registration_of, source_names

        if args and args[0] in source_names():
            ctx.meta[_FLAGS] = _flags([registration_of(args[0])])
            try:
                return super().parse_args(ctx, [*args])
            except Exception as error:
                if not hasattr(error, "option_name"):  # what Typer raises for an unknown flag has no public name
                    raise
            # It may be a flag of another source. Then this one says what it takes, as it is opened.
            del ctx.meta[_FLAGS]
        return super().parse_args(ctx, args)

    @override
    def get_params(self, ctx: Any) -> list[Any]:
        from ingest.registry import registrations

        if _FLAGS not in ctx.meta:
            ctx.meta[_FLAGS] = _flags(registrations())
        return [*super().get_params(ctx), *ctx.meta[_FLAGS]]

    @override
    def invoke(self, ctx: Any) -> Any:
        ctx.meta[_VALUES] = {flag.opts[0]: ctx.params.pop(flag.name) for flag in ctx.meta[_FLAGS]}
        return super().invoke(ctx)


def source_options(context: typer.Context) -> Mapping[str, str | bool]:
    """What the command line says to the source, by flag."""
    values: Mapping[str, str | bool] = context.meta[_VALUES]
    return values


def _flags(takers: "list[Registration]") -> list[Any]:
    """Parameters of a command for the options of some sources. Typer makes them, from a function that has them all."""
    from ingest.registry import options_by_flag

    parameters = [_parameter(flag, options, takers) for flag, options in options_by_flag(takers).items()]

    def carrier(**_values: Any) -> None: ...

    carrier.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    carrier.__annotations__ = {parameter.name: parameter.annotation for parameter in parameters}
    command = typer.Typer(add_completion=False)
    command.command()(carrier)
    return typer.main.get_command(command).params


def _parameter(flag: str, options: "dict[str, Option]", takers: "list[Registration]") -> inspect.Parameter:
    """A flag as a parameter of a function. Its name is none of those that the command itself has."""
    option = next(iter(options.values()))
    alone = len(takers) == 1
    declared = typer.Option(
        flag,
        metavar=option.placeholder or None,
        help=_in_rich(option.help if alone else _by_source(options)),
        show_default=False,
        rich_help_panel=f"Options of {takers[0].name}" if alone else "Options of some sources",
    )
    kind: Any = bool if option.is_switch else str | None
    return inspect.Parameter(
        f"of_source_{flag.removeprefix('--').replace('-', '_')}",
        inspect.Parameter.KEYWORD_ONLY,
        default=False if option.is_switch else None,
        annotation=Annotated[kind, declared],
    )


def _by_source(options: "dict[str, Option]") -> str:
    """The sentences about a flag, each after the names of the sources that it holds for."""
    by_sentence: dict[str, list[str]] = {}
    for name, option in options.items():
        by_sentence.setdefault(option.help, []).append(name)
    return " ".join(f"{', '.join(names)}: {sentence}" for sentence, names in by_sentence.items())


def _in_rich(markdown: str) -> str:
    """A sentence in the markup of help, in which brackets would be tags."""
    return without_code_marks(markdown).replace("[", r"\[")
