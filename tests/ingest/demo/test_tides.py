"""Tides of the demo world: the theme that grows in the last week and the one that fades are said to, others are not."""

from collections import Counter
from pathlib import Path

import pytest

from algorithms.communities.communities import find_communities
from algorithms.parameters import Parameters
from algorithms.text.lexical_encoder import LexicalEncoder
from algorithms.themes.theme import WHOLE
from algorithms.themes.themes import find_themes
from algorithms.themes.trends import Trend, TrendChange, Windows
from api.workspace.analysed_graph import AnalysedGraph
from api.workspace.theme_posts import theme_trends
from graph.opening import open_store
from ingest.demo.source import DemoSource
from ingest.loading.loading import load

SEEDS = (7, 2, 3, 4, 5)


def trends_of(seed: int, folder: Path) -> list[tuple[str, Trend]]:
    """The themes that are found in a world, each by the planted theme that most of its posts are of, and its trend."""
    source = DemoSource(seed)
    with open_store(f"sqlite:///{folder / f'{seed}.db'}") as store:
        load(source, store)
        snapshot = store.view().snapshot()
    analysis = AnalysedGraph(snapshot, Parameters())
    communities = find_communities(analysis.ties, snapshot.people.ids)
    themes = find_themes(snapshot, communities, LexicalEncoder(), Parameters()).in_scope(WHOLE)
    trends = theme_trends(themes, snapshot.posts, analysis.rows.author, Windows(analysis.latest))
    planted = []
    for theme in themes:
        names = Counter(source.truth.themes.get(str(snapshot.posts.ids[row].as_py())) for row in theme.posts.tolist())
        planted.append(str(names.most_common(1)[0][0]))
    assert source.truth.grows in planted
    assert source.truth.fades in planted
    return list(zip(planted, trends, strict=True))


@pytest.fixture(scope="module")
def tides(tmp_path_factory: pytest.TempPathFactory) -> dict[int, list[tuple[str, Trend]]]:
    folder = tmp_path_factory.mktemp("tides")
    return {seed: trends_of(seed, folder) for seed in SEEDS}


@pytest.mark.parametrize("seed", SEEDS)
def test_what_grows_and_what_fades_is_said_for_sure(seed: int, tides: dict[int, list[tuple[str, Trend]]]) -> None:
    truth = DemoSource(seed).truth
    for name, change in ((truth.grows, TrendChange.GREW), (truth.fades, TrendChange.FADED)):
        trend = max((trend for planted, trend in tides[seed] if planted == name), key=lambda one: one.now + one.before)
        assert trend.change is change
        assert trend.growth > 0.5 if change is TrendChange.GREW else trend.growth < -0.5


def test_all_others_are_as_before(tides: dict[int, list[tuple[str, Trend]]]) -> None:
    """Of those said to have changed one in twenty may not have: in five worlds one at most."""
    truth = DemoSource(7).truth
    others = [
        trend.change
        for trends in tides.values()
        for planted, trend in trends
        if planted not in (truth.grows, truth.fades)
    ]
    assert len(others) >= 20
    assert sum(change is not TrendChange.AS_BEFORE for change in others) <= 1
