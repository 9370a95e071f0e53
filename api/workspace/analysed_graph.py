"""An analysed graph: one snapshot with its findings, what every answer stands on. Swapped whole, never changed."""

from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from typing import Final

import numpy as np
from numpy.typing import NDArray

from algorithms.analysis.about import TermIndex
from algorithms.analysis.findings import Findings
from algorithms.communities.communities import shares
from algorithms.communities.membership import Shares
from algorithms.diffusion.reshares import Reshares
from algorithms.parameters import Parameters
from algorithms.themes.trends import Trend, Windows
from algorithms.ties.acquaintance import Acquaintance, acquaintance_of
from algorithms.ties.strength import build_ties
from algorithms.ties.ties import Ties
from api.errors import NotReady
from api.workspace.lookup_index import LookupIndex
from api.workspace.recent import Recent
from api.workspace.taught_labels import TaughtLabels
from api.workspace.theme_posts import ThemesOfPosts, theme_trends
from graph.model.watch import Watch
from graph.snapshot.snapshot import Snapshot

_RECENT: Final = 8
_ALWAYS: Final = 2**63 - 1


@dataclass(frozen=True)
class AnalysedGraph:
    """A snapshot, the parameters answers use, and the findings for both; None when nothing was analysed yet.

    `watches` are those there were when the snapshot was taken, which the findings have themes of.
    """

    snapshot: Snapshot
    parameters: Parameters
    findings_or_none: Findings | None = None
    computed_at: datetime | None = None
    watches: tuple[Watch, ...] = ()
    words: TermIndex | None = None
    """Finds posts by their words without reading all of them."""
    until: int = _ALWAYS
    """Answers look back from here, microseconds UTC: what is dated later is kept, but has not come yet."""

    taught: TaughtLabels | None = None
    """Labels that the sentiment is learnt from; None where it is not taught."""

    rebuilt: Ties | None = None
    """Ties as of another moment than the findings', where somebody asks for that."""

    def looking_back(self, as_of: int | None) -> "AnalysedGraph":
        """The same graph with its ties as of a moment, microseconds UTC; this one for None. Builds ties: heavy."""
        if as_of is None:
            return self
        parameters = replace(self.parameters, as_of=as_of)

        def rebuild() -> AnalysedGraph:
            return replace(self, parameters=parameters, until=as_of, rebuilt=build_ties(self.snapshot, parameters))

        return self._looked_back.get(as_of, rebuild)

    @property
    def as_of(self) -> int:
        """The moment that decay counts back from, microseconds UTC."""
        return self.snapshot.as_of if self.parameters.as_of is None else self.parameters.as_of

    @property
    def question(self) -> tuple[str, tuple[Watch, ...], Parameters, TaughtLabels | None]:
        """What findings answer: the key of the snapshot, the watches, the parameters and what was taught."""
        return self.snapshot.key, self.watches, self.parameters, self.taught

    @property
    def findings(self) -> Findings:
        """The findings; raises NotReady without them."""
        if self.findings_or_none is None:
            raise NotReady("nothing is analysed yet for what is loaded; run `kith analyse`, or wait until it is done")
        return self.findings_or_none

    @property
    def fingerprint(self) -> str:
        """Names these findings; without them, the snapshot."""
        return self.snapshot.key if self.findings_or_none is None else self.findings.fingerprint

    @cached_property
    def _looked_back(self) -> Recent:
        """The same graph as of the last moment asked for: one alone, for its ties take as much room as those of now."""
        return Recent(1)

    @cached_property
    def recent(self) -> Recent:
        """The last few answers from this analysed graph that took long."""
        return Recent(_RECENT)

    @cached_property
    def rows(self) -> LookupIndex:
        """Looks up rows of the snapshot."""
        return LookupIndex(self.snapshot)

    @cached_property
    def ties(self) -> Ties:
        """The ties: those of the findings, else built from the snapshot, or as of the moment asked for."""
        if self.rebuilt is not None:
            return self.rebuilt
        return build_ties(self.snapshot, self.parameters) if self.findings_or_none is None else self.findings.ties

    @cached_property
    def tie_sources(self) -> NDArray[np.int32]:
        """Who pays the attention, for each tie, int32 (m)."""
        return self.ties.sources()

    @cached_property
    def tied_people(self) -> int:
        """How many people have a tie."""
        return int(np.count_nonzero(self.ties.connected()))

    @cached_property
    def acquaintance(self) -> Acquaintance:
        """Who knows whom, whoever pays attention to whom: what paths walk along."""
        return acquaintance_of(self.ties)

    @cached_property
    def shares(self) -> Shares:
        """How much each person belongs to each community; raises NotReady without findings."""
        return shares(self.ties, self.findings.communities)

    @cached_property
    def themes_of_post(self) -> ThemesOfPosts:
        """Rows of the themes that each post speaks of; raises NotReady without findings."""
        return ThemesOfPosts(self.findings.themes.themes, len(self.snapshot.posts.ids))

    @cached_property
    def trends(self) -> list[Trend]:
        """How each theme grows in the last days, against those before; raises NotReady without findings."""
        return theme_trends(self.findings.themes.themes, self.snapshot.posts, self.rows.author, Windows(self.latest))

    @cached_property
    def reshares(self) -> Reshares:
        """Which posts repost, quote or answer which others."""
        return Reshares.of(self.snapshot, self.ties)

    @cached_property
    def latest(self) -> int:
        """The moment that answers look back from, microseconds UTC: the latest that has come, or the one asked for."""
        if self.parameters.as_of == self.until:
            return self.until  # as somebody asked
        at = self.snapshot.posts.at
        latest_post = int(at.max(initial=0, where=at <= self.until)) if at.size else 0
        return max(self.snapshot.as_of_at_most(self.until), latest_post)

    def person_id(self, row: int) -> str:
        """Id of a person by row."""
        return str(self.snapshot.people.ids[int(row)].as_py())

    def account_id(self, row: int) -> str:
        """Id of an account by row."""
        return str(self.snapshot.accounts.ids[int(row)].as_py())

    def person_name(self, row: int) -> str:
        """Name of a person by row."""
        return str(self.snapshot.people.names[int(row)].as_py())

    def post_id(self, row: int) -> str:
        """Id of a post by row."""
        return str(self.snapshot.posts.ids[int(row)].as_py())
