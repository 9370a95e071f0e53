"""One store, asked from Python: what `kith.open` returns."""

from datetime import datetime
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final, Self

from algorithms.centrality.measures import Measure
from api.answers.buckets import Bucket
from api.answers.document import Document, document_of, plain
from api.answers.names import watch_named
from api.answers.people import person_row
from api.answers.provenance import of_analysis
from api.answers.scopes import AskedScope, on_watch, scope_of
from api.errors import BadInput
from api.notebook.frames import frame_of
from api.settings import read_settings
from api.workspace.analysed_graph import AnalysedGraph
from api.workspace.kernel_cache import prepare_kernel_cache
from api.workspace.workspace import Workspace

if TYPE_CHECKING:
    import networkx as nx
    import pandas as pd

    from graph.model.watch import Watch

MOST: Final = 1_000_000
"""Rows of an answer in Python: a data frame has room for all."""


def open(store: str | None = None, **settings: Any) -> "Kith":  # noqa: A001  read as `kith.open`
    """Open a store by its URL, `sqlite:///PATH` or `neo4j://HOST`; by default that of the settings.

    Nothing is read before the first question. Further `settings` are those of docs/settings.md in lower case without
    `KITH_`, such as `half_life_days`. Raises BadSetting; a question raises StoreUnavailable when there is no store.
    """
    return Kith(Workspace(read_settings(store=store, **settings), create=False))


class Kith:
    """The answers of the command line as data frames and networks; use it as a context manager, or call `close`.

    Rows and their names are those of `kith COMMAND --json`. Where an answer comes from stands in the `attrs` of a data
    frame and in the `graph` of a network. Findings are taken as they are kept; when what is loaded has none yet, the
    first question computes them. PERSON is a person id, an account id or `@handle`, WATCH a name or id.
    """

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._analysis: AnalysedGraph | None = None

    def refresh(self) -> Self:
        """Take what was loaded since: answers stay on the same graph until then."""
        prepare_kernel_cache(self._workspace.state_folder)
        self._analysis = self._workspace.analysed()
        return self

    def status(self) -> Document:
        """What is loaded, and whether it is analysed; as `kith status --json`."""
        from api.answers.overview import overview

        return document_of(self._analysed, overview(self._analysed, self._workspace.view()))

    def influencers(
        self,
        measure: str = "influence",
        *,
        about: str | None = None,
        since: datetime | None = None,
        until: datetime | None = None,
        watch: str | None = None,
        theme: str | None = None,
        without_coordinated: bool = False,
        with_us: bool = False,
        limit: int = 20,
    ) -> "pd.DataFrame":
        """People ranked by a measure, one a row, by rank; as `kith rank`. Raises BadInput and NotFound."""
        from api.answers.ranking import RankingFilter, ranking

        scope = self._scope(about, since, until, watch=watch, theme=theme, without_coordinated=without_coordinated)
        among = RankingFilter(with_us=with_us)
        answer = ranking(self._analysed, measure=_measure(measure), scope=scope, shown=among, first=limit, most=MOST)
        return self._rows(document_of(self._analysed, answer), "rows", index="rank")

    def communities(self) -> "pd.DataFrame":
        """The communities, largest first, with who matters most in each; as `kith communities`."""
        from api.answers.communities import communities_provenance, community_at, leaders

        analysis = self._analysed
        names = leaders(analysis)
        rows = [
            {**document_of(analysis, community_at(analysis.findings, row)), "leaders": names[row]}
            for row in analysis.findings.communities.by_size()
        ]
        facts = {"modularity": analysis.findings.communities.modularity}
        return self._listed(rows, communities_provenance(analysis), index="id", **facts)

    def themes(
        self, *, community: str | None = None, watch: str | None = None, emergent: bool = False
    ) -> "pd.DataFrame":
        """What is talked about, most posts first; as `kith themes`. Raises NotFound."""
        from api.answers.themes import themes

        page = themes(
            self._analysed,
            community=community,
            watch=None if watch is None else self._watch(watch).id,
            emergent_only=emergent,
            first=MOST,
            most=MOST,
        )
        definition = "What is talked about: clusters of posts, named by their words."
        return self._listed(plain(self._analysed, page), of_analysis(self._analysed, definition), index="id")

    def trends(self, window: float = 7.0, before: float = 28.0, *, watch: str | None = None) -> "pd.DataFrame":
        """Themes that are new, grow or fade between two windows of days; as `kith trends`. Raises BadInput."""
        from api.answers.trends import DEFINITION, trends

        listened = None if watch is None else self._watch(watch).id
        themes = trends(self._analysed, days=window, days_before=before, watch=listened, first=MOST, most=MOST)
        return self._listed(plain(self._analysed, themes), of_analysis(self._analysed, DEFINITION), index="id")

    def paths(self, source: str, target: str | None = None, *, k: int = 5, max_hops: int = 4) -> "pd.DataFrame":
        """The best paths from a person to another, or to any customer: a row a hop; as `kith path`.

        `attrs["reason"]` says why there is none.
        """
        from api.answers.paths import paths, paths_to_customers

        begin = self._person(source)
        if target is None:
            answer = paths_to_customers(self._analysed, begin, k=k, max_hops=max_hops)
        else:
            answer = paths(self._analysed, begin, self._person(target), k=k, max_hops=max_hops)
        document = document_of(self._analysed, answer)
        hops = [
            {"path": number, "path_strength": path["strength"], "hop": place, **hop, "from_name": one, "to_name": other}
            for number, path in enumerate(document["paths"], start=1)
            for place, (hop, (one, other)) in enumerate(_named_hops(path), start=1)
        ]
        return self._rows({**document, "hops": hops}, "hops", "paths")

    def map(self, *people: str, depth: int = 2, limit: int = 200, min_strength: float = 0.0) -> "nx.DiGraph[str]":
        """The people around somebody, as a network with their places on the map; as `kith map`."""
        from api.answers.relationship_map import relationship_map
        from api.notebook.networks import network_of_map

        around = [self._person(name) for name in people]
        answer = relationship_map(self._analysed, around, depth=depth, limit=limit, min_strength=min_strength)
        return network_of_map(document_of(self._analysed, answer))

    def network(self, *, min_strength: float = 0.0) -> "nx.DiGraph[str]":
        """All people and their ties of at least a strength, 0 to 1, for whatever NetworkX can do with them."""
        from api.notebook.networks import network_of_ties

        return network_of_ties(self._analysed, min_strength)

    def person(self, name: str) -> Document:
        """Everything known of a person; as `kith person --json`. Raises NotFound and Ambiguous."""
        from api.answers.person import person_report
        from api.answers.person_document import person_document

        return person_document(self._analysed, person_report(self._analysed, self._workspace.view(), name))

    def watches(self) -> "pd.DataFrame":
        """What is listened for."""
        rows = plain(self._analysed, self._workspace.view().watches())
        return frame_of(rows, {}, index="id")

    def watch(
        self,
        name: str,
        *,
        by: str = "day",
        since: datetime | None = None,
        until: datetime | None = None,
        zone: str = "UTC",
        copies_once: bool = False,
        others_only: bool = False,
    ) -> "pd.DataFrame":
        """What a watch hears, over time: posts, people and sentiment of each hour, day, week or month of a zone.

        Moments are in UTC; `zone` says where days begin. Raises BadInput and NotFound.
        """
        from api.answers.watching import HEARD, Counting, volume

        points = volume(
            self._analysed,
            self._watch(name),
            _bucket(by),
            since=since,
            until=until,
            zone=zone,
            counting=Counting(copies_once=copies_once, others_only=others_only),
        )
        rows = [{**document_of(self._analysed, point), "at": point.at} for point in points]
        return self._listed(rows, of_analysis(self._analysed, HEARD), index="at")

    def close(self) -> None:
        """Close the store."""
        self._workspace.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def _analysed(self) -> AnalysedGraph:
        if self._analysis is None:
            self.refresh()
        assert self._analysis is not None  # noqa: S101  refreshed just now
        return self._analysis

    def _person(self, name: str) -> int:
        return person_row(self._analysed, self._workspace.view(), name)

    def _watch(self, name: str) -> "Watch":
        return watch_named(self._workspace.view(), name)

    def _scope(self, *arguments: Any, watch: str | None, **more: Any) -> AskedScope:
        scope = scope_of(*arguments, **more)
        return scope if watch is None else on_watch(scope, self._watch(watch))

    def _listed(self, rows: list[Document], provenance: Any, *, index: str, **facts: Any) -> "pd.DataFrame":
        return frame_of(rows, {**document_of(self._analysed, provenance), **facts}, index)

    def _rows(self, document: Document, rows: str, *left_out: str, index: str | None = None) -> "pd.DataFrame":
        """The rows of a document as a data frame; what else it says beside them."""
        facts = {name: value for name, value in document.items() if name not in {rows, "provenance", *left_out}}
        return frame_of(document[rows], {**document["provenance"], **facts}, index)


def _named_hops(path: Document) -> list[tuple[Document, tuple[str, str]]]:
    """Hops of a path with the names of both ends."""
    return list(zip(path["hops"], pairwise(path["names"]), strict=True))


def _measure(name: str) -> Measure:
    try:
        return Measure(name.strip().lower().replace("-", "_"))
    except ValueError:
        raise BadInput("measure", f"one of {', '.join(Measure)}", name) from None


def _bucket(name: str) -> Bucket:
    try:
        return Bucket(name.upper())
    except ValueError:
        raise BadInput("by", f"one of {', '.join(bucket.value.lower() for bucket in Bucket)}", name) from None
