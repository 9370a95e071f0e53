"""Coordination: a planted group is found and nobody else; bursts and busy people flag no one; against plain loops."""

import random
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from algorithms.coordination.coordination import Coordination, find_coordination
from algorithms.coordination.shared_objects import Shared
from algorithms.errors import BadParameter
from graph.snapshot.snapshot import Snapshot
from tests.algorithms.wording import WORDS
from tests.worlds import Act, Said, Someone, snapshot_of

SECOND = 1 / 86_400


class Posting:
    """Collects posts of a made-up world; every account says something of its own too."""

    def __init__(self, seed: int = 0) -> None:
        self.random = random.Random(seed)
        self.posts: list[Said] = []

    def says(self, account: str, text: str, day: float, repost_of: str | None = None) -> None:
        self.posts.append(Said(f"post:x:{len(self.posts):06d}", account, text, day, repost_of=repost_of))

    def crowd(self, accounts: int = 150, links: int = 60, each: int = 8, days: float = 30.0) -> None:
        """People who share and repost what is around, the popular more often, and write, whenever they like."""
        for account in range(accounts):
            for _ in range(each):
                link = int(self.random.paretovariate(0.8)) % links
                self.says(f"x:p{account:03d}", f"look https://news.example/{link}", self.random.uniform(0, days))
                self.says(f"x:p{account:03d}", " ".join(self.random.choices(WORDS, k=9)), self.random.uniform(0, days))
                star = f"post:star:{int(self.random.paretovariate(0.8)) % links}"
                self.says(f"x:p{account:03d}", "", self.random.uniform(0, days), star)

    def burst(self, accounts: int, links: int, share: float) -> None:
        """Viral links: many share each within a minute."""
        for link in range(links):
            for account in range(accounts):
                if self.random.random() < share:
                    at = 10 + link + self.random.uniform(0, 60) * SECOND
                    self.says(f"x:p{account:03d}", f"wow https://viral.example/{link}", at)

    def snapshot(self, people: tuple[Someone, ...] = ()) -> Snapshot:
        return snapshot_of(posts=self.posts, people=people)


def names(found: Coordination, snapshot: Snapshot) -> list[list[str]]:
    return [[snapshot.accounts.ids[row].as_py() for row in group.accounts.tolist()] for group in found.groups]


def troupe(posting: Posting, kind: Shared, accounts: int = 5, times: int = 6, apart: float = 10.0) -> list[str]:
    """A planted group: each shares the same things within some seconds of the first."""
    members = [f"x:troupe{number}" for number in range(accounts)]
    for turn in range(times):
        start = posting.random.uniform(0, 30)
        if kind is Shared.REPOST:
            posting.says("x:star", f"Original number {turn} of some length", start)
        of = posting.posts[-1].id if kind is Shared.REPOST else None
        for member in members:
            text = {
                Shared.LINK: f"{member} says read https://troupe.example/{turn}",
                Shared.REPOST: "",
                Shared.TEXT: f"Everybody knows that product number {turn}{'abcdefg'[turn]} is the very best of all",
            }[kind]
            posting.says(member, text, start + (1 + posting.random.uniform(0, apart)) * SECOND, of)
        for member in members:
            posting.says(member, f"hello from {member} on day {turn}, nothing to share", posting.random.uniform(0, 30))
    return members


@pytest.mark.parametrize("kind", Shared)
@pytest.mark.parametrize("seed", range(3))
def test_a_planted_group_is_found_and_none_other(kind: Shared, seed: int) -> None:
    posting = Posting(seed)
    posting.crowd()
    posting.burst(150, 4, 0.4)
    members = troupe(posting, kind)
    snapshot = posting.snapshot()
    coordination = find_coordination(snapshot)
    assert names(coordination, snapshot) == [members]
    group = coordination.groups[0]
    assert group.shared == {kind: 6}
    assert group.together == 6 * 10
    assert group.posts.size == 6 * 5
    assert group.expected < 10
    assert coordination.left_out == 0
    assert coordination.members(len(snapshot.accounts.ids)).sum() == 5


@pytest.mark.parametrize("seed", range(5))
def test_a_viral_burst_flags_nobody(seed: int) -> None:
    posting = Posting(seed)
    posting.crowd()
    posting.burst(150, 6, 0.6)
    assert find_coordination(posting.snapshot()).groups == ()


@pytest.mark.parametrize("seed", range(5))
def test_busy_people_flag_nobody(seed: int) -> None:
    posting = Posting(seed)
    posting.crowd(accounts=40, links=30, each=60, days=0.2)
    snapshot = posting.snapshot()
    assert find_coordination(snapshot).groups == ()
    # They do meet by chance: without the test against it, most of them would be one group.
    assert len(_by_the_rule(snapshot, 60, 3)) > 100


def test_accounts_of_one_person_do_not_act_together() -> None:
    posting = Posting()
    posting.crowd()
    members = troupe(posting, Shared.LINK, accounts=2)
    assert find_coordination(posting.snapshot((Someone(members),))).groups == ()
    assert find_coordination(posting.snapshot()).groups != ()


@pytest.mark.parametrize(("within", "times", "found"), [(60, 6, True), (60, 7, False), (0.5, 3, False)])
def test_the_rule_is_that_of_who_asks(within: float, times: int, found: bool) -> None:
    posting = Posting()
    posting.crowd()
    troupe(posting, Shared.LINK, accounts=3, apart=0)
    for number, post in enumerate(posting.posts):  # one after the other, a second apart
        if post.author is not None and post.author.startswith("x:troupe") and "troupe.example" in str(post.text):
            late = int(post.author[-1]) * SECOND
            posting.posts[number] = Said(post.id, post.author, post.text, (post.day or 0) + late)
    answer = find_coordination(posting.snapshot(), within_seconds=within, least_times=times)
    assert bool(answer.groups) == found


def test_two_groups_are_two() -> None:
    posting = Posting()
    posting.crowd()
    first = troupe(posting, Shared.LINK, accounts=4)
    other = Posting(9)
    other.posts = [Said(f"{post.id}b", post.author, post.text, post.day) for post in posting.posts]
    second = [f"x:other{number}" for number in range(3)]
    for turn in range(5):
        for member in second:
            posting.says(member, f"https://other.example/{turn}", 3 * turn + posting.random.uniform(0, 20) * SECOND)
    snapshot = posting.snapshot()
    assert names(find_coordination(snapshot), snapshot) == [first, second]


def test_nothing_said() -> None:
    assert find_coordination(snapshot_of()) == Coordination((), 0)
    assert find_coordination(snapshot_of(acts=[Act("x:a", "x:b")])) == Coordination((), 0)


@pytest.mark.parametrize("asked", [{"within_seconds": -1}, {"least_times": 1}, {"by_chance": 0}, {"by_chance": 2}])
def test_what_cannot_be_asked(asked: dict[str, float]) -> None:
    with pytest.raises(BadParameter, match="expected within_seconds"):
        find_coordination(snapshot_of(), **asked)  # type: ignore[arg-type]


def _by_the_rule(snapshot: Snapshot, within: float, times: int) -> set[tuple[int, int]]:
    """Pairs of accounts of different people that share `times` different links in time, by the letter."""
    posts = snapshot.posts
    shares = [
        (posts.texts[row].as_py().rpartition("/")[2], int(posts.author[row]), int(posts.at[row]))
        for row in range(len(posts.ids))
        if posts.texts[row].as_py()
    ]
    met: dict[tuple[int, int], set[str]] = {}
    for (thing, one, at), (other_thing, other, other_at) in combinations(shares, 2):
        if thing == other_thing and one != other and abs(at - other_at) <= within * 1e6:
            met.setdefault((min(one, other), max(one, other)), set()).add(thing)
    return {pair for pair, things in met.items() if len(things) >= times}


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 4), st.integers(0, 3), st.integers(0, 20)), max_size=40),
    st.integers(0, 6),
    st.integers(2, 3),
)
def test_without_the_test_against_chance_it_is_the_rule(
    drawn: list[tuple[int, int, int]], within: int, times: int
) -> None:
    posts = [
        Said(f"post:x:{number:04d}", f"x:{account}", f"https://a.example/{thing}", second * SECOND)
        for number, (account, thing, second) in enumerate(drawn)
    ]
    snapshot = snapshot_of(posts=posts)
    coordination = find_coordination(snapshot, within_seconds=within, least_times=times, by_chance=1)
    pairs = _by_the_rule(snapshot, within, times)
    parts = [set(group.accounts.tolist()) for group in coordination.groups]
    assert {row for part in parts for row in part} == {row for pair in pairs for row in pair}
    assert all(any({*pair} <= part for part in parts) for pair in pairs)
    assert sum(group.together for group in coordination.groups) == sum(
        len(
            {
                drawn[i][1]
                for i in range(len(drawn))
                for j in range(len(drawn))
                if i != j
                and drawn[i][1] == drawn[j][1]
                and abs(drawn[i][2] - drawn[j][2]) <= within
                and {drawn[i][0], drawn[j][0]} == {int(snapshot.accounts.ids[row].as_py()[2:]) for row in pair}
                and drawn[i][0] != drawn[j][0]
            }
        )
        for pair in pairs
    )


def test_the_order_of_posts_does_not_matter() -> None:
    posting = Posting(2)
    posting.crowd()
    troupe(posting, Shared.LINK)
    snapshot = posting.snapshot()
    posting.random.shuffle(posting.posts)
    posting.posts = [
        Said(f"post:x:{number:06d}", post.author, post.text, post.day) for number, post in enumerate(posting.posts)
    ]
    other = posting.snapshot()
    assert names(find_coordination(snapshot), snapshot) == names(find_coordination(other), other)
    assert np.isclose(
        find_coordination(snapshot).groups[0].expected, find_coordination(other).groups[0].expected, rtol=1e-12
    )
