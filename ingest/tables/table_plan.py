"""Which files a load of tables reads, and how: by their names, by what the command says, or by a mapping."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from ingest.errors import SourceError
from ingest.formats.input_files import files_below, refuse_binary, regular_file
from ingest.formats.moment_options import date_format_option, zone_option
from ingest.registration import option
from ingest.tables.mapping import map_from_text, maps_from_toml
from ingest.tables.table_columns import TableKind
from ingest.tables.table_map import TableMap, own_map

SUFFIXES: Final = (".csv", ".tsv", ".txt")
_ORDER: Final = tuple(TableKind)

_HEAD_BYTES: Final = 4096
OWN_NAMES: Final = ", ".join(f"{kind.value}.csv" for kind in TableKind)


@dataclass(frozen=True, slots=True, kw_only=True)
class TableOptions:
    """What a command says about tables: what they hold, the network of native ids, the mapping, how moments read."""

    kind: str | None = option(
        None, "--as", "What a file holds, where its name does not say so.", placeholder="KIND", choices=TableKind
    )
    network: str | None = option(
        None,
        "--network",
        "The network of native ids and handles, where no column names it.",
        placeholder="NAME",
    )
    mapping: str | None = option(
        None,
        "--map",
        "How the columns of another table are read: `field=column,…`, or the path of a TOML file.",
        placeholder="MAPPING",
    )
    date_format: str | None = date_format_option()
    zone: str | None = zone_option()


@dataclass(frozen=True, slots=True)
class Planned:
    """A file to read, and how; `lines` is the file of its order lines."""

    path: Path
    map: TableMap
    lines: Path | None = None


@dataclass(frozen=True, slots=True)
class TablePlan:
    """Files in the order of loading, and those in a folder that are nothing known."""

    tables: list[Planned]
    strangers: list[Path] = field(default_factory=list)


def plan_tables(paths: Sequence[Path], options: TableOptions) -> TablePlan:
    """Plan what is read. Raises SourceError."""
    if options.mapping is None:
        return _own_tables(paths, options)
    if options.mapping.endswith(".toml"):
        return _tables_of_toml(paths, Path(options.mapping), options)
    if options.kind is None:
        raise SourceError(f"a mapping on the command line needs --as, one of {', '.join(_ORDER)}")
    kind = _kind_named(options.kind)
    mapped = map_from_text(options.mapping, kind, options.network, options.date_format, options.zone)
    return TablePlan([Planned(path, mapped) for path in files_below(paths, SUFFIXES)])


def _own_tables(paths: Sequence[Path], options: TableOptions) -> TablePlan:
    named = _kind_named(options.kind) if options.kind else None
    tables: list[Planned] = []
    strangers: list[Path] = []
    for path in files_below(paths, SUFFIXES):
        kind = named or _kind_of(path)
        if kind is not None:
            tables.append(Planned(path, own_map(kind, options.network, options.date_format, options.zone)))
        elif path in paths:
            refuse_binary(path, "a table")
            raise SourceError(f"{path.name} says not what it holds: {advice_for(path)}")
        else:
            strangers.append(path)
    if not tables:
        raise SourceError(f"{paths[0]} holds none of {OWN_NAMES}; load other tables one by one, with --as and --map")
    return TablePlan(_sorted(tables), strangers)


def advice_for(path: Path) -> str:
    """What to do with a table whose name does not say what it holds."""
    with regular_file(path).open("rb") as file:
        head = file.readline(_HEAD_BYTES).decode("utf-8", "replace").lstrip("\ufeff")
    if head.startswith("Account address"):
        return (
            "it looks like a list of accounts out of Mastodon; say --as people --network mastodon"
            " --map 'handle=Account address'"
        )
    return (
        f"call it one of {OWN_NAMES}, or say --as {'|'.join(_ORDER)}, or map its columns (--map); its first line is"
        f" {head.strip()!r:.200}"
    )


def _tables_of_toml(paths: Sequence[Path], toml: Path, options: TableOptions) -> TablePlan:
    maps = maps_from_toml(toml, options.network, options.date_format, options.zone)
    base = _base(paths, toml)
    tables: list[Planned] = []
    for table_map in maps:
        lines = regular_file(base / table_map.lines.file) if table_map.lines else None
        tables += [Planned(path, table_map, lines) for path in _files_of(table_map, paths, base, toml)]
    return TablePlan(_sorted(tables))


def _files_of(table_map: TableMap, paths: Sequence[Path], base: Path, toml: Path) -> list[Path]:
    """Files that a table of a mapping is for: the one that it names, or all that the command names."""
    if table_map.file is not None:
        return [regular_file(base / table_map.file)]
    if not paths or any(path.is_dir() for path in paths):
        raise SourceError(f'{toml}: [{table_map.kind.value}] needs file = "…", as the command names no file')
    return [regular_file(path) for path in paths]


def _base(paths: Sequence[Path], toml: Path) -> Path:
    """Folder in which the files lie that a mapping names: the one that is loaded, or that of the file that is."""
    if not paths:
        return toml.parent
    return paths[0] if paths[0].is_dir() else regular_file(paths[0]).parent


def _sorted(tables: list[Planned]) -> list[Planned]:
    return sorted(tables, key=lambda planned: _ORDER.index(planned.map.kind))


def _kind_named(name: str) -> TableKind:
    try:
        return TableKind(name.strip().lower())
    except ValueError as error:
        raise SourceError(f"expected --as to be one of {', '.join(_ORDER)}, got {name!r}") from error


def _kind_of(path: Path) -> TableKind | None:
    """What a file holds by its name: `posts.csv`, `posts-2026.csv`."""
    stem = path.stem.lower()
    for kind in TableKind:
        if stem == kind.value or stem.startswith((kind.value + "-", kind.value + "_", kind.value + ".")):
            return kind
    return None
