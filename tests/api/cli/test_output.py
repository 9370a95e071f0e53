"""What commands print: tables that fit, CSV that no spreadsheet runs, JSON that is alone, text that steers nothing."""

import csv
import io
import json
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from api.cli.column_widths import GAP, column_widths
from api.cli.output import Column, Form, csv_text, show
from api.cli.plain_text import printable, spreadsheet_cell

COLUMNS = (Column("name", "name"), Column("value", "value", number=True, digits=2), Column("more", "more", shown=False))
ROWS = [
    {"name": "Ada", "value": 1234.5, "more": ["x:1", "x:2"]},
    {"name": "=HYPERLINK(0)", "value": -3, "more": None},
]


def _shown(capsys: pytest.CaptureFixture[str], form: Form, **more: Any) -> str:
    show(form, {"rows": ROWS, "total": Decimal("10.50")}, COLUMNS, **more)
    out = capsys.readouterr()
    assert out.err == ""
    return out.out


def test_json_is_one_document(capsys: pytest.CaptureFixture[str]) -> None:
    assert json.loads(_shown(capsys, Form.JSON, notes=["not here"])) == {"rows": ROWS, "total": "10.50"}


def test_csv_has_all_columns_numbers_stay_numbers_and_formulas_are_defused(capsys: pytest.CaptureFixture[str]) -> None:
    rows = list(csv.reader(io.StringIO(_shown(capsys, Form.CSV, notes=["not here"]))))
    assert rows == [["name", "value", "more"], ["Ada", "1234.5", "x:1; x:2"], ["'=HYPERLINK(0)", "-3", ""]]


def test_a_table_shows_its_columns_and_notes(capsys: pytest.CaptureFixture[str]) -> None:
    text = _shown(capsys, Form.TABLE, notes=["where it comes from"])
    assert "1,234.50" in text
    assert "more" not in text
    assert text.endswith("where it comes from\n")


def test_a_table_fits_80_columns_and_keeps_whole_ids(capsys: pytest.CaptureFixture[str]) -> None:
    name = "person:mastodon:https://social.example/users/" + "a" * 90
    show(Form.TABLE, {"rows": [{"name": name, "value": 1}]}, COLUMNS)
    lines = capsys.readouterr().out.splitlines()
    assert max(map(len, lines)) <= 80
    assert name in "".join(line.split(" ")[0].strip() for line in lines)


IDS = Column("id", "id", ident=True)


def _table(capsys: pytest.CaptureFixture[str], columns: list[Column], **row: Any) -> list[str]:
    show(Form.TABLE, {"rows": [row]}, columns)
    return capsys.readouterr().out.splitlines()


def test_an_id_is_whole_and_text_gives_way(capsys: pytest.CaptureFixture[str]) -> None:
    identifier = "post:bluesky:did:plc:" + "q" * 24 + "/" + "r" * 13
    lines = _table(capsys, [Column("text", "text"), IDS], text="A long text of many words. " * 9, id=identifier)
    assert [line.split()[-1] for line in lines if identifier in line] == [identifier]
    assert max(map(len, lines)) <= 80


def test_a_table_grows_where_ids_alone_are_wider_than_80_columns(capsys: pytest.CaptureFixture[str]) -> None:
    ids = ["mastodon:https://social.example/users/" + letter * 60 for letter in "ab"]
    lines = _table(
        capsys,
        [Column("text", "text"), IDS, Column("other", "other", ident=True)],
        text="words " * 50,
        id=ids[0],
        other=ids[1],
    )
    assert sum(all(identifier in line for identifier in ids) for line in lines) == 1


def test_a_list_of_ids_is_parted_between_them(capsys: pytest.CaptureFixture[str]) -> None:
    ids = [f"plaza:{number}0000" for number in range(10, 40)]
    lines = _table(capsys, [IDS, Column("text", "text")], id=ids, text="words " * 50)
    assert max(map(len, lines)) <= 80
    assert {word.rstrip(",") for line in lines for word in line.split()} >= set(ids)


def test_an_id_in_a_text_is_whole_and_an_address_is_not(capsys: pytest.CaptureFixture[str]) -> None:
    link = "https://warble.example/" + "z" * 60
    columns = [Column("one", "one"), Column("two", "two")]
    lines = _table(capsys, columns, one=f"crm:user-felix_quillfeather is the same as {link}", two="words " * 50)
    assert any("crm:user-felix_quillfeather" in line for line in lines)
    assert max(map(len, lines)) <= 80
    assert not any(link in line for line in lines)


@given(
    cells=st.lists(st.lists(st.text("ab :,", max_size=90), min_size=3, max_size=3), min_size=1, max_size=4),
    room=st.integers(20, 120),
)
@settings(max_examples=60, deadline=None)
def test_columns_take_no_more_than_they_need_or_than_there_is(cells: list[list[str]], room: int) -> None:
    columns = [Column("a", "a"), IDS, Column("c", "c", number=True)]
    widths = column_widths(columns, cells, room)
    natural = [max(map(len, ["id", *texts])) for texts in zip(*cells, strict=True)]
    assert all(width <= most for width, most in zip(widths, natural, strict=True))
    words = [max((len(word) for row in cells for word in row[place].split()), default=0) for place in (1, 2)]
    assert widths[1] >= words[0]
    assert widths[2] >= words[1]
    if sum(widths) + 2 * GAP > room:
        assert widths == column_widths(columns, cells, 1), "nothing is left to give way"


def test_without_rows_a_person_reads_a_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    show(Form.TABLE, {"rows": []}, COLUMNS, empty="nobody yet")
    assert capsys.readouterr().out == "nobody yet\n"
    show(Form.CSV, {"rows": []}, COLUMNS, empty="nobody yet")
    assert capsys.readouterr().out == "name,value,more\n"


def test_moments_are_utc_and_what_is_missing_is_empty() -> None:
    noon = datetime(2026, 3, 1, 12, tzinfo=timezone(timedelta(hours=2)))
    text = csv_text(["at", "gone", "yes", "nan"], [{"at": noon, "gone": None, "yes": True, "nan": float("nan")}])
    assert text == "at,gone,yes,nan\n2026-03-01T10:00:00Z,,true,\n"
    assert json.loads(_json_of({"at": noon.astimezone(UTC)})) == {"at": "2026-03-01T10:00:00Z"}


def _json_of(document: dict[str, Any]) -> str:
    import contextlib

    from api.cli.output import write_json

    with contextlib.redirect_stdout(io.StringIO()) as out:
        write_json(document)
    return out.getvalue()


@given(st.text(max_size=40))
@settings(max_examples=150, deadline=None)
def test_printed_text_is_one_line_and_cannot_steer_a_terminal(text: str) -> None:
    line = printable(text)
    assert len(line.splitlines()) <= 1
    assert not {c for c in line if ord(c) < 32 or 0x7F <= ord(c) < 0xA0 or c in "\u202a\u202e\u2066\u2069\ufeff"}


@pytest.mark.parametrize("text", ["Ada Lovelace", "Zoë", "नमस्ते", "👩‍👧 family", "می‌خواهم", "日本"])
def test_ordinary_text_stays_as_it_is(text: str) -> None:
    assert printable(text) == text
    assert spreadsheet_cell(text) == text


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1"])
def test_no_text_cell_begins_like_a_formula(text: str) -> None:
    assert spreadsheet_cell(text).startswith("'")


def test_lines_and_tabs_of_a_text_survive_in_csv_but_escapes_do_not() -> None:
    assert spreadsheet_cell("one\ntwo\tthree\x1b[2J") == "one\ntwo\tthree[2J"
