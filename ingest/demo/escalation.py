"""The escalation: a complaint by somebody with hardly any followers is picked up by somebody with very many."""

import random
from datetime import UTC, datetime, timedelta
from typing import Final

from ingest.demo import brand
from ingest.demo.cast import Cast
from ingest.demo.chronicle import Entry
from ingest.demo.everyday import answer
from ingest.demo.figure import Figure, Role
from ingest.demo.our_side import OurSide
from ingest.demo.truth import Escalation
from ingest.demo.voices import Saying

COMPLAINT_AT: Final = datetime(2026, 7, 21, 19, 12, tzinfo=UTC)
PICKED_UP_AFTER: Final = timedelta(hours=4, minutes=41)
BRAND_ANSWERS_AFTER: Final = timedelta(hours=14, minutes=20)
"""Too late: by then it has spread."""

REPOSTS: Final = 34
ANSWERS: Final = 24
QUOTES: Final = 12


def plant_escalation(rng: random.Random, us: OurSide, cast: Cast, others: list[Figure]) -> Escalation:
    """Let it happen; those who pass it on are mostly people around the large voice, some around the small one."""
    (small,), (large,) = cast.those(Role.SMALL_VOICE), cast.those(Role.LARGE_VOICE)
    complaint = _write(us, small, COMPLAINT_AT, brand.ESCALATION_SAYS)
    picked_up = _write(us, large, COMPLAINT_AT + PICKED_UP_AFTER, brand.PICKED_UP_SAYS, quote_of=complaint)
    near = [f for f in others if f.home is large.home and f.on("warble")]
    same = [f for f in others if f.home is small.home and f.on("warble")]
    far = [f for f in others if f.home not in {large.home, small.home} and f.on("warble")]
    spread: list[Entry | None] = []
    for place in range(REPOSTS + ANSWERS + QUOTES):
        crowd = near if place % 10 < 6 else same if place % 10 < 9 else far
        figure = rng.choice(crowd)
        target = complaint if crowd is same and rng.random() < 0.5 else picked_up
        at = picked_up.at + timedelta(seconds=round(rng.lognormvariate(9.3, 0.9)) + 60)
        if place < REPOSTS:
            spread.append(us.chronicle.repost(figure, target, at))
        elif place < REPOSTS + ANSWERS:
            spread.append(answer(us.chronicle, figure, target, at, _remark(us, figure)))
        else:
            spread.append(us.chronicle.write(figure, "warble", at, _remark(us, figure), quote_of=target))
        us.chronicle.like(rng.choice(near), picked_up, at)
    us.reply_to(complaint, BRAND_ANSWERS_AFTER)
    echo = sorted((e for e in spread if e is not None), key=lambda e: (e.at, e.id))
    return Escalation(
        complaint.id,
        small.main.id,
        complaint.at,
        picked_up.id,
        large.main.id,
        picked_up.at,
        tuple(e.id for e in echo),
    )


def _remark(us: OurSide, figure: Figure) -> Saying:
    return us.voices.styled(figure, us.voices.draw(brand.SPREAD_SAYS, brand.WORDS))


def _write(us: OurSide, figure: Figure, at: datetime, text: str, quote_of: Entry | None = None) -> Entry:
    entry = us.chronicle.write(figure, "warble", at, Saying(text, woe=True, about=brand.BRAND), quote_of=quote_of)
    if entry is None:
        raise LookupError(f"{figure.name} cannot post at {at}")
    return entry
