"""Labels that the sentiment was taught with, in the state folder: models are learnt from them, and are kept nowhere.

So nothing is kept of the words of posts: a model is made of the labels and of the texts that are there. What somebody
labelled cannot be made anew, so a damaged file is left where it is, and said.
"""

import json
import logging
import os
import uuid
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any, Final
from zlib import crc32

import numpy as np
import pyarrow as pa

from algorithms.text.sentiment_model import Lesson
from algorithms.text.taught_sentiment import lacking
from graph import arrow_compute as pc
from graph.snapshot.sealing import write_through
from graph.snapshot.snapshot import Snapshot
from graph.text.cleaning import spoken_texts

_LOG: Final = logging.getLogger("kith.teaching")
_FORMAT: Final = 1


@dataclass(frozen=True, slots=True)
class TaughtLabel:
    """What somebody says of a post: code of `CLASSES`; and the sentiment of a model that learnt without this post."""

    code: int
    language: str
    left_out: float


@dataclass(frozen=True, slots=True, kw_only=True)
class TaughtLabels:
    """All labels by post id, who taught when, and what was found in each language then, as JSON holds it."""

    by: str
    at: datetime
    digest: str
    labels: Mapping[str, TaughtLabel]
    languages: tuple[Mapping[str, Any], ...]

    def lessons(self, snapshot: Snapshot) -> dict[str, Lesson]:
        """What is learnt in each language: from labels of posts that are there, where they are still enough."""
        posts = snapshot.posts
        rows = np.flatnonzero(np.asarray(_among(posts.ids, self.labels)) & np.asarray(posts.texts.is_valid()))
        ids = posts.ids.take(pa.array(rows)).to_pylist()
        texts = spoken_texts(posts.texts.take(pa.array(rows))).to_pylist()
        by_language: dict[str, list[tuple[str, int]]] = {}
        for post, text in zip(ids, texts, strict=True):
            if text:
                by_language.setdefault(self.labels[post].language, []).append((text, self.labels[post].code))
        lessons = {
            language: Lesson(tuple(text for text, _ in pairs), np.array([code for _, code in pairs], dtype=np.int8))
            for language, pairs in by_language.items()
        }
        return {language: lesson for language, lesson in lessons.items() if lacking(lesson.labels) is None}


class TaughtFile:
    """The labels of one store, in a file of its state folder with a checksum. Several processes may read and write."""

    def __init__(self, state_folder: Path) -> None:
        self._path = state_folder / "taught-sentiment.json"
        self._last: tuple[object, TaughtLabels | None] = (None, None)

    def read(self) -> TaughtLabels | None:
        """The labels, read again when the file is another one; None when there are none, or they are damaged."""
        try:
            status = self._path.stat()
        except FileNotFoundError:
            return None
        stamp = status.st_ino, status.st_mtime_ns, status.st_size
        if self._last[0] != stamp:
            self._last = stamp, self._opened()
        return self._last[1]

    def damage(self) -> str | None:
        """What is wrong with the labels, in words; None when nothing is, or when there are none."""
        try:
            _labels_in(self._path.read_bytes())
        except FileNotFoundError:
            return None
        except (OSError, ValueError, LookupError, TypeError) as error:
            return f"{self._path.name} cannot be read: {error}"
        return None

    def keep(self, labels: TaughtLabels) -> None:
        """Write labels whole in place of those that are there."""
        document = {"format": _FORMAT, **asdict(labels), "at": labels.at.isoformat()}
        content = json.dumps(document).encode()
        draft = self._path.with_name(f".{self._path.name}-{uuid.uuid4().hex[:8]}")
        try:
            draft.touch(mode=0o600)
            draft.write_bytes(b"%08x\n%s" % (crc32(content), content))
            write_through(draft)
            os.replace(draft, self._path)
            write_through(self._path.parent)
        finally:
            draft.unlink(missing_ok=True)

    def forget(self) -> bool:
        """Remove the labels; tells whether there were any."""
        try:
            self._path.unlink()
        except FileNotFoundError:
            return False
        return True

    def forget_gone(self, snapshot: Snapshot) -> None:
        """Remove labels of posts that a snapshot does not hold: among them are those of people who were erased."""
        taught = self.read()
        if taught is None:
            return
        ids = snapshot.posts.ids
        there = set(ids.filter(_among(ids, taught.labels)).to_pylist())
        labels = {post: label for post, label in taught.labels.items() if post in there}
        if len(labels) < len(taught.labels):
            self.keep(replace(taught, labels=labels))

    def _opened(self) -> TaughtLabels | None:
        try:
            return _labels_in(self._path.read_bytes())
        except FileNotFoundError:
            return None  # another process has removed it meanwhile
        except (OSError, ValueError, LookupError, TypeError) as error:
            _LOG.warning("%s cannot be read, so nothing of it counts; teach it again: %s", self._path.name, error)
        return None


def _labels_in(content: bytes) -> TaughtLabels:
    checksum, _, body = content.partition(b"\n")
    if checksum != b"%08x" % crc32(body):
        raise ValueError("it holds other bytes than were written")
    document = json.loads(body)
    if document.pop("format") != _FORMAT:
        raise ValueError("it is of another version of Kith")
    document["at"] = datetime.fromisoformat(document["at"])
    document["labels"] = {post: TaughtLabel(**label) for post, label in document["labels"].items()}
    document["languages"] = tuple(document["languages"])
    return TaughtLabels(**document)


def _among(ids: Any, labels: Mapping[str, TaughtLabel]) -> Any:
    return pc.is_in(ids, value_set=pa.array(list(labels), ids.type))
