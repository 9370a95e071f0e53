"""Named small worlds, as ties and as snapshots. Hand-made: whoever reads a test can draw the world on paper."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import networkx as nx
import numpy as np
import pyarrow as pa

from algorithms.parameters import Parameters
from algorithms.ties.strength import ties_from_columns
from algorithms.ties.ties import Ties
from graph.model.account import PersonKind, Relation
from graph.model.ids import person_id
from graph.model.interaction import KINDS, InteractionKind
from graph.model.moment import NEVER
from graph.model.transaction import TransactionStatus
from graph.snapshot.snapshot import (
    MISSING,
    AccountColumns,
    InteractionColumns,
    PeopleColumns,
    PostColumns,
    Snapshot,
    TransactionColumns,
)

Edge = tuple[int, int, float]
"""(who pays attention, who gets it, evidence)"""

START = 1_767_225_600_000_000
"""1 January 2026 UTC in microseconds: day 0 of all worlds."""

DAY = 86_400_000_000


def ties_of(people: int, edges: Sequence[Edge], parameters: Parameters | None = None) -> Ties:
    """Ties of `people` rows from (source, target, evidence); each pair once, in any order, no time, one act each."""
    ordered = sorted(edges)
    count = len(ordered)
    return ties_from_columns(
        people,
        np.array([edge[0] for edge in ordered], dtype=np.int32),
        np.array([edge[1] for edge in ordered], dtype=np.int32),
        np.array([edge[2] for edge in ordered], dtype=np.float64),
        parameters or Parameters(),
        interactions=np.ones(count, dtype=np.int32),
        last_at=np.full(count, NEVER, dtype=np.int64),
    )


def network_of(ties: Ties) -> "nx.DiGraph[int]":
    """The same ties for NetworkX, with `evidence` and `strength` on them."""
    network: nx.DiGraph[int] = nx.DiGraph()
    network.add_nodes_from(range(ties.people))
    rows = zip(
        ties.sources().tolist(), ties.indices.tolist(), ties.evidence.tolist(), ties.strength.tolist(), strict=True
    )
    for source, target, evidence, strength in rows:
        network.add_edge(source, target, evidence=evidence, strength=strength)
    return network


def both_ways(pairs: Sequence[tuple[int, int]], evidence: float = 1.0) -> list[Edge]:
    """Every pair as two ties of the same evidence."""
    return [edge for a, b in pairs for edge in ((a, b, evidence), (b, a, evidence))]


@dataclass(frozen=True)
class World:
    """People 0 to n - 1 and their ties."""

    people: int
    edges: tuple[Edge, ...]

    def ties(self, parameters: Parameters | None = None) -> Ties:
        """The world as ties."""
        return ties_of(self.people, self.edges, parameters)

    def snapshot(self) -> Snapshot:
        """The world as a snapshot: account `demo:0007` is row 7, each tie one interaction that carries its evidence."""
        acts = [Act(name_of(a), name_of(b), InteractionKind.KNOWS, evidence=evidence) for a, b, evidence in self.edges]
        return snapshot_of(accounts=[name_of(row) for row in range(self.people)], acts=acts)


def name_of(row: int) -> str:
    """Account id of a person in a world; ascending with the row."""
    return f"demo:{row:04d}"


KITE_PAIRS = (
    *((0, 1), (0, 2), (0, 3), (0, 5), (1, 3), (1, 4), (1, 6), (2, 3), (2, 5), (3, 4), (3, 5), (3, 6), (4, 6)),
    *((5, 6), (5, 7), (6, 7), (7, 8), (8, 9)),
)
"""Krackhardt's kite: 3 (Diane) has most ties, 7 (Heather) is the only way to 8 and 9, 5 and 6 are closest to all."""

KARATE_PAIRS = tuple((int(a), int(b)) for a, b in nx.karate_club_graph().edges)

WORLDS: dict[str, World] = {
    "empty": World(0, ()),
    "alone": World(1, ()),
    "isolated": World(4, ()),
    "pair": World(2, ((0, 1, 2.0),)),
    "mutual": World(2, ((0, 1, 2.0), (1, 0, 1.0))),
    "chain": World(5, tuple((row, row + 1, 1.0) for row in range(4))),
    "cycle": World(6, tuple((row, (row + 1) % 6, 1.0) for row in range(6))),
    "star": World(6, tuple((row, 0, 1.0) for row in range(1, 6))),
    "triangle": World(3, tuple(both_ways([(0, 1), (0, 2), (1, 2)]))),
    "two_triangles": World(6, tuple(both_ways([(0, 1), (0, 2), (1, 2), (2, 3), (3, 4), (3, 5), (4, 5)]))),
    "apart": World(7, (*both_ways([(0, 1), (0, 2), (1, 2)], 2.0), (3, 4, 1.0), (4, 5, 3.0))),
    "kite": World(10, tuple(both_ways(KITE_PAIRS))),
    "karate": World(34, tuple(both_ways(KARATE_PAIRS))),
    "uneven": World(
        6,
        (
            *((0, 1, 4.0), (1, 0, 1.0), (0, 2, 0.5), (2, 3, 2.0), (3, 0, 1.5)),
            *((4, 0, 6.0), (4, 3, 0.25), (1, 3, 3.0), (3, 1, 0.125)),
        ),
    ),
}
"""Worlds by name. `two_triangles` is joined by 2-3; in `apart` 6 is alone; `uneven` has weights and one-way ties."""


@dataclass(frozen=True)
class Act:
    """One interaction for `snapshot_of`: account ids, day since START (None without a time), post id."""

    actor: str
    target: str
    kind: InteractionKind = InteractionKind.REPLY
    day: float | None = None
    weight: float = 1.0
    evidence: float | None = None
    post: str | None = None


@dataclass(frozen=True)
class Said:
    """One post for `snapshot_of`; a text of None stands for a post that is not known."""

    id: str
    author: str | None = None
    text: str | None = None
    day: float | None = None
    language: str | None = None
    reply_to: str | None = None
    repost_of: str | None = None
    quote_of: str | None = None


@dataclass(frozen=True)
class Deal:
    """One transaction for `snapshot_of`."""

    id: str
    account: str
    status: TransactionStatus = TransactionStatus.WON
    amount: float = 100.0
    currency: str = "EUR"
    day: float = 0.0


@dataclass(frozen=True)
class Someone:
    """What is known of a person, for `snapshot_of`, besides their accounts."""

    accounts: Sequence[str]
    name: str | None = None
    kind: PersonKind = PersonKind.HUMAN
    relation: Relation = Relation.UNKNOWN
    opted_out: bool = False
    followers: Mapping[str, int] = field(default_factory=dict)


def moment(day: float | None) -> int:
    """Microseconds of a day since START; NEVER for None."""
    return NEVER if day is None else START + round(day * DAY)


def snapshot_of(
    *,
    accounts: Sequence[str] = (),
    acts: Sequence[Act] = (),
    posts: Sequence[Said] = (),
    people: Sequence[Someone] = (),
    deals: Sequence[Deal] = (),
) -> Snapshot:
    """A small snapshot in canonical order. Accounts that no one of `people` has are people by themselves."""
    taken = {account for someone in people for account in someone.accounts}
    named = {*accounts, *(act.actor for act in acts), *(act.target for act in acts), *(deal.account for deal in deals)}
    named |= {post.author for post in posts if post.author is not None}
    everyone = [*people, *(Someone((account,)) for account in sorted(named - taken))]
    everyone.sort(key=_person_id)
    account_ids = sorted(named | taken)
    account_row = {account: row for row, account in enumerate(account_ids)}
    told = {post.id: post for post in posts}
    referred = {
        other for post in posts for other in (post.reply_to, post.repost_of, post.quote_of) if other is not None
    }
    referred |= {act.post for act in acts if act.post is not None}
    all_posts = [told.get(post, Said(post)) for post in sorted({*told, *referred})]
    post_row = {post.id: row for row, post in enumerate(all_posts)}
    digest = hashlib.sha256(repr((account_ids, acts, all_posts, deals)).encode()).hexdigest()
    people_digest = hashlib.sha256(repr([(s.accounts, s.relation, s.opted_out) for s in everyone]).encode()).hexdigest()
    return Snapshot(
        fingerprint=digest[:32],
        people_fingerprint=people_digest[:32],
        seq=1,
        people=PeopleColumns(
            ids=_strings([_person_id(someone) for someone in everyone]),
            names=_strings([someone.name or min(someone.accounts) for someone in everyone]),
            kind=np.array([list(PersonKind).index(someone.kind) for someone in everyone], dtype=np.int8),
            relation=np.array([list(Relation).index(someone.relation) for someone in everyone], dtype=np.int8),
            opted_out=np.array([someone.opted_out for someone in everyone], dtype=np.bool_),
        ),
        accounts=_account_columns(account_ids, everyone),
        posts=_post_columns(all_posts, account_row, post_row),
        interactions=_interaction_columns(acts, account_row, post_row),
        transactions=_transaction_columns(deals, account_row),
    )


def _person_id(someone: Someone) -> str:
    return person_id(min(someone.accounts))


def _strings(values: Sequence[str | None]) -> "pa.LargeStringArray":
    return pa.array(values, type=pa.large_string())


def _rows(keys: Sequence[str | None], rows: Mapping[str, int]) -> "np.ndarray[tuple[int], np.dtype[np.int32]]":
    return np.array([MISSING if key is None else rows[key] for key in keys], dtype=np.int32)


def _account_columns(account_ids: Sequence[str], everyone: Sequence[Someone]) -> AccountColumns:
    owner = {account: row for row, someone in enumerate(everyone) for account in someone.accounts}
    followers = {account: count for someone in everyone for account, count in someone.followers.items()}
    return AccountColumns(
        ids=_strings(account_ids),
        handles=_strings([account.partition(":")[2].removeprefix("@") for account in account_ids]),
        person=np.array([owner[account] for account in account_ids], dtype=np.int32),
        followers=np.array([followers.get(account, MISSING) for account in account_ids], dtype=np.int64),
        known=np.ones(len(account_ids), dtype=np.bool_),
    )


def _post_columns(posts: Sequence[Said], account_row: Mapping[str, int], post_row: Mapping[str, int]) -> PostColumns:
    return PostColumns(
        ids=_strings([post.id for post in posts]),
        author=_rows([post.author for post in posts], account_row),
        at=np.array([moment(post.day) for post in posts], dtype=np.int64),
        texts=_strings([post.text for post in posts]),
        languages=_strings([post.language for post in posts]),
        reply_to=_rows([post.reply_to for post in posts], post_row),
        repost_of=_rows([post.repost_of for post in posts], post_row),
        quote_of=_rows([post.quote_of for post in posts], post_row),
        engagement=np.full((len(posts), 5), MISSING, dtype=np.int64),
        known=np.array([post.author is not None for post in posts], dtype=np.bool_),
    )


def _interaction_columns(
    acts: Sequence[Act], account_row: Mapping[str, int], post_row: Mapping[str, int]
) -> InteractionColumns:
    rows = sorted(
        (
            account_row[act.actor],
            account_row[act.target],
            KINDS.index(act.kind),
            moment(act.day),
            MISSING if act.post is None else post_row[act.post],
            act.weight,
            np.nan if act.evidence is None else act.evidence,
        )
        for act in acts
    )
    columns = list(zip(*rows, strict=True)) or [()] * 7
    return InteractionColumns(
        actor=np.array(columns[0], dtype=np.int32),
        target=np.array(columns[1], dtype=np.int32),
        kind=np.array(columns[2], dtype=np.int8),
        at=np.array(columns[3], dtype=np.int64),
        post=np.array(columns[4], dtype=np.int32),
        weight=np.array(columns[5], dtype=np.float32),
        evidence=np.array(columns[6], dtype=np.float32),
    )


def _transaction_columns(deals: Sequence[Deal], account_row: Mapping[str, int]) -> TransactionColumns:
    ordered = sorted(deals, key=lambda deal: deal.id)
    return TransactionColumns(
        ids=_strings([deal.id for deal in ordered]),
        account=_rows([deal.account for deal in ordered], account_row),
        status=np.array([list(TransactionStatus).index(deal.status) for deal in ordered], dtype=np.int8),
        amount=np.array([deal.amount for deal in ordered], dtype=np.float64),
        currency=_strings([deal.currency for deal in ordered]),
        at=np.array([moment(deal.day) for deal in ordered], dtype=np.int64),
    )
