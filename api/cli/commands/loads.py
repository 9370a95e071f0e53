"""What was loaded: `kith loads`, `kith unload`, `kith rejected`."""

from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from api.cli.commands.options import CsvOption, JsonOption, StoreOption, form_of
from api.cli.output import Column, show, write_json, write_stdout

if TYPE_CHECKING:
    from graph.port.batch import Load, Rejected

_LOADS: Final = (
    Column("id", "load"),
    Column("source", "source"),
    Column("started_at", "started (UTC)"),
    Column("finished_at", "finished (UTC)", shown=False),
    Column("complete", "complete"),
    Column("read", "read", number=True),
    Column("written", "written", number=True),
    Column("unchanged", "unchanged", number=True),
    Column("rejected", "rejected", number=True),
    Column("suppressed", "suppressed", number=True, shown=False),
    Column("removed", "removed", number=True, shown=False),
    Column("input", "input", shown=False),
)
_REJECTED: Final = (
    Column("number", "number", number=True),
    Column("load", "load"),
    Column("at", "at"),
    Column("reason", "reason"),
    Column("raw", "raw", shown=False),
)


def loads(store: StoreOption = None, json: JsonOption = False, csv: CsvOption = False) -> None:
    """List what was loaded, newest first."""
    from api.cli.commands.opened import opened_store

    form = form_of(json=json, csv=csv)
    with opened_store(store) as (opened, _):
        rows = [_load_row(load) for load in opened.view().loads()]
    show(form, {"rows": rows}, _LOADS, empty="nothing was loaded yet; `kith sources` says what can be")


def unload(
    load: Annotated[str, typer.Argument(metavar="LOAD", help="The load to undo, as `kith loads` names it.")],
    store: StoreOption = None,
    json: JsonOption = False,
) -> None:
    """Undo a load: what only it said goes, what it overwrote returns."""
    from api.cli.commands.opened import opened_store

    with opened_store(store) as (opened, settings):
        identifier = _load_id(load)
        changed = opened.decisions(settings.actor).unload(identifier)
    if json:
        write_json({"load": identifier, "changed": changed})
    else:
        write_stdout(
            f"{identifier} is undone: {changed:,} {'record' if changed == 1 else 'records'} changed or removed"
        )


def rejected(
    load: Annotated[
        str | None, typer.Argument(metavar="LOAD", help="Only what this load rejected.", show_default=False)
    ] = None,
    limit: Annotated[int, typer.Option(min=1, max=100_000, help="How many at most.")] = 100,
    after: Annotated[int, typer.Option(min=0, help="Only those with a higher number: the next page.")] = 0,
    store: StoreOption = None,
    json: JsonOption = False,
    csv: CsvOption = False,
) -> None:
    """List what loads could not use: where it was, why, and its raw text (with --json or --csv)."""
    from api.cli.commands.opened import opened_store

    form = form_of(json=json, csv=csv)
    with opened_store(store) as (opened, _):
        letters = opened.view().rejected(_load_id(load) if load else None, first=limit + 1, after=after)
    rows = [_letter_row(*letter) for letter in letters[:limit]]
    more = [f"there are more: kith rejected --after {rows[-1]['number']}"] if len(letters) > limit else []
    show(form, {"rows": rows, "more": bool(more)}, _REJECTED, empty="nothing was rejected", notes=more)


def _load_id(name: str) -> str:
    """Loads are also known by their number alone."""
    return f"load:{name}" if name.isdecimal() else name


def _load_row(load: "Load") -> dict[str, Any]:
    return {
        "id": load.id,
        "source": load.source,
        "started_at": load.started_at,
        "finished_at": load.finished_at,
        "complete": load.finished_at is not None,
        "read": load.written.read,
        "written": load.written.written,
        "unchanged": load.written.unchanged,
        "rejected": load.written.rejected,
        "suppressed": load.written.suppressed,
        "removed": load.removed,
        "input": load.input,
    }


def _letter_row(number: int, load: str, letter: "Rejected") -> dict[str, Any]:
    return {"number": number, "load": load, "at": letter.at, "reason": letter.reason, "raw": letter.raw}
