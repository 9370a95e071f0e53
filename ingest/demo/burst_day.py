"""The burst: twelve hours in which everybody writes about a lid and a recall."""

import random
from datetime import UTC, datetime, timedelta
from typing import Final

from ingest.demo import brand
from ingest.demo.chronicle import Entry
from ingest.demo.figure import Figure
from ingest.demo.our_side import OurSide
from ingest.demo.truth import Burst

BURST_START: Final = datetime(2026, 6, 16, 8, 0, tzinfo=UTC)
BURST_END: Final = datetime(2026, 6, 16, 20, 0, tzinfo=UTC)
POSTS: Final = 120
LATE_POSTS: Final = 14
"""Posts about it in the two days after."""


def plant_burst(rng: random.Random, us: OurSide, others: list[Figure]) -> tuple[Burst, list[Entry]]:
    """Let fans and others write about the lid; returns the truth and all posts, those of the days after included."""
    hours = (BURST_END - BURST_START).total_seconds() / 3600
    writers = us.fans + rng.sample(others, 40)
    inside = [
        _post(rng, us, rng.choice(writers), BURST_START + timedelta(hours=hours * (place + rng.random()) / POSTS))
        for place in range(POSTS)
    ]
    after = [
        _post(rng, us, rng.choice(writers), BURST_END + timedelta(hours=rng.expovariate(1 / 14)))
        for _ in range(LATE_POSTS)
    ]
    notice = us.chronicle.write(
        us.owner, "warble", BURST_START + timedelta(hours=3, minutes=10), us.voices.draw((brand.RECALL_NOTICE,))
    )
    if notice is not None:
        for fan in rng.sample([f for f in us.fans if f.on("warble")], 12):
            us.chronicle.repost(fan, notice, notice.at + timedelta(minutes=rng.randrange(2, 400)))
    for entry in rng.sample(inside, 9):
        if us.owner in entry.mentions:
            us.reply_to(entry)
    entries = sorted(inside, key=lambda e: e.at)
    return Burst(BURST_START, BURST_END, brand.BURST_WORDS, tuple(e.id for e in entries)), inside + after


def _post(rng: random.Random, us: OurSide, figure: Figure, at: datetime) -> Entry:
    network = rng.choice(figure.accounts).network
    saying, named = us.about_us(figure, brand.BURST_SAYS, network)
    entry = us.chronicle.write(figure, network, at.replace(microsecond=0), saying, mentions=named)
    if entry is None:
        raise LookupError(f"{at} lies outside the demo world")
    return entry
