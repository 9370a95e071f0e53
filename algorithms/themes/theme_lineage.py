"""Lineage of themes: they keep their ids between analyses while most of their posts stay together."""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import pyarrow as pa

from algorithms.themes.lineage import Lineage, trace
from algorithms.themes.theme import Theme, Themes
from graph.snapshot.snapshot import Strings


def known_again(themes: Themes, posts: Strings, former: Mapping[str, Lineage], seen_at: int) -> Themes:
    """Themes under the ids and labels that live on, what became of each, and the lineages for the next analysis.

    `posts` are the ids of all posts, by row; `former` the lineages of the analysis before, by scope; `seen_at` the
    moment of this one, microseconds UTC. Themes are matched by the posts they share
    (`algorithms.themes.lineage.trace`).

    >>> known_again(Themes((), "lexical-2", 0, 0, 0), pa.array([], pa.large_string()), {}, seen_at=0).lineages
    {}
    """
    renamed: list[Theme] = []
    lineages: dict[str, Lineage] = {}
    for scope in dict.fromkeys(theme.scope for theme in themes.themes):
        group_themes = themes.in_scope(scope)
        traced = _traced(group_themes, posts, former.get(scope), seen_at)
        lineages[scope] = traced.with_labels([theme.words for theme in group_themes], former.get(scope))
        renamed += [
            replace(
                theme,
                id=group.id,
                label=group.label,
                event=group.event,
                parents=group.parents,
                since=group.since,
            )
            for theme, group in zip(group_themes, lineages[scope].groups, strict=True)
        ]
    # A scope that says nothing now may speak of the same things again.
    lineages |= {scope: lineage for scope, lineage in former.items() if scope not in lineages}
    return replace(themes, themes=tuple(renamed), lineages=lineages)


def _traced(themes: tuple[Theme, ...], posts: Strings, former: Lineage | None, seen_at: int) -> Lineage:
    labels = np.full(len(posts), -1, dtype=np.int32)
    for number, theme in enumerate(themes):
        labels[theme.posts] = number
    inside = np.flatnonzero(labels >= 0)
    return trace(former, posts.take(pa.array(inside)), labels[inside], [theme.id for theme in themes], seen_at=seen_at)
