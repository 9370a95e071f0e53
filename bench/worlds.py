"""Made-up worlds of a size: planted communities, heavy-tailed activity and popularity, some reciprocity.

A degree-corrected planted partition in the manner of LFR benchmark graphs (Lancichinetti, Fortunato & Radicchi 2008):
community sizes and activity follow power laws, `mixing` of the ties leave their community.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from graph.model.interaction import KINDS, Interaction
from graph.port.batch import Record
from graph.snapshot.snapshot import (
    AccountColumns,
    InteractionColumns,
    PeopleColumns,
    PostColumns,
    Snapshot,
    TransactionColumns,
)

SIZES = {"S": (10_000, 100_000), "M": (100_000, 1_000_000), "L": (1_000_000, 10_000_000)}
"""People and interactions."""

_START = datetime(2026, 1, 1, tzinfo=UTC)
_MICROS = 1_767_225_600_000_000
_SPAN_SECONDS = 180 * 86_400
_WORDS_A_POST = 12
_WORDS_A_COMMUNITY = 40


@dataclass(frozen=True, slots=True)
class World:
    """Interactions between people: rows, kinds and moments, and the planted community of each person."""

    people: int
    actor: NDArray[np.int32]
    target: NDArray[np.int32]
    kind: NDArray[np.int8]
    second: NDArray[np.int64]
    community: NDArray[np.int32]


def make(people: int, interactions: int, *, seed: int = 7, mixing: float = 0.3) -> World:
    """Make a world; the same seed makes the same one."""
    rng = np.random.default_rng(seed)
    sizes = _community_sizes(rng, people)
    community = np.repeat(np.arange(sizes.size, dtype=np.int32), sizes)
    activity, popularity = _heavy_tailed(rng, people), _heavy_tailed(rng, people)
    actor = _draw(rng, np.cumsum(activity), interactions)
    start = np.concatenate([[0], np.cumsum(sizes)])
    reach = np.concatenate([[0.0], np.cumsum(popularity)])
    inside = rng.random(interactions) > mixing
    low = np.where(inside, reach[start[community[actor]]], 0.0)
    high = np.where(inside, reach[start[community[actor] + 1]], reach[-1])
    target = np.searchsorted(reach[1:], low + rng.random(interactions) * (high - low)).astype(np.int32)
    target = np.minimum(target, people - 1)
    back = rng.random(interactions) < 0.35
    actor, target = np.where(back, target, actor), np.where(back, actor, target)
    kept = actor != target
    shuffled = rng.permutation(people).astype(np.int32)  # ids carry no locality
    return World(
        people=people,
        actor=shuffled[actor[kept]],
        target=shuffled[target[kept]],
        kind=rng.integers(0, len(KINDS), int(kept.sum()), dtype=np.int8),
        second=rng.integers(0, _SPAN_SECONDS, int(kept.sum())),
        community=community[np.argsort(shuffled)],
    )


def made_records(people: int, interactions: int) -> list[Record]:
    """A world of a size as records, for loading."""
    return list(_records(make(people, interactions)))


def _records(world: World) -> Iterator[Record]:
    for number, (actor, target, kind, second) in enumerate(
        zip(world.actor.tolist(), world.target.tolist(), world.kind.tolist(), world.second.tolist(), strict=True)
    ):
        yield Interaction(
            id=f"interaction:bench:{number}",
            actor=f"bench:{actor}",
            target=f"bench:{target}",
            kind=KINDS[kind],
            at=_START + timedelta(seconds=second),
        )


def snapshot(world: World) -> Snapshot:
    """The world as a snapshot, without a store; every tenth act comes with a post."""
    n = world.people
    author = world.actor[::10]
    posts = author.size
    nowhere = np.full(posts, -1, np.int32)
    names = [f"{i:08d}" for i in range(n)]
    ids = pa.array([f"bench:{name}" for name in names], pa.large_string())
    order = np.lexsort((world.second, world.kind, world.target, world.actor))
    count = order.size
    none = np.zeros(0, np.int32)
    return Snapshot(
        fingerprint="0" * 32,
        people_fingerprint="0" * 32,
        seq=0,
        people=PeopleColumns(
            ids=pa.array([f"person:bench:{name}" for name in names], pa.large_string()),
            names=pa.array(names, pa.large_string()),
            kind=np.zeros(n, np.int8),
            relation=np.full(n, 5, np.int8),
            opted_out=np.zeros(n, np.bool_),
        ),
        accounts=AccountColumns(
            ids=ids,
            handles=pa.array(names, pa.large_string()),
            person=np.arange(n, dtype=np.int32),
            followers=np.full(n, -1, np.int64),
            known=np.ones(n, np.bool_),
        ),
        posts=PostColumns(
            ids=pa.array([f"post:bench:{i:08d}" for i in range(posts)], pa.large_string()),
            author=author,
            at=_MICROS + np.arange(posts) * 1_000_000,
            texts=pa.array(_texts(world.community[author]), pa.large_string()),
            languages=pa.nulls(posts, pa.large_string()),
            reply_to=nowhere,
            repost_of=nowhere,
            quote_of=nowhere,
            engagement=np.full((posts, 5), -1, np.int64),
            known=np.ones(posts, np.bool_),
        ),
        interactions=InteractionColumns(
            actor=world.actor[order],
            target=world.target[order],
            kind=world.kind[order],
            at=_MICROS + world.second[order] * 1_000_000,
            weight=np.ones(count, np.float32),
            evidence=np.full(count, np.nan, np.float32),
            post=np.full(count, -1, np.int32),
        ),
        transactions=TransactionColumns(
            ids=pa.array([], pa.large_string()),
            account=none,
            status=np.zeros(0, np.int8),
            amount=np.zeros(0),
            currency=pa.array([], pa.large_string()),
            at=np.zeros(0, np.int64),
        ),
    )


def _texts(community: NDArray[np.int32]) -> list[str]:
    """Made-up texts: two words in three of the community's own, the others of everybody's."""
    rng = np.random.default_rng(1)
    shape = (community.size, _WORDS_A_POST)
    own = community[:, None] * _WORDS_A_COMMUNITY + rng.integers(0, _WORDS_A_COMMUNITY, shape)
    common = rng.zipf(1.5, shape) % 5_000
    words = np.where(rng.random(shape) < 2 / 3, own, -1 - common)
    return [" ".join(f"w{w}" if w >= 0 else f"c{-w}" for w in row) for row in words.tolist()]


def _community_sizes(rng: np.random.Generator, people: int) -> NDArray[np.int64]:
    smallest, largest, exponent = 20, max(people // 20, 21), 1.8
    sizes: list[int] = []
    left = people
    while left > 0:
        share = 1 - rng.random() * (1 - (smallest / largest) ** (exponent - 1))
        sizes.append(min(int(smallest * share ** (-1 / (exponent - 1))), left))
        left -= sizes[-1]
    return np.array(sizes)


def _heavy_tailed(rng: np.random.Generator, people: int) -> NDArray[np.float64]:
    exponent, longest = 2.4, people**0.6
    drawn: NDArray[np.float64] = rng.random(people)
    heavy: NDArray[np.float64] = np.power(1 - drawn * (1 - longest ** (1 - exponent)), -1 / (exponent - 1))
    return heavy


def _draw(rng: np.random.Generator, weights: NDArray[np.float64], count: int) -> NDArray[np.int32]:
    drawn: NDArray[np.int64] = np.searchsorted(weights, rng.random(count) * weights[-1])
    return np.minimum(drawn, weights.size - 1).astype(np.int32, copy=False)
