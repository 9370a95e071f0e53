"""Watches: kept, heard and told, over GraphQL and in the answers; the village is small enough to count by hand."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from api.answers.buckets import Bucket
from api.answers.posts import posts_of_watch
from api.answers.watch_input import WatchInput, checked_watch
from api.answers.watching import Counting, heard, sentiment, share_of_voice, volume
from api.errors import BadInput, NotFound
from api.stored_words import stored_words
from api.workspace import Workspace
from graph.batch import Batch
from graph.opening import open_store
from graph.port import GraphStore
from graph.post import Post
from graph.watch import Watch, WatchKind
from tests.api.asking import Client
from tests.api.village import day, records, village

KETTLE = Watch(id="watch:k", name="Kettle", kind=WatchKind.PRODUCT, terms=("kettle",))
TRAIL = Watch(id="watch:t", name="Trail", kind=WatchKind.COMPETITOR, terms=("trail",), excludes=("kettle",))

COPIES_ONCE = Counting(copies_once=True)
OTHERS_ONLY = Counting(others_only=True)

SAVE = "mutation ($watch: WatchInput!, $id: ID) { saveWatch(watch: $watch, id: $id) { id name kind terms hashtags } }"


@pytest.fixture(scope="module")
def listening(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    """The village with two watches."""
    with village(tmp_path_factory.mktemp("listening"), analysed=False) as workspace:
        for watch in (KETTLE, TRAIL):
            workspace.desk().save_watch(watch)
        workspace.analyse()
        yield workspace


@pytest.fixture(scope="module")
def listener(listening: Workspace) -> Client:
    return Client(listening)


def ids_of(workspace: Workspace, watch: Watch, **asked: Any) -> list[str]:
    reading = workspace.reading()
    return [reading.post_id(row).removeprefix("post:x:") for row in heard(reading, watch, **asked)]


def test_a_watch_hears_the_posts_that_speak_of_it(listening: Workspace) -> None:
    assert ids_of(listening, KETTLE) == ["1", "2", "20", "3", "4", "5", "6"]
    assert ids_of(listening, TRAIL) == ["10", "11", "12", "13", "14"]
    assert ids_of(listening, KETTLE, since=day(2), until=day(4)) == ["3", "4"]


def test_words_found_by_the_index_are_those_found_by_reading(listening: Workspace) -> None:
    reading = listening.reading()
    index = stored_words(listening.view, reading.snapshot)
    for term in ("kettle", "copper kettle", "trail", "nothing", "@ada"):
        rows = index(term)
        assert rows is not None
        by_reading = {
            row for row, text in enumerate(reading.snapshot.posts.texts.to_pylist()) if text and term in text.lower()
        }
        assert set(rows.tolist()) == by_reading


def test_the_index_is_not_asked_about_a_snapshot_that_is_behind(own_village: Workspace) -> None:
    reading = own_village.reading()
    index = stored_words(own_village.view, reading.snapshot)
    own_village.desk().opt_out("x:1")
    assert index("kettle") is None
    assert heard(reading, KETTLE).size == 7


def test_volume_has_every_day_and_zero_where_nothing_was_said(listening: Workspace) -> None:
    points = volume(listening.reading(), KETTLE, Bucket.DAY)
    assert [point.at for point in points] == [day(number) for number in range(8)]
    assert [(point.posts, point.people) for point in points] == [(1, 1)] * 7 + [(0, 0)]
    assert points[7].sentiment is None
    week = volume(listening.reading(), KETTLE, Bucket.WEEK)  # 1 March 2026 is a Sunday
    assert [(point.at.day, point.posts, point.people) for point in week] == [(23, 1, 1), (2, 6, 4)]
    assert [point.posts for point in volume(listening.reading(), KETTLE, Bucket.MONTH)] == [7]


def test_days_are_those_of_the_zone_asked_for(listening: Workspace) -> None:
    points = volume(listening.reading(), KETTLE, Bucket.DAY, zone="America/New_York")
    assert points[0].at.isoformat() == "2026-02-28T00:00:00-05:00"
    hours = volume(listening.reading(), KETTLE, Bucket.HOUR, since=day(0), until=day(2))
    assert len(hours) == 48
    assert [number for number, point in enumerate(hours) if point.posts] == [0, 24]


def test_a_day_on_which_clocks_change_has_the_hours_it_has(listening: Workspace) -> None:
    spring, autumn = (
        volume(
            listening.reading(),
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
        volume(listening.reading(), KETTLE, Bucket.HOUR, **asked)
    assert caught.value.field == field


def test_shares_of_voice_add_up(listening: Workspace) -> None:
    voices = share_of_voice(listening.reading(), [TRAIL, KETTLE])
    assert [(voice.watch.name, voice.posts) for voice in voices] == [("Kettle", 7), ("Trail", 5)]
    assert [voice.share for voice in voices] == pytest.approx([7 / 12, 5 / 12])
    (nothing,) = share_of_voice(listening.reading(), [TRAIL], until=day(0.5))
    assert (nothing.posts, nothing.share, nothing.sentiment.mean) == (0, 0.0, None)
    with pytest.raises(BadInput):
        share_of_voice(listening.reading(), [TRAIL, TRAIL])


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
    reading = listening.reading()
    (voice,) = share_of_voice(reading, [ada], counting=OTHERS_ONLY)
    assert voice.posts == len(ids_of(listening, ada)) - 2
    assert sum(p.posts for p in volume(reading, ada, Bucket.MONTH, counting=OTHERS_ONLY)) == voice.posts
    assert sentiment(reading, ada, counting=OTHERS_ONLY)[0] == voice.sentiment


def test_posts_of_a_watch_come_newest_first_in_pages(listening: Workspace) -> None:
    reading = listening.reading()
    first = posts_of_watch(reading, KETTLE, first=4)
    second = posts_of_watch(reading, KETTLE, first=4, after=first.cursors[-1])
    assert [reading.post_id(row) for row in [*first.items, *second.items]] == [
        f"post:x:{native}" for native in ("20", "6", "5", "4", "3", "2", "1")
    ]
    assert (first.has_next, second.has_next, first.count()) == (True, False, 7)


def test_a_watch_is_saved_changed_and_deleted_over_graphql(own_village: Workspace) -> None:
    client = Client(own_village)
    given = {"name": " The  kettle ", "kind": "PRODUCT", "terms": ["kettle AND lid"], "hashtags": ["#Tea"]}
    saved = client.data(SAVE, watch=given)["saveWatch"]
    assert saved == {
        "id": saved["id"],
        "name": "The kettle",
        "kind": "PRODUCT",
        "terms": ["kettle AND lid"],
        "hashtags": ["Tea"],
    }
    asked = "query ($id: ID!) { watch(id: $id) { posts(first: 9) { edges { node { id } } } } node(id: $id) { id } }"
    found = client.data(asked, id=saved["id"])
    assert [edge["node"]["id"] for edge in found["watch"]["posts"]["edges"]] == ["post:x:4", "post:x:3"]
    assert found["node"] == {"id": saved["id"]}
    changed = client.data(SAVE, watch={**given, "name": "Lid", "terms": ["lid"]}, id=saved["id"])["saveWatch"]
    assert (changed["id"], changed["name"]) == (saved["id"], "Lid")
    assert client.data("{ watches { name } }") == {"watches": [{"name": "Lid"}]}
    assert client.data("mutation ($id: ID!) { deleteWatch(id: $id) }", id=saved["id"]) == {"deleteWatch": saved["id"]}
    assert client.data(asked.replace("posts(first: 9) { edges { node { id } } }", "id"), id=saved["id"]) == {
        "watch": None,
        "node": None,
    }
    assert client.error('mutation { deleteWatch(id: "watch:no") }')["code"] == "NOT_FOUND"


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"name": "  "}, "name"),
        ({"name": "n" * 101}, "name"),
        ({"name": "KETTLE"}, "name"),
        ({"terms": []}, "terms"),
        ({"terms": ["!"]}, "terms"),
        ({"terms": ["kettle AND !"]}, "terms"),
        ({"terms": ["kettle OR lid"]}, "terms"),
        ({"terms": ["w" * 201]}, "terms"),
        ({"terms": ["w"] * 101}, "terms"),
        ({"hashtags": ["#"]}, "hashtags"),
        ({"excludes": [""]}, "excludes"),
        ({"languages": ["English"]}, "languages"),
        ({"accounts": ["@nobody"]}, "accounts"),
        ({"accounts": ["nobody"]}, "accounts"),
    ],
)
def test_a_watch_that_cannot_be_is_refused_with_the_field(listener: Client, wrong: dict[str, Any], field: str) -> None:
    given = {"name": "New", "kind": "BRAND", "terms": ["kettle"], **wrong}
    refused = listener.error(SAVE, watch=given)
    assert (refused["code"], refused["field"]) == ("BAD_USER_INPUT", field)


def test_a_handle_stands_for_all_accounts_of_the_person(own_village: Workspace) -> None:
    own_village.desk().judge("x:7", "crm:9", same=True, reason="met")
    given = WatchInput(name="Gus", kind=WatchKind.PERSON, accounts=("@gus", "x:404"))
    assert set(checked_watch(own_village.view(), given).accounts) == {"crm:9", "x:7", "x:404"}
    in_one_network = WatchInput(name="Gus", kind=WatchKind.PERSON, accounts=("x:@Gus", "x:@Later"))
    assert checked_watch(own_village.view(), in_one_network).accounts == ("x:7", "x:@later")
    with pytest.raises(NotFound):
        checked_watch(own_village.view(), given, "watch:404")


def test_what_is_said_of_a_watch_comes_over_graphql_with_provenance(listener: Client) -> None:
    asked = """
    { watch(id: "watch:k") {
        volume(bucket: DAY, since: "2026-03-06T00:00:00Z", zone: "Europe/Berlin") { at posts people sentiment }
        sentiment { mean positive neutral negative unknown method provenance { definition } }
        bursts { from }
        themes(first: 5) { edges { node { id postCount } } }
        influencers(first: 3) { edges { node { person { name } } } provenance { parameters } }
        answered: influencers(first: 3, measure: DEGREE) { edges { node { person { name } value } } }
        accounts { id }
        provenance { definition fingerprint }
    } }"""
    found = listener.data(asked)["watch"]
    assert [(point["at"], point["posts"]) for point in found["volume"]] == [
        ("2026-03-06T00:00:00+01:00", 1),
        ("2026-03-07T00:00:00+01:00", 1),
        ("2026-03-08T00:00:00+01:00", 0),
    ]
    assert found["sentiment"]["positive"] == 2  # what is loved, and what is like yours; VADER rates both words
    assert sum(found["sentiment"][name] for name in ("positive", "neutral", "negative", "unknown")) == 7
    assert found["sentiment"]["method"].startswith("vader")
    assert found["bursts"] == []
    # Ben, Cleo and Dan turn to Ada, Dan and Ada to Cleo, Cleo to Eve; of trails, of which Eve writes, nothing counts.
    # Cleo stands between the others and Eve, and has all of Ada's attention.
    assert [edge["node"]["person"]["name"] for edge in found["influencers"]["edges"]] == [
        *("Cleo Reed", "Ada Hill", "Eve Lark")
    ]
    assert [(edge["node"]["person"]["name"], edge["node"]["value"]) for edge in found["answered"]["edges"]] == [
        *(("Ada Hill", 3), ("Cleo Reed", 2), ("Eve Lark", 1))
    ]
    assert '"watch":"Kettle"' in found["influencers"]["provenance"]["parameters"]
    assert found["provenance"]["definition"]


def test_share_of_voice_and_escalations_come_over_graphql(listener: Client) -> None:
    asked = """
    { shareOfVoice(watches: ["watch:t", "watch:k"], othersOnly: true) {
        watch { name } posts share sentiment provenance { definition } }
      escalations(first: 5) { post { id } } }"""
    found = listener.data(asked)
    assert [(voice["watch"]["name"], voice["posts"]) for voice in found["shareOfVoice"]] == [
        ("Kettle", 7),
        ("Trail", 5),
    ]
    assert found["escalations"] == []
    assert listener.error("{ shareOfVoice(watches: []) { posts } }")["field"] == "watches"
    assert listener.error('{ shareOfVoice(watches: ["watch:404"]) { posts } }')["code"] == "NOT_FOUND"
    assert listener.error("{ escalations(first: 0) { hops } }")["code"] == "BAD_USER_INPUT"


def test_posts_are_filtered_by_watch_and_sentiment(listener: Client) -> None:
    asked = "query ($f: PostFilter) { posts(first: 20, filter: $f) { edges { node { id sentiment } } } }"
    well = listener.data(asked, f={"watch": "watch:k", "sentimentAbove": 0.1})["posts"]["edges"]
    assert [edge["node"]["id"] for edge in well] == ["post:x:5", "post:x:2"]
    assert all(edge["node"]["sentiment"] > 0.1 for edge in well)
    assert listener.data(asked, f={"sentimentBelow": -0.9})["posts"]["edges"] == []


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
    kept, found = [], []
    for store in both_stores:
        store.desk("eve").save_watch(TRAIL)
        kept.append(store.view().watches())
        found.append(store.view().posts_with(terms))
    assert kept[0] == kept[1] == [TRAIL]
    assert found[0] == found[1]
    assert [len(ids) for ids in found[0]] == [7, 3, 7, 1, 0, 6]
