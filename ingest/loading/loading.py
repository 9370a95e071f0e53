"""Loading: fetch, translate, check, and write in batches, each with its cursor in one transaction."""

import time
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import chain

from graph.model.column import MENTIONS
from graph.model.interaction import Interaction
from graph.model.post import Post
from graph.model.transaction import Transaction
from graph.port.batch import Batch, Cursor, Record, Rejected
from graph.port.store import GraphStore
from graph.port.writer import GraphWriter
from ingest.errors import RecordRejected, SourceError
from ingest.formats.input_files import names_in
from ingest.limits import MOST_LISTED, MOST_UNUSABLE
from ingest.loading.checkpoints import Checkpoint, CheckpointFile
from ingest.loading.progress import LoadProgress, NoProgress
from ingest.loading.repeats import Conflict, Repeats
from ingest.loading.report import LoadReport
from ingest.loading.rounded_ids import RoundedIds
from ingest.loading.translation import Piece, Translation, dead_letter
from ingest.records import account_of
from ingest.source import Raw, Source


def load(
    source: Source,
    store: GraphStore,
    *,
    batch_size: int = 10_000,
    progress: LoadProgress | None = None,
    sweep: bool = False,
    yes: bool = False,
) -> LoadReport:
    """Load a source into a store.

    A bad piece of input is rejected with its place and reason, and never ends the load. A load of the same input that
    was killed goes on where it was. With `sweep`, records of this source that are not in this load are removed
    afterwards; more than a fifth of them only with `yes`.

    Raises SourceError when there is nothing to load or nothing in it is usable, and what the store raises.
    """
    if batch_size < 1:
        raise ValueError(f"expected a batch size of at least 1, got {batch_size}")
    started = time.monotonic()
    key = source.input_key()
    raws = source.fetch()
    head = _first_usable(source, names_in(key), raws)
    with (
        store.writer(source.name, key) as writer,
        CheckpointFile(store.state_folder, writer.load.id, key) as checkpoints,
    ):
        resumed_at = writer.resumed_at
        batches = _Batches(source, writer, checkpoints, batch_size, progress or NoProgress())
        bookmark = batches.go_on()
        batches.write_all(source.fetch_after(bookmark) if bookmark else chain(head, raws))
        checkpoints.remove()
        if sweep:
            writer.sweep(yes=yes)
    made, listed = writer.load, batches.listed
    if resumed_at or made.written.suppressed:  # an interrupted run has rejected ones of its own; of erased people, none
        some = bool(made.written.rejected)
        listed = [letter for _, _, letter in store.view().rejected(made.id, MOST_LISTED)] if some else []
    return LoadReport(
        source=source.name,
        load=made.id,
        written=made.written,
        counts=made.counts,
        rejected=tuple(listed),
        seconds=time.monotonic() - started,
        resumed_at=resumed_at,
        read_anew=bool(resumed_at and not bookmark),
        removed=made.removed,
        in_future=batches.in_future,
        added_up=batches.added_up,
        warnings=batches.warnings,
    )


def _first_usable(source: Source, names: str, raws: Iterator[Raw]) -> list[Raw]:
    """Read up to the first piece that gives a record, so that nothing is written for input of another kind."""
    head: list[Raw] = []
    first: Rejected | None = None
    translation = Translation(source)
    for raw in raws:
        head.append(raw)
        piece = translation.piece(raw)
        if piece.entries:
            return head
        if first is None and piece.rejected:
            first = piece.rejected[0]
        if len(head) >= MOST_UNUSABLE:
            break
    if first is None:
        raise SourceError(f"there is nothing to load: expected records of {source.name!r}, found none in {names}")
    raise SourceError(
        f"nothing in the input is usable as {source.name!r} ({len(head):,} looked at); {first.at}: {first.reason}"
    )


class _Batches:
    """Gathers pieces and writes them in batches, each with its cursor."""

    def __init__(
        self,
        source: Source,
        writer: GraphWriter,
        checkpoints: CheckpointFile,
        batch_size: int,
        progress: LoadProgress,
    ) -> None:
        self._source = source
        self._writer = writer
        self._checkpoints = checkpoints
        self._bookmark: tuple[int, ...] = ()
        self._batch_size = batch_size
        self._progress = progress
        self._piece = Piece()
        self._translation = Translation(source)
        self._repeats = Repeats()
        self._rounded_ids = RoundedIds()
        self._position = self._written = 0
        self._kept_position = writer.resumed_at
        self._begun_at = datetime.now(UTC)
        self.listed: list[Rejected] = []
        self.in_future = 0

    @property
    def added_up(self) -> int:
        """Acts that repeat an earlier one of the input."""
        return self._repeats.added_up

    @property
    def warnings(self) -> tuple[str, ...]:
        """What the input as a whole looks like, in sentences."""
        return (*self._shortened(), *self._rounded_ids.warnings(), *self._source.remarks())

    def _shortened(self) -> Iterator[str]:
        places = self._translation.shortened
        if places:
            more = f" and {len(places) - 1:,} more" if len(places) > 1 else ""
            yield (
                f"posts that name more than {MENTIONS.most:,} accounts are kept with the first {MENTIONS.most:,}:"
                f" {places[0]}{more}"
            )

    def go_on(self) -> tuple[int, ...]:
        """Remember what an interrupted run of this load remembered; returns the bookmark of the piece it read last.

        It is empty where there was no such run, or where the input has to be read anew.
        """
        checkpoints = self._checkpoints.up_to(self._kept_position)
        if not checkpoints:
            return ()
        for checkpoint in checkpoints:
            facts, columns = checkpoint.facts, checkpoint.columns
            self._translation.take_back(facts["translation"], columns)
            self._repeats.take_back(facts["repeats"], columns)
        self._rounded_ids.take_back(facts["rounded"])
        self.in_future, self._position = facts["in_future"], checkpoint.position
        return checkpoint.bookmark

    def write_all(self, raws: Iterator[Raw]) -> None:
        """Write all raw pieces that an interrupted run of this load has not taken yet.

        Those that it has taken and that are read once more are translated as well, so that what was named and said in
        them is remembered, and the load counts what it would have counted without the interruption.
        """
        for raw in raws:
            self._position += 1
            self._bookmark = raw.bookmark
            self._piece.add(self._translation.piece(raw))
            if self._piece.size >= self._batch_size or self._position == self._kept_position:
                self._write()
        self._write()

    def _write(self) -> None:
        piece, self._piece = self._piece, Piece()
        settled = self._repeats.settle(piece.entries)
        self._rounded_ids.look_at(settled.records)
        self.in_future += sum(
            moment is not None and moment > self._begun_at for moment in map(_moment_of, settled.records)
        )
        self._checkpoints.add(self._checkpoint())
        if self._position <= self._kept_position:
            return
        rejected = piece.rejected + [_contradiction(conflict) for conflict in settled.conflicts]
        self._writer.write(Batch(settled.records, rejected), Cursor(self._position))
        self._kept_position = self._position
        self.listed += rejected[: MOST_LISTED - len(self.listed)]
        self._written += piece.size
        self._progress.moved(self._source.read_bytes(), self._source.size_bytes(), self._written)

    def _checkpoint(self) -> Checkpoint:
        translation, passed = self._translation.news()
        repeats, seen = self._repeats.news()
        facts = {
            "translation": translation,
            "repeats": repeats,
            "rounded": self._rounded_ids.news(),
            "in_future": self.in_future,
        }
        return Checkpoint(self._position, self._bookmark, facts, passed | seen)


def _moment_of(record: Record) -> datetime | None:
    return record.at if isinstance(record, Post | Interaction | Transaction) else None


def _contradiction(conflict: Conflict) -> Rejected:
    entry = conflict.entry
    return dead_letter(entry.raw, RecordRejected(conflict.reason), account_of(entry.record))
