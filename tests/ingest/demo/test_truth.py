"""What was planted in the demo world is found again by computing: loaded, frozen and analysed as any data is."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from sklearn.metrics import normalized_mutual_info_score

from algorithms.analysis.measure import Measure, MeasureInputs, measure_people, rank_people
from algorithms.communities.communities import find_communities
from algorithms.diffusion.escalation import find_escalations
from algorithms.diffusion.reshares import Reshares
from algorithms.parameters import Parameters
from algorithms.paths.paths import FoundPaths, best_paths
from algorithms.paths.reasons import NOT_CONNECTED
from algorithms.text.languages import find_languages
from algorithms.text.lexical_encoder import LexicalEncoder
from algorithms.text.sentiment import find_sentiment
from algorithms.text.vader import Vader
from algorithms.themes.labels import label_of
from algorithms.themes.theme import PARTS, WHOLE
from algorithms.themes.themes import find_themes
from algorithms.ties.acquaintance import Acquaintance, acquaintance_of
from algorithms.ties.strength import build_ties
from algorithms.ties.ties import Ties
from api.answers.bursts import bursts
from api.workspace.analysed_graph import AnalysedGraph
from graph.model.account import Relation
from graph.model.interaction import InteractionKind
from graph.model.watch import Watch, WatchKind
from graph.opening import open_store
from graph.port.store import GraphStore
from graph.snapshot.snapshot import Snapshot
from ingest.demo.brand import BRAND
from ingest.demo.source import DemoSource
from ingest.demo.truth import Truth
from ingest.loading.loading import load
from ingest.loading.report import LoadReport

MEASURES = (Measure.INFLUENCE, Measure.DEGREE, Measure.FOLLOWERS, Measure.BETWEENNESS, Measure.CONSTRAINT)
CUSTOMER = tuple(Relation).index(Relation.CUSTOMER)


@dataclass(frozen=True, slots=True)
class Loaded:
    """A demo world in a store, with everything that was computed from it."""

    source: DemoSource
    store: GraphStore
    report: LoadReport
    snapshot: Snapshot
    ties: Ties
    acquaintance: Acquaintance
    ranks: dict[Measure, NDArray[np.int32]]
    rows: dict[str, int]

    @property
    def truth(self) -> Truth:
        return self.source.truth

    def row(self, account: str) -> int:
        return self.rows[account]

    def post_id(self, row: int) -> str:
        return str(self.snapshot.posts.ids[row].as_py())

    def rank(self, measure: Measure, account: str) -> int:
        return int(self.ranks[measure][self.rows[account]])

    def paths(self, start: str, end: str, **options: object) -> FoundPaths:
        return self.to_any(start, np.array([self.row(end)], np.int32), **options)

    def to_any(self, start: str, ends: NDArray[np.int32], **options: object) -> FoundPaths:
        return best_paths(self.acquaintance, np.array([self.row(start)], np.int32), ends, **options)  # type: ignore[arg-type]


def rows_of(snapshot: Snapshot) -> dict[str, int]:
    return dict(zip(snapshot.accounts.ids.to_pylist(), snapshot.accounts.person.tolist(), strict=True))


def ours_noted(source: DemoSource, store: GraphStore) -> None:
    decisions = store.decisions("demo")
    for relation in (Relation.BRAND, Relation.COLLEAGUE):
        decisions.add_us([account for account, ours in source.us().items() if ours is relation], relation)
    for person in store.view().person_of(source.opted_out()):
        decisions.opt_out(str(person))


@pytest.fixture(scope="module", params=[7, 11])
def world(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Loaded]:
    source = DemoSource(request.param)
    path: Path = tmp_path_factory.mktemp("demo") / "demo.db"
    with open_store(f"sqlite:///{path}") as store:
        report = load(source, store)
        ours_noted(source, store)
        snapshot = store.view().snapshot()
        ties = build_ties(snapshot, Parameters())
        scores = measure_people(MEASURES, MeasureInputs(snapshot, ties, Parameters())).scores
        ranks = {m: rank_people(m, scores[m].values, ties.connected()) for m in MEASURES}
        yield Loaded(source, store, report, snapshot, ties, acquaintance_of(ties), ranks, rows_of(snapshot))


def test_everything_is_loaded_and_a_second_time_changes_nothing(world: Loaded) -> None:
    assert world.report.written.rejected == 0
    assert world.report.written.written == world.report.written.read == len(list(world.source.fetch()))
    assert world.report.counts.unknown_posts == 12
    seq = world.store.view().seq()
    again = load(world.source, world.store)
    assert again.written.unchanged == again.written.read
    assert world.store.view().seq() == seq
    assert len(world.snapshot.people.ids) == 600


def test_an_exact_email_joins_and_a_shared_mailbox_does_not(world: Loaded) -> None:
    assert all(world.row(left) == world.row(right) for left, right in world.truth.joined)
    for sharing in world.truth.shared_mailboxes.values():
        assert len({world.row(account) for account in sharing}) == len(sharing)


def test_handles_without_ids_lead_to_their_accounts(world: Loaded) -> None:
    handles = [a.handle for a in world.store.view().accounts(list(world.truth.brokers)) if a is not None]
    provisional = world.store.view().accounts([f"plaza:@{handle}" for handle in handles])
    assert {a.id for a in provisional if a is not None} <= set(world.rows)
    assert not any(":@" in account for account in world.rows)


def test_the_communities_are_found(world: Loaded) -> None:
    communities = find_communities(world.ties, world.snapshot.people.ids)
    planted = world.truth.communities
    labels = [int(communities.labels[world.row(account)]) for account in planted]
    assert normalized_mutual_info_score(list(planted.values()), labels) >= 0.9
    assert (communities.sizes > 50).sum() == 6


@pytest.mark.parametrize("world", [7], indirect=True)
def test_each_community_talks_about_its_theme(world: Loaded) -> None:
    communities = find_communities(world.ties, world.snapshot.people.ids)
    themes = find_themes(world.snapshot, communities, LexicalEncoder(), Parameters())
    for name, own in world.truth.words_of.items():
        members = [int(communities.labels[world.row(a)]) for a, home in world.truth.communities.items() if home == name]
        community = max(set(members), key=members.count)
        assert max(sum(word in own for word, _ in theme.words) for theme in themes.of(community)) >= 4
        assert set(label_of(themes.community_words[community]).split(" · ")) & own


def test_the_brokers_lie_between_the_others(world: Loaded) -> None:
    """We ourselves stand between everybody; outside us the brokers do, and many others count more people than they."""
    us = {world.row(account) for account in world.source.us()}
    order = np.argsort(world.ranks[Measure.BETWEENNESS], kind="stable")
    outside = [int(row) for row in order if world.ranks[Measure.BETWEENNESS][row] and int(row) not in us]
    brokers = {world.row(account) for account in world.truth.brokers}
    people = int(world.ties.connected().sum())
    assert set(outside[: len(brokers)]) == brokers
    assert all(world.rank(Measure.CONSTRAINT, account) <= people // 10 for account in world.truth.brokers)


def test_the_loud_have_followers_and_no_influence(world: Loaded) -> None:
    people = int(world.ranks[Measure.INFLUENCE].max())
    for loud in world.truth.loud:
        assert world.rank(Measure.FOLLOWERS, loud) <= 2
        assert world.rank(Measure.INFLUENCE, loud) > 0.6 * people


def test_the_small_central_one_has_influence_and_few_followers(world: Loaded) -> None:
    central, people = world.truth.small_central, int(world.ranks[Measure.FOLLOWERS].max())
    assert world.rank(Measure.FOLLOWERS, central) > 0.5 * people
    assert world.rank(Measure.INFLUENCE, central) <= 40
    assert world.rank(Measure.INFLUENCE, central) < world.rank(Measure.DEGREE, central)


def test_the_hubs_draw_the_most_people_of_their_communities(world: Loaded) -> None:
    hubs = [world.rank(Measure.DEGREE, account) for account in world.truth.hubs]
    assert sum(rank <= 60 for rank in hubs) >= 0.8 * len(hubs)


def test_customers_are_known_as_such(world: Loaded) -> None:
    result = set(np.flatnonzero(world.snapshot.people.relation == CUSTOMER).tolist())
    assert result == {world.row(account) for account in world.truth.customers}


def test_loose_ties_hang_on_us_by_one_weak_tie(world: Loaded) -> None:
    us = {world.row(account) for account in world.source.us()}
    for loose in world.truth.loose_ties:
        row = world.row(loose.account)
        begin, end = world.ties.indptr[row], world.ties.indptr[row + 1]
        ours = [i for i in range(begin, end) if int(world.ties.indices[i]) in us]
        assert len(ours) == 1
        assert world.ties.interactions[ours[0]] == 1
        assert world.ties.strength[ours[0]] < Parameters().weak_below
        assert not any(
            world.ties.indices[world.ties.indptr[o] : world.ties.indptr[o + 1]].tolist().count(row) for o in us
        )


def test_loose_ties_lead_to_customers_through_their_friends(world: Loaded) -> None:
    customers = np.flatnonzero(world.snapshot.people.relation == CUSTOMER).astype(np.int32)
    for loose in world.truth.loose_ties:
        (best, *_) = world.paths(loose.account, loose.customer).paths
        assert best.people == tuple(world.row(a) for a in (loose.account, *loose.through, loose.customer))
        assert world.to_any(loose.account, customers, max_hops=4).paths


def test_nobody_who_opted_out_is_walked_through(world: Loaded) -> None:
    detour, closed = world.truth.detour, world.snapshot.people.opted_out
    assert np.flatnonzero(closed).tolist() == [world.row(account) for account in world.truth.opted_out]
    (best, *_) = world.paths(detour.account, detour.customer).paths
    assert world.row(detour.opted_out) in best.people
    around = world.paths(detour.account, detour.customer, closed=closed).paths
    assert around
    assert all(world.row(detour.opted_out) not in path.people for path in around)
    assert around[0].strength < best.strength
    assert around[0].people == tuple(world.row(a) for a in (detour.account, *detour.around, detour.customer))


def test_strangers_reach_nobody(world: Loaded) -> None:
    customers = np.flatnonzero(world.snapshot.people.relation == CUSTOMER).astype(np.int32)
    first, second = world.truth.strangers
    assert world.paths(first, second).paths
    assert world.to_any(first, customers, max_hops=6).reason == NOT_CONNECTED


def test_a_judgement_joins_two_accounts_and_opens_a_path_and_undoing_it_closes_it(world: Loaded) -> None:
    pair = world.truth.same_person[0]
    start = world.truth.loose_ties[1].account
    assert not world.paths(start, pair.right, max_hops=8).paths
    decisions = world.store.decisions("reader")
    judgement = decisions.judge(pair.left, pair.right, same=True, reason=pair.why)
    judged = world.store.view().snapshot(since=world.snapshot)
    rows = rows_of(judged)
    known = acquaintance_of(build_ties(judged, Parameters()))
    ends = np.array([rows[pair.right]], np.int32)
    assert rows[pair.left] == rows[pair.right]
    assert best_paths(known, np.array([rows[start]], np.int32), ends, max_hops=4).paths
    assert judged.people.relation[rows[pair.left]] == CUSTOMER
    decisions.withdraw(judgement.id)
    restored = world.store.view().snapshot(since=judged)
    assert rows_of(restored) == world.rows
    assert restored.key == world.snapshot.key


def test_the_themes_of_everything_are_the_planted_ones(world: Loaded) -> None:
    communities = find_communities(world.ties, world.snapshot.people.ids)
    everything = find_themes(world.snapshot, communities, LexicalEncoder(), Parameters())
    themes = everything.in_scope(WHOLE)
    theme_of = {world.post_id(row): number for number, theme in enumerate(themes) for row in theme.posts.tolist()}
    planted = world.truth.themes
    assigned = [post for post in planted if post in theme_of]
    assert len(assigned) >= 0.85 * len(planted)
    together = [[planted[post] for post in assigned], [theme_of[post] for post in assigned]]
    assert normalized_mutual_info_score(*together) >= 0.9
    # With those that are in no theme as one more group it cannot hide in what was left out.
    those_of_all = [theme_of.get(post, -1) for post in planted]
    assert normalized_mutual_info_score(list(planted.values()), those_of_all) >= 0.8
    for part in everything.in_scope(PARTS):
        assert set(part.posts.tolist()) < set(themes[part.part_of].posts.tolist())
    # Who wants to know of a planted post in no theme what it may belong to is told right more often than not.
    nearest = {world.post_id(row): everything.nearest_to(row) for row in everything.outside.tolist()}
    lost = [post for post in planted if nearest.get(post) is not None]
    named = [
        Counter(planted[world.post_id(row)] for row in theme.posts.tolist() if world.post_id(row) in planted)
        for theme in themes
    ]
    assert everything.unassigned == len(nearest)
    assert sum(named[nearest[post] or 0].most_common(1)[0][0] == planted[post] for post in lost) > 0.5 * len(lost)


def test_the_burst_is_found_to_the_hour_and_named_by_its_words(world: Loaded) -> None:
    watch = Watch(id="watch:brand", name=BRAND, kind=WatchKind.BRAND, terms=(BRAND,))
    analysis = AnalysedGraph(world.snapshot, Parameters())
    result, *others = bursts(analysis, watch)
    planted = world.truth.burst
    assert (result.start, result.end) == (planted.start, planted.end)
    assert {word for word, _ in result.words[:2]} == set(planted.words)
    assert result.agreed == 1.0
    # The escalation made people talk as well; nothing else did.
    picked_up = world.truth.escalation.picked_up_at
    assert [picked_up <= other.start < picked_up + timedelta(hours=12) for other in others] in ([], [True])


def test_the_escalation_is_found_and_no_other(world: Loaded) -> None:
    posts = world.snapshot.posts
    spoken = find_sentiment(posts, find_languages(posts), Vader())
    (result,) = find_escalations(world.snapshot, Reshares.of(world.snapshot, world.ties), spoken)
    planted = world.truth.escalation
    assert (world.post_id(result.post), world.post_id(result.picked_up_by)) == (planted.post, planted.picked_up)
    assert (result.kind, result.hops) == (InteractionKind.QUOTE, 1)
    assert result.reach_after > 10 * result.reach_before
