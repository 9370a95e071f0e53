"""Loads as rows: opening one, or going on with one that was killed."""

import logging
from typing import Any, Final

import orjson

from graph.model.moment import from_micros, maybe_moment
from graph.port.batch import Counts, Load, Written
from graph.rows.row_store import Row, RowReader, RowWriter
from graph.rows.table import Table
from graph.rows.whole_tables import all_rows

_LOG: Final = logging.getLogger("kith.store")
_NEWEST: Final = "newest_load"


def to_load(row: Row) -> Load:
    """A load as its row keeps it."""
    totals = orjson.loads(row["totals"])
    return Load(
        id=row["id"],
        source=row["source"],
        input=row["input"],
        started_at=from_micros(row["started_at"]),
        finished_at=maybe_moment(row["finished_at"]),
        position=row["position"],
        written=Written(**totals["written"]),
        counts=Counts(**totals["counts"]),
        removed=totals["removed"],
    )


def totals_of(written: Written, counts: Counts, removed: int, parts: int) -> str:
    """What a load came to, as its row keeps it."""
    document = {
        "written": {name: getattr(written, name) for name in Written.__dataclass_fields__},
        "counts": {name: getattr(counts, name) for name in Counts.__dataclass_fields__},
        "removed": removed,
        "parts": parts,
    }
    return orjson.dumps(document).decode()


def parts_of(row: Row) -> int:
    """How many batches a load has written."""
    return int(orjson.loads(row["totals"])["parts"])


def open_load(writer: RowWriter, source: str, key: str, now: int) -> dict[str, Any]:
    """Row of the load to write: the unfinished one of the same source and input, else a new one."""
    if key:
        for row in writer.find(Table.LOADS, "source", [source]):
            if row["input"] == key and row["finished_at"] is None:
                return row
    number = int(writer.meta("loads") or 0) + 1
    writer.set_meta("loads", str(number))
    row = {
        "id": f"load:{number}",
        "source": source,
        "input": key,
        "started_at": _after_all_others(writer, now),
        "finished_at": None,
        "position": 0,
        "totals": totals_of(Written(), Counts(), 0, 0),
    }
    writer.put(Table.LOADS, [row])
    return row


def _after_all_others(writer: RowWriter, now: int) -> int:
    """The moment that a new load begins at: now, but never below the newest in the store.

    After a clock that once stood ahead, everything that is loaded later would count as older, and be hidden by it.
    """
    newest = int(writer.meta(_NEWEST) or max((row["started_at"] for row in all_rows(writer, Table.LOADS)), default=0))
    moment = max(now, newest + 1)
    if moment > now:
        _LOG.warning(
            "this machine's clock says %s, and a load in the store began at %s: what is loaded now counts as newer than"
            " that; set the clock that is wrong",
            from_micros(now).isoformat(),
            from_micros(newest).isoformat(),
        )
    writer.set_meta(_NEWEST, str(moment))
    return moment


def stated_at(reader: RowReader, load: Row) -> int:
    """Moment that counts for records without one of their own: when this very input was first loaded."""
    if not load["input"]:
        return int(load["started_at"])
    same = [
        r["started_at"] for r in reader.find(Table.LOADS, "source", [load["source"]]) if r["input"] == load["input"]
    ]
    return int(min(same))


def all_loads(reader: RowReader) -> list[Load]:
    """All loads, newest first."""
    loads = [to_load(row) for row in all_rows(reader, Table.LOADS)]
    return sorted(loads, key=lambda load: (load.started_at, _number(load.id)), reverse=True)


def _number(load: str) -> int:
    return int(load.partition(":")[2])
