"""What can be loaded: `kith sources`."""

from typing import Final

from api.cli.commands.options import CsvOption, JsonOption, StoreOption, form_of
from api.cli.output import Column, Form, show, write_stdout

_COLUMNS: Final = (
    Column("name", "source"),
    Column("summary", "what it loads"),
    Column("options", "options"),
    Column("usage", "usage", shown=False),
)


def sources(_store: StoreOption = None, json: JsonOption = False, csv: CsvOption = False) -> None:
    """List what can be loaded, and how."""
    from ingest.registry import FLAGS, SOURCES

    form = form_of(json=json, csv=csv)
    rows = [
        {
            "name": source.name,
            "summary": source.summary,
            "options": [FLAGS[option] for option in source.options],
            "usage": list(source.usage),
        }
        for source in SOURCES.values()
    ]
    show(form, {"rows": rows}, _COLUMNS)
    if form is Form.TABLE:
        write_stdout("")
        for source in SOURCES.values():
            for line in source.usage:
                write_stdout(f"  {line}")
