"""The plan: who is a customer, who is loosely tied to us, and who stands between them. Made before anything happens."""

import random
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from graph.model.account import PersonKind
from ingest.demo.cast import Cast
from ingest.demo.figure import Figure, Role
from ingest.demo.themes import THEMES, Theme

JOINED_CUSTOMERS: Final = 28
"""Customers whose CRM record gives the e-mail that they show on a network."""

JUDGED_CUSTOMERS: Final = 4
"""Customers whose CRM record gives another e-mail, and no other trace: only a judgement can join them."""

LOOSE_TIES: Final = 5


@dataclass(frozen=True, slots=True)
class Introduction:
    """A loose tie, a customer, and the figures between them; with a detour also the longer way round."""

    loose: Figure
    through: Figure
    customer: Figure
    around: tuple[Figure, ...] = ()

    @property
    def pairs(self) -> list[tuple[Figure, Figure]]:
        """Who knows whom, the way through first, then the longer way round."""
        way = [(self.loose, self.through), (self.through, self.customer)]
        return way + list(pairwise((self.loose, *self.around, self.customer))) if self.around else way


@dataclass(frozen=True, slots=True)
class Plan:
    """Who plays which part in the business side of the world."""

    joined: tuple[Figure, ...]
    judged: tuple[Figure, ...]
    introductions: tuple[Introduction, ...]

    @property
    def apart(self) -> frozenset[int]:
        """Numbers of figures who must have no dealings with us but those that are planned."""
        people = {f for i in self.introductions for f in (i.loose, i.through, *i.around)} | set(self.judged)
        return frozenset(f.number for f in people)


def draw_plan(rng: random.Random, cast: Cast) -> Plan:
    """Choose everybody, nobody twice; the first introduction has the detour."""
    busy: set[Figure] = set()

    def take(count: int, among: list[Figure], fits: Callable[[Figure], bool]) -> list[Figure]:
        chosen = rng.sample([f for f in among if f not in busy and f.ordinary and f.activity >= 2 and fits(f)], count)
        busy.update(chosen)
        return chosen

    def unshown(figure: Figure) -> bool:
        return figure.main.email is None and len(figure.accounts) == 1

    introductions = [
        _introduction(theme, cast, take, detour=place == 0) for place, theme in enumerate(THEMES[:LOOSE_TIES])
    ]
    missing = JOINED_CUSTOMERS - len(introductions)
    joined = [i.customer for i in introductions] + take(missing, cast.figures, lambda f: f.main.email is not None)
    # The first of them shares a community with the second loose tie, so that a judgement opens a short path.
    judged = take(1, cast.members(THEMES[1]), unshown) + take(JUDGED_CUSTOMERS - 1, cast.figures, unshown)
    return Plan(tuple(joined), tuple(judged), tuple(introductions))


def _introduction(
    theme: Theme,
    cast: Cast,
    take: Callable[[int, list[Figure], Callable[[Figure], bool]], list[Figure]],
    *,
    detour: bool,
) -> Introduction:
    members = cast.members(theme)
    (customer,) = take(1, members, lambda f: f.main.email is not None)
    (loose,) = take(1, members, lambda f: f.activity < 5)
    (through,) = take(1, members, lambda f: f.main.email is None)
    around = take(2, members, lambda f: f.main.email is None) if detour else []
    return Introduction(loose, through, customer, tuple(around))


def fans(rng: random.Random, cast: Cast, plan: Plan) -> list[Figure]:
    """People who listen to the brand and talk of it: customers, and others, mostly those who brew or count watts."""
    free = [
        f
        for f in cast.figures
        if f.role is Role.MEMBER
        and f.kind is PersonKind.HUMAN
        and f.home
        and f.number not in plan.apart
        and f not in plan.joined
    ]
    weights = {THEMES[0].name: 4.0, THEMES[2].name: 2.5, THEMES[4].name: 1.5}
    chosen: dict[Figure, None] = dict.fromkeys(plan.joined)
    while len(chosen) < 90:
        chosen[rng.choices(free, [weights.get(f.home.name if f.home else "", 1.0) for f in free])[0]] = None
    return list(chosen)
