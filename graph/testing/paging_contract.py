"""What a row store does with pages: clauses beside those of `RowStoreContract`, which it brings along."""

from itertools import cycle
from typing import Any

import pytest

from graph.model.interaction import InteractionKind
from graph.rows.table import RECORD_TABLES, Table
from graph.testing.row_store_contract import RowStoreContract

NUMBERED = [(Table.REJECTED, "number", "load"), (Table.CHANGES, "seq", "kind")]
"""Tables that are read by pages: a whole number that orders them, and a text to choose by."""


class PagingContract(RowStoreContract):
    """Reading a table by pages, and the contract of a row store."""

    @pytest.mark.parametrize(("table", "order", "column"), NUMBERED)
    def test_a_page_goes_on_where_the_one_before_ended(self, table: Table, order: str, column: str) -> None:
        self.start(table)
        rows = [self.plain(table, f"row/{n}", **{order: 3 * n, column: "ab"[n % 2]}) for n in (5, 2, 9, 0, 7, 4)]
        self.put(table, rows, {})
        in_order = sorted(rows, key=lambda row: int(row[order]))

        def pages(first: int, matching: tuple[str, str] | None) -> list[list[dict[str, Any]]]:
            pages: list[list[dict[str, Any]]] = []
            while page := self.page(table, order, pages[-1][-1][order] if pages else -1, first, matching):
                pages.append(page)
            return pages

        for first in (1, 4, 100):
            assert [row for page in pages(first, None) for row in page] == in_order
            assert all(len(page) <= first for page in pages(first, None))
            of_b = [row for page in pages(first, (column, "b")) for row in page]
            assert of_b == [row for row in in_order if row[column] == "b"]
        assert self.page(table, order, 27, 5, None) == []
        with pytest.raises(KeyError, match="nonsense"):
            self.page(table, "nonsense", 0, 1, None)

    @pytest.mark.parametrize("table", RECORD_TABLES)
    def test_ids_come_page_by_page_in_one_order(self, table: Table) -> None:
        """Also of acts, which a store may keep apart by kind; ids are compared by code points, case and all."""
        expected = self.start(table)
        kinds = cycle(InteractionKind)
        for name in (5, 2, 90, 9, 0, 7, "a", "B", "\uffee", "\U0001f642"):
            kind = {"kind": next(kinds).value} if table is Table.INTERACTIONS else {}
            self.put(table, [self.plain(table, f"row/{name}", **kind)], expected)
        for first in (1, 3, 100):
            pages: list[list[str]] = []
            while page := self.ids(table, pages[-1][-1] if pages else "", first):
                pages.append(page)
            assert [i for page in pages for i in page] == sorted(expected)
            assert all(len(page) == first for page in pages[:-1])

    def ids(self, table: Table, after: str, first: int) -> list[str]:
        return self.row_store.read(lambda s: s.ids(table, after, first))

    def page(
        self, table: Table, order: str, after: int, first: int, matching: tuple[str, str] | None
    ) -> list[dict[str, Any]]:
        return self.row_store.read(lambda s: s.page(table, order, after, first, matching))
