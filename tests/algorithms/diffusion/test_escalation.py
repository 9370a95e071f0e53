"""Escalations: who picks up what counts, how far it then reaches, and what is none."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from algorithms.diffusion.escalation import Escalation, find_escalations
from algorithms.diffusion.reshares import Reshares
from algorithms.diffusion.starters import starters
from algorithms.parameters import DEFAULTS
from algorithms.text.sentiment import Sentiment
from algorithms.ties.strength import build_ties
from graph.model.account import Relation
from graph.model.interaction import InteractionKind
from graph.snapshot.snapshot import Snapshot
from tests.worlds import Act, Said, Someone, moment, snapshot_of

SMALL, BIG = Someone(("x:small",), followers={"x:small": 20}), Someone(("x:big",), followers={"x:big": 9_000})
COMPLAINT = Said("post:x:1", "x:small", "It broke", day=1)
QUOTE = Said("post:x:2", "x:big", "Look at that", day=2, quote_of="post:x:1")


def crowd(size: int, of: str = "post:x:2", day: float = 2.1) -> list[Said]:
    """So many others who answer a post."""
    return [Said(f"post:x:9{number:02}", f"x:{number:02}", "Oh", day=day, reply_to=of) for number in range(size)]


def escalated(
    said: Sequence[Said],
    people: Sequence[Someone] = (SMALL, BIG),
    acts: Sequence[Act] = (),
    ill: str = "post:x:1",
    **asked: Any,
) -> tuple[Snapshot, list[Escalation]]:
    snapshot = snapshot_of(people=list(people), posts=list(said), acts=list(acts))
    values = np.full(len(snapshot.posts.ids), 0.3, dtype=np.float32)
    values[snapshot.posts.ids.to_pylist().index(ill)] = -0.6
    ties = build_ties(snapshot, DEFAULTS)
    return snapshot, find_escalations(snapshot, Reshares.of(snapshot, ties), Sentiment(values, "by hand"), **asked)


def test_a_complaint_that_a_large_voice_quotes_and_many_answer() -> None:
    snapshot, (result,) = escalated([COMPLAINT, QUOTE, *crowd(6)])
    ids = snapshot.posts.ids.to_pylist()
    assert (ids[result.post], ids[result.picked_up_by]) == ("post:x:1", "post:x:2")
    assert (result.kind, result.hops, result.negative, result.fast) == (InteractionKind.QUOTE, 1, True, False)
    assert (result.reach_before, result.reach_after, result.gained) == (20, 9_000, 8_980)
    assert (result.people_before, result.people_after) == (0, 6)


@pytest.mark.parametrize(
    "said",
    [
        [COMPLAINT, QUOTE, *crowd(4)],
        [COMPLAINT, QUOTE, *crowd(9, day=3.5)],
        [COMPLAINT, QUOTE, *crowd(9, of="post:x:1", day=1.5)],
        [COMPLAINT, replace(QUOTE, author="x:small"), *crowd(9)],
        [COMPLAINT, replace(QUOTE, author="x:other"), *crowd(9)],
        [COMPLAINT, replace(QUOTE, day=0.5), *crowd(9, day=0.6)],
        [COMPLAINT, replace(QUOTE, quote_of=None), *crowd(9)],
    ],
    ids=["too few", "too late", "before already", "itself", "small too", "earlier", "not picked up"],
)
def test_what_is_no_escalation(said: list[Said]) -> None:
    assert escalated(said)[1] == []


def test_praise_that_spreads_slowly_is_none() -> None:
    assert escalated([COMPLAINT, QUOTE, *crowd(9)], ill="post:x:2")[1] == []


@pytest.mark.parametrize("relation", [Relation.BRAND, Relation.COLLEAGUE])
def test_what_we_answer_or_wrote_ourselves_is_none(relation: Relation) -> None:
    said = [COMPLAINT, QUOTE, *crowd(9)]
    assert escalated(said, (SMALL, replace(BIG, relation=relation)))[1] == []
    assert escalated(said, (replace(SMALL, relation=relation), BIG))[1] == []
    assert len(escalated(said, (SMALL, replace(BIG, relation=Relation.CUSTOMER)))[1]) == 1


def test_a_pick_up_of_a_pick_up_is_two_hops() -> None:
    between = Said("post:x:15", "x:friend", "", day=1.5, repost_of="post:x:1")
    _, (result,) = escalated([COMPLAINT, between, replace(QUOTE, quote_of="post:x:15"), *crowd(6)])
    assert (result.hops, result.people_before, result.people_after) == (2, 1, 6)


def test_of_several_pick_ups_the_largest_is_told() -> None:
    larger = Someone(("x:huge",), followers={"x:huge": 50_000})
    again = Said("post:x:3", "x:huge", "Even here", day=2.05, repost_of="post:x:1")
    snapshot, (result,) = escalated([COMPLAINT, QUOTE, again, *crowd(6)], (SMALL, BIG, larger))
    assert snapshot.posts.ids[result.picked_up_by].as_py() == "post:x:3"
    assert (result.kind, result.reach_before, result.reach_after) == (InteractionKind.REPOST, 9_000, 50_000)


def test_the_reach_counts_everybody_who_pays_attention_once() -> None:
    """Two follow the small voice, 25 the large one who states nothing, one of them both; two more are not counted."""
    large = [Act(f"x:f{n:02}", "x:big", InteractionKind.FOLLOW) for n in range(25)]
    small = [Act("x:f00", "x:small", InteractionKind.FOLLOW), Act("x:g", "x:small", InteractionKind.FOLLOW)]
    others = [Act("x:h", "x:g", InteractionKind.FOLLOW)]
    _, (result,) = escalated([COMPLAINT, QUOTE, *crowd(6)], (), [*large, *small, *others])
    assert (result.reach_before, result.reach_after) == (2, 26)


def test_a_fast_post_need_not_speak_ill() -> None:
    soon = [Said(f"post:x:5{n:02}", f"x:s{n:02}", "wow", day=1.1, repost_of="post:x:1") for n in range(11)]
    _, (result,) = escalated([COMPLAINT, *soon, QUOTE, *crowd(14, day=2.5)], ill="post:x:2")
    assert (result.negative, result.fast, result.people_before, result.people_after) == (False, True, 11, 14)


def test_only_a_time_or_some_posts() -> None:
    said = [COMPLAINT, QUOTE, *crowd(6)]
    assert len(escalated(said, since=moment(2), until=moment(2.01))[1]) == 1
    assert escalated(said, since=moment(2.01))[1] == []
    assert escalated(said, until=moment(2))[1] == []
    snapshot, _ = escalated(said)
    nothing = np.zeros(len(snapshot.posts.ids), dtype=np.bool_)
    assert escalated(said, among=nothing)[1] == []


def test_the_largest_gain_comes_first() -> None:
    other = Someone(("x:loud",), followers={"x:loud": 500})
    said = [
        COMPLAINT,
        replace(QUOTE, author="x:loud"),
        *crowd(6),
        Said("post:x:4", "x:small", "Awful", day=5),
        Said("post:x:5", "x:big", "See", day=6, quote_of="post:x:4"),
        *(Said(f"post:x:8{n}", f"x:w{n}", "Oh", day=6.1, reply_to="post:x:5") for n in range(6)),
    ]
    snapshot = snapshot_of(people=[SMALL, BIG, other], posts=said)
    ill = np.where(np.isin(snapshot.posts.ids.to_pylist(), ["post:x:1", "post:x:4"]), -0.5, 0.5).astype(np.float32)
    reshares = Reshares.of(snapshot, build_ties(snapshot, DEFAULTS))
    escalations = find_escalations(snapshot, reshares, Sentiment(ill, "by hand"))
    assert [snapshot.posts.ids[one.post].as_py() for one in escalations] == ["post:x:4", "post:x:1"]


def test_posts_that_answer_each_other_in_a_circle_end() -> None:
    round_about = [
        Said("post:x:1", "x:small", "It broke", day=1, reply_to="post:x:2"),
        Said("post:x:2", "x:big", "Look", day=1, reply_to="post:x:1"),
    ]
    snapshot, result = escalated([*round_about, *crowd(6, day=1.1)])
    assert [snapshot.posts.ids[one.post].as_py() for one in result] == ["post:x:1"]
    reshares = Reshares.of(snapshot, build_ties(snapshot, DEFAULTS))
    assert len(starters(reshares, np.arange(len(snapshot.posts.ids)), moment(0))) == 2


def test_whoever_set_off_most_started_it() -> None:
    said = [COMPLAINT, QUOTE, *crowd(6), Said("post:x:70", "x:alone", "Hm", day=0.5)]
    snapshot, _ = escalated(said)
    reshares = Reshares.of(snapshot, build_ties(snapshot, DEFAULTS))
    inside = np.flatnonzero(snapshot.posts.at >= moment(2))

    def started(since: float) -> list[str]:
        rows = starters(reshares, inside, moment(since))
        return [snapshot.people.ids[row].as_py().removeprefix("person:x:") for row in rows]

    assert started(0) == ["small", "big"]  # seven took part in what the one set off, six in what the other did
    assert started(2) == ["big"]
    assert started(2.05) == ["big", "00", "01"]  # nobody was followed: those who came first
