"""When things happen in the demo world: six fixed months, days and nights, weekdays and weekends. No clock is read."""

import random
from datetime import UTC, datetime, timedelta
from typing import Final

START: Final = datetime(2026, 3, 1, tzinfo=UTC)
END: Final = datetime(2026, 8, 31, 21, 0, tzinfo=UTC)
"""Nothing happens before START or after END; END is when the world is looked at."""

DAYS: Final = (END - START).days
_BUSY: Final = (1, 1, 0, 0, 1, 3, 7, 10, 9, 8, 7, 8, 10, 8, 6, 6, 7, 9, 11, 13, 14, 12, 8, 4)
"""How much is written in each hour of the writer's day."""


def within(moment: datetime) -> bool:
    """Whether a moment lies in the world's time."""
    return START <= moment <= END


def moment_on(rng: random.Random, day: int, zone_hours: int = 0) -> datetime:
    """A moment on a day of the world (0 is the first), at an hour when people in that zone are awake, whole seconds."""
    hour = rng.choices(range(24), _BUSY)[0] - zone_hours
    return START + timedelta(days=day, hours=hour, seconds=rng.randrange(3600))


def any_day(rng: random.Random) -> int:
    """A day of the world; weekends are a little busier, and the last weeks a little busier than the first."""
    while True:
        day = rng.randrange(DAYS + 1)
        weekend = (START + timedelta(days=day)).weekday() >= 5
        if rng.random() < (0.95 if weekend else 0.75) * (0.85 + 0.15 * day / DAYS):
            return day


def lag(rng: random.Random, median_minutes: float = 75.0) -> timedelta:
    """Time until somebody answers: mostly within hours, sometimes days."""
    return timedelta(seconds=round(60 * median_minutes * rng.lognormvariate(0.0, 1.25)) + 20)
