"""Friends: planned conversations between two people, and the one like by which a loose tie hangs on us."""

import random
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from ingest.demo.chronicle import Entry
from ingest.demo.everyday import Everyday, answer
from ingest.demo.figure import Figure
from ingest.demo.hours import DAYS, START, lag, moment_on
from ingest.demo.plan import Introduction

CLOSE: Final = 12
USUAL: Final = 5
"""Conversations between close and usual friends over the last weeks."""

LAST_DAYS: Final = 55
FIRST_DAYS: Final = 40
"""The like of a loose tie falls into the first days of the world."""


@dataclass(slots=True)
class Friends:
    """Lets planned friends talk."""

    rng: random.Random
    everyday: Everyday

    def introduce(self, plan: Introduction) -> None:
        """Let all who stand between a loose tie and a customer talk with each other."""
        close = CLOSE if plan.around else USUAL
        for place, (left, right) in enumerate(plan.pairs):
            self.talk(left, right, close if place < 2 else USUAL)

    def talk(self, left: Figure, right: Figure, times: int) -> None:
        """Let two friends post and answer each other, in turn."""
        for turn in range(2 * times):
            author, other = (left, right) if turn % 2 else (right, left)
            day = DAYS - 2 - self.rng.randrange(LAST_DAYS)
            entry = self.everyday.post(author, moment_on(self.rng, day, author.zone_hours))
            if entry is not None and other.on(entry.network):
                saying = self.everyday.voices.answer(other, entry.saying)
                answer(self.everyday.chronicle, other, entry, entry.at + lag(self.rng, 50), saying)


def hang_loosely(rng: random.Random, loose: Figure, ours: list[Entry], everyday: Everyday) -> None:
    """One like on an early post of ours, and nothing since."""
    early = [e for e in ours if loose.on(e.network) and e.at < START + timedelta(days=FIRST_DAYS)]
    entry = rng.choice(early)
    everyday.chronicle.like(loose, entry, entry.at + lag(rng))
