"""Scopes as people ask for them: by names that the analysed graph resolves."""

from dataclasses import dataclass, replace
from datetime import datetime

import pyarrow as pa

from algorithms.analysis.scope import EVERYTHING, Scope, ScopePosts
from api.answers.coordination import coordinated_accounts
from api.answers.names import theme_named
from api.answers.span import read_span
from api.errors import BadInput
from api.workspace.analysed_graph import AnalysedGraph
from graph.model.watch import Watch


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedScope:
    """What a measure is to be computed on. `plain` needs no analysed graph; a `theme` is named by its id or label.

    `without_coordinated` leaves out what accounts do that act together (`algorithms.coordination.coordination`). Decay
    counts back from `as_of`, microseconds UTC, where that is given.
    """

    plain: Scope = EVERYTHING
    theme: str | None = None
    without_coordinated: bool = False
    as_of: int | None = None

    @property
    def is_everything(self) -> bool:
        """Whether all interactions count."""
        return self == AskedScope()

    def resolved(self, analysis: AnalysedGraph) -> Scope:
        """The scope in an analysed graph. Heavy with `without_coordinated`. Raises NotFound and NotReady."""
        scope = self.plain
        if self.theme is not None:
            scope = replace(scope, posts=_posts_of_theme(analysis, self.theme))
        if self.without_coordinated:
            scope = replace(scope, without=coordinated_accounts(analysis))
        return scope


def scope_of(
    about: str | None = None,
    since: datetime | None = None,
    until: datetime | None = None,
    *,
    theme: str | None = None,
    without_coordinated: bool = False,
    as_of: datetime | None = None,
) -> AskedScope:
    """Scope from what a person asks; `since` is included, `until` is not. Raises BadInput."""
    span, moment = read_span(since, until), read_span(as_of).since
    plain = Scope(about=about, since=span.since, until=span.until)
    return AskedScope(plain=plain, theme=theme, without_coordinated=without_coordinated, as_of=moment)


def on_watch(scope: AskedScope, watch: Watch) -> AskedScope:
    """The same scope, on what a watch listens for."""
    return replace(scope, plain=replace(scope.plain, watch=watch))


def bad_term(scope: AskedScope) -> BadInput:
    """What to say when a scope's term has no word in it."""
    watch = scope.plain.watch
    if watch is not None and scope.plain.about is None:
        return BadInput("watch", "a watch with terms, hashtags or accounts, each with a word in it", watch.name)
    return BadInput("about", "a term with at least one word, hashtag or handle", scope.plain.about)


def _posts_of_theme(analysis: AnalysedGraph, name: str) -> ScopePosts:
    theme = analysis.findings.themes.themes[theme_named(analysis, name)]
    ids = analysis.snapshot.posts.ids.take(pa.array(theme.posts)).to_pylist()
    return ScopePosts(theme.id, frozenset(ids))
