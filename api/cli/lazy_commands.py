"""Commands that are imported when they are named: who asks for one does not wait for the others."""

from collections import UserDict
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import Any

import typer
from typer.main import get_command
from typing_extensions import override


@dataclass(frozen=True, slots=True)
class Place:
    """Where a command stands: the panel of the help that lists it, and `module:name` below `api.cli.commands`."""

    panel: str
    module_and_name: str


class LazyCommands(UserDict[str, Any]):
    """The commands of a group by name, in the order of the help. Each is imported when it is looked up.

    The help of the group lists what each command says of itself, so that it imports all of them; `kith rank` imports
    one, and takes 0.08 s of the processor less for it (`bench/results/commands.md`).
    """

    def __init__(self, panels: Mapping[str, Mapping[str, str]]) -> None:
        """Take what each panel of the help lists: `module:name` by the name of the command."""
        super().__init__()
        for panel, commands in panels.items():
            self.data |= {name: Place(panel, module_and_name) for name, module_and_name in commands.items()}

    @override
    def __getitem__(self, name: str) -> Any:
        if isinstance(self.data[name], Place):
            self.data[name] = _command(name, self.data[name])
        return self.data[name]


def _command(name: str, place: Place) -> Any:
    """A command or a group of commands as Typer makes it of a function or of another Typer."""
    module, _, attribute = place.module_and_name.partition(":")
    declared = getattr(import_module(f"api.cli.commands.{module}"), attribute)
    parent = typer.Typer(add_completion=False)
    parent.callback()(_nothing)  # with a callback it is a group, be there one command or many
    if isinstance(declared, typer.Typer):
        parent.add_typer(declared, name=name, rich_help_panel=place.panel)
    else:
        kind = getattr(declared, "command_class", None)
        parent.command(name, cls=kind, rich_help_panel=place.panel)(declared)
    return get_command(parent).commands[name]  # type: ignore[attr-defined]


def _nothing() -> None: ...
