"""The commands that answer, on the demo world: their shapes, and that they find what was planted."""

import csv
import io
import json
import math
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from graph import opening
from graph.ledger.store import LedgerStore
from graph.model.account import Account
from graph.opening import open_store
from ingest.demo.source import DemoSource
from ingest.demo.truth import Truth
from tests.api.command_line import answer_of, kith, refusal_of, rows_of, settle


@pytest.fixture(autouse=True)
def _there(demo_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settle(demo_folder, monkeypatch)
    monkeypatch.setenv("KITH_STORE", "sqlite:///demo.db")


@pytest.fixture(scope="module")
def truth() -> Truth:
    return DemoSource().truth


@pytest.fixture(scope="module")
def owner(demo_folder: Path) -> dict[str, str]:
    """The person that each account belongs to."""
    source = DemoSource()
    records = (record for raw in source.fetch() for record in source.translate(raw))
    accounts = [record.id for record in records if isinstance(record, Account)]
    with open_store(f"sqlite:///{demo_folder}/demo.db") as store:
        people = store.view().person_of(accounts)
    return {account: person for account, person in zip(accounts, people, strict=True) if person is not None}


def test_a_second_demo_does_nothing_twice(demo_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KITH_STORE", "sqlite:///not-the-demo.db")
    urls: list[str] = []

    def counted(url: str, **more: Any) -> LedgerStore:
        urls.append(url)
        return open_store(url, **more)

    monkeypatch.setattr(opening, "open_store", counted)
    result = kith("demo", "--no-serve")
    assert urls == ["sqlite:///demo.db"], "the demo opens its store once"
    assert result.exit_code == 0, result.output
    assert "loaded already" in result.stderr
    assert "analysed already" in result.stderr
    assert not (demo_folder / "not-the-demo.db").exists(), "the demo keeps off the user's own store"
    assert len(rows_of("loads", "--store", "sqlite:///demo.db")) == 1


def test_the_tour_can_be_walked(demo_folder: Path) -> None:
    tour = kith("demo", "--no-serve").stdout
    commands = [line.split()[1:] for line in tour.splitlines() if line.startswith("  kith ")]
    assert {command[0] for command in commands} == {"rank", "path", "person", "serve"}
    for command in commands:
        if command[0] != "serve":
            assert kith(*command).exit_code == 0


def test_status_counts_what_is_there_and_says_that_findings_are_fresh(truth: Truth) -> None:
    status = answer_of("status")
    assert 550 <= status["people"] <= 650
    assert status["accounts"] > status["people"]
    assert status["transactions"] >= len(truth.customers)
    assert [source["name"] for source in status["sources"]] == ["demo"]
    assert status["fresh"] is True
    assert status["findings"]["fingerprint"] == answer_of("analyse")["fingerprint"]
    assert status["since"] < status["until"]


def test_a_ranking_has_the_shape_that_scripts_rely_on() -> None:
    answer = answer_of("rank", "--limit", "7", "--with-us")
    assert answer["measure"] == "influence"
    assert len(answer["rows"]) == 7
    for row in answer["rows"]:
        assert {"rank", "person", "name", "accounts", "value"} <= set(row)
        assert row["person"].startswith("person:")
        assert row["accounts"]
    values = [row["value"] for row in answer["rows"]]
    assert values == sorted(values, reverse=True)
    assert [row["rank"] for row in answer["rows"]] == [1 + sum(other > value for other in values) for value in values]
    assert {"definition", "fingerprint", "people", "ties", "as_of", "computed_at", "seed"} <= set(answer["provenance"])
    assert answer["provenance"]["parameters"]["half_life_days"] == 90.0


def test_the_loud_have_followers_and_no_influence(truth: Truth) -> None:
    by_followers = rows_of("rank", "--measure", "followers", "--limit", "2")
    assert {account for row in by_followers for account in row["accounts"]} >= set(truth.loud)
    influential = rows_of("rank", "--limit", "100")
    assert not {account for row in influential for account in row["accounts"]} & set(truth.loud)
    assert truth.small_central in {account for row in influential for account in row["accounts"]}


def test_measures_are_named_in_any_case_and_an_unknown_one_is_answered_with_the_list() -> None:
    assert answer_of("rank", "--measure", "Effective-Size")["measure"] == "effective_size"
    result = kith("rank", "--measure", "charm")
    assert result.exit_code == 2
    assert "pagerank" in result.stderr


def test_a_scope_counts_only_what_it_holds() -> None:
    everything = answer_of("rank", "--measure", "degree", "--limit", "1000")
    june = answer_of("rank", "--measure", "degree", "--since", "2026-06-01", "--until", "2026-07-01", "--limit", "1000")
    assert june["provenance"]["since"] == "2026-06-01T00:00:00Z"
    assert june["provenance"]["until"] == "2026-07-01T00:00:00Z"
    whole = {row["person"]: row["value"] for row in everything["rows"]}
    assert all(row["value"] <= whole[row["person"]] for row in june["rows"])
    assert sum(row["value"] for row in june["rows"]) < sum(whole.values())
    assert rows_of("rank", "--about", "kettle", "--measure", "degree", "--limit", "5")
    assert "since" in refusal_of("rank", "--since", "2026-07-01", "--until", "2026-06-01")


def test_communities_are_those_that_were_planted(truth: Truth) -> None:
    answer = answer_of("communities", "--members")
    assert answer["modularity"] > 0.3
    sizes = [row["size"] for row in answer["rows"]]
    assert sizes == sorted(sizes, reverse=True)
    largest = answer["rows"][:6]
    homes = [Counter(truth.communities[a] for a in row["members"] if a in truth.communities) for row in largest]
    assert len({home.most_common(1)[0][0] for home in homes}) == 6
    assert all(home.most_common(1)[0][1] > 0.8 * home.total() for home in homes)
    assert "members" not in rows_of("communities", "--limit", "1")[0]


def test_themes_are_in_the_words_of_those_that_were_planted(truth: Truth) -> None:
    rows = rows_of("themes")
    told = [{word["word"] for word in row["words"]} | {mark["hashtag"] for mark in row["hashtags"]} for row in rows]
    for name, words in truth.words_of.items():
        assert any(len(words & one) >= 3 for one in told), f"nothing about {name}"
    community = rows_of("communities", "--limit", "1")[0]["id"]
    assert {row["community"] for row in rows_of("themes", "--community", community)} == {community}
    assert len(rows_of("themes", "--limit", "2")) == 2
    assert "community:none" in refusal_of("themes", "--community", "community:none")


def _check_path(path: dict[str, Any]) -> None:
    assert {"strength", "people", "hops"} <= set(path)
    assert [hop["from"] for hop in path["hops"]] == path["people"][:-1]
    assert [hop["to"] for hop in path["hops"]] == path["people"][1:]
    assert math.isclose(math.prod(hop["strength"] for hop in path["hops"]), path["strength"], rel_tol=1e-4)
    assert all({"last_at", "interactions"} <= set(hop) and hop["interactions"] >= 1 for hop in path["hops"])


def test_loose_ties_lead_to_their_customers(truth: Truth, owner: dict[str, str]) -> None:
    customers = {owner[account] for account in truth.customers}
    for tie in truth.loose_ties:
        answer = answer_of("path", tie.account)
        assert answer["reason"] is None
        for path in answer["paths"]:
            _check_path(path)
            assert path["people"][0] == owner[tie.account]
            assert path["people"][-1] in customers
            assert not customers & set(path["people"][1:-1]), "the way ends at the first customer"
        assert len({tuple(path["people"][-2:]) for path in answer["paths"]}) == len(answer["paths"])
        strengths = [path["strength"] for path in answer["paths"]]
        assert strengths == sorted(strengths, reverse=True)


def test_nobody_who_opted_out_is_walked_through(truth: Truth, owner: dict[str, str]) -> None:
    closed = owner[truth.detour.opted_out]
    answer = answer_of("path", truth.detour.account, truth.detour.customer, "--k", "20")
    assert answer["paths"]
    assert all(closed not in path["people"][1:-1] for path in answer["paths"])


def test_when_there_is_no_path_the_reason_is_said(truth: Truth) -> None:
    answer = answer_of("path", truth.strangers[0])
    assert answer["paths"] == []
    assert answer["reason"]
    assert answer["reason"] in " ".join(kith("path", truth.strangers[0]).stdout.split())


def test_our_own_people_open_doors(truth: Truth, owner: dict[str, str]) -> None:
    ours = {owner[account] for account in (*truth.brand, *truth.team)}
    answer = answer_of("introduce", truth.loose_ties[0].customer, "--k", "3")
    assert answer["paths"]
    assert {path["people"][0] for path in answer["paths"]} <= ours
    assert len({tuple(path["people"][:2]) for path in answer["paths"]}) == len(answer["paths"])
    hops = list(csv.DictReader(io.StringIO(kith("introduce", truth.loose_ties[0].customer, "--csv").stdout)))
    assert {hop["path"] for hop in hops} >= {"1"}


def test_a_person_comes_with_where_everything_came_from(truth: Truth, owner: dict[str, str]) -> None:
    left, right = truth.joined[0]
    person = answer_of("person", left)
    assert person["id"] == owner[left] == owner[right]
    assert {left, right} <= {account["id"] for account in person["accounts"]}
    for account in person["accounts"]:
        assert [statement["source"] for statement in account["statements"]] == ["demo"]
    assert any(judgement["by"] == "kith" and judgement["confidence"] == 1.0 for judgement in person["judgements"])
    facts = list(csv.DictReader(io.StringIO(kith("person", left, "--csv").stdout)))
    assert {"person", "account", "posts"} <= {fact["section"] for fact in facts}
    assert {fact["source"] for fact in facts if fact["what"] == f"{left} handle"} == {"demo, load:1"}


def test_a_customer_is_one_and_has_deals(truth: Truth) -> None:
    person = answer_of("person", truth.customers[0])
    assert person["relation"] == "CUSTOMER"
    assert "WON" in {deal["status"] for deal in person["transactions"]}
    assert all(isinstance(deal["amount"], str) for deal in person["transactions"])


@pytest.mark.parametrize(
    "arguments",
    [
        ["rank"],
        ["communities"],
        ["themes"],
        ["status"],
        ["loads"],
        ["rejected"],
        ["us", "list"],
        ["sources"],
        ["doctor"],
    ],
)
def test_tables_fit_80_columns_in_a_pipe_and_csv_has_a_row_for_each_line(arguments: list[str]) -> None:
    result = kith(*arguments)
    assert result.exit_code == 0, result.output
    assert max(len(line) for line in result.stdout.splitlines()) <= 120
    table = [line for line in result.stdout.splitlines() if "─" in line]
    assert all(len(line) <= 80 for line in table)
    json.loads(kith(*arguments, "--json").stdout)
    rows = list(csv.reader(io.StringIO(kith(*arguments, "--csv").stdout)))
    assert {len(row) for row in rows} == {len(rows[0])}


def test_the_schema_is_printed() -> None:
    from graphql import build_schema

    schema = build_schema(kith("schema").stdout)
    assert schema.query_type is not None
    assert "influencers" in schema.query_type.fields


def test_publishing_is_for_neo4j() -> None:
    assert "no Neo4j store" in refusal_of("publish")
