"""Mappings of other tables onto Kith's, from the command line or a TOML file."""

import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from ingest.errors import SourceError
from ingest.tables.table_columns import COLUMNS, NEEDED, TableKind
from ingest.tables.table_map import OrderLines, TableMap, Take

_KINDS: Final = tuple(kind.value for kind in TableKind)
_EXAMPLE: Final = "id=tweet_id,author_handle=author_id,at=created_at,text=text"


def map_from_text(
    text: str, kind: TableKind, network: str | None, form: str | None = None, zone: str | None = None
) -> TableMap:
    """Read a mapping such as `id=tweet_id,text=text`: field, `=`, column. Raises SourceError."""
    takes: dict[str, Take] = {}
    for part in text.split(","):
        name, equals, column = (piece.strip() for piece in part.partition("="))
        if not (name and equals and column):
            raise SourceError(f"expected a mapping like '{_EXAMPLE}', got {part.strip()!r} in it")
        _check_name(name, kind)
        timed = COLUMNS[kind][name].moment
        takes[name] = Take((column,), form=form if timed else None, zone=zone if timed else None)
    return _complete(TableMap(kind=kind, takes=_with_network(takes, network), foreign=True), "the mapping")


def maps_from_toml(path: Path, network: str | None, form: str | None = None, zone: str | None = None) -> list[TableMap]:
    """Read a file of mappings: one table `[posts]`, or several `[[people]]`, for each kind. Raises SourceError."""
    try:
        document = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise SourceError(f"the mapping {path} cannot be read: {error.strerror or error}") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SourceError(f"the mapping {path} is no TOML: {error}") from error
    maps = [_from_table(kind, table, network, form, zone) for kind, table in _tables(document, path)]
    if not maps:
        raise SourceError(f"the mapping {path} names no table; expected one of {', '.join(_KINDS)}, such as [posts]")
    return maps


def _tables(document: Mapping[str, Any], path: Path) -> Iterator[tuple[TableKind, Mapping[str, Any]]]:
    for name, content in document.items():
        if name not in _KINDS:
            raise SourceError(f"the mapping {path} has {name!r}; expected tables named {', '.join(_KINDS)}")
        for table in content if isinstance(content, list) else [content]:
            if not isinstance(table, dict):
                raise SourceError(f"the mapping {path} has {name} = {table!r}; expected a table [{name}]")
            yield TableKind(name), table


def _from_table(
    kind: TableKind, table: Mapping[str, Any], network: str | None, form: str | None, zone: str | None
) -> TableMap:
    takes: dict[str, Take] = {}
    file: str | None = None
    lines: OrderLines | None = None
    for name, entry in table.items():
        if name == "file":
            file = _text(entry, f"{kind.value}.file")
        elif name == "lines" and kind is TableKind.TRANSACTIONS:
            lines = _lines(entry)
        elif name == "network" and isinstance(entry, str):
            takes[name] = Take(value=entry)
        else:
            _check_name(name, kind)
            takes[name] = _take(f"{kind.value}.{name}", COLUMNS[kind][name].moment, entry, form, zone)
    mapped = TableMap(kind=kind, takes=_with_network(takes, network), foreign=True, file=file, lines=lines)
    return _complete(mapped, f"[{kind.value}]")


def _take(where: str, timed: bool, entry: Any, form: str | None, zone: str | None) -> Take:
    form, zone = (form, zone) if timed else (None, None)
    if isinstance(entry, str):
        return Take((entry,), form=form, zone=zone)
    if not isinstance(entry, dict):
        raise SourceError(f"{where}: expected a column's name, {{ column = … }} or {{ value = … }}, got {entry!r}")
    allowed = {"column", "columns", "value", "format", "zone"} if timed else {"column", "columns", "value"}
    if unknown := sorted(set(entry) - allowed):
        raise SourceError(f"{where}: expected only {', '.join(sorted(allowed))}, got {', '.join(unknown)}")
    columns = entry.get("columns", [entry["column"]] if "column" in entry else [])
    if not isinstance(columns, list) or not (columns or "value" in entry):
        raise SourceError(f"{where}: expected a column or a value, got {entry!r}")
    return Take(
        tuple(_text(column, where) for column in columns),
        None if "value" not in entry else _constant(entry["value"]),
        _text(entry["format"], where) if "format" in entry else form,
        _text(entry["zone"], where) if "zone" in entry else zone,
    )


def _lines(entry: Any) -> OrderLines:
    names = ("file", "on", "price", "quantity", "discount")
    if not isinstance(entry, dict) or not {"file", "on", "price"} <= set(entry) <= set(names):
        raise SourceError(
            'transactions.lines: expected { file = "…", on = "…", price = "…" } and perhaps quantity and discount,'
            f" got {entry!r}"
        )
    return OrderLines(**{name: _text(entry[name], f"lines.{name}") for name in names if name in entry})


def _with_network(takes: dict[str, Take], network: str | None) -> dict[str, Take]:
    """The network given beside the mapping stands in where the mapping names none."""
    return takes if network is None or "network" in takes else {**takes, "network": Take(value=network)}


def _complete(mapped: TableMap, where: str) -> TableMap:
    names = {*mapped.takes, *(["lines"] if mapped.lines else [])}
    for group in NEEDED[mapped.kind]:
        if not names & set(group):
            raise SourceError(f"{where} lacks {' or '.join(group)}, which {mapped.kind.value} cannot do without")
    return mapped


def _check_name(name: str, kind: TableKind) -> None:
    if name not in COLUMNS[kind]:
        raise SourceError(f"{kind.value} have no field {name!r}; expected one of {', '.join(COLUMNS[kind])}")


def _constant(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)


def _text(value: Any, where: str) -> str:
    if not isinstance(value, str) or not value:
        raise SourceError(f"{where}: expected a text, got {value!r}")
    return value
