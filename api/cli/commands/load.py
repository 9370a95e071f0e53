"""Bringing data in: `kith load`."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from api.cli.commands.options import CsvOption, JsonOption, StoreOption, form_of
from api.cli.commands.source_flags import source_options
from api.cli.output import Column, Form, show

if TYPE_CHECKING:
    from ingest.source import Source

_SHOWN: Final = 10
"""Rejected records listed in a table; `kith rejected` lists them all."""

_COLUMNS: Final = (Column("what", "what"), Column("value", "value"))


def load(
    context: typer.Context,
    source: Annotated[str, typer.Argument(metavar="SOURCE", help="What it is; kith sources lists them.")],
    paths: Annotated[list[Path], typer.Argument(metavar="PATH", help="Files, or folders that hold them.")],
    name: Annotated[
        str | None, typer.Option(metavar="NAME", help="Call the source something else.", show_default=False)
    ] = None,
    sweep: Annotated[
        bool, typer.Option("--sweep", help="Remove what this source said before and says no longer.")
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Sweep even if more than a fifth would go.")] = False,
    batch_size: Annotated[int, typer.Option(min=1, max=1_000_000, help="Records written in one transaction.")] = 10_000,
    store: StoreOption = None,
    json: JsonOption = False,
    csv: CsvOption = False,
) -> None:
    """Load files, and report what came of it."""
    from api.cli.commands.opened import store_to_load
    from ingest.loading.loading import load as load_into
    from ingest.loading.progress import progress_for
    from ingest.registry import open_source

    form = form_of(json=json, csv=csv)
    opened = _named(open_source(source, paths, source_options(context)), name)
    with store_to_load(store) as to, progress_for(source) as progress:
        report = load_into(opened, to, batch_size=batch_size, progress=progress, sweep=sweep, yes=yes)
    _show(form, report.to_json())


def _named(source: "Source", name: str | None) -> "Source":
    if name is None:
        return source
    from api.cli.renamed_source import renamed

    return renamed(source, name)


def _show(form: Form, document: dict[str, Any]) -> None:
    facts = {what: document[what] for what in ("source", "load", "read", "written", "unchanged")}
    facts |= {"rejected": document["rejected_total"], "suppressed": document["suppressed"]}
    # Most loads begin at the beginning and remove nothing.
    facts |= {what.replace("_", " "): document[what] for what in ("removed", "resumed_at") if document[what]}
    facts |= {what.replace("_", " "): count for what, count in document["counts"].items()}
    facts["seconds"] = document["seconds"]
    rows = [{"what": what, "value": value} for what, value in facts.items()]
    notes = [f"rejected at {letter['at']}: {letter['reason']}" for letter in document["rejected"][:_SHOWN]]
    if document["rejected_total"] > _SHOWN:
        notes.append(f"kith rejected {document['load']} lists all {document['rejected_total']:,}")
    show(form, document, _COLUMNS, rows, notes=notes)
