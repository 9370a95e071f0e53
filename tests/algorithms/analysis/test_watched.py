"""What a watch listens for."""

import pytest

from algorithms.analysis.watched import posts_of_watch
from algorithms.errors import BadParameter
from graph.model.interaction import InteractionKind
from graph.model.watch import Watch, WatchKind
from tests.worlds import Act, Said, snapshot_of


def watching(**asked: tuple[str, ...]) -> Watch:
    return Watch(id="watch:1", name="a watch", kind=WatchKind.BRAND, **asked)


SNAPSHOT = snapshot_of(
    posts=[
        Said("post:x:1", "x:1", "The new Acme phone is here", language="en"),
        Said("post:x:2", "x:1", "acme sucht Leute #jobs", language="de"),
        Said("post:x:3", "x:2", "so good #AcmePhone", language="en"),
        Said("post:x:4", "x:3", "look at this", language="en"),
        Said("post:x:5", "x:4", "nothing of it"),
        Said("post:x:6", "x:4", "", repost_of="post:x:1"),
    ],
    acts=[
        Act("x:3", "x:2", InteractionKind.MENTION, post="post:x:4"),
        Act("x:4", "x:2", InteractionKind.FOLLOW),
        Act("x:4", "x:1", InteractionKind.REPOST, post="post:x:6"),
    ],
)


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({"terms": ("acme",)}, {1, 2, 6}),
        ({"terms": ("new acme",)}, {1, 6}),
        ({"terms": ("acme phone",)}, {1, 3, 6}),
        ({"hashtags": ("AcmePhone",)}, {3}),
        ({"hashtags": ("#jobs",)}, {2}),
        ({"hashtags": ("acme",)}, set()),
        ({"accounts": ("x:2",)}, {3, 4}),
        ({"accounts": ("x:1",)}, {1, 2, 6}),
        ({"accounts": ("x:nobody",)}, set()),
        ({"terms": ("acme",), "excludes": ("#jobs",)}, {1, 6}),
        ({"terms": ("acme",), "excludes": ("new", "leute")}, set()),
        ({"terms": ("acme",), "languages": ("de",)}, {2}),
        ({"terms": ("acme", "nothing"), "languages": ("de", "en")}, {1, 2}),
        ({"terms": ("acme",), "accounts": ("x:2",), "hashtags": ("acmephone",)}, {1, 2, 3, 4, 6}),
    ],
)
def test_a_post_is_of_a_watch_by_any_of_its_words_and_none_that_it_excludes(
    asked: dict[str, tuple[str, ...]], expected: set[int]
) -> None:
    mask = posts_of_watch(SNAPSHOT, watching(**asked))
    assert {int(SNAPSHOT.posts.ids[row].as_py()[-1]) for row in mask.nonzero()[0].tolist()} == expected


@pytest.mark.parametrize("asked", [{}, {"excludes": ("a",)}, {"languages": ("en",)}])
def test_a_watch_listens_for_something(asked: dict[str, tuple[str, ...]]) -> None:
    with pytest.raises(BadParameter, match="terms, hashtags or accounts"):
        posts_of_watch(SNAPSHOT, watching(**asked))


def test_a_term_has_a_word() -> None:
    with pytest.raises(BadParameter, match="at least one word"):
        posts_of_watch(SNAPSHOT, watching(terms=("!",)))


def test_without_posts_nothing_is_heard() -> None:
    assert posts_of_watch(snapshot_of(), watching(terms=("acme",), accounts=("x:1",))).tolist() == []
