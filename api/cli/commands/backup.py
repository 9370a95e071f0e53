"""Keeping a store safe: `kith backup` and `kith restore`."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from api.cli.commands.group import Failed
from api.cli.output import write_stderr
from api.cli.result import Sentences
from api.cli.runner import command
from graph.errors import StoreOlder

if TYPE_CHECKING:
    from api.cli.context import CommandContext
    from graph.ledger.backup_file import Backup

_COUNTED = ("accounts", "posts", "interactions", "transactions", "judgements", "watches", "loads", "tombstones")


@command(csv=False, may_migrate=False)
def backup(
    context: "CommandContext",
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A new file; it is made for you alone to read.")],
) -> Sentences:
    """Write all that the store holds to one file, as of one moment, while others go on using it."""
    if file.exists():
        raise Failed(f"{file} is there already; name a new file")
    try:
        store = context.store
    except StoreOlder as error:
        raise Failed(
            f"{error}; a backup is made before that, with the Kith that wrote it (docs/upgrading.md)"
        ) from error
    from api.cli.progress_bar import StageProgress

    with StageProgress() as progress:
        whole = store.backup(file, progress)
    document = {"file": str(file), "bytes": file.stat().st_size, **_document(whole)}
    return Sentences(
        document=document,
        sentences=[
            f"{file} holds all of {context.settings.store}: {_counts(whole.rows)}",
            f"not in it: the keys in {store.state_folder}; keep copies of them apart from backups (docs/privacy.md)",
        ],
    )


@command(csv=False, create=True, restoring=True)
def restore(
    context: "CommandContext",
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A backup, of a store of either kind.")],
    replace: Annotated[
        bool, typer.Option("--replace", help="Put it in place of what the store holds; asks first.")
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Replace without asking.")] = False,
) -> Sentences:
    """Fill a store from a backup, but for whoever was erased since, and with --replace in place of what it holds."""
    if not file.is_file():
        raise Failed(f"there is no file {file}; expected a backup that kith backup wrote")
    from graph.ledger.backup_file import checked_backup
    from graph.model.moment import from_micros
    from graph.stores.migrations import SCHEMA_VERSION

    whole = checked_backup(file, SCHEMA_VERSION)
    if replace and not yes:
        made_at = from_micros(whole.header.made_at)
        write_stderr(f"all that {context.settings.store} holds would go")
        write_stderr(f"in its place, from {file} of {made_at:%Y-%m-%d %H:%M} UTC: {_counts(whole.rows)}")
        if not typer.confirm("Replace it?", err=True):
            return Sentences(document={"restored": False}, sentences=["nothing was changed"])
    from api.cli.progress_bar import StageProgress

    with StageProgress() as progress:
        kept_away = context.store.restore(file, whole, replace=replace, progress=progress)
    left = context.forget_erased()
    sentences = [f"{context.settings.store} holds what {file} does: {_counts(whole.rows)}"]
    if kept_away:
        sentences.append(
            f"{kept_away:,} records of it stayed away: they were erased, or deleted at their source, since"
        )
    document = {"restored": True, "file": str(file), **_document(whole), "kept_away": kept_away}
    return Sentences(document=document, sentences=[*sentences, *left])


def _document(whole: "Backup") -> dict[str, Any]:
    header = whole.header
    return {
        "format": header.format,
        "schema": header.schema,
        "store_kind": header.kind,
        "seq": header.seq,
        "digest": whole.digest,
        "rows": whole.rows,
    }


def _counts(rows: Mapping[str, int]) -> str:
    return ", ".join(f"{rows.get(table, 0):,} {table}" for table in _COUNTED)
