"""Hashes: of a row's content, and the sum of hashes that is a snapshot's fingerprint."""

import struct
from functools import cache
from hashlib import blake2b
from typing import Any, Final

import numpy as np
import orjson
from numpy.typing import NDArray

from graph.rows.row_store import Row
from graph.rows.table import CONTENT, Table

_HALVES: Final = struct.Struct(">qq").unpack
_MASK: Final = (1 << 128) - 1
_HALF: Final = np.uint64(0xFFFFFFFF)


def content_hash(table: Table, identifier: str, row: Row) -> tuple[int, int]:
    """128-bit hash of what a row states, as two signed 64-bit halves; the same on every store and machine.

    Over the name and value of each column that is stated, in the order of names: None and an empty list are not
    stated. So a column that is new, or is no longer there, changes no hash of a row that says nothing about it.
    """
    stated: dict[str, Any] = {}
    for name in _in_order(CONTENT[table]):
        value = row[name]
        if value is not None and value != []:
            stated[name] = value
    high, low = _HALVES(blake2b(orjson.dumps([table.value, identifier, stated]), digest_size=16).digest())
    return high, low


@cache
def _in_order(columns: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(sorted(columns))


def sum_of_hashes(high: NDArray[np.int64], low: NDArray[np.int64]) -> int:
    """Sum of 128-bit hashes modulo 2^128, whatever their order.

    >>> sum_of_hashes(np.array([0, 0]), np.array([-1, 1])) == 1 << 64
    True
    """
    return ((_sum64(high) << 64) + _sum64(low)) & _MASK


def _sum64(column: NDArray[np.int64]) -> int:
    unsigned = np.ascontiguousarray(column, dtype=np.int64).view(np.uint64)
    upper = int((unsigned >> np.uint64(32)).sum(dtype=np.uint64))
    return (upper << 32) + int((unsigned & _HALF).sum(dtype=np.uint64))
