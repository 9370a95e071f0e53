"""How a source makes itself known: what it loads, how it is used and which options it takes, said above its class.

The flags of `kith load`, what `kith sources` shows and the tables in `docs/sources.md` follow from here.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any, Final, TypeVar

from ingest.errors import SourceError
from ingest.source import Source

S = TypeVar("S", bound=Source)
Value = TypeVar("Value", bool, str | None, tuple[str, ...])

_METADATA: Final = "option"


@dataclass(frozen=True, slots=True)
class Option:
    """An option of a source.

    * `default`: False for a switch, None for one value, () for several values between commas
    * `flag`: how the command line calls it, `--date-format`
    * `meaning`: what it is for, in a sentence of Markdown
    * `placeholder`: what stands for its value in help, `FORMAT`; empty for a switch
    * `choices`: the values that it may have; empty when any will do
    """

    default: bool | str | tuple[str, ...] | None
    flag: str
    meaning: str
    placeholder: str
    choices: tuple[str, ...]

    @property
    def is_switch(self) -> bool:
        """Whether it is said without a value."""
        return self.default is False

    @property
    def help(self) -> str:
        """What it is for and which values it may have, in Markdown."""
        choices = ", ".join(f"`{choice}`" for choice in self.choices)
        return f"{self.meaning} One of {choices}." if choices else self.meaning

    def read(self, value: str | bool) -> bool | str | tuple[str, ...]:
        """Read what the command line says. Raises SourceError for what is none of the choices."""
        if isinstance(value, bool):
            return value
        if isinstance(self.default, tuple):
            return tuple(self._choice(part.strip()) for part in value.split(","))
        return self._choice(value)

    def _choice(self, value: str) -> str:
        if not self.choices:
            return value
        choice = value.strip().lower()
        if choice not in self.choices:
            raise SourceError(f"expected {self.flag} to be one of {', '.join(self.choices)}, got {value!r}")
        return choice


def option(default: Value, flag: str, meaning: str, *, placeholder: str = "", choices: Iterable[str] = ()) -> Value:
    """Declare an option as a field of the dataclass of a source's options; see `Option`.

    Raises ValueError for a switch that is on or has a placeholder, any other option without one, and for what is no
    flag or no sentence.
    """
    if not flag.startswith("--") or not meaning.endswith("."):
        raise ValueError(f"expected a flag like '--zone' and a sentence about it, got {flag!r} and {meaning!r}")
    if default is True or (default is False) == bool(placeholder):
        raise ValueError(f"{flag}: expected a placeholder for its value, or False and no placeholder for a switch")
    declared = Option(default, flag, meaning, placeholder, tuple(choices))
    return field(default=default, metadata={_METADATA: declared})


@dataclass(frozen=True, slots=True, kw_only=True)
class Registration:
    """What a source says of itself: name, what it loads, how to use it, and its options by their fields.

    `apart` says what to do instead of loading it, for a source that `kith load` does not open.
    """

    name: str
    summary: str
    usage: tuple[str, ...]
    options: Mapping[str, Option]
    kind: Callable[..., Source]
    options_kind: Callable[..., Any] | None
    apart: str

    def open(self, paths: Sequence[Path], values: Mapping[str, str | bool]) -> Source:
        """Open it with what the command line says, by flag. Raises SourceError for what it does not take."""
        if self.apart:
            raise SourceError(self.apart)
        flags = [declared.flag for declared in self.options.values()]
        foreign = [flag for flag, value in values.items() if value and flag not in flags]
        if foreign:
            takes = ", ".join(flags) or "no options"
            raise SourceError(f"the source {self.name!r} does not take {', '.join(foreign)}; it takes {takes}")
        if self.options_kind is None:
            return self.kind(paths)
        options = {
            name: declared.read(values[declared.flag])
            for name, declared in self.options.items()
            if values.get(declared.flag)
        }
        return self.kind(paths, self.options_kind(**options))


_BY_MODULE: Final[dict[str, Registration]] = {}


def source(
    name: str, *, summary: str, usage: Sequence[str], options: type | None = None, apart: str = ""
) -> Callable[[type[S]], type[S]]:
    """Register the class below as the source of its module.

    `options` is a dataclass whose fields are made by `option`; the class is called with paths and, when it has options,
    with one of these. Raises ValueError for a field that is no option, and for a second source in a module.
    """

    def register(kind: type[S]) -> type[S]:
        earlier = _BY_MODULE.get(kind.__module__)
        if earlier is not None and earlier.name != name:
            raise ValueError(f"{kind.__module__} registers {earlier.name!r} and {name!r}; give each a file of its own")
        kind.name = name
        _BY_MODULE[kind.__module__] = Registration(
            name=name,
            summary=summary,
            usage=tuple(usage),
            options=_options_of(options),
            kind=kind,
            options_kind=options,
            apart=apart,
        )
        return kind

    return register


def registered_in(module: str) -> Registration:
    """What the source of a module that was imported says of itself. Raises ValueError when there is none."""
    registration = _BY_MODULE.get(module)
    if registration is None:
        raise ValueError(f"{module} registers no source; write @source(…) above its class, or move it elsewhere")
    return registration


def _options_of(kind: type | None) -> dict[str, Option]:
    if kind is None:
        return {}
    plain = [declared.name for declared in fields(kind) if _METADATA not in declared.metadata]
    if plain:
        raise ValueError(f"{kind.__name__}: declare {', '.join(plain)} by option(…), so that it has a flag and help")
    return {declared.name: declared.metadata[_METADATA] for declared in fields(kind)}
