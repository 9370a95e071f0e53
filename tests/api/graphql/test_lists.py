"""Lists at the root and what they are narrowed and ordered by: right answers are read from the village."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any, Final

import pytest

from api.workspace.workspace import Workspace
from graph.model.account import Account, Relation
from graph.model.transaction import Transaction, TransactionStatus
from graph.port.batch import Batch
from tests.api.asking import Client
from tests.api.village import day, records, settings_in
from tests.conftest import wipe

BY_NAME: Final = [
    *("Ada Hill", "Ada Other", "Augustus Vale", "Ben Moss", "Cleo Reed", "Dan Ford", "Eve Lark", "Fay Wood"),
    *("Gus Vale", "Hugo Dale", "Kettle & Trail", "Zed"),
]
PEOPLE: Final = "query ($filter: PersonFilter, $by: PersonOrder) { people(first: 50, filter: $filter, orderBy: $by) {"
NAMES: Final = PEOPLE + " totalCount edges { node { name } } } }"
POSTS: Final = """query ($filter: PostFilter, $by: PostOrder) {
  posts(first: 50, filter: $filter, orderBy: $by) { edges { node { id } } } }"""
DEALS: Final = """query ($filter: TransactionFilter, $by: TransactionOrder) {
  transactions(first: 9, filter: $filter, orderBy: $by) {
    totalCount edges { node { id amount currency person { name } } } } }"""


@pytest.fixture(scope="module", params=["sqlite", pytest.param("neo4j", marks=pytest.mark.neo4j)])
def asking(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    """Asks the village in each kind of store, with more deals."""
    folder = tmp_path_factory.mktemp("lists")
    settings = settings_in(folder)
    if request.param == "neo4j":
        url = request.getfixturevalue("neo4j_url")
        wipe(url)
        settings = settings.model_copy(update={"store": url, "state": folder / "state"})
    with Workspace(settings) as workspace:
        with workspace.store.writer("village") as writer:
            writer.write(Batch([*records(), *deals()]))
        workspace.decisions().add_us(["x:8"], Relation.BRAND)
        workspace.analyse()
        yield Client(workspace)


def deals() -> Iterator[Transaction]:
    """An open deal of Gus, and a lost one of Augustus."""
    facts = [
        ("shop:7", "x:7", TransactionStatus.OPEN, "80", "USD", 4),
        ("crm:1", "crm:9", TransactionStatus.LOST, "500", "EUR", 1),
    ]
    for native, account, status, amount, currency, number in facts:
        yield Transaction(
            id=f"transaction:{native}",
            account=account,
            kind="deal",
            status=status,
            amount=Decimal(amount),
            currency=currency,
            at=day(number),
        )


def nodes(connection: Any) -> list[Any]:
    return [edge["node"] for edge in connection["edges"]]


@pytest.mark.parametrize(
    ("order", "first"),
    [
        (None, BY_NAME),
        ("NAME", BY_NAME),
        ("FOLLOWERS", ["Ben Moss", "Ada Hill", "Zed", "Cleo Reed", "Dan Ford", "Eve Lark", "Fay Wood", "Gus Vale"]),
        ("POSTS", ["Ada Hill", "Cleo Reed", "Dan Ford", "Eve Lark", "Fay Wood", "Ben Moss", "Gus Vale", "Hugo Dale"]),
        (
            "LATEST",
            [
                *("Fay Wood", "Cleo Reed", "Ada Hill", "Eve Lark", "Dan Ford", "Hugo Dale", "Gus Vale", "Ben Moss"),
                *("Ada Other", "Augustus Vale", "Zed", "Kettle & Trail"),  # who wrote nothing, by id
            ],
        ),
    ],
)
def test_everybody_is_listed_in_the_order_asked_for(asking: Client, order: str | None, first: list[str]) -> None:
    answer = asking.data(NAMES, by=order)["people"]
    names = [node["name"] for node in nodes(answer)]
    assert names[: len(first)] == first
    assert (answer["totalCount"], sorted(names)) == (12, sorted(BY_NAME))


def test_people_by_influence_are_as_the_ranking_has_them(asking: Client) -> None:
    ranked = nodes(
        asking.data("{ influencers(first: 50, withUs: true) { edges { node { person { name } } } } }")["influencers"]
    )
    names = [row["person"]["name"] for row in ranked]
    assert len(names) == 9
    listed = [node["name"] for node in nodes(asking.data(NAMES, by="INFLUENCE")["people"])]
    assert listed[: len(names)] == names


@pytest.mark.parametrize(
    ("shown", "names"),
    [
        ({"network": "bluesky"}, ["Ada Other"]),
        ({"network": "twitter"}, [name for name in BY_NAME if name not in ("Ada Other", "Augustus Vale")]),
        ({"network": "nowhere"}, []),
        ({"relation": ["CUSTOMER", "PROSPECT"]}, ["Augustus Vale", "Gus Vale"]),
        ({"kind": ["ORGANISATION"]}, ["Kettle & Trail"]),
        ({"language": "en", "relation": ["PROSPECT", "BRAND"]}, ["Gus Vale"]),
        ({"language": "de"}, []),
        ({"reachableFrom": "Hugo Dale", "maxHops": 1}, ["Eve Lark", "Gus Vale", "Hugo Dale"]),
    ],
)
def test_people_are_narrowed(asking: Client, shown: dict[str, Any], names: list[str]) -> None:
    answer = asking.data(NAMES, filter=shown)["people"]
    assert [node["name"] for node in nodes(answer)] == names
    assert answer["totalCount"] == len(names)
    searched = (
        'query ($f: PersonFilter) { searchPeople(text: "vale", first: 9, filter: $f) { edges { node { name } } } }'
    )
    both = {node["name"] for node in nodes(asking.data(searched, f=shown)["searchPeople"])}
    assert both == {name for name in names if "Vale" in name}


def test_rankings_are_narrowed_by_network_and_language_too(asking: Client) -> None:
    asked = (
        "query ($f: RankingFilter) { influencers(first: 50, filter: $f) { edges { node { rank person { name } } } } }"
    )
    whole = nodes(asking.data(asked)["influencers"])
    english = nodes(asking.data(asked, f={"language": "en", "network": "x"})["influencers"])
    assert english == [row for row in whole if row["person"]["name"] != "Kettle & Trail"]
    assert nodes(asking.data(asked, f={"network": "crm"})["influencers"]) == []


@pytest.mark.parametrize(
    ("order", "natives"),
    [
        ("NEWEST", "30 20 6 14 5 13 4 12 3 11 2 10 1"),
        ("OLDEST", "1 10 2 11 3 12 4 13 5 14 6 20 30"),
        # Ada's first has two answers and a like, those of Eve and Cleo two answers, that of Gus one
        ("ENGAGEMENT", "1 10 3 12 11 13 14 2 20 30 4 5 6"),
    ],
)
def test_posts_are_listed_in_the_order_asked_for(asking: Client, order: str, natives: str) -> None:
    listed = nodes(asking.data(POSTS, by=order)["posts"])
    assert [node["id"].removeprefix("post:x:") for node in listed] == natives.split()


def test_posts_by_how_they_speak(asking: Client) -> None:
    well = [node["id"] for node in nodes(asking.data(POSTS, by="MOST_POSITIVE")["posts"])]
    ill = [node["id"] for node in nodes(asking.data(POSTS, by="MOST_NEGATIVE")["posts"])]
    assert well[:2] == ["post:x:2", "post:x:5"]  # what is loved, and what is like yours
    assert ill[-2:] == ["post:x:5", "post:x:2"]
    assert sorted(well) == sorted(ill)


@pytest.mark.parametrize(
    ("shown", "count"),
    [
        ({"network": "x"}, 13),
        ({"network": "bluesky"}, 0),
        ({"language": "en"}, 13),
        ({"language": "fr"}, 0),
        ({"relation": ["PROSPECT"]}, 1),
        ({"kind": ["ORGANISATION"]}, 0),
        ({"kind": ["HUMAN"], "about": "trail", "network": "twitter"}, 6),
    ],
)
def test_posts_are_narrowed(asking: Client, shown: dict[str, Any], count: int) -> None:
    assert len(nodes(asking.data(POSTS, filter=shown)["posts"])) == count


@pytest.mark.parametrize(
    ("shown", "order", "natives"),
    [
        (None, None, "shop:7 crm:10248 crm:1"),
        (None, "OLDEST", "crm:1 crm:10248 shop:7"),
        (None, "LARGEST", "crm:1 crm:10248 shop:7"),
        ({"status": ["WON", "OPEN"]}, None, "shop:7 crm:10248"),
        ({"currency": "EUR"}, None, "crm:10248 crm:1"),
        ({"person": "Gus Vale"}, None, "shop:7"),
        ({"network": "shop"}, None, "shop:7"),
        ({"relation": ["CUSTOMER"]}, None, "crm:10248 crm:1"),
        ({"since": "2026-03-03T00:00:00Z", "until": "2026-03-05T00:00:00Z"}, None, "crm:10248"),
    ],
)
def test_deals_of_everybody(asking: Client, shown: dict[str, Any] | None, order: str | None, natives: str) -> None:
    answer = asking.data(DEALS, filter=shown, by=order)["transactions"]
    listed = nodes(answer)
    assert [node["id"].removeprefix("transaction:") for node in listed] == natives.split()
    assert answer["totalCount"] == len(listed)
    names = {"shop:7": ("80", "USD", "Gus Vale"), "crm:10248": ("120.50", "EUR", "Augustus Vale")}
    for node in listed:
        facts = names.get(node["id"].removeprefix("transaction:"), ("500", "EUR", "Augustus Vale"))
        assert (Decimal(node["amount"]), node["currency"], node["person"]["name"]) == (Decimal(facts[0]), *facts[1:])


def test_lists_below_a_person_are_ordered_and_narrowed_as_well(asking: Client) -> None:
    answer = asking.data(
        """{ person(id: "Eve Lark") {
          latest: ties(first: 9, orderBy: LATEST) { edges { node { from { name } } } }
          deals: ties(first: 9, filter: {relation: [PROSPECT]}) { edges { node { from { name } } } }
          posts(first: 9, orderBy: OLDEST) { edges { node { id } } } }
        customer: person(id: "crm:9") { transactions(first: 9, orderBy: LARGEST) { edges { node { amount } } } } }"""
    )
    eve = answer["person"]
    # Cleo names her on day 6, Gus answers her on day 3, Fay on day 2
    assert [tie["from"]["name"] for tie in nodes(eve["latest"])] == ["Cleo Reed", "Gus Vale", "Fay Wood"]
    assert [tie["from"]["name"] for tie in nodes(eve["deals"])] == ["Gus Vale"]
    assert [post["id"] for post in nodes(eve["posts"])] == ["post:x:10", "post:x:14"]
    assert [Decimal(deal["amount"]) for deal in nodes(answer["customer"]["transactions"])] == [500, Decimal("120.50")]


def test_people_of_communities_and_themes_are_narrowed_as_well(asking: Client) -> None:
    answer = asking.data(
        """{ community: person(id: "Gus Vale") { communities { community {
          all: members(first: 50) { edges { node { person { name relation } } } }
          deals: members(first: 50, filter: {relation: [PROSPECT]}) {
            edges { node { person { name relation } } } } } } }
        themes(first: 9) { edges { node {
          all: people(first: 50) { edges { node { person { name relation } } } }
          deals: people(first: 50, filter: {relation: [PROSPECT]}) { edges { node { person { name relation } } } } } } }
        }"""
    )
    groups = [part["community"] for part in answer["community"]["communities"]] + nodes(answer["themes"])
    for group in groups:
        whole, narrowed = (nodes(group[name]) for name in ("all", "deals"))
        assert narrowed == [row for row in whole if row["person"]["relation"] == "PROSPECT"]
    assert any(nodes(group["deals"]) for group in groups)


def test_loads_are_told_newest_first_without_where_they_lie(asking: Client) -> None:
    asked = "query ($s: String) { loads(first: 5, source: $s) { totalCount edges { node { source complete read } } } }"
    answer = asking.data(asked)["loads"]
    assert nodes(answer) == [{"source": "village", "complete": True, "read": len([*records(), *deals()])}]
    assert asking.data(asked, s="elsewhere")["loads"] == {"totalCount": 0, "edges": []}


PAGED: Final = {
    "people": ("NAME", "INFLUENCE", "FOLLOWERS", "POSTS", "LATEST"),
    "posts": ("NEWEST", "OLDEST", "ENGAGEMENT", "MOST_NEGATIVE", "MOST_POSITIVE"),
    "transactions": ("NEWEST", "OLDEST", "LARGEST"),
    "communities": ("SIZE", "LABEL", "NEWEST"),
    "themes": ("POSTS", "LATEST", "NEWEST"),
}
"""Lists and all their orders."""


@pytest.mark.parametrize(("name", "order"), [(name, order) for name, orders in PAGED.items() for order in orders])
def test_pages_laid_together_are_the_whole_list(asking: Client, name: str, order: str) -> None:
    page = f"{name}(first: FIRST, orderBy: {order}, after: AFTER) {{ edges {{ cursor node {{ id }} }} }}"
    whole = asking.data("{ " + page.replace("FIRST", "50").replace("AFTER", "null") + " }")[name]["edges"]
    together: list[Any] = []
    while len(together) < len(whole):
        after = f'"{together[-1]["cursor"]}"' if together else "null"
        together += asking.data("{ " + page.replace("FIRST", "5").replace("AFTER", after) + " }")[name]["edges"]
    assert together == whole
    assert len({edge["node"]["id"] for edge in whole}) == len(whole) > 0


@pytest.mark.parametrize("name", PAGED)
def test_a_cursor_of_another_order_is_refused(asking: Client, name: str) -> None:
    one, other = PAGED[name][:2]
    page = f"{{ {name}(first: 1, orderBy: ORDER, after: AFTER) {{ edges {{ cursor }} }} }}"
    cursor = asking.data(page.replace("ORDER", one).replace("AFTER", "null"))[name]["edges"][0]["cursor"]
    error = asking.error(page.replace("ORDER", other).replace("AFTER", f'"{cursor}"'))
    assert (error["code"], error["field"]) == ("BAD_USER_INPUT", "after")


def test_pages_go_on_where_they_were_when_people_come_between(own_village: Workspace) -> None:
    client = Client(own_village)
    asked = "query ($after: String) { people(first: 4, after: $after) { edges { cursor node { name } } } }"
    first = client.data(asked)["people"]["edges"]
    with own_village.store.writer("more") as writer:
        writer.write(Batch([Account(id="a:1", name="Aaron"), Account(id="a:2", name="Cleo Abel")]))
    own_village.analyse()
    own_village._former.clear()  # a server that has started since holds no former findings
    second = client.data(asked, after=first[-1]["cursor"])["people"]["edges"]
    names = [edge["node"]["name"] for edge in (*first, *second)]
    assert names == [*BY_NAME[:4], "Cleo Abel", *BY_NAME[4:7]]


def test_watches_are_narrowed_by_kind(listening: Workspace) -> None:
    client = Client(listening)
    asked = "query ($kind: [WatchKind!]) { watches(kind: $kind) { name } }"
    assert client.data(asked, kind=["COMPETITOR"]) == {"watches": [{"name": "Trail"}]}
    assert len(client.data(asked)["watches"]) == 2
