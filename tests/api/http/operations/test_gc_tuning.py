"""Garbage: what lives long is set aside, and what has become garbage since goes the next time."""

import asyncio
import gc
import weakref
from collections.abc import Iterator

import pytest

from api.workspace.gc_tuning import collect_seldom, set_aside
from api.workspace.refresh import Refresher
from api.workspace.workspace import Workspace


class Knot:
    """Something that only the collector frees."""

    def __init__(self) -> None:
        self.itself = self


@pytest.fixture(autouse=True)
def _as_before() -> Iterator[None]:
    thresholds = gc.get_threshold()
    yield
    gc.unfreeze()
    gc.set_threshold(*thresholds)


def test_what_was_set_aside_is_freed_the_next_time_it_is_garbage() -> None:
    knot = Knot()
    gone = weakref.ref(knot)
    set_aside()
    assert gc.get_freeze_count() > 1_000
    del knot
    gc.collect()
    assert gone() is not None
    set_aside()
    assert gone() is None


@pytest.mark.parametrize("tuned", [True, False])
def test_a_server_tunes_the_collector_unless_told_not_to(own_village: Workspace, tuned: bool) -> None:
    own_village.settings = own_village.settings.model_copy(update={"gc_tuning": tuned})
    before = gc.get_threshold()

    async def refreshed() -> None:
        refresher = Refresher(own_village, look_every_seconds=0.01)
        refresher.start()
        await asyncio.sleep(0)
        await refresher.stop()

    asyncio.run(refreshed())
    assert (gc.get_threshold() != before) is tuned


def test_the_collector_looks_less_often() -> None:
    before = gc.get_threshold()[0]
    collect_seldom()
    assert gc.get_threshold()[0] > before
