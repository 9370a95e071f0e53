"""People by their names, search, and what status, doctor and rankings say of a store of several sources."""

from pathlib import Path

import pytest

from tests.api.command_line import answer_of, kith, refusal_of

PEOPLE = """id,network,handle,name
1,chirper,ada,Ada Marsh
2,chirper,bo,Bo Lindqvist
3,chirper,sam,Sam Reed
4,plaza,reed,Sam  Reed
5,plaza,zoe,Zoë Quist
"""
POSTS = """id,network,author,at,text,reply_to
10,chirper,1,2026-05-01T09:00:00Z,The new kettle boils in a minute,
11,chirper,2,2026-05-01T09:05:00Z,@ada which kettle is that?,10
12,chirper,3,2026-05-01T09:07:00Z,A lid for the kettle,
13,chirper,3,2026-05-01T09:08:00Z,A lid without one,
"""


@pytest.fixture
def loaded(folder: Path) -> Path:
    """Five people, two of whom have one name, and four posts; an edge list is a source of its own."""
    (folder / "people.csv").write_text(PEOPLE)
    (folder / "posts.csv").write_text(POSTS)
    (folder / "friends.csv").write_text("from,to\numa,vic\n")
    assert kith("load", "csv", "people.csv", "posts.csv").exit_code == 0
    assert kith("load", "edges", "friends.csv", "--network", "office").exit_code == 0
    return folder


def test_people_and_posts_are_found_by_what_people_call_them(loaded: Path) -> None:
    for name in ("Ada Marsh", "ada marsh", " ADA  MARSH "):
        assert answer_of("person", name)["id"] == "person:chirper:1"
    assert answer_of("path", "Bo Lindqvist", "Ada Marsh")["paths"][0]["names"] == ["Bo Lindqvist", "Ada Marsh"]

    several = refusal_of("person", "Sam Reed")
    assert "2 people are called 'Sam Reed'" in several
    assert "person:chirper:3 (on chirper); person:plaza:4 (on plaza)" in several
    assert "name one of them by its id" in several

    assert "Ada Marsh (person:chirper:1)" in refusal_of("person", "Ada March")
    assert "Ada Marsh (person:chirper:1)" in refusal_of("erase", "Marsh", "--yes")
    assert "kith erase person:chirper:1" in refusal_of("erase", "Ada Marsh", "--yes"), "a name erases nobody"
    assert "@bo (chirper:2)" in refusal_of("path", "@boo")
    assert "an @handle or a name" in refusal_of("person", "Quetzalcoatl Iztaccihuatl")

    hits = answer_of("search", "reed")
    assert [person["person"] for person in hits["people"]] == ["person:plaza:4", "person:chirper:3"], "its handle first"
    assert (hits["total_people"], hits["total_posts"]) == (2, 0)
    hits = answer_of("search", "kettle lid")
    assert [(post["post"], post["name"]) for post in hits["posts"]] == [("post:chirper:12", "Sam Reed")]
    first, second, third = (answer_of("search", "kettle", "--limit", "2", "--page", page) for page in "123")
    assert [[post["post"] for post in page["posts"]] for page in (first, second, third)] == [
        ["post:chirper:12", "post:chirper:11"],
        ["post:chirper:10"],
        [],
    ]
    assert {page["total_posts"] for page in (first, second, third)} == {3}
    assert "--page 2" in kith("search", "kettle", "--limit", "2").stdout
    assert "--page" not in kith("search", "kettle", "--limit", "3").stdout
    assert "Ada Marsh (person:chirper:1)" in kith("search", "Ada March").stdout


def test_status_doctor_and_rankings_speak_of_the_same_store(loaded: Path) -> None:
    status = answer_of("status")
    checks = {row["check"]: row["found"] for row in answer_of("doctor")["rows"]}
    names = ("people", "accounts", "posts", "interactions", "transactions")
    assert checks["store"].endswith(", ".join(f"{status[name]} {name}" for name in names))
    assert (status["people"], status["posts"], status["interactions"]) == (7, 4, 2), "a reply and an edge"

    asked = kith("rank")
    assert asked.stderr.startswith("there are no findings yet for what is asked: analysing first")
    assert "it mixes all that 2 sources say: csv, edges; --watch NAME" in asked.stdout
    assert "analysing first" not in kith("rank").stderr, "they are kept"
    assert "it mixes" not in kith("rank", "--about", "kettle").stdout
