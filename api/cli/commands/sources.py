"""What can be loaded: `kith sources`."""

from typing import TYPE_CHECKING, Annotated, Final

import typer

from api.cli.output import Column
from api.cli.plain_text import without_code_marks
from api.cli.result import Table
from api.cli.runner import command

if TYPE_CHECKING:
    from api.cli.context import CommandContext
    from ingest.registration import Registration

_SOURCES: Final = (
    Column("name", "source"),
    Column("summary", "what it loads"),
    Column("options", "options"),
    Column("usage", "usage", shown=False),
)

_OPTIONS: Final = (Column("option", "option", ident=True), Column("value", "value"), Column("meaning", "meaning"))


@command()
def sources(
    _context: "CommandContext",
    name: Annotated[str | None, typer.Argument(metavar="SOURCE", help="One of them, with its options.")] = None,
) -> Table:
    """List what can be loaded, and how; with the name of a source, its options."""
    from ingest.registry import registration_of, registrations

    return _all_of(registrations()) if name is None else _one(registration_of(name))


def _all_of(registered: "list[Registration]") -> Table:
    from graph.model.networks import ALIASES

    rows = [
        {
            "name": source.name,
            "summary": source.summary,
            "options": [option.flag for option in source.options.values()],
            "usage": list(source.usage),
        }
        for source in registered
    ]
    usage = [f"  {line}" for source in registered for line in source.usage]
    called: dict[str, list[str]] = {}
    for alias, network in ALIASES.items():
        called.setdefault(network, []).append(alias)
    networks = [f"  {network}: also {', '.join(aliases)}" for network, aliases in called.items()]
    notes = ["", *usage, "", "Networks that go by other names as well:", *networks]
    return Table(document={"rows": rows, "networks": called}, columns=_SOURCES, notes=notes)


def _one(source: "Registration") -> Table:
    rows = [
        {"option": option.flag, "value": option.placeholder, "meaning": without_code_marks(option.help)}
        for option in source.options.values()
    ]
    return Table(
        document={"name": source.name, "summary": source.summary, "usage": list(source.usage), "rows": rows},
        columns=_OPTIONS,
        empty="it takes no options",
        above=[f"{source.name}: {source.summary}", ""],
        notes=["", *(f"  {line}" for line in source.usage)],
    )
