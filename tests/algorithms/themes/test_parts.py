"""Parts and nearest themes, made by hand: which are told, and that they are kept."""

from dataclasses import replace

import numpy as np

from algorithms.themes.theme import PARTS, WHOLE, Themes
from tests.algorithms.test_known_again import made


def by_hand() -> Themes:
    """A theme of six posts in two parts, another one, and three posts in none, the last of them near to nothing."""
    themes = made(("tea", WHOLE, "abcdef"), ("oar", WHOLE, "ghi"), ("pots", PARTS, "abc"), ("cups", PARTS, "def"))
    whole = (*themes.themes[:2], *(replace(theme, part_of=0) for theme in themes.themes[2:]))
    outside, nearest = np.array([9, 10, 15]), np.array([1, 0, -1], dtype=np.int32)
    return replace(themes, themes=whole, unassigned=3, outside=outside, nearest=nearest)


def test_a_theme_names_its_parts() -> None:
    assert [by_hand().parts_of(row) for row in range(4)] == [[2, 3], [], [], []]


def test_a_post_in_no_theme_names_the_nearest() -> None:
    assert [by_hand().nearest_to(post) for post in (9, 10, 15, 0, 11, 19)] == [1, 0, None, None, None, None]


def test_both_are_kept() -> None:
    back = Themes.from_columns(*by_hand().to_columns())
    assert [theme.part_of for theme in back.themes] == [-1, -1, 0, 0]
    assert [back.nearest_to(post) for post in (9, 10, 15)] == [1, 0, None]
