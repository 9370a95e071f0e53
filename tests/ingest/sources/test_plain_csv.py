"""The source `csv`: the project's own tables, and others by a mapping."""

from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from graph.model.account import Account, PersonKind, Relation
from graph.model.interaction import Interaction, InteractionKind
from graph.model.post import Post
from graph.model.tombstone import Deletion, Reason
from graph.model.transaction import Transaction, TransactionStatus
from ingest.errors import SourceError
from ingest.sources.plain_csv import Csv
from ingest.tables.table_plan import TableOptions
from tests.ingest.reading import only, read, write

JANUARY = datetime(2026, 1, 1, tzinfo=UTC)


def test_a_folder_of_our_own_tables(tmp_path: Path) -> None:
    write(
        tmp_path,
        "people.csv",
        "id,network,handle,name,kind,email,company,relation,followers,following,verified,url,shoe size\n"
        "1,x,@Ada,Ada Example,HUMAN,ada@example.org,Example,customer,10,20,true,https://example.org/ada,38\n",
    )
    write(
        tmp_path,
        "posts.csv",
        "id,author,at,text,reply_to,repost_of,quote_of,mentions,language,url,likes,reposts,replies,views\n"
        'x:20,x:1,2026-01-01,"Hi, ""you""",19,x:18,post:x:17,x:2 @Bob;x:3,en,https://example.org/20,1,2,3,4\n',
    )
    write(tmp_path, "interactions.csv", "from,to,kind,at,post,weight\nx:1,x:2,MEETING,2026-01-01,,3\n")
    write(
        tmp_path,
        "transactions.csv",
        "id,account,kind,status,amount,currency,at\ncrm:7,x:1,deal,won,12.50,eur,2026-01-01\n",
    )
    write(tmp_path, "deletions.csv", "id,at,reason\npost:x:9,2026-01-01,\nx:5,2026-01-01,suspended\n")
    records, reasons = read(Csv([tmp_path]))
    assert reasons == {}
    assert records == [
        Account(
            id="x:1",
            handle="Ada",
            name="Ada Example",
            kind=PersonKind.HUMAN,
            email="ada@example.org",
            company="Example",
            relation=Relation.CUSTOMER,
            followers=10,
            following=20,
            verified=True,
            url="https://example.org/ada",
        ),
        Post(
            id="post:x:20",
            author="x:1",
            at=JANUARY,
            text='Hi, "you"',
            reply_to="post:x:19",
            repost_of="post:x:18",
            quote_of="post:x:17",
            mentions=("x:2", "x:@bob", "x:3"),
            language="en",
            url="https://example.org/20",
            likes=1,
            reposts=2,
            replies=3,
            views=4,
        ),
        Interaction(
            id="interaction:x:1|MEETING|x:2|1767225600000000|",
            actor="x:1",
            target="x:2",
            kind=InteractionKind.MEETING,
            at=JANUARY,
            weight=3.0,
        ),
        Transaction(
            id="transaction:crm:7",
            account="x:1",
            kind="deal",
            status=TransactionStatus.WON,
            amount=Decimal("12.50"),
            currency="EUR",
            at=JANUARY,
        ),
        Deletion(id="post:x:9", at=JANUARY),
        Deletion(id="x:5", at=JANUARY, reason=Reason.SUSPENDED),
    ]


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_separators_marks_and_line_ends(tmp_path: Path, separator: str, mark: str, ending: str) -> None:
    lines = [["ID", " Network ", "HANDLE"], ["1", "x", "ada"], []]
    path = write(tmp_path, "people.csv", mark + ending.join(separator.join(line) for line in lines))
    assert only(Csv([path])) == Account(id="x:1", handle="ada")


def test_lines_above_the_header_are_passed_over(tmp_path: Path) -> None:
    path = write(tmp_path, "people.csv", "Exported by Example\n\nsep=;\nid;network\n1;x\n")
    assert only(Csv([path])) == Account(id="x:1")


def test_mentions_come_from_the_text_only_without_a_column_of_their_own(tmp_path: Path) -> None:
    texts = write(tmp_path, "posts.csv", "id,author,text\nx:20,x:1,hi @Bob @bob\n")
    assert only(Csv([texts])) == Post(id="post:x:20", author="x:1", text="hi @Bob @bob", mentions=("x:@bob",))
    column = write(tmp_path, "posts.csv", "id,author,text,mentions\nx:20,x:1,hi @Bob,\n")
    assert only(Csv([column])) == Post(id="post:x:20", author="x:1", text="hi @Bob")


def test_native_ids_take_the_network_of_the_row_of_the_command_or_of_the_author(tmp_path: Path) -> None:
    rows = write(tmp_path, "posts.csv", "id,author,text,network\n20,1,hi,x\n21,2,ho,\n")
    records, _ = read(Csv([rows], TableOptions(network="forum")))
    assert [(record.id, record.author) for record in records if isinstance(record, Post)] == [
        ("post:x:20", "x:1"),
        ("post:forum:21", "forum:2"),
    ]
    author = write(tmp_path, "posts.csv", "id,author,text,reply_to\n20,x:1,hi,19\n")
    assert only(Csv([author])) == Post(id="post:x:20", author="x:1", text="hi", reply_to="post:x:19")


def test_an_interaction_may_name_a_post_instead_of_its_target(tmp_path: Path) -> None:
    path = write(tmp_path, "interactions.csv", "from,kind,post\nx:1,like,x:20\n")
    act = only(Csv([path]))
    assert isinstance(act, Interaction)
    assert (act.actor, act.target, act.kind, act.post) == ("x:1", None, InteractionKind.LIKE, "post:x:20")


def test_an_account_that_is_back(tmp_path: Path) -> None:
    path = write(tmp_path, "deletions.csv", "id,at,reason\n1,2026-01-01,returned\n")
    assert only(Csv([path], TableOptions(network="x"))) == Deletion(id="x:1", at=JANUARY, returned=True)


@pytest.mark.parametrize(
    ("name", "table", "reason"),
    [
        ("people.csv", "id,kind\nx:1,robot\n", "kind: expected one of HUMAN, ORGANISATION, UNKNOWN, got 'robot'"),
        ("people.csv", "id,relation\nx:1,friend\n", "relation: expected one of COLLEAGUE"),
        ("people.csv", "id,followers\nx:1,many\n", "followers: expected a whole number"),
        ("people.csv", "id,handle\n,\n", "expected an id or a handle"),
        ("people.csv", "id\n1\n", "--network"),
        ("posts.csv", "id,author,text\n,x:1,hi\n", "expected a post's id"),
        ("posts.csv", "id,author,text\nx:1,x:1,hi,there\n", "expected 3 fields as in the header, got 4"),
        ("posts.csv", "id,author,text\nx:1,x:1\n", "expected 3 fields as in the header, got 2"),
        ("posts.csv", "id,author,text,at\nx:1,x:1,hi,01/02/2026\n", "which is it"),
        ("interactions.csv", "from,to,kind\nx:1,x:2,poke\n", "kind: expected one of FOLLOW"),
        ("interactions.csv", "from,to,kind\nx:1,,LIKE\n", "the account or the post that it goes to"),
        ("interactions.csv", "from,to,kind,weight\nx:1,x:2,LIKE,NaN\n", "weight: expected a number above 0"),
        ("interactions.csv", "from,to,kind,weight\nx:1,x:2,LIKE,-1\n", "weight: expected a number above 0"),
        (
            "transactions.csv",
            "id,account,kind,status,amount,currency,at\n1,x:1,deal,won,NaN,EUR,2026-01-01\n",
            "amount: expected an amount like 1234.50, got 'NaN'",
        ),
        ("deletions.csv", "id,at\nx:1,\n", "expected a moment"),
    ],
)
def test_what_is_wrong_with_a_row_is_said_with_its_line(tmp_path: Path, name: str, table: str, reason: str) -> None:
    records, reasons = read(Csv([write(tmp_path, name, table)]))
    assert records == []
    assert list(reasons) == [f"{name}:2"]
    assert reason in reasons[f"{name}:2"]


def test_a_rejected_row_keeps_the_account_it_speaks_of(tmp_path: Path) -> None:
    from ingest.errors import RecordRejected

    source = Csv([write(tmp_path, "posts.csv", "id,author,text,likes\nx:20,x:1,hi,few\n")])
    raw = next(source.fetch())
    with pytest.raises(RecordRejected) as caught:
        list(source.translate(raw))
    assert caught.value.account == "x:1"
    assert raw.text == "x:20,x:1,hi,few"


def test_dates_of_a_whole_load_can_be_named(tmp_path: Path) -> None:
    path = write(tmp_path, "posts.csv", "id,author,text,at\nx:1,x:1,hi,01/02/2026 10:00\n")
    post = only(Csv([path], TableOptions(date_format="%d/%m/%Y %H:%M", zone="+02:00")))
    assert isinstance(post, Post)
    assert post.at == datetime(2026, 2, 1, 8, tzinfo=UTC)


def test_other_tables_in_a_folder_are_named_not_passed_over(tmp_path: Path) -> None:
    write(tmp_path, "people.csv", "id\nx:1\n")
    write(tmp_path, "orders.csv", "a,b\n1,2\n")
    records, reasons = read(Csv([tmp_path]))
    assert len(records) == 1
    assert "call it one of people.csv" in reasons["orders.csv:1"]


@pytest.mark.parametrize(
    ("name", "content", "options", "sentence"),
    [
        ("orders.csv", "a,b\n1,2\n", {}, "orders.csv says not what it holds"),
        ("posts.csv", "id,text\n1,2\n", {}, "has no column 'author or author_handle'"),
        ("posts.csv", "", {}, "is empty"),
        ("posts.csv", b"\x00\x01\x02" * 100, {}, "is a binary file"),
        ("posts.csv", b"\xff\xfei\x00d\x00", {}, "is text in UTF-16"),
        ("t.csv", "a,b\n1,2\n", {"mapping": "id=a"}, "needs --as"),
        ("t.csv", "a,b\n1,2\n", {"mapping": "id=a", "kind": "tweets"}, "expected --as to be one of people"),
        ("t.csv", "a,b\n1,2\n", {"mapping": "id", "kind": "posts"}, "expected a mapping like"),
        ("t.csv", "a,b\n1,2\n", {"mapping": "id=a,size=b", "kind": "posts"}, "posts have no field 'size'"),
        ("t.csv", "a,b\n1,2\n", {"mapping": "id=a,text=b", "kind": "posts"}, "lacks author or author_handle"),
        ("t.csv", "a,b\n1,2\n", {"mapping": "id=a,text=b,author=c", "kind": "posts"}, "has no column 'c'"),
        ("people.csv", "id\n1\n", {"zone": "Mars/Base"}, "expected a time zone"),
        ("t.csv", "a,b\n1,2\n", {"mapping": "none.toml"}, "cannot be read"),
    ],
)
def test_an_input_of_another_kind_gets_one_sentence(
    tmp_path: Path, name: str, content: str | bytes, options: dict[str, str], sentence: str
) -> None:
    path = write(tmp_path, name, content)
    with pytest.raises(SourceError) as caught:
        list(Csv([path], TableOptions(**options)).fetch())
    assert sentence in str(caught.value)
    assert "\n" not in str(caught.value)


def test_missing_files_and_empty_folders(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="is not there"):
        Csv([tmp_path / "none.csv"]).input_key()
    with pytest.raises(SourceError, match="holds no file"):
        Csv([tmp_path]).input_key()
    with pytest.raises(SourceError, match="at least one"):
        Csv([]).input_key()


def test_the_key_of_an_input_follows_its_content_and_how_it_is_read(tmp_path: Path) -> None:
    path = write(tmp_path, "people.csv", "id,network\n1,x\n")
    key = Csv([path]).input_key()
    assert Csv([path]).input_key() == key
    assert Csv([path], TableOptions(network="forum")).input_key() != key
    write(tmp_path, "people.csv", "id,network\n2,x\n")
    assert Csv([path]).input_key() != key


def test_how_far_reading_has_come(tmp_path: Path) -> None:
    path = write(tmp_path, "people.csv", "id,network\n1,x\n2,x\n")
    source = Csv([path])
    assert source.size_bytes() == path.stat().st_size
    list(source.fetch())
    assert source.read_bytes() == path.stat().st_size
