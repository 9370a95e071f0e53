"""What counts as the same thing shared."""

import pytest

from algorithms.coordination.shared_objects import Shared, shares_of
from tests.worlds import Said, snapshot_of


def shared(kind: Shared, *said: Said) -> list[tuple[str, int]]:
    posts = snapshot_of(posts=said).posts
    shared = shares_of(posts, kind)
    return list(zip([posts.ids[row].as_py() for row in shared.post.tolist()], shared.thing.tolist(), strict=True))


def links(*texts: str) -> list[tuple[int, int]]:
    posts = [Said(f"post:x:{number}", "x:a", text, day=1) for number, text in enumerate(texts)]
    return [(int(post.rpartition(":")[2]), thing) for post, thing in shared(Shared.LINK, *posts)]


@pytest.mark.parametrize(
    "written",
    [
        "https://acme.example/news",
        "HTTP://WWW.ACME.example/news/",
        "see https://acme.example/news.",
        "(https://acme.example/news)",
        "https://acme.example/news#top",
        "https://acme.example/news?utm_source=a&utm_medium=b",
        "www.acme.example/news and more",
        "https://acme.example/news…",
        "line\nbreak https://acme.example/news\nafter",
    ],
)
def test_one_link_written_in_many_ways(written: str) -> None:
    assert links("https://acme.example/news", written) == [(0, 0), (1, 0)]


@pytest.mark.parametrize(
    "other",
    ["https://acme.example/News", "https://acme.example/news?id=2", "https://b.example/news", "https://acme.example"],
)
def test_other_links_are_others(other: str) -> None:
    assert links("https://acme.example/news", other) == [(0, 0), (1, 1)]


def test_what_only_counts_clicks_is_dropped_and_the_rest_stays() -> None:
    assert links("https://a.example/x?id=2&utm_source=b", "https://a.example/x?utm_campaign=c&id=2") == [(0, 0), (1, 0)]


def test_several_links_in_one_post_each_once() -> None:
    assert links("https://a.example https://b.example/ https://www.a.example", "no link", "https://b.example") == [
        (0, 0),
        (0, 1),
        (2, 1),
    ]


def test_a_repost_shares_the_post_and_nothing_else() -> None:
    original = Said("post:x:1", "x:a", "A text of some length with https://a.example in it", day=1)
    repost = Said("post:x:2", "x:b", original.text, day=2, repost_of=original.id)
    assert shared(Shared.REPOST, original, repost) == [("post:x:2", 0)]
    assert shared(Shared.LINK, original, repost) == [("post:x:1", 0)]
    assert shared(Shared.TEXT, original, repost) == [("post:x:1", 0)]


def test_texts_that_are_nearly_the_same() -> None:
    one = Said("post:x:1", "x:a", "All of us will be at the harbour tonight!", day=1)
    other = Said("post:x:2", "x:b", "all of us will be at the harbour tonight https://a.example", day=2)
    third = Said("post:x:3", "x:c", "It is raining in the mountains, they say", day=2)
    assert shared(Shared.TEXT, one, other, third) == [("post:x:1", 0), ("post:x:2", 0), ("post:x:3", 1)]


@pytest.mark.parametrize("kind", Shared)
def test_without_author_or_time_nobody_shared_anything(kind: Shared) -> None:
    text = "A text of some length with https://a.example in it"
    assert shared(kind, Said("post:x:1", "x:a", text), Said("post:x:2"), Said("post:x:3", "x:a", None, day=1)) == []
    assert shared(kind) == []
