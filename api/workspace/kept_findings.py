"""What a state folder keeps of findings: those of all, those aside, and what outlives an erasure."""

import logging
from contextlib import suppress
from pathlib import Path
from typing import Final

from algorithms.analysis.findings import Findings
from api.workspace.findings_store import FindingsStore
from api.workspace.lineage_file import Lineages, keep_lineages, lineages_before
from api.workspace.taught_labels import TaughtFile
from graph.snapshot.snapshot import Snapshot

_LOG: Final = logging.getLogger("kith.findings")


def findings_of_all(state_folder: Path) -> FindingsStore:
    """The findings that later ones go on from."""
    return FindingsStore(state_folder / "findings")


def findings_aside(state_folder: Path) -> FindingsStore:
    """Findings that answer a question of their own, as of another moment."""
    return FindingsStore(state_folder / "findings-aside")


def lineage_file_in(state_folder: Path) -> Path:
    """Where lineages lie that outlived their findings."""
    return state_folder / "lineages.npz"


def lineages_after(former: Findings | None, state_folder: Path) -> Lineages:
    """What communities and themes are known by: that of the former findings, else what outlived them."""
    return lineages_before(former, lineage_file_in(state_folder))


def forget_before(erased: int, snapshot: Snapshot, state_folder: Path, taught: TaughtFile) -> None:
    """Remove what may hold somebody who was erased: findings of older snapshots, and labels of posts that are gone.

    What communities and themes are known by lives on, without those who are not in the `snapshot`.
    """
    last = findings_of_all(state_folder).forget_before(erased)
    findings_aside(state_folder).forget_before(erased)
    with suppress(OSError):  # a full or read-only disk: communities and themes are named anew then
        keep_lineages(lineage_file_in(state_folder), last, snapshot)
    try:
        taught.forget_gone(snapshot)
    except OSError as error:  # so it is tried again by whoever opens the store next
        _LOG.warning("labels of posts that are gone cannot be removed yet: %s", error)
