"""The command line: `kith`, and `python -m api`."""

import sys
from typing import Annotated, Final

import typer

from api.cli.commands.analyse import analyse
from api.cli.commands.audit import audit
from api.cli.commands.bridges import bridges
from api.cli.commands.communities import communities
from api.cli.commands.coordination import coordination
from api.cli.commands.demo import demo
from api.cli.commands.doctor import doctor
from api.cli.commands.escalations import escalations
from api.cli.commands.fallacy import fallacy
from api.cli.commands.group import CommandGroup
from api.cli.commands.judge import judge
from api.cli.commands.keys import keys
from api.cli.commands.load import load
from api.cli.commands.loads import loads, rejected, unload
from api.cli.commands.map import map_around
from api.cli.commands.opt_out import opt_out
from api.cli.commands.path import introduce, path
from api.cli.commands.person import person
from api.cli.commands.publish import publish
from api.cli.commands.rank import rank
from api.cli.commands.schema import schema
from api.cli.commands.serve import serve
from api.cli.commands.source_flags import LoadCommand
from api.cli.commands.sources import sources
from api.cli.commands.status import status
from api.cli.commands.themes import themes
from api.cli.commands.trends import trends
from api.cli.commands.us import us
from api.cli.commands.watch import watch
from api.cli.commands.why import why
from api.version import kith_version

_BEGIN: Final = "Begin here"
_DATA: Final = "Bring data in"
_DECIDE: Final = "Decide"
_ASK: Final = "Ask"
_RUN: Final = "Run"

app = typer.Typer(
    name="kith",
    cls=CommandGroup,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    help="Social relationship management on a graph: who matters, what each community talks about,"
    " and how a loose tie becomes a customer.",
)

app.command(rich_help_panel=_BEGIN)(demo)
app.command(rich_help_panel=_BEGIN)(doctor)

app.command(rich_help_panel=_DATA)(sources)
app.command(cls=LoadCommand, rich_help_panel=_DATA)(load)
app.command(rich_help_panel=_DATA)(loads)
app.command(rich_help_panel=_DATA)(rejected)
app.command(rich_help_panel=_DATA)(unload)

app.add_typer(us, name="us", rich_help_panel=_DECIDE)
app.command(rich_help_panel=_DECIDE)(judge)
app.add_typer(watch, name="watch", rich_help_panel=_DECIDE)
app.command("opt-out", rich_help_panel=_DECIDE)(opt_out)

app.command(rich_help_panel=_ASK)(status)
app.command(rich_help_panel=_ASK)(analyse)
app.command(rich_help_panel=_ASK)(rank)
app.command(rich_help_panel=_ASK)(why)
app.command(rich_help_panel=_ASK)(fallacy)
app.command(rich_help_panel=_ASK)(coordination)
app.command(rich_help_panel=_ASK)(communities)
app.command(rich_help_panel=_ASK)(bridges)
app.command(rich_help_panel=_ASK)(themes)
app.command(rich_help_panel=_ASK)(trends)
app.command(rich_help_panel=_ASK)(escalations)
app.add_typer(audit, name="audit", rich_help_panel=_ASK)
app.command(rich_help_panel=_ASK)(path)
app.command(rich_help_panel=_ASK)(introduce)
app.command("map", rich_help_panel=_ASK)(map_around)
app.command(rich_help_panel=_ASK)(person)

app.command(rich_help_panel=_RUN)(serve)
app.add_typer(keys, name="keys", rich_help_panel=_RUN)
app.command(rich_help_panel=_RUN)(schema)
app.command(rich_help_panel=_RUN)(publish)


def _print_version(is_on: bool) -> None:
    if is_on:
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
    app()
