"""The contract of a row store: what is put is there, exactly, and everything else stays as it was."""

import threading
from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph.rows.row_store import RowReader, RowStore, RowWriter
from graph.rows.rows import blank_row
from graph.rows.table import RECORD_TABLES, SHAPES, Table
from graph.stores.migrations import SCHEMA_VERSION
from graph.testing.row_strategies import ACCOUNTS, POSTS, ids_of, rows_of

Rows = dict[str, dict[str, Any]]

FOUND_BY = [
    (table, column)
    for table, shape in SHAPES.items()
    for column in shape.indexed
    if shape.columns[column] in {"text", "texts"}
]
few = settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck))


class RowStoreContract(ABC):
    """One test a clause; a subject supplies `make_row_store`, which gives an empty row store."""

    @abstractmethod
    def make_row_store(self) -> RowStore:
        """Make an empty row store."""

    @pytest.fixture(autouse=True)
    def _row_store(self, _subject: None) -> Iterator[None]:
        self.row_store = self.make_row_store()
        yield
        self.row_store.close()

    @pytest.mark.parametrize("table", list(Table))
    def test_rows_come_back_exactly_as_they_were_put(self, table: Table) -> None:
        @few
        @given(st.data())
        def check(data: st.DataObject) -> None:
            expected = self.start(table)
            for batch in data.draw(st.lists(st.lists(rows_of(table), max_size=4), max_size=3)):
                self.put(table, batch, expected)
            assert self.get(table, ids_of(table)) == expected
            assert self.walk(table) == expected
            assert self.row_store.read(lambda s: s.count(table)) == len(expected)
            for row in expected.values():
                for name, value in self.get(table, [row["id"]])[row["id"]].items():
                    assert type(value) is type(row[name])

        check()

    @pytest.mark.parametrize(("table", "column"), FOUND_BY)
    def test_finding_gives_the_rows_that_have_the_value(self, table: Table, column: str) -> None:
        @few
        @given(st.data())
        def check(data: st.DataObject) -> None:
            expected = self.start(table)
            for row in data.draw(st.lists(rows_of(table), min_size=1, max_size=6)):
                self.put(table, [row], expected)
            there = [value for row in expected.values() for value in _values(row[column])]
            values = data.draw(st.lists(st.sampled_from([*there, *ACCOUNTS, "nobody"]), max_size=4))
            rows = self.row_store.read(lambda s: s.find(table, column, values))
            hit = {i for i, row in expected.items() if set(_values(row[column])) & set(values)}
            assert rows == [expected[i] for i in sorted(hit)]

        check()

    @pytest.mark.parametrize("table", [*RECORD_TABLES, Table.CHANGES])
    def test_scanning_gives_every_row_once_in_blocks_however_they_are_numbered(self, table: Table) -> None:
        expected = self.start(table)
        name = ids_of(table)
        rows = [self.plain(table, f"{name[0]}/{n}", seq=n // 3) for n in range(20)]
        self.put(table, rows, expected)
        for block in (1, 2, 7, 100):
            assert self.walk(table, block=block) == expected
            for after in (0, 3, 99):
                changed = {i: row for i, row in expected.items() if row["seq"] > after}
                assert self.walk(table, after_seq=after, block=block) == changed

    @pytest.mark.parametrize("table", list(Table))
    def test_only_the_columns_asked_for_come(self, table: Table) -> None:
        self.start(table)
        row = self.plain(table, ids_of(table)[0])
        self.put(table, [row], {})
        last = list(SHAPES[table].columns)[-1]
        assert self.row_store.read(lambda s: s.get(table, [row["id"]], [last])) == {
            row["id"]: {"id": row["id"], last: row[last]}
        }
        blocks = self.row_store.read(lambda s: [b for b in s.scan(table, [last]) if b[last]])
        assert row[last] in [value for block in blocks for value in block[last]]
        assert all(list(block) == [last] for block in blocks)
        with pytest.raises(KeyError, match="nonsense"):
            self.row_store.read(lambda s: s.get(table, [], ["nonsense"]))

    @pytest.mark.parametrize("table", list(Table))
    def test_deleting_takes_out_what_is_named_and_nothing_else(self, table: Table) -> None:
        expected = self.start(table)
        rows = [self.plain(table, i) for i in ids_of(table)[2:]]
        self.put(table, rows, expected)
        gone = rows[0]["id"]
        self.row_store.write(lambda s: s.delete(table, [gone, "x:404"]))
        del expected[gone]
        assert self.walk(table) == expected
        self.put(table, rows[:1], expected)
        assert self.walk(table) == expected

    @pytest.mark.parametrize("value", [2**62, -(2**63), 2**63 - 1, 0])
    def test_whole_numbers_stay_exact(self, value: int) -> None:
        row = self.plain(Table.POSTS, "post:x:9", at=value, hash_hi=value, likes=value)
        self.put(Table.POSTS, [row], {})
        assert self.get(Table.POSTS, ["post:x:9"]) == {"post:x:9": row}

    def test_a_long_text_stays_whole(self) -> None:
        row = self.plain(Table.POSTS, "post:x:9", text="å🙂" * 250_000)
        self.put(Table.POSTS, [row], {})
        assert self.get(Table.POSTS, ["post:x:9"])["post:x:9"]["text"] == row["text"]

    def test_an_act_may_change_its_kind_and_its_ends(self) -> None:
        expected = self.start(Table.INTERACTIONS)
        ends: dict[str, Any] = {"actor": "x:0", "target": "x:1", "post": None}
        changes: list[dict[str, Any]] = [
            {},
            {"kind": "MEETING"},
            {"post": POSTS[0]},
            {"target": None},
            {"actor": "x:2"},
        ]
        for change in changes:
            ends.update(change)
            self.put(Table.INTERACTIONS, [self.plain(Table.INTERACTIONS, "act", **ends)], expected)
            assert self.walk(Table.INTERACTIONS) == expected
            assert self.get(Table.INTERACTIONS, ["act"]) == expected
        assert self.row_store.read(lambda s: s.find(Table.INTERACTIONS, "actor", ["x:0"])) == []

    def test_a_transaction_sees_what_it_wrote(self) -> None:
        row = self.plain(Table.POSTS, "post:x:9", author="x:1", mentions=["x:2"])

        def work(writer: RowWriter) -> list[list[str]]:
            assert writer.get(Table.POSTS, ["post:x:9"]) == {}
            writer.put(Table.POSTS, [row])
            one = [r["id"] for r in writer.find(Table.POSTS, "author", ["x:1"])]
            writer.put(Table.POSTS, [{**row, "author": "x:3", "mentions": []}])
            two = [r["id"] for r in writer.find(Table.POSTS, "author", ["x:1"])]
            writer.delete(Table.POSTS, ["post:x:9"])
            writer.put(Table.POSTS, [row])
            return [one, two, [r["id"] for r in writer.find(Table.POSTS, "mentions", ["x:2"])]]

        self.start(Table.POSTS)
        assert self.row_store.write(work) == [["post:x:9"], [], ["post:x:9"]]

    def test_settings_are_kept_and_the_sequence_counts_on(self) -> None:
        assert self.row_store.read(lambda s: (s.meta("color"), s.seq)) == (None, 0)
        assert self.row_store.write(lambda s: (s.take_seq(3), s.take_seq(1), s.take_seq(2))) == (1, 4, 5)
        self.row_store.write(lambda s: s.set_meta("color", "red"))
        self.row_store.write(lambda s: s.set_meta("color", "blue"))
        assert self.row_store.read(lambda s: (s.meta("color"), s.seq)) == ("blue", 6)

    def test_a_new_store_has_the_newest_schema_and_says_which_it_was_given(self) -> None:
        assert self.row_store.read(lambda s: s.schema) == SCHEMA_VERSION

        def raise_in_vain(writer: RowWriter) -> None:
            writer.set_schema(SCHEMA_VERSION + 1)
            assert writer.schema == SCHEMA_VERSION + 1
            raise LookupError("on purpose")

        with pytest.raises(LookupError, match="on purpose"):
            self.row_store.write(raise_in_vain)
        assert self.row_store.read(lambda s: s.schema) == SCHEMA_VERSION
        self.row_store.write(lambda s: s.set_schema(SCHEMA_VERSION - 1))
        assert self.row_store.read(lambda s: s.schema) == SCHEMA_VERSION - 1
        self.row_store.write(lambda s: s.set_schema(SCHEMA_VERSION))

    def test_work_that_fails_leaves_nothing(self) -> None:
        expected = self.start(Table.POSTS)

        def work(writer: RowWriter) -> None:
            writer.take_seq(5)
            writer.set_meta("color", "red")
            writer.put(Table.POSTS, [self.plain(Table.POSTS, "post:x:9", author="x:1")])
            writer.delete(Table.POSTS, POSTS)
            raise LookupError("on purpose")

        with pytest.raises(LookupError, match="on purpose"):
            self.row_store.write(work)
        assert self.walk(Table.POSTS) == expected
        assert self.row_store.read(lambda s: (s.meta("color"), s.seq)) == (None, 0)

    def test_reading_sees_all_of_a_commit_or_nothing(self) -> None:
        """A writer turns all posts from one language to the next; whoever reads finds them of one language."""
        ids = [f"post:x:{n}" for n in range(1_500)]
        turns = 6
        done = threading.Event()

        def turn(number: int) -> None:
            rows = [self.plain(Table.POSTS, i, language=str(number)) for i in ids]
            self.row_store.write(lambda s: s.put(Table.POSTS, rows))

        def write() -> None:
            for number in range(1, turns):
                turn(number)
            done.set()

        def languages(reader: RowReader) -> set[str]:
            codes = {row["language"] for row in reader.get(Table.POSTS, ids[::-1], ["language"]).values()}
            return codes | {
                value for block in reader.scan(Table.POSTS, ["language"], block=200) for value in block["language"]
            }

        turn(0)
        writer = threading.Thread(target=write)
        writer.start()
        seen = []
        while not done.is_set():
            seen.append(self.row_store.read(languages))
        writer.join()
        assert [codes for codes in seen if len(codes) != 1] == []
        assert self.row_store.read(languages) == {str(turns - 1)}

    def test_writers_at_the_same_time_never_take_the_same_number(self) -> None:
        numbers: list[int] = []

        def write() -> None:
            numbers.extend(self.row_store.write(lambda s: s.take_seq(2)) for _ in range(5))

        writers = [threading.Thread(target=write) for _ in range(3)]
        for writer in writers:
            writer.start()
        for writer in writers:
            writer.join()
        assert sorted(numbers) == list(range(1, 31, 2))

    # -- what the tests above are written with ------------------------------------------------------------------------

    def start(self, table: Table) -> Rows:
        """Empty a table, and lay down what rows may refer to; returns the rows that the table then has."""
        expected: Rows = {}
        for referred, ids in ((Table.ACCOUNTS, ACCOUNTS), (Table.POSTS, POSTS)):
            rows = [self.plain(referred, i) for i in ids]
            self.row_store.write(lambda s, t=referred, r=rows: s.put(t, r))  # type: ignore[misc]
            if table is referred:
                expected = {row["id"]: row for row in rows}
        if table not in {Table.ACCOUNTS, Table.POSTS}:
            self.row_store.write(lambda s: s.delete(table, ids_of(table)))
        return expected

    def plain(self, table: Table, identifier: str, **values: Any) -> dict[str, Any]:
        """Make a row with nothing in it but what it needs."""
        row = blank_row(table, identifier) if table in RECORD_TABLES else dict.fromkeys(SHAPES[table].columns)
        needed = {"seq": 1, "actor": "x:0", "target": "x:1", "kind": "FOLLOW", "account": "x:0", "left": "x:0"}
        row.update({name: value for name, value in needed.items() if name in row and row[name] is None})
        row.update({"right": "x:1"} if "right" in row else {})
        row.update({name: [] for name, kind in SHAPES[table].columns.items() if kind == "texts"})
        return {**row, "id": identifier, **values}

    def put(self, table: Table, rows: Sequence[dict[str, Any]], expected: Rows) -> None:
        self.row_store.write(lambda s: s.put(table, rows))
        expected.update({row["id"]: row for row in rows})

    def get(self, table: Table, ids: Sequence[str]) -> Rows:
        return self.row_store.read(lambda s: s.get(table, ids))

    def walk(self, table: Table, **how: Any) -> Rows:
        """Read a table by scanning it; no row may come twice."""
        names = list(SHAPES[table].columns)
        blocks = self.row_store.read(lambda s: list(s.scan(table, names, **how)))
        rows = [
            dict(zip(names, values, strict=True))
            for block in blocks
            for values in zip(*(block[name] for name in names), strict=True)
        ]
        assert len({row["id"] for row in rows}) == len(rows)
        return {row["id"]: row for row in rows}


def _values(value: Any) -> list[str]:
    return value if isinstance(value, list) else [] if value is None else [value]
