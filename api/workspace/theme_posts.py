"""Themes and their posts: which themes a post speaks of, and how often themes come up."""

from collections.abc import Sequence
from itertools import groupby

import numpy as np
from numpy.typing import NDArray

from algorithms.themes.theme import Theme
from algorithms.themes.trends import Trend, Windows, find_trends
from api.workspace.lookup_index import CsrGroups
from graph.snapshot.snapshot import PostColumns


class ThemesOfPosts:
    """Which themes each post speaks of: at most one of everything, one of its community, and one of each watch."""

    def __init__(self, themes: Sequence[Theme], posts: int) -> None:
        rows = [np.zeros(0, dtype=np.int64), *(theme.posts for theme in themes)]
        self._theme = np.repeat(np.arange(len(themes)), [theme.posts.size for theme in themes])
        self._of = CsrGroups(np.concatenate(rows).astype(np.int32), posts)

    def of(self, post: int) -> list[int]:
        """Rows of the themes of a post, in their order."""
        themes: list[int] = self._theme[self._of.of(post)].tolist()
        return themes


def theme_trends(
    themes: Sequence[Theme], posts: PostColumns, author: NDArray[np.int32], windows: Windows
) -> list[Trend]:
    """How each theme grows between two windows, against those of its own scope; `author` is a person's row."""
    known = np.flatnonzero(posts.known & (posts.repost_of < 0))
    trends: list[Trend] = []
    for _, several in groupby(themes, key=lambda theme: theme.scope):
        trends += find_trends([theme.posts for theme in several], known, posts.at, author, windows)
    return trends
