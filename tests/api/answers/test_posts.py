"""Posts: lists of them newest first, and where a post stands in its conversation."""

import pytest

from api.answers.cursor import encode
from api.answers.overview import overview
from api.answers.posts import PostFilter, ancestors, conversation, posts, root
from api.errors import BadInput, NotFound
from api.workspace.analysed_graph import AnalysedGraph
from api.workspace.workspace import Workspace
from graph.model.moment import to_micros
from tests.api.village import START, day

NEWEST_FIRST = ["30", "20", "6", "14", "5", "13", "4", "12", "3", "11", "2", "10", "1"]
"""By day and, on one day, by id descending as text."""


def natives(analysis: AnalysedGraph, rows: tuple[int, ...] | list[int]) -> list[str]:
    return [analysis.post_id(row).removeprefix("post:x:") for row in rows]


def listed(analysis: AnalysedGraph, **shown: object) -> list[str]:
    return natives(analysis, posts(analysis, PostFilter(**shown), first=100).items)  # type: ignore[arg-type]


def post(analysis: AnalysedGraph, native: str) -> int:
    row = analysis.rows.post(f"post:x:{native}")
    assert row is not None
    return row


def test_known_posts_come_newest_first(analysis: AnalysedGraph) -> None:
    assert listed(analysis) == NEWEST_FIRST


def test_pages_laid_together_are_the_whole_list(analysis: AnalysedGraph) -> None:
    together: list[str] = []
    after = None
    for _ in NEWEST_FIRST:
        page = posts(analysis, first=3, after=after)
        together += natives(analysis, page.items)
        after = page.cursors[-1]
        if not page.has_next:
            break
    assert together == NEWEST_FIRST


def test_a_page_goes_on_where_a_post_was_that_is_gone(analysis: AnalysedGraph) -> None:
    gone = encode(to_micros(day(5)), "post:x:2")  # between 6 and 14 of the same day
    assert natives(analysis, posts(analysis, first=1, after=gone).items) == ["14"]


def test_posts_are_chosen_by_term_person_and_time(analysis: AnalysedGraph) -> None:
    assert listed(analysis, about="ridge") == ["11", "10"]
    assert listed(analysis, person=analysis.rows.person("person:x:4")) == ["5", "4"]
    assert listed(analysis, since=day(5), until=day(6)) == ["6", "14"]
    assert listed(analysis, about="kettle", since=day(4)) == ["20", "6", "5"]


def test_posts_are_chosen_by_community_and_theme(analysis: AnalysedGraph) -> None:
    result = analysis.findings
    for row, identifier in enumerate(result.communities.ids):
        people = {int(person) for person in result.communities.members(row)}
        expected = [n for n in NEWEST_FIRST if int(analysis.rows.author[post(analysis, n)]) in people]
        assert listed(analysis, community=identifier) == expected
    for theme in result.themes.themes:
        expected = [n for n in NEWEST_FIRST if post(analysis, n) in theme.posts.tolist()]
        assert listed(analysis, theme=theme.id) == expected
    assert result.themes.themes
    with pytest.raises(NotFound):
        listed(analysis, theme="theme:nothing")


def test_a_moment_without_a_zone_is_refused(analysis: AnalysedGraph) -> None:
    with pytest.raises(BadInput) as refused:
        listed(analysis, since=START.replace(tzinfo=None))
    assert refused.value.field == "since"


def test_ancestors_lead_to_the_root(analysis: AnalysedGraph) -> None:
    assert natives(analysis, ancestors(analysis, post(analysis, "4"), 10)) == ["3", "1"]
    assert natives(analysis, ancestors(analysis, post(analysis, "4"), 1)) == ["3"]
    assert root(analysis, post(analysis, "4")) == post(analysis, "1")
    assert root(analysis, post(analysis, "1")) == post(analysis, "1")
    assert natives(analysis, [root(analysis, post(analysis, "30"))]) == ["999"]  # nobody delivered it


def test_a_conversation_is_everything_below_its_root(analysis: AnalysedGraph) -> None:
    whole = ["6", "4", "3", "2", "1"]
    for native in whole:
        assert natives(analysis, conversation(analysis, post(analysis, native), first=10).items) == whole
    page = conversation(analysis, post(analysis, "2"), first=2)
    assert natives(analysis, page.items) == whole[:2]
    assert page.count() == 5
    assert natives(analysis, conversation(analysis, post(analysis, "30"), first=10).items) == ["30"]


def test_the_overview_counts_what_is_loaded(shared_village: Workspace) -> None:
    counts = overview(shared_village.analysis(), shared_village.view())
    assert (counts.people, counts.accounts, counts.posts, counts.transactions) == (12, 12, 13, 1)
    assert counts.ties == 11
    assert counts.interactions == 12  # one for each tie, and Ben also likes what he answers
    assert (counts.since, counts.until) == (day(0), day(7))
    assert [source.name for source in counts.sources] == ["village"]
    assert counts.findings is not None
    assert counts.findings.people == 9
