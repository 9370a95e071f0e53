"""Who is who: rounded ids, two things under one id, handles that look like nothing, letters that are kept apart."""

from pathlib import Path
from typing import Any

import pytest

from tests.api.command_line import answer_of, kith

POSTS = "id,network,author,at,text\n"
BY_HANDLE = "id,network,author_handle,at,text\n"
NINE = "2026-05-01T09:00:00Z"


def load(folder: Path, name: str, content: str, *options: str) -> dict[str, Any]:
    """Load a table and return the report."""
    (folder / name).write_text(content)
    return answer_of("load", "csv", name, *options)


@pytest.mark.parametrize("native", ["7,91557E+17", "7.9e17", "7.91557E+17", "7E+17", "79.1E16"])
def test_an_id_in_the_notation_of_a_spreadsheet_is_refused_with_a_sentence(folder: Path, native: str) -> None:
    report = load(folder, "posts.csv", f'{POSTS}"{native}",x,1,{NINE},a\n5,x,"{native}",{NINE},b\n6,x,2,{NINE},c\n')
    assert report["counts"]["posts"] == 1
    assert [letter["at"] for letter in report["rejected"]] == ["posts.csv:2", "posts.csv:3"]
    assert all("a spreadsheet rounded it" in letter["reason"] for letter in report["rejected"])


@pytest.mark.parametrize("native", ["7e5", "12E4", "5e", "e5", "1.5", "3,4"])
def test_ids_that_are_no_such_numbers_are_ids(folder: Path, native: str) -> None:
    assert load(folder, "posts.csv", f'{POSTS}"{native}",x,1,{NINE},a\n')["counts"]["posts"] == 1


def test_columns_of_ids_that_end_in_zeros_are_warned_about(folder: Path) -> None:
    rows = [f"129403047242783{n}000,x,791557233689870000,{NINE},text {n}\n" for n in range(3)]
    report = load(folder, "posts.csv", POSTS + "".join(rows))
    assert report["warnings"] == []  # one account of many posts may end in zeros, and these posts have 19 digits
    rows = [f"129403047242{n}830000,x,79155723{n}689870000,{NINE},text {n}\n" for n in range(3)]
    report = load(folder, "more-posts.csv", POSTS + "".join(rows), "--as", "posts")
    assert [warning.partition(" with ")[0] for warning in report["warnings"]] == [
        "all ids of posts",
        "all ids of accounts",
    ]
    assert "a spreadsheet has rounded them" in kith("load", "csv", "more-posts.csv", "--as", "posts").output


def test_one_id_that_was_not_rounded_clears_the_others(folder: Path) -> None:
    rows = [f"129403047242{n}830000,x,1,{NINE},text\n" for n in range(3)]
    report = load(folder, "posts.csv", POSTS + "".join(rows) + f"1294030472427830001,x,1,{NINE},text\n")
    assert report["warnings"] == []


@pytest.mark.parametrize(
    ("second", "what"),
    [
        (f"x,2,{NINE},one", "author"),
        ("x,1,2026-05-01T09:05:00Z,one", "time"),
        (f"x,1,{NINE},two", "text"),
        ("x,2,2026-05-01T09:05:00Z,two", "author and time and text"),
    ],
)
@pytest.mark.parametrize("batch", ["1", "10000"])
def test_another_post_under_the_same_id_is_reported_and_overwrites_nothing(
    folder: Path, second: str, what: str, batch: str
) -> None:
    rows = f"7,x,1,{NINE},one\n8,x,3,{NINE},other\n7,{second}\n"
    report = load(folder, "posts.csv", POSTS + rows, "--batch-size", batch)
    (letter,) = report["rejected"]
    assert letter["at"] == "posts.csv:4"
    assert f"post:x:7 stands at posts.csv:2 already, with another {what}: that one is kept" in letter["reason"]
    assert (report["read"], report["counts"]["posts"]) == (3, 2)
    again = answer_of("load", "csv", "posts.csv", "--batch-size", batch)
    assert (again["written"], again["unchanged"], again["rejected_total"]) == (0, 2, 1)


def test_the_same_post_with_newer_counts_or_a_newer_statement_is_no_contradiction(folder: Path) -> None:
    header = "id,network,author,at,text,likes,stated_at\n"
    rows = f"7,x,1,{NINE},one,1,\n7,x,1,{NINE},one,5,\n7,x,,,one,5,\n"
    rows += f"8,x,1,{NINE},one,,2026-05-02\n8,x,1,{NINE},two,,2026-05-03\n"
    report = load(folder, "posts.csv", header + rows)
    assert (report["rejected_total"], report["counts"]["posts"]) == (0, 2)


def test_two_accounts_and_two_orders_under_one_id_are_reported_too(folder: Path) -> None:
    people = load(folder, "people.csv", "id,network,handle,name\n1,x,ada,Ada\n1,x,Ada,Ada M\n1,x,bo,Bo\n")
    assert [letter["at"] for letter in people["rejected"]] == ["people.csv:4"]
    assert "with another handle and name" in people["rejected"][0]["reason"]
    orders = "id,network,account,kind,status,amount,currency,at\n"
    rows = "".join(f"1,shop,{who},order,WON,{amount},EUR,2026-05-01\n" for who, amount in ((1, 5), (1, 7), (2, 5)))
    report = load(folder, "transactions.csv", orders + rows)
    reasons = [letter["reason"].partition("with another ")[2].partition(":")[0] for letter in report["rejected"]]
    assert reasons == ["amount", "account"]


def test_who_changed_handle_or_name_within_an_input_is_no_contradiction_and_is_known_by_the_last(folder: Path) -> None:
    rows = "1,x,ada,Ada Marsh\n1,x,ada_marsh,Ada Marsh\n2,x,bo,Bo\n2,x,bo,Bo Lind\n3,x,cy,\n3,x,cyrus,Cyrus\n"
    assert load(folder, "people.csv", f"id,network,handle,name\n{rows}")["rejected_total"] == 0
    assert [answer_of("person", f"x:{n}")["accounts"][0]["handle"] for n in (1, 2, 3)] == ["ada_marsh", "bo", "cyrus"]
    assert answer_of("person", "x:2")["name"] == "Bo Lind"


def test_the_same_id_in_another_input_is_a_later_statement(folder: Path) -> None:
    load(folder, "posts.csv", f"{POSTS}7,x,1,{NINE},one\n")
    report = load(folder, "posts-2.csv", f"{POSTS}7,x,1,{NINE},one edited\n")
    assert (report["written"], report["rejected_total"]) == (1, 0)


@pytest.mark.parametrize("handle", ["nan", "NaN", "null", "None", "NaT", "NULL"])
def test_words_that_programs_write_for_nothing_are_handles(folder: Path, handle: str) -> None:
    load(folder, "people.csv", f"id,network,handle,name\n1,yt,{handle},Nan Goldfinch\n")
    load(folder, "posts.csv", f"{BY_HANDLE}p1,yt,{handle},{NINE},hello\np2,yt,{handle},{NINE},hi\n")
    person = answer_of("person", f"yt:@{handle}")
    assert person["name"] == "Nan Goldfinch"
    assert len(person["posts"]) == 2


def test_words_that_programs_write_for_nothing_are_nodes_of_an_edge_list(folder: Path) -> None:
    (folder / "edges.csv").write_text("source,target,weight\nnan,ada,1\nnull,bo,1\nNone,bo,1\n[deleted],bo,1\nada,,1\n")
    report = answer_of("load", "edges", "edges.csv")
    assert report["counts"] == {
        "accounts": 5, "posts": 0, "unknown_posts": 0, "interactions": 3, "transactions": 0
    }  # fmt: skip
    reasons = [letter["reason"].rpartition(", got ")[2] for letter in report["rejected"]]
    assert reasons == ["nobody ([deleted])", "an empty end"]


def test_letters_that_networks_keep_apart_stay_apart(folder: Path) -> None:
    names = ["straße", "strasse", "İstanbul", "istanbul", "ﬁnn", "ΣΑΣ"]
    rows = "".join(f"{number},yt,{name},Person {number}\n" for number, name in enumerate(names))
    load(folder, "people.csv", "id,network,handle,name\n" + rows)
    for number, name in enumerate(names):
        for spelling in {name, name.upper() if name.isascii() else name, f"@{name}"}:
            assert answer_of("person", f"yt:@{spelling.removeprefix('@')}")["name"] == f"Person {number}"
    load(
        folder,
        "posts.csv",
        f"{BY_HANDLE}p,yt,strasse,{NINE},hi @straße and @STRASSE @İstanbul\n",
    )
    assert answer_of("person", "yt:@straße")["id"] != answer_of("person", "yt:@strasse")["id"]


def test_addresses_of_nobody_join_nobody_and_real_ones_do(folder: Path) -> None:
    addresses = ["none@none.com", "test@shop.example", "noreply@shop.example", "unknown@unknown.com"]
    addresses += ["info@shop.example", "ada@x.invalid", "n/a", "-", "crowd@shop.example"]
    rows = [f"{n}{copy},crm,Somebody,{mail}\n" for n, mail in enumerate(addresses) for copy in "ab"]
    rows += [f"8{copy},crm,Somebody,crowd@shop.example\n" for copy in "cdef"]
    rows += ["90,crm,Ada,Ada@Marsh.example\n", "91,crm,Ada,ada@marsh.example \n"]
    load(folder, "people.csv", "id,network,name,email\n" + "".join(rows))
    assert answer_of("person", "crm:90")["id"] == answer_of("person", "crm:91")["id"]
    people = {answer_of("person", f"crm:{row.partition(',')[0]}")["id"] for row in rows}
    assert len(people) == len(rows) - 1


def test_twitter_and_x_are_one_network(folder: Path) -> None:
    load(folder, "people.csv", "id,network,handle,name\n1,twitter,ada,Ada\n2,x,bo,Bo\n")
    rows = f"20,x,1,{NINE},hi @bo\n21,twitter,2,{NINE},hi @ada\ntwitter:22,,twitter:2,{NINE},hi\n"
    load(folder, "posts.csv", POSTS + rows)
    assert answer_of("status")["accounts"] == 2
    for name in ("x:1", "twitter:1", "x:@ada", "twitter:@Ada", "person:twitter:1"):
        assert answer_of("person", name)["id"] == "person:x:1"
    assert "x: also twitter" in kith("sources").output


def test_letters_with_a_dot_are_found_by_those_without(folder: Path) -> None:
    texts = ["İSTANBUL'da kettle", "İstanbul kettle", "istanbul kettle", "ISTANBUL kettle", "ıstanbul kettle"]
    load(folder, "posts.csv", POSTS + "".join(f"{n},x,{n},{NINE},{text}\n" for n, text in enumerate(texts)))
    for name, term in (("One", "istanbul"), ("Two", "İstanbul"), ("Three", "kettle")):
        assert kith("watch", "add", name, "--kind", "product", "--term", term).exit_code == 0
    assert [answer_of("watch", "show", name)["posts"] for name in ("One", "Two", "Three")] == [3, 3, 5]
