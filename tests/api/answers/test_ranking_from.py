"""Rankings from somebody's point of view, in the village and on the command line."""

import numpy as np
import pytest

from algorithms.centrality.personalised_pagerank import personalised_pagerank
from api.answers.ranking import Ranking
from api.answers.ranking_from import ranking_from
from api.answers.scopes import scope_of
from api.errors import NotFound
from api.workspace.analysed_graph import AnalysedGraph
from api.workspace.workspace import Workspace
from tests.api.command_line import answer_of, kith


def ids(found: Ranking) -> set[str]:
    return {row.id for row in found.page.items}


def from_(workspace: Workspace, analysis: AnalysedGraph, origin: str) -> Ranking:
    return ranking_from(analysis, workspace.view(), origin, scope_of(), first=100)


def test_only_those_whom_the_attention_reaches_are_ranked(shared_village: Workspace, analysis: AnalysedGraph) -> None:
    # Fay attends to Eve, Eve to Hugo and the brand, Hugo to Gus; nobody of them attends to the kettle people.
    ranked = from_(shared_village, analysis, "x:6")
    assert ids(ranked) == {f"person:x:{native}" for native in (5, 6, 7, 8, 9)}
    values = [row.value for row in ranked.page.items]
    assert sum(values) == pytest.approx(1)
    assert values == sorted(values, reverse=True)
    assert '"from":"x:6"' in ranked.provenance.parameters


def test_our_own_are_left_out_where_nobody_asks_for_them(shared_village: Workspace, analysis: AnalysedGraph) -> None:
    others = ranking_from(analysis, shared_village.view(), "x:6", scope_of(), with_us=False, first=100)
    assert ids(others) == {f"person:x:{native}" for native in (5, 6, 7, 9)}
    assert [analysis.person_id(row) for row in others.left_out] == ["person:x:8"]


def test_of_a_theme_the_people_are_those_who_speak_of_it(shared_village: Workspace, analysis: AnalysedGraph) -> None:
    theme = analysis.findings.themes.themes[0]
    authors = sorted(
        {int(analysis.snapshot.accounts.person[analysis.snapshot.posts.author[row]]) for row in theme.posts}
    )
    expected = personalised_pagerank(analysis.ties, np.array(authors, dtype=np.int32)).values
    ranked = from_(shared_village, analysis, theme.id)
    assert {row.person: row.value for row in ranked.page.items} == pytest.approx(
        {person: value for person, value in enumerate(expected.tolist()) if value > 0}
    )
    assert f'"origins":{len(authors)}' in ranked.provenance.parameters


def test_where_nobody_begins_nothing_is_ranked(shared_village: Workspace, analysis: AnalysedGraph) -> None:
    with pytest.raises(NotFound, match="there is no theme 'theme:none'"):
        from_(shared_village, analysis, "theme:none")
    with pytest.raises(NotFound, match="nobody is known as"):
        from_(shared_village, analysis, "@nobody")


def test_the_command_ranks_from_customers(own_village: Workspace) -> None:
    store = str(own_village.settings.store)
    nobody = kith("rank", "--from", "customers", "--store", store)
    assert "nobody can be ranked by this" in nobody.output  # the one customer has no tie, until he is known to be Gus
    assert kith("judge", "x:7", "crm:9", "--same", "--reason", "the same", "--store", store).exit_code == 0
    answer = answer_of("rank", "--from", "customers", "--store", store)
    assert answer["measure"] == "pagerank"
    assert answer["rows"][0]["name"] in {"Eve Lark", "Gus Vale", "Augustus Vale"}
    assert answer["provenance"]["parameters"]["from"] == "customers"
    assert kith("rank", "--from", "customers", "--measure", "degree", "--store", store).exit_code == 2
