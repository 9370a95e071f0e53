"""The workspace: the store, the current snapshot and its findings, wired from the settings.

Snapshot and findings are immutable and swapped whole, as one `AnalysedGraph`. Only one heavy computation runs at a
time.
"""

import logging
import threading
from collections import OrderedDict
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from algorithms.analysis.findings import Findings
from algorithms.analysis.findings_key import fingerprint_of
from algorithms.analysis.step import Progress
from algorithms.parameters import Parameters
from algorithms.text.readers import Readers
from api.settings import Settings
from api.workspace import kept_findings as kept
from api.workspace.analysed_graph import AnalysedGraph
from api.workspace.answer_cache import AnswerCache, Generation
from api.workspace.bare_graph import bare_graph, moment_has_come
from api.workspace.chosen_readers import chosen_readers, forget_retired
from api.workspace.findings_store import FindingsStore
from api.workspace.publishing import publish_or_say_why
from api.workspace.store_of_settings import store_of_settings
from api.workspace.taught_labels import TaughtFile
from graph.errors import StoreReplaced, StoreUnavailable
from graph.ledger.store import LedgerStore
from graph.model.moment import to_micros
from graph.model.watch import Watch
from graph.port.decisions import GraphDecisions
from graph.port.views import GraphView
from graph.snapshot.snapshot import Snapshot

_KEPT: Final = 3
_LOG: Final = logging.getLogger("kith.findings")


def _quiet(_stage: str, _share: float) -> None:
    """Hear of progress and say nothing."""


class Workspace:
    """Opens the store at first use and answers from its newest snapshot. One a process; methods may run in threads.

    Nothing is opened until it is needed. Use it as a context manager, or call `close`.
    """

    def __init__(
        self, settings: Settings, *, create: bool = True, store: LedgerStore | None = None, aside: bool = False
    ) -> None:
        """Make a workspace; with `create` False a SQLite file that is not there is refused when it is first used.

        A `store` that is open already is taken over: the workspace closes it at its end. With `aside` findings answer a
        question of their own, as of another moment: later ones do not go on from them.
        """
        self.settings = settings
        self.parameters = Parameters(
            half_life_days=settings.half_life_days,
            seed=settings.seed,
            as_of=None if settings.as_of is None else to_micros(settings.as_of),
        )
        self._create = create
        self._aside = aside
        self._store = store
        self._opening = threading.Lock()
        self._swapping = threading.Lock()
        self.answers = AnswerCache()
        self.heavy = threading.Lock()
        """Held by whoever computes something heavy."""
        self.heavy_pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="kith-heavy")
        """Where a server computes what is heavy, so that waiting for it blocks no other thread."""
        self.slow_pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="kith-slow")
        """Where it computes what takes seconds, so that maps and paths need not wait for that."""
        self._forgotten = 0
        self._current: AnalysedGraph | None = None
        self._commits: int | None = None
        """How often the store was committed to, when it was last asked."""
        self._former: OrderedDict[str, AnalysedGraph] = OrderedDict()

    @property
    def store(self) -> LedgerStore:
        """The store, opened at first use. Raises StoreUnavailable."""
        with self._opening:
            if self._store is None:
                self._store = store_of_settings(self.settings, create=self._create)
            return self._store

    @property
    def state_folder(self) -> Path:
        """Where snapshots, findings and keys of the store lie."""
        return self.store.state_folder

    def view(self) -> GraphView:
        """Open a view of the store."""
        return self.store.view()

    def decisions(self, actor: str | None = None) -> GraphDecisions:
        """Decide in somebody's name; by default in that of the settings."""
        return self.store.decisions(actor or self.settings.actor)

    @property
    def current(self) -> AnalysedGraph | None:
        """The current analysed graph, if one was taken."""
        return self._current

    def former(self, fingerprint: str) -> AnalysedGraph | None:
        """The analysed graph with these findings, while it is kept: the current one or one of the last few."""
        return self._former.get(fingerprint)

    def analysis(self) -> AnalysedGraph:
        """The current analysed graph, taken at first use."""
        current = self._current
        if current is not None:
            return current
        newest = self.refresh()
        return self._current or newest

    def refresh(self) -> AnalysedGraph:
        """Take the newest snapshot, with its findings if they are kept; cheap when nothing changed in the store.

        The current one is replaced, except that one with findings stays while there are none for what is newer:
        call `analyse`, in this process or another, then `refresh` again. What was written while that one computed has
        no findings yet; then that becomes the current one. Returns the newest in any case.
        """
        with self._swapping:
            newest = self._newest()
            served = newest if newest.findings_or_none is not None else self._analysed_since() or newest
            if served.findings_or_none is not None or self._current is None or self._current.findings_or_none is None:
                self._replace(served)
            return newest

    def analyse(self, progress: Progress = _quiet) -> Findings:
        """Compute the findings of the newest snapshot and keep them; those kept already are not computed again."""
        return self.analysed(progress).findings

    def analysed(self, progress: Progress = _quiet) -> AnalysedGraph:
        """The newest analysed graph, with findings: kept ones, else computed now. For commands that need them."""
        with self.heavy:
            newest = self.refresh()
            if newest.findings_or_none is not None:
                return newest
            from algorithms.analysis.analysis import analyse  # brings all that computes: readers of findings go without

            store, computed_at = self._findings_store(), datetime.now(UTC)
            former = kept.findings_of_all(self.state_folder).latest()
            lineage, theme_lineages = kept.lineages_after(former, self.state_folder)
            readers = self.readers(newest)
            findings = analyse(
                newest.snapshot,
                newest.parameters,
                readers,
                progress,
                former=former,
                lineage=lineage,
                watches=newest.watches,
                theme_lineages=theme_lineages,
                seen_at=to_micros(computed_at),
            )
            forget_retired(readers)
            if newest.snapshot.seq >= self.store.erased_seq:  # else they know somebody who was erased meanwhile
                self._keep(store, findings, computed_at, newest)
            # What was loaded meanwhile is not in them: the snapshot that they are of stays theirs.
            analysis = replace(newest, findings_or_none=findings, computed_at=computed_at)
            with self._swapping:
                self._replace(analysis)
            if self.settings.publish and not self._aside:
                publish_or_say_why(self.store, analysis)
            return analysis

    def forget_erased(self) -> bool:
        """Remove at once what still holds people who were erased: older snapshots and findings, and free pages.

        Returns False when others read or write just now, so that the files of the store are to be scrubbed again.
        """
        is_clean = self.store.scrub()
        self.refresh()
        return is_clean

    def generation(self) -> Generation:
        """What answers come from now. Raises StoreUnavailable.

        While the store is away, what was last seen of it holds: nothing comes into it that anybody could know of.
        """
        try:
            self._commits = self.store.commits()
        except StoreReplaced:
            raise
        except StoreUnavailable:
            if self._commits is None:
                raise
        return Generation(self._current, self._commits)

    def is_behind(self) -> bool:
        """Whether the store holds something newer than what answers come from, or findings are missing."""
        current, view = self._current, self.view()
        if current is None or current.findings_or_none is None or current.snapshot.seq != view.seq():
            return True
        if current.taught != self.taught.read() or moment_has_come(current, self.parameters):
            return True
        return current.watches != tuple(view.watches())

    def close(self) -> None:
        """Let go of the store; what is being computed is finished first."""
        for pool in (self.heavy_pool, self.slow_pool):
            pool.shutdown(cancel_futures=True)
        with self._opening:
            if self._store is not None:
                self._store.close()
                self._store = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def readers(self, of: AnalysedGraph | None = None) -> Readers:
        """What reads texts as the settings say; those of a graph with labels as they teach it."""
        lessons = None if of is None or of.taught is None else of.taught.lessons(of.snapshot)
        return chosen_readers(self.settings, self.parameters, self.state_folder, lessons)

    @cached_property
    def taught(self) -> TaughtFile:
        """The labels that the sentiment is taught with."""
        return TaughtFile(self.state_folder)

    def _newest(self) -> AnalysedGraph:
        current = self._current
        view = self.view()
        snapshot, watches = view.snapshot(current.snapshot if current else None), tuple(view.watches())
        self._forget_older_findings(snapshot)
        newest = self._bare(snapshot, watches)
        if current is not None and current.findings_or_none is not None and current.question == newest.question:
            return replace(newest, findings_or_none=current.findings, computed_at=current.computed_at)
        return self._with_findings(newest) or newest

    def _forget_older_findings(self, snapshot: Snapshot) -> None:
        """Remove findings that may hold somebody who was erased; what communities and themes are known by lives on."""
        erased = self.store.erased_seq
        if erased <= self._forgotten:
            return
        kept.forget_before(erased, snapshot, self.state_folder, self.taught)
        for name in [name for name, analysis in self._former.items() if analysis.snapshot.seq < erased]:
            del self._former[name]
        self._forgotten = erased

    def _analysed_since(self) -> AnalysedGraph | None:
        """The newest one with findings that is newer than the current one; None when there is none."""
        current, view = self._current, self.view()
        after = -1 if current is None or current.findings_or_none is None else current.snapshot.seq
        watches = tuple(view.watches())
        for snapshot in view.former_snapshots():
            if snapshot.seq <= after:
                return None
            if analysis := self._with_findings(self._bare(snapshot, watches)):
                return analysis
        return None

    def _bare(self, snapshot: Snapshot, watches: tuple[Watch, ...]) -> AnalysedGraph:
        return bare_graph(self.view, snapshot, watches, self.parameters, self.taught.read())

    def _keep(self, store: FindingsStore, findings: Findings, computed_at: datetime, of: AnalysedGraph) -> None:
        try:
            store.keep(findings, computed_at, self._key(of), of.snapshot.seq)
            if not self._aside:
                kept.lineage_file_in(self.state_folder).unlink(missing_ok=True)
        except OSError as error:  # a full or read-only disk: they are the answer all the same
            _LOG.warning("findings cannot be kept, so they are computed again each time: %s", error)

    def _with_findings(self, analysis: AnalysedGraph) -> AnalysedGraph | None:
        """The same with the findings that are kept for it; None when there are none."""
        entry = self._findings_store().load(self._key(analysis))
        if entry is None:
            return None
        return replace(analysis, findings_or_none=entry[0], computed_at=entry[1])

    def _key(self, analysis: AnalysedGraph) -> str:
        """What findings are asked for by; the lineages that they continue show in their fingerprint only."""
        readers, watches = self.readers(analysis), analysis.watches
        return fingerprint_of(analysis.snapshot, analysis.parameters, readers, watches=watches)

    def _replace(self, newest: AnalysedGraph) -> None:
        self._current = newest
        if newest.findings_or_none is not None:
            self._former[newest.fingerprint] = newest
            self._former.move_to_end(newest.fingerprint)
            while len(self._former) > _KEPT:
                self._former.popitem(last=False)

    def _findings_store(self) -> FindingsStore:
        return (kept.findings_aside if self._aside else kept.findings_of_all)(self.state_folder)
