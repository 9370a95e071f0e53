"""Trends: against SciPy's exact interval and binomial test, and worlds in which something has begun, or has not."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from scipy.stats import binomtest

from algorithms.errors import BadParameter
from algorithms.themes.trends import Trend, TrendChange, Windows, find_trends
from graph.model.moment import NEVER
from tests.worlds import DAY, START, moment

UNTIL = moment(35)
"""Day 35: a week now, since day 28, and four before, since day 0."""

LookupIndex = NDArray[np.int64]


class Town:
    """Posts of groups, each by somebody else unless said."""

    def __init__(self) -> None:
        self.at: list[int] = []
        self.authors: list[int] = []

    def says(self, now: int, before: int, *, people: int | None = None) -> LookupIndex:
        """Add so many posts to each window; rows of them. `people` share those of now."""
        first = len(self.at)
        self.at += [moment(29)] * now + [moment(10)] * before
        authors = [*range(now), *range(1_000, 1_000 + before)]
        self.authors += authors if people is None else [who % people for who in authors]
        return np.arange(first, len(self.at))

    def trends(self, *groups: LookupIndex) -> list[Trend]:
        at, authors = np.array(self.at, dtype=np.int64), np.array(self.authors, dtype=np.int32)
        return find_trends(groups, np.arange(at.size), at, authors, Windows(UNTIL))


def trend_of(now: int, before: int, rest_now: int, rest_before: int, people: int | None = None) -> Trend:
    """The trend of one group beside the rest of all posts."""
    town = Town()
    rows = town.says(now, before, people=people)
    town.says(rest_now, rest_before)
    return town.trends(rows)[0]


def growth_by_scipy(now: int, before: int, all_now: int, all_before: int) -> float:
    """The bound of the exact interval nearer to no change, as the logarithm of how many times the share has grown."""
    if now + before == 0:
        return 0.0
    interval = binomtest(now, now + before).proportion_ci(confidence_level=0.95, method="exact")
    unchanged = all_now / (all_now + all_before)
    if interval.low <= unchanged <= interval.high:
        return 0.0
    bound = interval.low if interval.low > unchanged else interval.high
    return math.log2(bound / (1 - bound) * all_before / all_now)


counts = st.integers(0, 60)


@settings(deadline=None)
@given(counts, counts, st.integers(0, 300), st.integers(0, 300))
def test_growth_is_the_bound_of_scipys_exact_interval(now: int, before: int, rest_now: int, rest_before: int) -> None:
    trend = trend_of(now, before, rest_now + 1, rest_before + 1)
    expected = growth_by_scipy(now, before, now + rest_now + 1, before + rest_before + 1)
    assert trend.growth == pytest.approx(expected, abs=1e-6)
    assert (trend.now, trend.before, trend.people) == (now, before, now)


def test_growth_worked_by_hand() -> None:
    """Ten posts now and none before: the bound is the tenth root of .025; as many posts in all now as before."""
    bound = 0.025**0.1
    assert trend_of(10, 0, 90, 100).growth == pytest.approx(math.log2(bound / (1 - bound)))
    assert trend_of(0, 10, 100, 90).growth == pytest.approx(-math.log2(bound / (1 - bound)))


def test_four_times_as_many_posts_in_four_times_the_time_is_no_growth() -> None:
    assert trend_of(20, 80, 80, 320).growth == 0
    assert trend_of(80, 80, 20, 320).growth > 1.0


@pytest.mark.parametrize(("now", "before"), [(1, 0), (2, 0), (2, 1), (3, 1), (0, 1), (0, 3)])
def test_small_counts_are_no_trend(now: int, before: int) -> None:
    trend = trend_of(now, before, 100, 100)
    assert (trend.growth, trend.emergent) == (0, False)


def test_few_posts_that_grew_much_do_not_beat_many_that_doubled() -> None:
    town = Town()
    few, many = town.says(8, 1), town.says(800, 400)
    town.says(2_000, 2_400)
    grown_few, grown_many = (trend.growth for trend in town.trends(few, many))
    assert 0 < grown_few < grown_many < 1


def surprise_by_scipy(now: int, before: int, all_now: int, all_before: int) -> float:
    share = all_now / (all_now + all_before)
    return float(binomtest(now, now + before, share, alternative="greater").pvalue)


@pytest.mark.parametrize("now", range(12))
@pytest.mark.parametrize("before", [0, 1, 4])
@pytest.mark.parametrize(("rest_now", "rest_before"), [(50, 200), (50, 50), (200, 50), (20, 900)])
def test_emergent_is_what_scipys_test_says_with_posts_people_and_shares(
    now: int, before: int, rest_now: int, rest_before: int
) -> None:
    all_now, all_before = now + rest_now, before + rest_before
    expected = (
        now >= 5
        and before / all_before <= now / all_now / 10
        and surprise_by_scipy(now, before, all_now, all_before) <= 0.01
    )
    assert trend_of(now, before, rest_now, rest_before).emergent is expected


def test_something_new_needs_five_posts_by_three_people() -> None:
    assert trend_of(5, 0, 20, 400, people=3).emergent
    assert not trend_of(4, 0, 20, 400).emergent
    assert not trend_of(50, 0, 20, 400, people=2).emergent
    assert trend_of(50, 0, 20, 400, people=2).people == 2


def test_what_was_there_before_is_not_new_however_it_grows() -> None:
    """A share before of a tenth of that now is nearly absent; more is not."""
    town = Town()
    nearly_absent, present = town.says(100, 10), town.says(100, 11)
    town.says(800, 979)
    first, second = town.trends(nearly_absent, present)
    assert first.emergent
    assert not second.emergent
    assert second.growth > 1


def test_of_many_groups_each_must_be_surer() -> None:
    """Five posts of 50 now, and none of 100 before: a chance of (1/3)^5 = .004, enough for one of two, not of three."""
    for others, emergent in ((0, True), (1, True), (2, False), (50, False)):
        town = Town()
        new = town.says(5, 0)
        town.says(45, 100)
        nothing = [np.zeros(0, dtype=np.int64)] * others
        assert town.trends(new, *nothing)[0].emergent is emergent


@pytest.mark.parametrize(("rest_now", "rest_before"), [(50, 0), (0, 50), (0, 0)])
def test_with_an_empty_window_there_is_nothing_to_compare(rest_now: int, rest_before: int) -> None:
    town = Town()
    rows = town.says(20 if rest_now else 0, 20 if rest_before else 0)
    town.says(rest_now, rest_before)
    result = town.trends(rows)[0]
    assert (result.growth, result.emergent) == (0, False)


def test_without_groups_there_are_no_trends_and_an_empty_group_has_none() -> None:
    town = Town()
    town.says(10, 10)
    assert town.trends() == []
    assert town.trends(np.zeros(0, dtype=np.int64)) == [Trend(0, 0, 0, 0.0, False)]


def test_posts_outside_of_both_windows_and_those_without_a_time_do_not_count() -> None:
    at = np.array([moment(29), moment(10), moment(36), moment(-1), NEVER], dtype=np.int64)
    trends = find_trends([np.arange(5)], np.arange(5), at, np.arange(5, dtype=np.int32), Windows(UNTIL))
    assert (trends[0].now, trends[0].before, trends[0].people) == (1, 1, 1)


def test_windows_hold_their_last_moment_and_not_their_first() -> None:
    now = [UNTIL, UNTIL - 7 * DAY + 1]
    before = [UNTIL - 7 * DAY, UNTIL - 35 * DAY + 1]
    outside = [UNTIL + 1, UNTIL - 35 * DAY, NEVER]
    places = Windows(UNTIL).places(np.array([*now, *before, *outside], dtype=np.int64))
    assert places.tolist() == [1, 1, 0, 0, -1, -1, -1]


def test_windows_may_be_parts_of_days() -> None:
    windows = Windows(START + DAY, days=0.5, days_before=0.25)
    at = START + np.array([0.25, 0.26, 0.5, 0.51, 1.0]) * DAY
    assert windows.places(at.astype(np.int64)).tolist() == [-1, 0, 0, 1, 1]


@pytest.mark.parametrize("days", [0.0, -1.0, math.nan, math.inf, 1e9])
def test_windows_without_days_or_beyond_all_time_are_refused(days: float) -> None:
    with pytest.raises(BadParameter, match="windows of days above 0"):
        Windows(UNTIL, days=days)
    with pytest.raises(BadParameter, match="windows of days above 0"):
        Windows(UNTIL, days_before=days)


def changes(*counts: tuple[int, int], rest: tuple[int, int] = (10_000, 10_000)) -> list[TrendChange]:
    """What is said of groups of so many posts now and before, beside the rest."""
    town = Town()
    groups = [town.says(now, before) for now, before in counts]
    town.says(*rest)
    return [trend.change for trend in town.trends(*groups)]


def test_what_is_sure_probable_and_neither() -> None:
    """Chances of one group, twice the smaller tail: 20 of 24 is .0015, 17 of 24 is .064, and they fall both ways."""
    assert changes((20, 4)) == [TrendChange.GREW]
    assert changes((4, 20)) == [TrendChange.FADED]
    assert changes((17, 7), (7, 17)) == [TrendChange.AS_BEFORE] * 2


def test_of_many_groups_what_one_alone_would_make_sure_is_probable() -> None:
    """18 of 22 is .0043 by SciPy: sure of one; of forty, beside twenty that surely grew, it is probable alone."""
    assert binomtest(18, 22).pvalue == pytest.approx(0.0043, abs=1e-4)
    assert changes((18, 4)) == [TrendChange.GREW]
    several = changes((18, 4), (4, 18), *[(60, 10)] * 20, *[(10, 10)] * 18, rest=(10_000, 11_000))
    assert several[:2] == [TrendChange.PROBABLY_GREW, TrendChange.PROBABLY_FADED]
    assert several[2:22] == [TrendChange.GREW] * 20
    assert several[22:] == [TrendChange.AS_BEFORE] * 18


def test_the_interval_is_scipys_and_open_where_nothing_was_posted() -> None:
    trend = trend_of(30, 20, 170, 380)
    interval = binomtest(30, 50).proportion_ci(confidence_level=0.95, method="exact")
    assert trend.times_low == pytest.approx(interval.low / (1 - interval.low) * 2)
    assert trend.times_high == pytest.approx(interval.high / (1 - interval.high) * 2)
    assert trend_of(0, 20, 170, 380).times_low is None
    assert trend_of(30, 0, 170, 380).times_high is None


def days_of(counts: list[int], rest: int) -> Trend:
    """A group with so many posts on each of 35 days, the last of them the latest, beside as many others every day."""
    day = np.arange(len(counts))
    of_group, others = np.repeat(day, counts), np.repeat(day, rest)
    at = (UNTIL - (len(counts) - 1 - np.concatenate([of_group, others])) * DAY).astype(np.int64)
    rows, authors = np.arange(of_group.size), np.arange(at.size, dtype=np.int32)
    return find_trends([rows], np.arange(at.size), at, authors, Windows(UNTIL))[0]


def test_a_theme_that_comes_in_bouts_must_have_grown_more() -> None:
    """Fifty now and eighty before: day by day a sure growth, and in bouts of ten to twenty posts none."""
    steady = days_of([3, 3, 2, 3, 3, 3, 3] * 4 + [7, 7, 7, 8, 7, 7, 7], 100)
    bouts = days_of([0, 0, 20, 0, 0, 0, 0] * 4 + [0, 25, 0, 0, 25, 0, 0], 100)
    assert (steady.now, steady.before, bouts.now, bouts.before) == (50, 80, 50, 80)
    assert steady.change is TrendChange.GREW
    assert bouts.change is TrendChange.AS_BEFORE
    assert bouts.times_low is not None
    assert steady.times_low is not None
    assert bouts.times_low < 1 < steady.times_low


def test_where_nothing_changes_hardly_ever_anything_is_said_to() -> None:
    """Forty worlds of twelve groups with shares that stay: one in twenty worlds may have one that seems to change."""
    changed = 0
    for seed in range(40):
        random = np.random.default_rng(seed)
        group = random.choice(13, 3_000, p=[0.03] * 12 + [0.64])
        at = UNTIL - random.integers(0, 35 * DAY, group.size)
        groups = [np.flatnonzero(group == number) for number in range(12)]
        authors = np.arange(group.size, dtype=np.int32)
        trends = find_trends(groups, np.arange(group.size), at, authors, Windows(UNTIL))
        changed += any(trend.change is not TrendChange.AS_BEFORE for trend in trends)
    assert changed <= 5
