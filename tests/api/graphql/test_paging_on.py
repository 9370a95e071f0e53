"""Paging on: a list that was begun before an analysis goes on as it was, whatever came in between."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

import pytest

from api.workspace.workspace import Workspace
from graph.model.account import Account
from graph.model.post import Post
from graph.port.batch import Batch, Record
from tests.api.asking import Client
from tests.api.village import KETTLE, day, village

PERSON: Final = """fragment Whole on Person {
  id name relation
  accounts { id person { communities { share } } }
  influence { score rank parts { value } evidence(first: 2) { id } provenance { fingerprint } }
  measure(name: DEGREE) { value rank }
  communities { share community { id label size members(first: 2) { edges { node { person { name } } } } } }
  posts(first: 2) { edges { node { text person { influence { rank } } conversation(first: 9) { totalCount } } } }
  ties(first: 2) { edges { node { strength byKind { count } from { influence { rank } } posts(first: 1) { id } } } }
  themes(first: 2) { edges { node { label } } }
}"""

LISTS: Final = {
    "influencers": "influencers(PAGE) { … { rank value person { ...Whole } contributions(first: 2) { amount } } }",
    "influencers of a scope": 'influencers(PAGE, scope: {about: "kettle"}) { … { rank person { ...Whole } } }',
    "influencers within reach": """influencers(PAGE, filter: {reachableFrom: "x:6", maxHops: 2}) {
        … { rank person { ...Whole } } }""",
    "searchPeople": 'searchPeople(text: "a", PAGE) { … { ...Whole } }',
    "people": "people(PAGE) { … { ...Whole } }",
    "people by influence": "people(PAGE, orderBy: INFLUENCE) { … { ...Whole } }",
    "trends": "trends(PAGE) { … { id now before } }",
    "themes by their first post": "themes(PAGE, orderBy: NEWEST) { … { id firstSeen } }",
    "communities by label": "communities(PAGE, orderBy: LABEL) { … { id label } }",
    "ties by acts": 'within: person(id: "x:5") { ties(PAGE, orderBy: INTERACTIONS) { … { strength to { name } } } }',
    "communities": "communities(PAGE) { … { id size brokers(first: 3) { ...Whole } } }",
    "themes": "themes(PAGE) { … { id postCount } }",
    "members": 'within: community(id: "COMMUNITY") { members(PAGE) { … { share person { ...Whole } } } }',
    "people of a theme": """within: node(id: "THEME") { ... on Theme { people(PAGE) {
        … { rank person { ...Whole } } } } }""",
    "ties": 'within: person(id: "x:5") { ties(PAGE) { … { strength from { ...Whole } to { name } } } }',
    "themes of a person": 'within: person(id: "x:3") { themes(PAGE) { … { id postCount } } }',
    "influencers of a watch": 'within: watch(id: "watch:k") { influencers(PAGE) { … { rank person { ...Whole } } } }',
}
"""Every list that findings put in order; … stands for the edges."""

ALL: Final = 20
EDGES: Final = "pageInfo { hasNextPage endCursor } edges { node"
THERE: Final = "{ communities(first: 1) { edges { node { id } } } themes(first: 1) { edges { node { id } } } }"


def newcomers() -> Iterator[Record]:
    """People whose ids come before all others, and who turn the order of most lists over."""
    for number in range(6):
        yield Account(id=f"a:{number}", handle=f"a{number}", name=f"Aaron {number}", followers=99_999)
        for other in range(6):
            said = f"A kettle lid on the ridge trail {number} {other}"
            to = (f"a:{other}", "x:10", "x:4")
            name = f"post:a:{number}{other}"
            yield Post(id=name, author=f"a:{number}", at=day(8), text=said, mentions=to, language="en")


@dataclass(frozen=True)
class Begun:
    """A list as it was before the change: all of it, its first page, and the pages after that."""

    query: str
    whole: list[Any]
    first: list[Any]
    rest: Iterator[list[Any]]


@pytest.fixture(scope="module")
def heard(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    """The village with a watch that its findings know."""
    with village(tmp_path_factory.mktemp("paging"), analysed=False) as workspace:
        workspace.decisions().save_watch(KETTLE)
        workspace.analyse()
        yield workspace


@pytest.fixture(scope="module")
def client(heard: Workspace) -> Client:
    """Asks about it."""
    return Client(heard)


@pytest.fixture(scope="module")
def begun(heard: Workspace, client: Client) -> dict[str, Begun]:
    """Every list, begun before the change, which has happened."""
    result = {}
    for name in LISTS:
        query = asked(client, name)
        (whole,) = pages(client, query, ALL)
        paged = pages(client, query, 1)
        result[name] = Begun(query, whole, next(paged), paged)
    with heard.store.writer("newcomers") as writer:
        writer.write(Batch(list(newcomers())))
    heard.analysed()
    return result


def pages(client: Client, query: str, first: int) -> Iterator[list[Any]]:
    """The rows of each page, one page after another."""
    after = None
    while True:
        result = next(iter(client.data(query, n=first, after=after).values()))
        result = result if "edges" in result else next(iter(result.values()))
        yield [edge["node"] for edge in result["edges"]]
        if not result["pageInfo"]["hasNextPage"]:
            return
        after = result["pageInfo"]["endCursor"]


def asked(client: Client, name: str) -> str:
    """The query for pages of a list."""
    there = client.data(THERE)
    community, theme = (there[kind]["edges"][0]["node"]["id"] for kind in ("communities", "themes"))
    field = (
        LISTS[name]
        .replace("PAGE", "first: $n, after: $after")
        .replace("…", "pageInfo { hasNextPage endCursor } edges { node")
        .rstrip()
    )
    field = field.replace("COMMUNITY", community).replace("THEME", theme)
    whole = f"query ($n: Int!, $after: String) {{ {field} }} }}"
    return whole + (PERSON if "...Whole" in whole else "")


@pytest.mark.parametrize("name", LISTS)
def test_a_list_goes_on_as_it_was_after_an_analysis(client: Client, begun: dict[str, Begun], name: str) -> None:
    result = begun[name]
    assert len(result.whole) > 1
    assert [*result.first, *(row for page in result.rest for row in page)] == result.whole
    (anew,) = pages(client, result.query, ALL)
    assert anew != result.whole, "the change turned nothing over"


def test_a_list_goes_on_by_value_and_id_when_its_findings_are_gone(own_village: Workspace) -> None:
    client = Client(own_village)
    query = asked(client, "influencers")
    paged = pages(client, query, 1)
    first = next(paged)
    own_village._former.clear()
    rest = [row for page in paged for row in page]
    (whole,) = pages(client, query, ALL)
    assert [*first, *rest] == whole
