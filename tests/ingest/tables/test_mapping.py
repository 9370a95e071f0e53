"""Other tables than the project's own, by a mapping on the command line or in a file."""

from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from graph.model.account import Account
from graph.model.interaction import Interaction
from graph.model.post import Post
from graph.model.transaction import Transaction
from ingest.errors import SourceError
from ingest.sources.plain_csv import Csv
from ingest.tables.table_plan import TableOptions
from tests.ingest.reading import only, read, write

SUPPORT = (
    ",tweet_id,author_id,inbound,created_at,text,response_tweet_id,in_response_to_tweet_id\n"
    "0,1,Helpdesk,False,Tue Oct 31 22:10:47 +0000 2017,@115712 I understand.,2,3.0\n"
    "1,2,115712,True,Tue Oct 31 22:11:45 +0000 2017,@Helpdesk \r\rwhat now?,,1.0\n"
    '2,3,115712,True,Tue Oct 31 22:08:27 +0000 2017,"@Helpdesk, hello",1,\n'
)
SUPPORT_MAP = "id=tweet_id,author_handle=author_id,at=created_at,text=text,reply_to=in_response_to_tweet_id"


def test_a_mapping_on_the_command_line(tmp_path: Path) -> None:
    source = Csv(
        [write(tmp_path, "t.csv", SUPPORT)], TableOptions(kind="posts", network="twitter", mapping=SUPPORT_MAP)
    )
    records, reasons = read(source)
    assert reasons == {}
    posts = [record for record in records if isinstance(record, Post)]
    assert [(post.id, post.author, post.reply_to, post.mentions) for post in posts] == [
        ("post:x:1", "x:@helpdesk", "post:x:3", ("x:@115712",)),
        ("post:x:2", "x:@115712", "post:x:1", ("x:@helpdesk",)),
        ("post:x:3", "x:@115712", None, ("x:@helpdesk",)),
    ]
    assert posts[1].text == "@Helpdesk \r\rwhat now?"
    assert posts[0].at == datetime(2017, 10, 31, 22, 10, 47, tzinfo=UTC)
    assert {(record.id, record.handle) for record in records if isinstance(record, Account)} == {
        ("x:@helpdesk", "Helpdesk"),
        ("x:@115712", "115712"),
    }


CUSTOMERS = "CustomerID,CompanyName,FirstName,LastName\nALPHA,Alpha GmbH,Ada,Example\nBETA,Beta Ltd,,\n"
ORDERS = "OrderID,CustomerID,OrderDate\n1,ALPHA,2026-01-01 00:00:00.000\n2.0,BETA,2026-01-01\n3,BETA,2026-01-01\n"
LINES = "OrderID,UnitPrice,Quantity,Discount\n1,14.0,12,0.0\n1,9.8,10,0.15\n2,0.1,3,0\n9,1,1,0\n,1,1,0\n4,1,1,0,7\n"
SHOP = """
[people]
file = "customers.csv"
network = "shop"
id = "customerid"
name = { columns = ["FirstName", "LastName"], value = "nobody" }
company = "CompanyName"
kind = { value = "ORGANISATION" }

[transactions]
file = "orders.csv"
network = "shop"
id = "orderID"
account = "customerID"
kind = { value = "order" }
status = { value = "WON" }
currency = { value = "USD" }
at = { column = "orderDate", zone = "Europe/Berlin" }
lines = { file = "lines.csv", on = "orderID", price = "unitPrice", quantity = "quantity", discount = "discount" }
"""


def test_a_mapping_in_a_file_with_order_lines(tmp_path: Path) -> None:
    for name, table in (("customers.csv", CUSTOMERS), ("orders.csv", ORDERS), ("lines.csv", LINES)):
        write(tmp_path, name, table)
    toml = write(tmp_path, "shop.toml", SHOP)
    records, reasons = read(Csv([tmp_path], TableOptions(mapping=str(toml))))
    assert [(r.id, r.name, r.company) for r in records if isinstance(r, Account)] == [
        ("shop:ALPHA", "Ada Example", "Alpha GmbH"),
        ("shop:BETA", "nobody", "Beta Ltd"),
    ]
    orders = [r for r in records if isinstance(r, Transaction)]
    assert [(order.id, order.account, order.amount) for order in orders] == [
        ("transaction:shop:1", "shop:ALPHA", Decimal("251.3")),  # 14 × 12 + 9.8 × 10 × 0.85
        ("transaction:shop:2", "shop:BETA", Decimal("0.3")),
    ]
    assert orders[0].at == datetime(2025, 12, 31, 23, tzinfo=UTC)
    assert reasons == {
        "orders.csv:4": "lines.csv has no line for this transaction, so its amount is not known",
        "lines.csv:5": "orders.csv has no transaction '9' to which this line belongs",
        "lines.csv:6": "orderID is empty",
        "lines.csv:7": "expected 4 fields as in the header, got 5;"
        " a field that holds the separator needs double quotes around it",
    }


def test_tables_of_one_kind_may_be_several_and_files_may_be_named_by_the_command(tmp_path: Path) -> None:
    path = write(tmp_path, "c.csv", CUSTOMERS)
    toml = write(
        tmp_path,
        "m.toml",
        '[[people]]\nnetwork = "shop"\nid = "CustomerID"\n[[people]]\nnetwork = "staff"\nid = "CustomerID"\n',
    )
    records, _ = read(Csv([path], TableOptions(mapping=str(toml))))
    assert [record.id for record in records] == ["shop:ALPHA", "shop:BETA", "staff:ALPHA", "staff:BETA"]


def test_the_second_of_two_columns_of_one_name(tmp_path: Path) -> None:
    path = write(tmp_path, "knows.csv", "Person.id|Person.id|when\n1|2|2026-01-01\n")
    toml = write(
        tmp_path,
        "m.toml",
        '[interactions]\nnetwork = "club"\nfrom = "person.id"\nto = "person.id#2"\nkind = { value = "KNOWS" }\n',
    )
    act = only(Csv([path], TableOptions(mapping=str(toml))))
    assert isinstance(act, Interaction)
    assert (act.actor, act.target) == ("club:1", "club:2")


@pytest.mark.parametrize(
    ("toml", "sentence"),
    [
        ("[posts", "is no TOML"),
        ("", "names no table"),
        ("[tweets]\nid = 'a'\n", "has 'tweets'"),
        ("posts = 3\n", "expected a table [posts]"),
        ("[posts]\nid = 3\n", "posts.id: expected a column's name"),
        ("[posts]\nid = { colum = 'a' }\n", "posts.id: expected only"),
        ("[posts]\nid = 'a'\n", "[posts] lacks author or author_handle"),
        ("[posts]\nid = 'a'\nauthor = 'b'\ntext = 'b'\nfile = 'none.csv'\n", "none.csv is not there"),
        ("[transactions]\nlines = { file = 'a' }\n", "transactions.lines: expected"),
    ],
)
def test_a_mapping_that_is_wrong_gets_one_sentence(tmp_path: Path, toml: str, sentence: str) -> None:
    path = write(tmp_path, "t.csv", "a,b\n1,2\n")
    mapping = write(tmp_path, "m.toml", toml)
    with pytest.raises(SourceError) as caught:
        list(Csv([path], TableOptions(mapping=str(mapping))).fetch())
    assert sentence in str(caught.value)
