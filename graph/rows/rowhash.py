"""Hashes: of a row's content, of ids, and the sum of hashes that is a snapshot's fingerprint."""

import struct
from hashlib import blake2b
from operator import itemgetter
from typing import Any, Final

import numpy as np
import orjson
from numpy.typing import NDArray

from graph.rows.row_store import Row
from graph.rows.table import CONTENT, Table

_NAMES: Final = {table: table.value for table in CONTENT}
_CONTENT: Final = {table: itemgetter(*columns) for table, columns in CONTENT.items()}
_HALVES: Final = struct.Struct(">qq").unpack
_MASK: Final = (1 << 128) - 1
_HALF: Final = np.uint64(0xFFFFFFFF)


def content_hash(table: Table, identifier: str, row: Row) -> tuple[int, int]:
    """128-bit hash of what a row states, as two signed 64-bit halves; the same on every store and machine."""
    values: list[Any] = [_NAMES[table], identifier, *_CONTENT[table](row)]
    high, low = _HALVES(blake2b(orjson.dumps(values), digest_size=16).digest())
    return high, low


def id_hash(identifier: str) -> int:
    """64-bit hash of an id, for compact sets of ids."""
    return int.from_bytes(blake2b(identifier.encode(), digest_size=8).digest(), "little")


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
