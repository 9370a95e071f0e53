"""The fallacy report, rank intervals and where communities come from, as front ends and people see them.

In the village Ben (x:2) has 1,000 followers and nobody's attention; everybody else whose followers are known has 10.
"""

from datetime import UTC, datetime
from typing import Any

from api.workspace.workspace import Workspace
from tests.api.asking import Client
from tests.api.command_line import answer_of, kith

REPORT = """query Q($scope: RankingScope, $n: Int = 5) { fallacy(scope: $scope) {
    correlations { left right spearman people }
    loudButIgnored(first: $n) { person { name } followersRank influenceRank }
    smallButCentral(first: $n) { person { name } followersRank influenceRank }
    provenance { definition people ties since parameters } } }"""


def test_who_is_loud_and_ignored_leads_the_report(client: Client) -> None:
    answer = client.data(REPORT)["fallacy"]
    loud = answer["loudButIgnored"]
    assert (loud[0]["person"]["name"], loud[0]["followersRank"]) == ("Ben Moss", 1)
    assert all(row["influenceRank"] > row["followersRank"] for row in loud)
    central = answer["smallButCentral"]
    assert "Ben Moss" not in {row["person"]["name"] for row in central}
    assert all(row["influenceRank"] < row["followersRank"] for row in central)
    assert (answer["provenance"]["people"], answer["provenance"]["ties"]) == (9, 11)


def test_every_correlation_lies_between_minus_one_and_one(client: Client) -> None:
    rows = client.data(REPORT)["fallacy"]["correlations"]
    pairs = {(row["left"], row["right"]) for row in rows}
    assert ("FOLLOWERS", "DEGREE") in pairs
    assert len(pairs) == len(rows)
    assert all(-1 <= row["spearman"] <= 1 for row in rows)


def test_a_report_on_a_scope_counts_its_own_ties(client: Client) -> None:
    answer = client.data(REPORT, scope={"about": "kettle"})["fallacy"]
    assert 0 < answer["provenance"]["ties"] < 11
    assert '"about":"kettle"' in answer["provenance"]["parameters"]


def test_what_makes_no_sense_is_refused(client: Client) -> None:
    assert client.error(REPORT, n=0)["code"] == "BAD_USER_INPUT"
    assert client.error(REPORT, scope={"about": " "})["code"] == "BAD_USER_INPUT"


def test_the_command_tells_the_same(own_village: Workspace) -> None:
    store = str(own_village.settings.store)
    answer = answer_of("fallacy", "--store", store)
    assert answer["loud_but_ignored"][0]["accounts"] == ["x:2"]
    assert {row["left"] for row in answer["correlations"]} >= {"followers", "degree", "pagerank"}
    output = kith("fallacy", "--store", store, "--limit", "1")
    assert output.exit_code == 0
    assert "Ben Moss" in output.stdout
    assert "followers and degree" in output.stdout
    csv = kith("fallacy", "--store", store, "--csv")
    assert csv.stdout.splitlines()[0] == "list,name,followers_rank,influence_rank,accounts,person"
    assert kith("fallacy", "--store", store, "--limit", "0").exit_code == 2


def test_ranks_bring_their_interval_where_it_is_computed(client: Client) -> None:
    query = """query Q($m: Measure!, $scope: RankingScope) {
        influencers(first: 9, measure: $m, scope: $scope, withUs: true) { pageInfo { hasNextPage } edges { node {
            rank interval { low high } alikeWithNext person { influence { rank rankInterval { low high } } }
    } } } }"""
    for measure in ("INFLUENCE", "DEGREE", "STRENGTH", "PAGERANK"):
        answer = client.data(query, m=measure)["influencers"]
        rows: list[Any] = [edge["node"] for edge in answer["edges"]]
        for row in rows:
            assert 1 <= row["interval"]["low"] <= row["rank"] <= row["interval"]["high"] <= 9
            whole = row["person"]["influence"]
            assert whole["rankInterval"]["low"] <= whole["rank"] <= whole["rankInterval"]["high"]
        assert not answer["pageInfo"]["hasNextPage"]
        assert [type(row["alikeWithNext"]) for row in rows] == [*[bool] * (len(rows) - 1), type(None)], "none is last"
    assert client.data(query, m="BETWEENNESS")["influencers"]["edges"][0]["node"]["interval"] is None
    scoped = client.data(query, m="DEGREE", scope={"about": "kettle"})["influencers"]["edges"][0]["node"]
    assert scoped["interval"]["low"] <= scoped["rank"] <= scoped["interval"]["high"]


def test_communities_of_a_first_analysis_are_born(client: Client) -> None:
    query = "{ communities(first: 9) { edges { node { event since parentIds parents { id } } } } }"
    rows = [edge["node"] for edge in client.data(query)["communities"]["edges"]]
    assert rows
    for row in rows:
        assert (row["event"], row["parentIds"], row["parents"]) == ("BORN", [], [])
        assert datetime.fromisoformat(row["since"]) <= datetime.now(UTC)


def test_communities_keep_their_ids_when_more_is_loaded(own_village: Workspace) -> None:
    from tests.api.workspace.test_workspace import add_somebody

    before = own_village.analysed().findings
    add_somebody(own_village, "x:77")
    after = own_village.analysed().findings
    assert after.fingerprint != before.fingerprint
    assert set(after.communities.ids) == set(before.communities.ids)
    assert {group.event.value for group in after.lineage.groups} <= {"CONTINUED", "GREW"}
    assert {group.since for group in after.lineage.groups} == {group.since for group in before.lineage.groups}
