"""Findings on disk: one folder each, arrays mapped when they are loaded, the last few kept."""

import json
import logging
import os
import shutil
import time
import uuid
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Final

import numpy as np

from algorithms.analysis.findings import Findings
from algorithms.errors import MalformedResult
from api.workspace.mapped_array import mapped_array
from graph.snapshot.sealing import remove_if_damaged, seal

_LOG: Final = logging.getLogger("kith.findings")
_FORMAT: Final = 1
_KEPT: Final = 4
_META: Final = "findings.json"
_SEQ: Final = "seq"
"""File with the change sequence that findings are of, so that those who are erased later are known to be in them."""

_HALF_DONE_SECONDS: Final = 3_600
"""A draft that is older was left by a process that was killed."""


class FindingsStore:
    """The findings of one store, in a folder of its state folder. Several processes may read and write."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def keep(self, findings: Findings, computed_at: datetime, key: str | None = None, seq: int = 0) -> None:
        """Write findings whole under another name, then move them in place; older ones beyond the last few go.

        `key` is what they are asked for by, their fingerprint unless given; `seq` is the change sequence of their
        snapshot.
        """
        key = key or findings.fingerprint
        meta, arrays = findings.to_columns()
        draft = self._folder / f".{key}-{uuid.uuid4().hex[:8]}"
        draft.mkdir(mode=0o700, parents=True)
        try:
            for number, array in enumerate(arrays.values()):
                np.save(draft / f"{number}.npy", array, allow_pickle=False)
            header = {
                "format": _FORMAT,
                "computed_at": computed_at.isoformat(),
                "meta": meta,
                "arrays": list(arrays),
            }
            (draft / _SEQ).write_text(str(seq), encoding="utf-8")
            text = json.dumps(header)
            (draft / _META).write_text(text, encoding="utf-8")
            seal(draft)
            self._move(draft, self._folder / key)
        finally:
            shutil.rmtree(draft, ignore_errors=True)
        self._forget_old(key)

    def latest(self) -> Findings | None:
        """The findings that were kept last, to go on from; None when there are none that this version can read."""
        for folder in reversed(self._kept()):
            if findings := self._read(folder):
                return findings[0]
        return None

    def load(self, key: str) -> tuple[Findings, datetime] | None:
        """Findings by their key, and when they were computed; None when none are kept that this Kith answers from.

        Those without a measure that has come since are to be made anew: what they hold is taken over then.
        """
        findings = self._read(self._folder / key)
        return findings if findings and findings[0].has_every_measure else None

    def forget_before(self, seq: int) -> Findings | None:
        """Remove all findings of a snapshot that is older, drafts included; returns the last of those.

        They hold names, texts and ids of people who were erased since.
        """
        older = [folder for folder in self._kept() if _seq_of(folder) < seq]
        last = next(filter(None, map(self._read, reversed(older))), None)
        drafts = [d for d in self._folder.glob(".*/") if time.time() - d.stat().st_mtime > _HALF_DONE_SECONDS]
        for folder in (*older, *drafts):
            shutil.rmtree(folder, ignore_errors=True)
        return last and last[0]

    def _read(self, folder: Path) -> tuple[Findings, datetime] | None:
        if remove_if_damaged(folder, _LOG):
            return None
        try:
            header = json.loads((folder / _META).read_text(encoding="utf-8"))
            if header["format"] != _FORMAT:
                return None
            arrays = {name: mapped_array(folder / f"{number}.npy") for number, name in enumerate(header["arrays"])}
            findings = (
                Findings.from_columns(header["meta"], arrays),
                datetime.fromisoformat(header["computed_at"]),
            )
        except (OSError, EOFError, ValueError, LookupError, TypeError, AttributeError, MalformedResult):
            return None  # they are computed again
        return findings

    def _move(self, draft: Path, target: Path) -> None:
        """Put the draft in place of what is there, which at worst came from another process for the same key."""
        try:
            draft.rename(target)
        except OSError:
            # A folder that is there already cannot be renamed over, so it steps aside first.
            aside = self._folder / f".{target.name}-old-{uuid.uuid4().hex[:8]}"
            os.rename(target, aside)
            draft.rename(target)
            shutil.rmtree(aside, ignore_errors=True)

    def _forget_old(self, newest: str) -> None:
        """Remove all but the last few; a process that has some mapped keeps its pages."""
        folders = [folder for folder in self._kept() if folder.name != newest]
        for folder in folders[: max(len(folders) - _KEPT + 1, 0)]:
            shutil.rmtree(folder, ignore_errors=True)

    def _kept(self) -> list[Path]:
        """Folders of findings, oldest first; one that another process removes meanwhile is not among them."""
        times = {}
        for folder in self._folder.iterdir() if self._folder.is_dir() else ():
            with suppress(FileNotFoundError):
                if not folder.name.startswith("."):
                    times[folder] = (folder / _META).stat().st_mtime_ns
        return sorted(times, key=lambda folder: times[folder])


def _seq_of(folder: Path) -> int:
    """The change sequence that findings are of; 0 where that was not kept."""
    try:
        return int((folder / _SEQ).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return 0
