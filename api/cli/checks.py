"""What `kith doctor` looks at: each check says what it found and, if something is wrong, how to mend it."""

import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Final

from api.bad_setting import BadSetting
from api.settings import Settings
from api.workspace.kernel_cache import are_compiled, prepare_kernel_cache, user_kernels
from api.workspace.taught_labels import TaughtFile
from graph.errors import HalfRestored, StoreNewer, StoreOlder, StoreUnavailable
from graph.store_url import path_of

if TYPE_CHECKING:
    from api.cli.context import CommandContext
    from graph.ledger.store import LedgerStore

_LIBRARIES: Final = ("numpy", "scipy", "numba", "scikit-learn", "pyarrow", "networkx", "strawberry-graphql", "fastapi")
_MIGRATE: Final = (
    "the next command that opens the store does it, such as kith status; stop servers of the older Kith and copy the"
    " store first, for an older Kith cannot open it afterwards"
)


class Verdict(StrEnum):
    """What a check came to. Only what is BROKEN keeps Kith from working."""

    OK = "ok"
    NOTE = "note"
    BROKEN = "broken"


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at: what was found, and what to do about it."""

    name: str
    verdict: Verdict
    finding: str
    mend: str | None = None


def all_checks(context: "CommandContext") -> Iterator[Check]:
    """Look at everything, one after the other; what cannot be looked at because of an earlier fault is left out."""
    yield _python()
    yield _libraries()
    try:
        settings = context.settings
    except BadSetting as error:
        yield Check("settings", Verdict.BROKEN, str(error), "mend the environment variable; docs/settings.md has all")
        return
    yield Check("settings", Verdict.OK, f"store {settings.store}, decisions in the name of {settings.actor}")
    yield _encoder(settings)
    yield from _store(context)


def _python() -> Check:
    finding = f"Python {sys.version.split()[0]} at {sys.executable}"
    if sys.version_info < (3, 11):  # noqa: UP036  whoever starts a copy without installing it is told here
        return Check("python", Verdict.BROKEN, finding, "install Python 3.11 or newer and make the environment anew")
    return Check("python", Verdict.OK, finding)


def _libraries() -> Check:
    versions, missing = [], []
    for name in _LIBRARIES:
        try:
            versions.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            missing.append(name)
    if missing:
        return Check("libraries", Verdict.BROKEN, f"missing: {', '.join(missing)}", "install Kith anew: pip install .")
    return Check("libraries", Verdict.OK, ", ".join(versions))


def _encoder(settings: Settings) -> Check:
    installed = find_spec("sentence_transformers") is not None
    if settings.encoder == "lexical":
        more = "; sentence-transformers is installed and can be chosen with KITH_ENCODER" if installed else ""
        return Check("encoder", Verdict.OK, f"lexical: TF-IDF with truncated SVD{more}")
    if installed:
        return Check("encoder", Verdict.OK, settings.encoder)
    return Check(
        "encoder",
        Verdict.BROKEN,
        f"{settings.encoder} is chosen, and sentence-transformers is not installed",
        "pip install 'kith[embeddings]', or set KITH_ENCODER to lexical",
    )


def _store(context: "CommandContext") -> Iterator[Check]:
    settings = context.settings
    path = path_of(settings.store)
    if path is not None and not path.exists():
        yield Check("store", Verdict.NOTE, f"there is none at {settings.store} yet", "kith load or kith demo makes one")
        return
    try:
        state, pages = context.view().state(), _pages(context.store)
        loaded = f": {_loaded(context)}" if pages.verdict is Verdict.OK else ""
        yield Check("store", Verdict.OK, f"{state.kind} {state.version}, schema {state.schema}{loaded}")
        yield pages
        yield _state_folder(context.store, settings)
        yield _tombstones(context.store, state.rows["tombstones"])
        yield from _taught(context.store)
        yield _kernels(context.store)
    except StoreOlder as error:
        yield Check("store", Verdict.NOTE, str(error), _MIGRATE)
    except StoreUnavailable as error:
        yield Check("store", Verdict.BROKEN, str(error), _mend_store(settings, error))


def _loaded(context: "CommandContext") -> str:
    """How much is loaded, as `kith status` counts it."""
    from api.answers.overview import counts_of

    return ", ".join(f"{number:,} {name}" for name, number in counts_of(context.view().snapshot()).items())


def _mend_store(settings: Settings, error: StoreUnavailable) -> str:
    if isinstance(error, StoreNewer):
        return "update Kith to the version that wrote the store, or name another store with KITH_STORE or --store"
    if isinstance(error, HalfRestored):
        return "run kith restore FILE again, with the same backup or another"
    if path_of(settings.store) is not None:
        return "name a Kith store with KITH_STORE or --store, such as sqlite:///kith.db"
    return "start the server, and set KITH_NEO4J_USER and KITH_NEO4J_PASSWORD (or KITH_NEO4J_PASSWORD_FILE)"


def _pages(store: "LedgerStore") -> Check:
    faults = store.row_store.faults()
    if faults:
        mend = "restore a backup, or load everything again into a new store"
        return Check("pages of the store", Verdict.BROKEN, "; ".join(faults[:5]), mend)
    return Check("pages of the store", Verdict.OK, "whole")


def _tombstones(store: "LedgerStore", count: int) -> Check:
    if store.erasures_hold() and store.is_unscrubbed():
        return Check(
            "tombstones",
            Verdict.NOTE,
            f"{count:,}; free space in the files of the store may still hold what was erased",
            "load or erase something while no other program uses the store",
        )
    if store.erasures_hold():
        return Check("tombstones", Verdict.OK, f"{count:,}, made with the key at hand")
    return Check(
        "tombstones",
        Verdict.BROKEN,
        f"{count:,}, not made with the key at hand: nothing can be written, or who was erased could return",
        f"put the former key back as {store.state_folder / 'tombstone.key'}, or set KITH_TOMBSTONE_KEY; if it is lost,"
        " load into a new store and erase there anew",
    )


def _taught(store: "LedgerStore") -> Iterator[Check]:
    file = TaughtFile(store.state_folder)
    if damage := file.damage():
        mend = "kith teach sentiment FILE with the labels again, or kith teach sentiment --forget"
        yield Check("taught sentiment", Verdict.BROKEN, damage, mend)
    elif labels := file.read():
        yield Check("taught sentiment", Verdict.OK, f"{len(labels.labels):,} labels, by {labels.by}; keep your files")


def _state_folder(store: "LedgerStore", settings: Settings) -> Check:
    folder = store.state_folder
    fault = _cannot_write(folder)
    if fault:
        return Check("state folder", Verdict.BROKEN, f"{folder}: {fault}", "set KITH_STATE to a folder you can write")
    if settings.tombstone_key is not None:
        return Check("state folder", Verdict.OK, f"{folder} can be written; the tombstone key comes from the settings")
    return Check("state folder", Verdict.OK, f"{folder} can be written and holds the tombstone key; keep it in backups")


def _kernels(store: "LedgerStore") -> Check:
    name = "compiled kernels"
    try:
        folder = prepare_kernel_cache(store.state_folder)
    except StoreUnavailable as error:
        return Check(name, Verdict.BROKEN, str(error), "set NUMBA_CACHE_DIR to a folder you can write")
    fault = _cannot_write(folder)
    if fault:
        return Check(name, Verdict.BROKEN, f"{folder}: {fault}", "set NUMBA_CACHE_DIR to another folder")
    if folder.is_relative_to(store.state_folder.absolute()):
        return Check(
            name,
            Verdict.NOTE,
            f"kept in {folder}, for this store alone: {user_kernels()} cannot be written by you, or is not yours",
            "make that folder yours, or set NUMBA_CACHE_DIR, so that other stores need not compile them again",
        )
    if are_compiled(folder):
        return Check(name, Verdict.OK, f"kept in {folder}")
    return Check(name, Verdict.NOTE, f"none in {folder} yet", "the first kith analyse compiles them")


def _cannot_write(folder: Path) -> str | None:
    try:
        with tempfile.NamedTemporaryFile(dir=folder, prefix=".doctor"):
            return None
    except OSError as error:
        return error.strerror or str(error)
