"""What was loaded: `kith loads`, `kith unload`, `kith rejected`."""

from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from api.cli.output import Column
from api.cli.result import Sentences, Table
from api.cli.runner import command

if TYPE_CHECKING:
    from api.cli.context import CommandContext
    from graph.port.batch import Load, Rejected

_LOADS: Final = (
    Column("id", "load", ident=True),
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
    Column("load", "load", ident=True),
    Column("at", "at"),
    Column("reason", "reason"),
    Column("raw", "raw", shown=False),
)


@command()
def loads(context: "CommandContext") -> Table:
    """List what was loaded, newest first."""
    rows = [_load_row(load) for load in context.view().loads()]
    return Table(
        document={"rows": rows}, columns=_LOADS, empty="nothing was loaded yet; `kith sources` says what can be"
    )


@command(csv=False)
def unload(
    context: "CommandContext",
    load: Annotated[str, typer.Argument(metavar="LOAD", help="The load to undo, as `kith loads` names it.")],
) -> Sentences:
    """Undo a load: what only it said goes, what it overwrote returns."""
    identifier = _load_id(load)
    changed = context.decisions().unload(identifier)
    records = "record" if changed == 1 else "records"
    return Sentences(
        document={"load": identifier, "changed": changed},
        sentences=[f"{identifier} is undone: {changed:,} {records} changed or removed"],
    )


@command()
def rejected(
    context: "CommandContext",
    load: Annotated[
        str | None, typer.Argument(metavar="LOAD", help="Only what this load rejected.", show_default=False)
    ] = None,
    limit: Annotated[int, typer.Option(min=1, max=100_000, help="How many at most.")] = 100,
    after: Annotated[int, typer.Option(min=0, help="Only those with a higher number: the next page.")] = 0,
) -> Table:
    """List what loads could not use: where it was, why, and its raw text (with --json or --csv)."""
    letters = context.view().rejected(_load_id(load) if load else None, first=limit + 1, after=after)
    rows = [_letter_row(*letter) for letter in letters[:limit]]
    more = [f"there are more: kith rejected --after {rows[-1]['number']}"] if len(letters) > limit else []
    return Table(
        document={"rows": rows, "more": bool(more)}, columns=_REJECTED, empty="nothing was rejected", notes=more
    )


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
