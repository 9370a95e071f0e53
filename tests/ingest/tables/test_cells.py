"""Cells as values."""

from decimal import Decimal

import pytest

from graph.model.account import PersonKind
from ingest.errors import RecordRejected
from ingest.tables.cells import choice, decimal, number, reference, whole, words, yes_or_no


def test_ids_written_as_floats_are_whole_numbers_however_long() -> None:
    assert reference("4409.0") == "4409"
    assert reference("12345678901234567890123.0") == "12345678901234567890123"
    assert reference("v1.0") == "v1.0"
    assert reference(" ab ") == "ab"


@pytest.mark.parametrize("cell", ["", "  ", "nan", "NaN", "None", "NULL"])
def test_references_may_be_absent(cell: str) -> None:
    assert reference(cell) is None


@pytest.mark.parametrize("cell", ["1.17E+18", "1e+18"])
def test_ids_that_a_spreadsheet_rounded_are_refused(cell: str) -> None:
    with pytest.raises(RecordRejected, match="last digits are lost"):
        reference(cell)


def test_whole_numbers() -> None:
    assert whole("likes", "12") == 12
    assert whole("likes", "12.0") == 12
    assert whole("likes", str(2**63)) == 2**63
    assert whole("likes", "") is None


@pytest.mark.parametrize("cell", ["-1", "1.5", "NaN", "1,234", "1_000", "x", "9" * 10_000, "1.2K"])
def test_what_is_no_whole_number_is_refused_by_name(cell: str) -> None:
    with pytest.raises(RecordRejected, match="likes: expected a whole number"):
        whole("likes", cell)


def test_amounts_are_exact() -> None:
    assert decimal("amount", "0.1") + decimal("amount", "0.2") == Decimal("0.3")


@pytest.mark.parametrize("cell", ["", "NaN", "Infinity", "1e999999999", "1,234", "9" * 40])
def test_what_is_no_amount_is_refused(cell: str) -> None:
    with pytest.raises(RecordRejected, match="amount"):
        decimal("amount", cell)


def test_numbers_words_and_answers() -> None:
    assert number("weight", "2.5") == 2.5
    assert number("weight", "") is None
    assert words("  a b ") == "a b"
    assert words("  ") is None
    assert [yes_or_no("verified", cell) for cell in ("True", "0", "")] == [True, False, None]
    with pytest.raises(RecordRejected, match="verified"):
        yes_or_no("verified", "maybe")


def test_words_from_a_list_are_found_in_any_case() -> None:
    kinds = {kind.value: kind for kind in PersonKind}
    assert choice("kind", "human", kinds) is PersonKind.HUMAN
    with pytest.raises(RecordRejected, match="expected one of HUMAN, ORGANISATION, UNKNOWN, got 'robot'"):
        choice("kind", "robot", kinds)
