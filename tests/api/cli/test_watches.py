"""Watches: what they hear, counted by hand in a village that is small enough; the same in both stores."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from api.answers.buckets import Bucket
from api.answers.posts import posts_of_watch
from api.answers.watching import Counting, heard, sentiment, share_of_voice, volume
from api.errors import BadInput
from api.workspace.stored_words import stored_words
from api.workspace.workspace import Workspace
from graph.model.post import Post
from graph.model.watch import Watch
from graph.opening import open_store
from graph.port.batch import Batch
from graph.port.store import GraphStore
from tests.api.village import KETTLE, TRAIL, day, records

COPIES_ONCE = Counting(copies_once=True)
OTHERS_ONLY = Counting(others_only=True)


def ids_of(workspace: Workspace, watch: Watch, **asked: Any) -> list[str]:
    analysis = workspace.analysis()
    return [analysis.post_id(row).removeprefix("post:x:") for row in heard(analysis, watch, **asked)]


def test_a_watch_hears_the_posts_that_speak_of_it(listening: Workspace) -> None:
    assert ids_of(listening, KETTLE) == ["1", "2", "20", "3", "4", "5", "6"]
    assert ids_of(listening, TRAIL) == ["10", "11", "12", "13", "14"]
    assert ids_of(listening, KETTLE, since=day(2), until=day(4)) == ["3", "4"]


def test_words_found_by_the_index_are_those_found_by_reading(listening: Workspace) -> None:
    analysis = listening.analysis()
    index = stored_words(listening.view, analysis.snapshot)
    for term in ("kettle", "copper kettle", "trail", "nothing", "@ada"):
        rows = index(term)
        assert rows is not None
        by_reading = {
            row for row, text in enumerate(analysis.snapshot.posts.texts.to_pylist()) if text and term in text.lower()
        }
        assert set(rows.tolist()) == by_reading


def test_the_index_is_not_asked_about_a_snapshot_that_is_behind(own_village: Workspace) -> None:
    analysis = own_village.analysis()
    index = stored_words(own_village.view, analysis.snapshot)
    own_village.decisions().opt_out("x:1")
    assert index("kettle") is None
    assert heard(analysis, KETTLE).size == 7


def test_volume_has_every_day_and_zero_where_nothing_was_said(listening: Workspace) -> None:
    points = volume(listening.analysis(), KETTLE, Bucket.DAY)
    assert [point.at for point in points] == [day(number) for number in range(8)]
    assert [(point.posts, point.people) for point in points] == [(1, 1)] * 7 + [(0, 0)]
    assert points[7].sentiment is None
    week = volume(listening.analysis(), KETTLE, Bucket.WEEK)  # 1 March 2026 is a Sunday
    assert [(point.at.day, point.posts, point.people) for point in week] == [(23, 1, 1), (2, 6, 4)]
    assert [point.posts for point in volume(listening.analysis(), KETTLE, Bucket.MONTH)] == [7]


def test_days_are_those_of_the_zone_asked_for(listening: Workspace) -> None:
    points = volume(listening.analysis(), KETTLE, Bucket.DAY, zone="America/New_York")
    assert points[0].at.isoformat() == "2026-02-28T00:00:00-05:00"
    hours = volume(listening.analysis(), KETTLE, Bucket.HOUR, since=day(0), until=day(2))
    assert len(hours) == 48
    assert [number for number, point in enumerate(hours) if point.posts] == [0, 24]


def test_a_day_on_which_clocks_change_has_the_hours_it_has(listening: Workspace) -> None:
    spring, autumn = (
        volume(
            listening.analysis(),
            KETTLE,
            Bucket.HOUR,
            since=begin,
            until=begin + timedelta(hours=hours),
            zone="Europe/Berlin",
        )
        for begin, hours in (
            (datetime(2026, 3, 28, 23, tzinfo=UTC), 23),
            (datetime(2026, 10, 24, 22, tzinfo=UTC), 25),
        )
    )
    assert [len(spring), len(autumn)] == [23, 25]
    assert [point.at.hour for point in spring[:4]] == [0, 1, 3, 4]
    assert [point.at.hour for point in autumn[:5]] == [0, 1, 2, 2, 3]


@pytest.mark.parametrize(
    ("asked", "field"),
    [
        ({"zone": "Middle/Earth"}, "zone"),
        ({"zone": "../etc/passwd"}, "zone"),
        ({"since": datetime(2026, 3, 1)}, "since"),  # noqa: DTZ001  that is what is wrong with it
        ({"since": day(3), "until": day(2)}, "until"),
        ({"since": day(-36_500)}, "bucket"),
    ],
)
def test_volume_refuses_what_it_cannot_count(listening: Workspace, asked: dict[str, Any], field: str) -> None:
    with pytest.raises(BadInput) as caught:
        volume(listening.analysis(), KETTLE, Bucket.HOUR, **asked)
    assert caught.value.field == field


def test_shares_of_voice_add_up(listening: Workspace) -> None:
    voices = share_of_voice(listening.analysis(), [TRAIL, KETTLE])
    assert [(voice.watch.name, voice.posts) for voice in voices] == [("Kettle", 7), ("Trail", 5)]
    assert [voice.share for voice in voices] == pytest.approx([7 / 12, 5 / 12])
    (nothing,) = share_of_voice(listening.analysis(), [TRAIL], until=day(0.5))
    assert (nothing.posts, nothing.share, nothing.sentiment.mean) == (0, 0.0, None)
    with pytest.raises(BadInput):
        share_of_voice(listening.analysis(), [TRAIL, TRAIL])


def test_copies_count_once_when_asked(own_village: Workspace) -> None:
    press = "Our new copper kettle is in the shops from Monday on, everywhere!"
    copies = [
        Post(id=f"post:x:5{n}", author="x:2", at=day(8 + n), text=f"{press} https://a.example/{n}") for n in range(3)
    ]
    repost = Post(id="post:x:60", author="x:4", at=day(9), repost_of="post:x:1")
    with own_village.store.writer("press") as writer:
        writer.write(Batch([*copies, repost]))
    own_village.refresh()
    own_village.analyse()
    assert ids_of(own_village, KETTLE, since=day(8)) == ["50", "51", "52", "60"]
    assert ids_of(own_village, KETTLE, since=day(8), counting=COPIES_ONCE) == ["50", "60"]
    assert ids_of(own_village, KETTLE, counting=COPIES_ONCE) == ["1", "2", "20", "3", "4", "5", "50", "6"]


def test_what_its_own_accounts_write_is_left_out_when_asked(listening: Workspace) -> None:
    """Ada writes 1 and 6 of the kettle's posts; 6 answers Cleo, and what others say to Ada stays."""
    ada = replace(KETTLE, accounts=("x:1", "x:404"))
    assert set(ids_of(listening, ada)) - set(ids_of(listening, ada, counting=OTHERS_ONLY)) == {"1", "6"}
    assert ids_of(listening, KETTLE, counting=OTHERS_ONLY) == ids_of(listening, KETTLE)
    analysis = listening.analysis()
    (voice,) = share_of_voice(analysis, [ada], counting=OTHERS_ONLY)
    assert voice.posts == len(ids_of(listening, ada)) - 2
    assert sum(p.posts for p in volume(analysis, ada, Bucket.MONTH, counting=OTHERS_ONLY)) == voice.posts
    assert sentiment(analysis, ada, counting=OTHERS_ONLY)[0] == voice.sentiment


def test_posts_of_a_watch_come_newest_first_in_pages(listening: Workspace) -> None:
    analysis = listening.analysis()
    first = posts_of_watch(analysis, KETTLE, first=4)
    second = posts_of_watch(analysis, KETTLE, first=4, after=first.cursors[-1])
    assert [analysis.post_id(row) for row in [*first.items, *second.items]] == [
        f"post:x:{native}" for native in ("20", "6", "5", "4", "3", "2", "1")
    ]
    assert (first.has_next, second.has_next, first.count()) == (True, False, 7)


@pytest.fixture
def both_stores(tmp_path: Path, empty_neo4j: str) -> Iterator[tuple[GraphStore, GraphStore]]:
    """The village in a file and in Neo4j."""
    with (
        open_store(f"sqlite:///{tmp_path}/kith.db") as file,
        open_store(empty_neo4j, state=tmp_path / "neo4j") as server,
    ):
        for store in (file, server):
            with store.writer("village") as writer:
                writer.write(Batch(list(records())))
        yield file, server


@pytest.mark.neo4j
def test_watches_hear_the_same_in_both_stores(both_stores: tuple[GraphStore, GraphStore]) -> None:
    terms = ["kettle", "copper kettle", "#kettle", "@ada", "nothing", "trail"]
    kept, result = [], []
    for store in both_stores:
        store.decisions("eve").save_watch(TRAIL)
        kept.append(store.view().watches())
        result.append(store.view().posts_with(terms))
    assert kept[0] == kept[1] == [TRAIL]
    assert result[0] == result[1]
    assert [len(ids) for ids in result[0]] == [7, 3, 7, 1, 0, 6]
