"""Circles: whom each figure pays attention to, and how much. Mostly the own community, seldom anybody else."""

import random
from typing import Final

from ingest.demo.cast import Cast
from ingest.demo.figure import Figure, Role
from ingest.demo.themes import THEMES

STRAYING: Final = 0.008
"""Share of circles' places that go to somebody of another community."""

NEARBY: Final = 0.4
"""Share of circles' places that go to people of the same corner of the community, who know each other."""

RETURNED: Final = 0.3
"""Chance that attention is returned; a hub returns it less."""

SETTLED: Final = 9
"""Who pays attention to at least so many is at home in a community."""

Circles = dict[Figure, dict[Figure, float]]
"""For each figure whom it pays attention to, and how warmly (1 is usual)."""


def draw_circles(rng: random.Random, cast: Cast, apart: frozenset[int] = frozenset()) -> Circles:
    """Draw everybody's circle, then those of the figures with a part of their own.

    The team makes no friends among those who are `apart`, by number.
    """
    circles: Circles = {f: {} for f in cast.figures}
    for theme in THEMES:
        _draw_community(rng, cast.members(theme), circles)
    _stray(rng, cast, circles)
    _return(rng, circles)
    _bridge(rng, cast, circles)
    _lift_central(rng, cast, circles)
    _connect_others(rng, cast, circles, apart)
    return circles


def befriend(circles: Circles, left: Figure, right: Figure, warmth: float) -> None:
    """Make two figures pay attention to each other at least this warmly."""
    for one, other in ((left, right), (right, left)):
        circles[one][other] = max(warmth, circles[one].get(other, 0.0))


def settled(circles: Circles, members: list[Figure]) -> list[Figure]:
    """Ordinary members who post and know many at home, so that a friend elsewhere does not carry them off."""
    return [m for m in members if m.ordinary and m.activity > 0 and len(circles[m]) >= SETTLED]


def _draw_community(rng: random.Random, members: list[Figure], circles: Circles) -> None:
    corners = list(members)
    rng.shuffle(corners)
    place = {figure: i for i, figure in enumerate(corners)}
    pulls = [f.pull for f in members]
    for figure in members:
        size = min(max(round(rng.lognormvariate(2.2, 0.45)), 4), 26)
        for _ in range(size):
            if rng.random() < NEARBY:
                other = corners[(place[figure] + rng.choice((-4, -3, -2, -1, 1, 2, 3, 4))) % len(corners)]
            else:
                other = rng.choices(members, pulls)[0]
            if other is not figure and other.role is not Role.CENTRAL and figure.reaches(other):
                circles[figure].setdefault(other, rng.lognormvariate(0.0, 0.6))


def _stray(rng: random.Random, cast: Cast, circles: Circles) -> None:
    people = [f for f in cast.figures if f.home and f.role in {Role.MEMBER, Role.HUB, Role.LARGE_VOICE}]
    places = sum(len(circle) for circle in circles.values())
    for _ in range(round(places * STRAYING)):
        figure = rng.choice(people)
        other = rng.choices(people, [f.pull for f in people])[0]
        if other.home is not figure.home and figure.reaches(other):
            circles[figure].setdefault(other, 0.4)


def _return(rng: random.Random, circles: Circles) -> None:
    for figure, circle in list(circles.items()):
        for other in list(circle):
            chance = RETURNED * (0.3 if other.role in {Role.HUB, Role.LARGE_VOICE} else 1.0)
            if other.home is figure.home and figure not in circles[other] and rng.random() < chance:
                circles[other][figure] = rng.lognormvariate(0.3, 0.5)


def _bridge(rng: random.Random, cast: Cast, circles: Circles) -> None:
    """Brokers have friends, two of them hubs, in each of their communities."""
    for broker in cast.those(Role.BROKER):
        for theme in broker.speaks:
            known = [m for m in cast.members(theme) if broker.reaches(m)]
            hubs = [m for m in known if m.role in {Role.HUB, Role.LARGE_VOICE}][:2]
            for friend in hubs + rng.sample(settled(circles, known), 7):
                befriend(circles, broker, friend, rng.uniform(1.2, 2.2))


def _lift_central(rng: random.Random, cast: Cast, circles: Circles) -> None:
    """Those whom everybody listens to listen to the small central one; hardly anybody else does."""
    brokers = cast.those(Role.BROKER)
    for central in cast.those(Role.CENTRAL):
        members = cast.members(central.home) if central.home else []
        for figure in [*(m for m in members if m.role is Role.HUB), *(b for b in brokers if b.reaches(central))]:
            befriend(circles, figure, central, 5.0)
        for figure in rng.sample([m for m in members if m.ordinary and m.activity > 0], 4):
            circles[figure][central] = 1.0


def _connect_others(rng: random.Random, cast: Cast, circles: Circles, apart: frozenset[int]) -> None:
    """The loud pester a dozen famous people, and two quiet ones listen; strangers have each other; the team itself."""
    for loud in cast.those(Role.LOUD):
        members = cast.members(loud.speaks[0])
        circles[loud] = dict.fromkeys([m for m in members if m.reaches(loud)][:12], 1.0)
        quiet = sorted(members, key=lambda m: (sum(m in c for c in circles.values()), m.number))
        for listener in quiet[:2]:
            circles[listener][loud] = 0.3
    first, second = cast.those(Role.STRANGER)
    befriend(circles, first, second, 3.0)
    us = cast.those(Role.BRAND) + cast.those(Role.COLLEAGUE)
    for place, left in enumerate(us):
        for right in us[place + 1 :]:
            befriend(circles, left, right, 1.2)
    for colleague in cast.those(Role.COLLEAGUE):
        members = [
            m for m in cast.members(colleague.speaks[0]) if m.ordinary and m.activity > 0 and m.number not in apart
        ]
        for friend in rng.sample(members, 4):
            befriend(circles, colleague, friend, 1.2)
