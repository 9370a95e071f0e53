"""The demo world is what its plan says: counts, times, references, and the same world again for the same seed."""

import os
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache
from hashlib import sha256

import pytest

from graph.model.account import Account, PersonKind, Relation
from graph.model.interaction import Interaction, InteractionKind
from graph.model.mailboxes import email_key
from graph.model.post import Post
from graph.model.transaction import Transaction, TransactionStatus
from graph.port.batch import Record
from ingest.demo.hours import END, START
from ingest.demo.source import DemoSource
from ingest.demo.themes import THEMES
from ingest.records import checked
from tests.modules import ROOT
from tests.patience import patience

SEEDS = (7, 11)


@cache
def world(seed: int) -> DemoSource:
    return DemoSource(seed)


@cache
def records(seed: int) -> list[Record]:
    source = world(seed)
    return [record for raw in source.fetch() for record in source.translate(raw)]


@cache
def accounts(seed: int) -> dict[str, Account]:
    return {r.id: r for r in records(seed) if isinstance(r, Account)}


@cache
def posts(seed: int) -> dict[str, Post]:
    return {r.id: r for r in records(seed) if isinstance(r, Post)}


@cache
def interactions(seed: int) -> list[Interaction]:
    return [r for r in records(seed) if isinstance(r, Interaction)]


@cache
def transactions(seed: int) -> list[Transaction]:
    return [r for r in records(seed) if isinstance(r, Transaction)]


@cache
def people(seed: int) -> dict[str, str]:
    """Account to person, by the rule that an exact e-mail joins: said here once more, without the store."""
    first: dict[str, str] = {}
    return {a.id: first.setdefault(email_key(a.email) or a.id, a.id) for a in accounts(seed).values()}


def digest(seed: int) -> str:
    return sha256("\n".join(repr(record) for record in records(seed)).encode()).hexdigest()


def test_the_same_seed_makes_the_same_world() -> None:
    again = DemoSource(7)
    assert [r for raw in again.fetch() for r in again.translate(raw)] == records(7)
    assert again.truth == world(7).truth
    assert again.input_key() == world(7).input_key()


def test_the_world_does_not_hang_on_how_texts_are_hashed() -> None:
    code = "from tests.ingest.demo.test_world import digest; print(digest(7))"
    environment = {**os.environ, "PYTHONHASHSEED": "12345"}
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
        timeout=patience(300),
    )
    assert done.stdout.strip() == digest(7)


def test_another_seed_makes_another_world_of_the_same_plan() -> None:
    assert digest(7) != digest(11)
    assert world(7).input_key() != world(11).input_key()
    sizes = [Counter(world(seed).truth.communities.values()) for seed in SEEDS]
    assert sizes[0] == sizes[1] == {theme.name: theme.people for theme in THEMES}


@pytest.mark.parametrize("seed", SEEDS)
def test_it_is_as_large_as_planned(seed: int) -> None:
    assert len(set(people(seed).values())) == 600
    assert 6_000 <= len(posts(seed)) <= 10_000
    derived = sum(bool(p.reply_to) + bool(p.repost_of) + bool(p.quote_of) for p in posts(seed).values())
    assert 15_000 <= len(interactions(seed)) + derived <= 25_000
    assert set(InteractionKind) - {i.kind for i in interactions(seed)} == {
        InteractionKind.REPLY,
        InteractionKind.REPOST,
        InteractionKind.QUOTE,
        InteractionKind.MENTION,
    }


@pytest.mark.parametrize("seed", SEEDS)
def test_every_record_can_be_used_and_has_an_id_of_its_own(seed: int) -> None:
    assert all(checked(record) == record for record in records(seed))
    assert max(Counter(record.id for record in records(seed)).values()) == 1
    assert [raw.at for raw in world(seed).fetch()][:2] == ["demo:1", "demo:2"]


@pytest.mark.parametrize("seed", SEEDS)
def test_everything_happens_in_six_months(seed: int) -> None:
    assert datetime(2026, 3, 1, tzinfo=UTC) == START
    moments = [r.at for r in records(seed) if isinstance(r, Post | Interaction | Transaction)]
    assert all(moment is not None and START <= moment <= END for moment in moments)
    months = Counter(post.at.month for post in posts(seed).values() if post.at)
    assert sorted(months) == [3, 4, 5, 6, 7, 8]
    assert max(months.values()) < 1.6 * min(months.values())


@pytest.mark.parametrize("seed", SEEDS)
def test_what_is_referred_to_is_there(seed: int) -> None:
    known, written = accounts(seed), posts(seed)
    handles = {f"{a.network}:@{a.handle}" for a in known.values()}
    lost = set()
    for post in written.values():
        assert post.author in known
        assert post.author is not None
        assert all(m in known or m in handles for m in post.mentions)
        assert all(m.partition(":")[0] == post.author.partition(":")[0] for m in post.mentions)
        for other in (post.reply_to, post.repost_of, post.quote_of):
            if other is not None and other not in written:
                lost.add(other)
            elif other is not None:
                earlier = written[other]
                assert earlier.at is not None
                assert post.at is not None
                assert earlier.at < post.at
    assert len(lost) == 12, "a few answers go to posts that no source has"
    for act in interactions(seed):
        assert act.actor in known
        assert act.target in known or act.post in written
        assert act.actor != act.target
    assert all(deal.account in known for deal in transactions(seed))


@pytest.mark.parametrize("seed", SEEDS)
def test_posts_carry_the_counts_of_this_world(seed: int) -> None:
    written = posts(seed).values()
    likes = Counter(i.post for i in interactions(seed) if i.kind is InteractionKind.LIKE)
    replies, reposts = Counter(p.reply_to for p in written), Counter(p.repost_of for p in written)
    quotes = Counter(p.quote_of for p in written)
    for post in written:
        told = (post.likes, post.replies, post.reposts, post.quotes)
        assert told == (likes[post.id], replies[post.id], reposts[post.id], quotes[post.id])


@pytest.mark.parametrize("seed", SEEDS)
def test_few_write_much_and_some_nothing(seed: int) -> None:
    by_author = Counter(p.author for p in posts(seed).values())
    counts = sorted(by_author.values(), reverse=True)
    assert sum(counts[: len(counts) // 10]) > 0.3 * sum(counts)
    own = {p.author for p in posts(seed).values() if not (p.reply_to or p.repost_of or p.quote_of)}
    assert len([home for home in world(seed).truth.communities if home not in own]) > 40


@pytest.mark.parametrize("seed", SEEDS)
def test_the_communities_keep_to_themselves(seed: int) -> None:
    home, person, written = world(seed).truth.communities, people(seed), posts(seed)
    home = {person[account]: name for account, name in home.items()}
    acts = [(p.author, written[o].author) for p in written.values() if (o := p.reply_to or p.repost_of) in written]
    pairs = [(home.get(person[a or ""]), home.get(person[b or ""])) for a, b in acts]
    pairs = [(a, b) for a, b in pairs if a and b]
    assert sum(a == b for a, b in pairs) > 0.85 * len(pairs)


@pytest.mark.parametrize("seed", SEEDS)
def test_customers_have_deals_of_all_kinds(seed: int) -> None:
    customers, known = world(seed).truth.customers, accounts(seed)
    won = {t.account for t in transactions(seed) if t.status is TransactionStatus.WON}
    assert len(customers) == 40
    assert set(customers) == won == {a.id for a in known.values() if a.relation is Relation.CUSTOMER}
    assert {t.status for t in transactions(seed)} == set(TransactionStatus)
    assert len({t.currency for t in transactions(seed)}) > 1
    assert all(t.amount > 0 and t.amount == round(t.amount, 2) for t in transactions(seed))
    assert {a.relation for a in known.values()} == set(Relation) - {Relation.COLLEAGUE, Relation.BRAND}


@pytest.mark.parametrize("seed", SEEDS)
def test_we_are_a_brand_and_five_colleagues_on_both_networks(seed: int) -> None:
    us, known, person = world(seed).us(), accounts(seed), people(seed)
    assert Counter(us.values()) == {Relation.BRAND: 2, Relation.COLLEAGUE: 10}
    assert len({person[a] for a in us}) == 6
    assert {known[a].kind for a, relation in us.items() if relation is Relation.BRAND} == {PersonKind.ORGANISATION}


@pytest.mark.parametrize("seed", SEEDS)
def test_only_an_exact_email_of_ones_own_joins(seed: int) -> None:
    truth, known, person = world(seed).truth, accounts(seed), people(seed)
    assert len(truth.joined) > 80
    assert all(person[left] == person[right] for left, right in truth.joined)
    assert any(known[left].email != known[right].email for left, right in truth.joined), "letters differ in case"
    assert len(truth.shared_mailboxes) == 2
    for email, sharing in truth.shared_mailboxes.items():
        assert [known[a].email for a in sharing] == [email] * len(sharing)
        assert len({person[a] for a in sharing}) == len(sharing) > 1
    assert len(truth.same_person) == 5
    assert all(person[pair.left] != person[pair.right] for pair in truth.same_person)


@pytest.mark.parametrize("seed", SEEDS)
def test_the_loud_are_loud_and_nobody_listens(seed: int) -> None:
    truth, known, written = world(seed).truth, accounts(seed), posts(seed)
    by_author = Counter(p.author for p in written.values())
    by_followers = sorted(known.values(), key=lambda a: a.followers or 0, reverse=True)
    assert {a.id for a in by_followers[:2]} == set(truth.loud)
    assert set(truth.loud) <= {author for author, _ in by_author.most_common(4)}
    for loud in truth.loud:
        heard = {
            i.actor for i in interactions(seed) if i.target == loud or (i.post in written and _by(i, seed) == loud)
        }
        heard |= {
            p.author or ""
            for p in written.values()
            if (o := p.reply_to or p.repost_of) in written and written[o].author == loud
        }
        assert len(heard) <= 3


def _by(act: Interaction, seed: int) -> str | None:
    return posts(seed)[act.post].author if act.post else None


@pytest.mark.parametrize("seed", SEEDS)
def test_the_small_central_one_is_small(seed: int) -> None:
    central = world(seed).truth.small_central
    followers = sorted(a.followers or 0 for a in accounts(seed).values() if a.network != "crm")
    assert (accounts(seed)[central].followers or 0) < followers[len(followers) // 2]
    by_author = Counter(p.author for p in posts(seed).values() if not p.reply_to and not p.repost_of and not p.quote_of)
    assert by_author[central] <= 12


@pytest.mark.parametrize("seed", SEEDS)
def test_the_burst_stands_out(seed: int) -> None:
    burst = world(seed).truth.burst
    naming = [p for p in posts(seed).values() if p.text and "brightkettle" in p.text.casefold() and p.at]
    inside = [p for p in naming if p.at and burst.start <= p.at < burst.end]
    hours = (burst.end - burst.start).total_seconds() / 3600
    usual = (len(naming) - len(inside)) / ((END - START).total_seconds() / 3600 - hours)
    assert len(burst.posts) == 120
    assert set(burst.posts) <= {p.id for p in inside}
    assert len(inside) / hours > 50 * usual
    told = [posts(seed)[i].text or "" for i in burst.posts]
    assert all(all(word in text.casefold() for word in burst.words) for text in told)


@pytest.mark.parametrize("seed", SEEDS)
def test_the_escalation_runs_from_small_to_large(seed: int) -> None:
    truth, known, written = world(seed).truth.escalation, accounts(seed), posts(seed)
    complaint, quote = written[truth.post], written[truth.picked_up]
    assert (complaint.author, quote.author) == (truth.small_voice, truth.large_voice)
    assert quote.quote_of == complaint.id
    assert (known[truth.small_voice].followers or 0) < 100
    assert (known[truth.large_voice].followers or 0) > 10_000
    assert complaint.at == truth.at < truth.picked_up_at == quote.at
    assert len(truth.spread) >= 60
    for post in (written[i] for i in truth.spread):
        assert {post.reply_to, post.repost_of, post.quote_of} & {complaint.id, quote.id}
        assert post.at is not None
        assert post.at > truth.picked_up_at
    early = [p for p in written.values() if truth.post in (p.reply_to, p.repost_of) and _before(p, truth.picked_up_at)]
    assert early == []


def _before(post: Post, moment: datetime) -> bool:
    return post.at is not None and post.at < moment


def test_a_load_can_go_on_in_the_middle() -> None:
    def some(source: DemoSource) -> Iterator[str]:
        return (raw.at for raw in source.fetch())

    assert list(some(DemoSource(7)))[500:] == list(some(world(7)))[500:]
