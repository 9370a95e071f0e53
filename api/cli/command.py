"""The command line: `kith`, and `python -m api`."""

import gc
import sys
from collections.abc import Mapping
from typing import Annotated, Any, Final

import typer
from typing_extensions import override

from api.cli.commands.group import CommandGroup
from api.cli.lazy_commands import LazyCommands

COMMANDS: Final[Mapping[str, Mapping[str, str]]] = {
    "Begin here": {
        "demo": "demo:demo",
        "doctor": "doctor:doctor",
    },
    "Bring data in": {
        "sources": "sources:sources",
        "load": "load:load",
        "loads": "loads:loads",
        "rejected": "loads:rejected",
        "unload": "loads:unload",
    },
    "Decide": {
        "judge": "judge:judge",
        "opt-out": "opt_out:opt_out",
        "erase": "erase:erase",
        "us": "us:us",
        "watch": "watch:watch",
        "teach": "teach:teach",
    },
    "Ask": {
        "status": "status:status",
        "analyse": "analyse:analyse",
        "rank": "rank:rank",
        "why": "why:why",
        "fallacy": "fallacy:fallacy",
        "coordination": "coordination:coordination",
        "communities": "communities:communities",
        "bridges": "bridges:bridges",
        "themes": "themes:themes",
        "trends": "trends:trends",
        "escalations": "escalations:escalations",
        "path": "path:path",
        "introduce": "path:introduce",
        "map": "map:map_around",
        "person": "person:person",
        "search": "search:search",
        "export-person": "export_person:export_person",
        "audit": "audit:audit",
    },
    "Run": {
        "serve": "serve:serve",
        "backup": "backup:backup",
        "restore": "backup:restore",
        "schema": "schema:schema",
        "publish": "publish:publish",
        "keys": "keys:keys",
    },
}
"""Every command by the panel of the help that lists it: its file in `commands/`, and what it is called there."""


class KithGroup(CommandGroup):
    """The group of all commands."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.commands = LazyCommands(COMMANDS)

    @override
    def list_commands(self, ctx: Any) -> list[str]:
        return list(self.commands)


app = typer.Typer(
    name="kith",
    cls=KithGroup,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    help="Social relationship management on a graph: who matters, what each community talks about,"
    " and how a loose tie becomes a customer.",
)


def _print_version(is_on: bool) -> None:
    if is_on:
        from api.version import kith_version

        sys.stdout.write(f"kith {kith_version()}\n")
        raise typer.Exit


@app.callback()
def kith(
    _version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Social relationship management on a graph."""


def main() -> None:
    """Run the command that the arguments name; ends the process with its exit code."""
    try:
        app()
    finally:
        # On its way out the interpreter has the collector walk twice through all that was imported, for 0.1 s; what is
        # frozen is left out, and goes with the process.
        gc.freeze()
