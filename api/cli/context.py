"""What a command works on: the settings, and the store, which is opened once and handed on."""

from functools import cached_property
from types import TracebackType
from typing import TYPE_CHECKING, Any, Final, Self

from api.cli.arrow_alone import read_arrow_alone
from api.cli.output import Form, write_stderr
from api.settings import Settings, read_settings
from graph.errors import StoreUnavailable
from graph.store_url import path_of

if TYPE_CHECKING:
    from api.answers.scopes import AskedScope
    from api.workspace.analysed_graph import AnalysedGraph
    from api.workspace.workspace import Workspace
    from graph.ledger.store import LedgerStore
    from graph.model.watch import Watch
    from graph.port.decisions import GraphDecisions
    from graph.port.store import GraphStore
    from graph.port.views import GraphView


_OF_A_QUESTION: Final = ("as_of", "half_life_days")
"""Settings that change what is found; findings of a command that names them are kept aside."""


class CommandContext:
    """The settings and the store of one command. A context manager: its end closes what was opened.

    Nothing is read or opened before it is asked for, so that a command that needs no store works without one.
    """

    def __init__(
        self,
        url: str | None = None,
        *,
        form: Form = Form.TABLE,
        create: bool = False,
        may_migrate: bool = True,
        restoring: bool = False,
        **overrides: Any,
    ) -> None:
        """Work on the store at `url`, or on that of the settings; `overrides` are further settings.

        A SQLite file that is not there is made only with `create`: only what brings data in may do so. A store of an
        older schema is brought up to date, or with `may_migrate` False refused; one that holds part of a backup is
        opened for `restoring` alone.
        """
        self.form = form
        self._url = url
        self._opening = {"create": create, "may_migrate": may_migrate, "restoring": restoring}
        self._overrides = overrides
        self._store: LedgerStore | None = None
        self._workspace: Workspace | None = None

    @cached_property
    def settings(self) -> Settings:
        """The settings; raises BadSetting."""
        return read_settings(store=self._url, **self._overrides)

    @property
    def store(self) -> "LedgerStore":
        """The store, opened at first use. Raises StoreUnavailable and BadSetting."""
        if self._store is None:
            from api.workspace.store_of_settings import store_of_settings  # a command may need none

            read_arrow_alone()
            self._store = store_of_settings(self.settings, **self._opening)
        return self._store

    def store_to_load(self) -> "GraphStore":
        """The store to load into: a server is asked at once whether it lets us in, a file is made when it is needed."""
        from api.cli.store_on_demand import StoreOnDemand

        if path_of(self.settings.store) is None:
            self.view()
        return StoreOnDemand(lambda: self.store)

    def view(self) -> "GraphView":
        """Open a view of the store."""
        return self.store.view()

    def decisions(self) -> "GraphDecisions":
        """Decide in the name of the settings' actor."""
        return self.store.decisions(self.settings.actor)

    @property
    def workspace(self) -> "Workspace":
        """The same store with its snapshot and findings."""
        if self._workspace is None:
            from algorithms.kernels.compiled import answer_once
            from api.workspace.kernel_cache import prepare_kernel_cache

            answer_once()
            store = self.store
            prepare_kernel_cache(store.state_folder)
            # It imports much: only for those who need it, after all checks, and once kernels have a place to lie.
            from api.workspace.workspace import Workspace

            aside = any(self._overrides.get(name) is not None for name in _OF_A_QUESTION)
            self._workspace = Workspace(self.settings, store=store, aside=aside)
        return self._workspace

    def newest(self) -> "AnalysedGraph":
        """What is loaded now, with its findings where they are there already."""
        return self.workspace.refresh()

    def analysed(self) -> "AnalysedGraph":
        """What is loaded now, with its findings: kept ones, else computed now, which standard error says at once."""
        if self.newest().findings_or_none is None:
            write_stderr("there are no findings yet for what is asked: analysing first, as kith analyse does")
        return self.analysed_in_stages()

    def analysed_in_stages(self, *, lines: bool = False) -> "AnalysedGraph":
        """The same for who expects that it takes its time: a line for each stage, if wanted."""
        from api.cli.progress_bar import StageProgress

        workspace = self.workspace
        with StageProgress(lines=lines) as progress:
            return workspace.analysed(progress)

    def person_named(self, name: str) -> str:
        """The id of a person by id, account id, `@handle` or name. Raises NotFound with near names, and Ambiguous."""
        from api.cli.naming import person_named

        return person_named(self.view(), name)

    def row_named(self, analysis: "AnalysedGraph", name: str) -> int:
        """Row of a person in an analysed graph, found as `person_named` does."""
        from api.answers.people import person_row

        return person_row(analysis, self.view(), self.person_named(name))

    def watch_named(self, name: str) -> "Watch":
        """The watch of this name or id. Raises NotFound, naming those there are."""
        view = self.workspace.view()
        from api.answers.names import watch_named

        return watch_named(view, name)

    def scope(self, *arguments: Any, watch: str | None = None, **more: Any) -> "AskedScope":
        """What somebody asks a measure to be computed on, as `scope_of`, on the watch of a name where one is given."""
        listened = None if watch is None else self.watch_named(watch)
        from api.answers.scopes import on_watch, scope_of

        scope = scope_of(*arguments, **more)
        return scope if listened is None else on_watch(scope, listened)

    def forget_erased(self) -> list[str]:
        """Clear away what still holds people who were erased; says what is left of that to be done.

        What came before is done all the same, so that nothing is raised: a disk may have no room for the file twice.
        """
        try:
            if not self.store.is_unscrubbed() or self.workspace.forget_erased():
                return []
        except StoreUnavailable as error:
            return [f"what came before is done; {error}"]
        return ["others use the store just now: free space in its files may hold what was erased until the next load"]

    def close(self) -> None:
        """Close what was opened; what is being computed is finished first."""
        if self._workspace is not None:
            self._workspace.close()
        elif self._store is not None:
            self._store.close()
        self._workspace = self._store = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
