"""Bringing data in: `kith load`."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from api.cli.commands.source_flags import LoadCommand, source_options
from api.cli.output import Column
from api.cli.result import Table
from api.cli.runner import command

if TYPE_CHECKING:
    from api.cli.context import CommandContext
    from ingest.source import Source

_SHOWN: Final = 10
"""Rejected records listed in a table; `kith rejected` lists them all."""

_QUESTION: Final = "which is it?"
"""What a moment that may be two asks; one answer is for a whole column, and `--date-format` gives it."""

_COLUMNS: Final = (Column("what", "what"), Column("value", "value"))


@command(create=True, command_class=LoadCommand)
def load(
    context: "CommandContext",
    command_line: typer.Context,
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
) -> Table:
    """Load files, and report what came of it."""
    from ingest.loading.loading import load as load_into
    from ingest.loading.progress import progress_for
    from ingest.registry import open_source

    opened = _named(open_source(source, paths, source_options(command_line)), name)
    store = context.store_to_load()
    with progress_for(source) as progress:
        report = load_into(opened, store, batch_size=batch_size, progress=progress, sweep=sweep, yes=yes)
    left = context.forget_erased()
    return _table(report.to_json(), left)


def _named(source: "Source", name: str | None) -> "Source":
    if name is None:
        return source
    from api.cli.renamed_source import renamed

    return renamed(source, name)


def _table(document: dict[str, Any], left: list[str]) -> Table:
    facts = {what: document[what] for what in ("source", "load", "read", "written", "unchanged")}
    facts |= {"rejected": document["rejected_total"], "suppressed": document["suppressed"]}
    # Most loads begin at the beginning and remove nothing.
    facts |= {
        what.replace("_", " "): document[what]
        for what in ("added_up", "removed", "in_future", "resumed_at")
        if document[what]
    }
    facts |= {what.replace("_", " "): count for what, count in document["counts"].items()}
    facts["seconds"] = document["seconds"]
    rows = [{"what": what, "value": value} for what, value in facts.items()]
    letters, repeated = _asked_once(document["rejected"])
    notes = [f"rejected at {letter['at']}: {letter['reason']}" for letter in letters[:_SHOWN]]
    least = "" if len(document["rejected"]) == document["rejected_total"] else "at least "
    notes += [f"more rows of {file} with that question: {least}{more:,}" for file, more in repeated.items() if more]
    if document["rejected_total"] > _SHOWN:
        notes.append(f"kith rejected {document['load']} lists all {document['rejected_total']:,}")
    notes += document["warnings"]
    if document["resumed_at"]:
        way = "read anew up to there, since its place was not kept" if document["read_anew"] else "not read again"
        notes.append(f"this goes on after {document['resumed_at']:,} pieces of an interrupted load: {way}")
    if document["added_up"]:
        notes.append(f"rows that repeat an earlier one of this input, and add up: {document['added_up']:,}")
    if document["in_future"]:
        notes.append(f"records of the future, kept, but nothing looks back from them: {document['in_future']:,}")
    return Table(document=document, columns=_COLUMNS, rows=rows, notes=[*notes, *left])


def _asked_once(letters: list[dict[str, str]]) -> tuple[list[dict[str, str]], dict[str, int]]:
    """Rejected pieces with a question only once a file, and how many more pieces of each file ask it."""
    first_ones: list[dict[str, str]] = []
    more: dict[str, int] = {}
    for letter in letters:
        file = letter["at"].rpartition(":")[0]
        if _QUESTION not in letter["reason"]:
            first_ones.append(letter)
        elif file in more:
            more[file] += 1
        else:
            more[file] = 0
            first_ones.append(letter)
    return first_ones, more
