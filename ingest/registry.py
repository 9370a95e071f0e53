"""The sources that Kith knows: found by looking into `ingest/sources`, and imported when they are asked for."""

import pkgutil
from collections.abc import Mapping, Sequence
from importlib import import_module
from pathlib import Path
from typing import Final

from ingest import sources
from ingest.errors import SourceError
from ingest.registration import Option, Registration, registered_in
from ingest.source import Source

_APART: Final = {"demo": "ingest.demo.source"}
"""The made-up world is a room of its own."""

_NOT_A_LIBRARY: Final = "plain_"
"""What stands before the name of a source whose file would have the name of a library: `plain_csv.py`."""


def source_names() -> tuple[str, ...]:
    """Names of all sources, in alphabetical order; imports none of them."""
    return tuple(sorted(_modules()))


def registration_of(name: str) -> Registration:
    """What a source says of itself; imports no other. Raises SourceError for a name that is none."""
    modules = _modules()
    if name not in modules:
        raise SourceError(f"there is no source {name!r}; expected one of {', '.join(sorted(modules))}")
    module = modules[name]
    import_module(module)
    registration = registered_in(module)
    if registration.name != name:
        raise ValueError(
            f"{module} registers the source {registration.name!r}; expected the name of its file, {name!r}"
        )
    return registration


def registrations() -> list[Registration]:
    """What all sources say of themselves, by name; imports all of them."""
    return [registration_of(name) for name in source_names()]


def options_by_flag(takers: Sequence[Registration]) -> dict[str, dict[str, Option]]:
    """Options of some sources: for each flag what it is to each that takes it, by the source's name.

    Raises ValueError when a flag is a switch to one source and has a value to another.
    """
    by_flag: dict[str, dict[str, Option]] = {}
    for registration in takers:
        for option in registration.options.values():
            by_flag.setdefault(option.flag, {})[registration.name] = option
    for flag, options in by_flag.items():
        if len({option.is_switch for option in options.values()}) > 1:
            raise ValueError(
                f"{flag} is a switch to one of {', '.join(options)} and has a value to another; rename one"
            )
    return by_flag


def open_source(name: str, paths: Sequence[Path], values: Mapping[str, str | bool] | None = None) -> Source:
    """Open a source by name, with what the command line says by flag, `{"--as": "posts"}`.

    Raises SourceError for a name that is none, and for options that the source does not take.
    """
    return registration_of(name).open(paths, values or {})


def _modules() -> dict[str, str]:
    """The module of each source: a file of `ingest/sources`, or `source.py` in a folder of it."""
    modules = dict(_APART)
    for module in pkgutil.iter_modules(sources.__path__, f"{sources.__name__}."):
        name = module.name.rpartition(".")[2].removeprefix(_NOT_A_LIBRARY)
        if name in modules:
            raise ValueError(f"two files are for the source {name!r}: {modules[name]} and {module.name}")
        modules[name] = f"{module.name}.source" if module.ispkg else module.name
    return modules
