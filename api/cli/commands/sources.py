"""What can be loaded: `kith sources`."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, Final

import typer

from api.cli.commands.options import CsvOption, JsonOption, StoreOption, form_of
from api.cli.output import Column, Form, show, write_stdout
from api.cli.plain_text import without_code_marks

if TYPE_CHECKING:
    from ingest.registration import Registration

_SOURCES: Final = (
    Column("name", "source"),
    Column("summary", "what it loads"),
    Column("options", "options"),
    Column("usage", "usage", shown=False),
)

_OPTIONS: Final = (Column("option", "option", ident=True), Column("value", "value"), Column("meaning", "meaning"))


def sources(
    name: Annotated[str | None, typer.Argument(metavar="SOURCE", help="One of them, with its options.")] = None,
    _store: StoreOption = None,
    json: JsonOption = False,
    csv: CsvOption = False,
) -> None:
    """List what can be loaded, and how; with the name of a source, its options."""
    from ingest.registry import registration_of, registrations

    form = form_of(json=json, csv=csv)
    if name is None:
        _show_all(form, registrations())
    else:
        _show_one(form, registration_of(name))


def _show_all(form: Form, registered: "list[Registration]") -> None:
    rows = [
        {
            "name": source.name,
            "summary": source.summary,
            "options": [option.flag for option in source.options.values()],
            "usage": list(source.usage),
        }
        for source in registered
    ]
    show(form, {"rows": rows}, _SOURCES)
    if form is Form.TABLE:
        _write_usage([line for source in registered for line in source.usage])


def _show_one(form: Form, source: "Registration") -> None:
    rows = [
        {"option": option.flag, "value": option.placeholder, "meaning": without_code_marks(option.help)}
        for option in source.options.values()
    ]
    document = {"name": source.name, "summary": source.summary, "usage": list(source.usage), "rows": rows}
    if form is Form.TABLE:
        write_stdout(f"{source.name}: {source.summary}")
        write_stdout("")
    show(form, document, _OPTIONS, empty="it takes no options")
    if form is Form.TABLE:
        _write_usage(source.usage)


def _write_usage(lines: Sequence[str]) -> None:
    write_stdout("")
    for line in lines:
        write_stdout(f"  {line}")
