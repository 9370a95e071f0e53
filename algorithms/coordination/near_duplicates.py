"""Near duplicates: posts that say the same thing in nearly the same letters, as copied texts do."""

from typing import Final

import numpy as np
import scipy
from numpy.typing import NDArray

from algorithms.errors import BadParameter
from algorithms.kernels.chance import mixed
from algorithms.kernels.compiled import compiled, locked
from graph import arrow_compute as pc
from graph.snapshot.snapshot import Strings

_SHINGLE: Final = 9
"""Bytes in a row: a word and a half of English, three letters of Chinese (Leskovec and others take 9 for articles)."""

_ROWS: Final = 4
_BANDS: Final = 12
"""Texts alike to s meet in a bucket with chance 1 - (1 - s^4)^12: .998 at .8, .53 at .5."""

_IGNORED: Final = r"(?:https?://|www\.)\S+|@[\w.-]+|[\s\p{P}\p{S}]+"
"""Links (which differ from copy to copy), whom it is addressed to, punctuation and spaces."""


def near_duplicates(texts: Strings, *, least_alike: float = 0.8, shortest: int = 24) -> NDArray[np.int64]:
    """Group texts that are nearly the same: the number of each one's group, int64 (p), -1 for none.

    Read without links, handles, spaces, punctuation and the case of letters, two texts are alike by the share of the
    runs of nine bytes found in either that are found in both (Jaccard), and in one group when that is `least_alike` or
    more, above 0 to 1, or when a chain of such leads from one to the other. A text by itself is a group of one.
    Null texts and those of fewer than `shortest` bytes, at least 9, are in none: short ones are alike by chance. Groups
    are numbered by their first text. Pairs are looked for with MinHash, which misses one of 500 alike to .8, then
    compared exactly. 400 bytes a text, and the text. Raises BadParameter outside these ranges.

    Broder (1997), On the resemblance and containment of documents, SEQUENCES.

    >>> import pyarrow as pa
    >>> said = ["Our new phone is here, go and get it!", "our new phone is here. Go and get it https://a.example", "No"]
    >>> near_duplicates(pa.array(said, pa.large_string())).tolist()
    [0, 0, -1]
    """
    if not 0 < least_alike <= 1 or shortest < _SHINGLE:
        raise BadParameter(
            f"expected least_alike above 0 to 1 and shortest from {_SHINGLE}, got {least_alike}, {shortest}"
        )
    offsets, letters = _letters(texts)
    long_enough = np.flatnonzero(np.diff(offsets) >= shortest)
    groups = np.full(offsets.size - 1, -1, dtype=np.int64)
    if long_enough.size == 0:
        return groups
    signatures = _sign(locked(offsets), locked(letters), locked(long_enough))
    one, other = _alike(locked(offsets), locked(letters), locked(long_enough), signatures, least_alike)
    pairs = scipy.sparse.csr_array((np.ones(one.size, dtype=np.int8), (one, other)), shape=(long_enough.size,) * 2)
    _, groups[long_enough] = scipy.sparse.csgraph.connected_components(pairs, directed=False)
    return _by_first(groups)


def _letters(texts: Strings) -> tuple[NDArray[np.int64], NDArray[np.uint8]]:
    """What is compared of all texts, as bytes one after the other, and where each begins."""
    plain = pc.replace_substring_regex(pc.utf8_lower(pc.fill_null(texts, "")), _IGNORED, "")
    if len(plain) == 0:
        return np.zeros(1, dtype=np.int64), np.zeros(0, dtype=np.uint8)
    _, ends, letters = plain.buffers()
    offsets = np.frombuffer(ends, dtype=np.int64)[plain.offset : plain.offset + len(plain) + 1]
    return offsets, np.zeros(0, dtype=np.uint8) if letters is None else np.frombuffer(letters, dtype=np.uint8)


def _alike(
    offsets: NDArray[np.int64],
    letters: NDArray[np.uint8],
    texts: NDArray[np.int64],
    signatures: NDArray[np.uint64],
    least: float,
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Pairs of texts that are alike, as places in `texts`: enough of them to join every group that was met."""
    found_one, found_other = [], []
    for band in range(_BANDS):
        keys = _band_keys(signatures, band)
        order = np.argsort(keys, kind="stable")
        pairs = _compared(offsets, letters, texts, locked(keys), locked(order), least)
        found_one.append(pairs[:, 0])
        found_other.append(pairs[:, 1])
    return np.concatenate(found_one), np.concatenate(found_other)


def _by_first(groups: NDArray[np.int64]) -> NDArray[np.int64]:
    """The same groups, numbered in the order of their first text."""
    there = np.flatnonzero(groups >= 0)
    _, first, number = np.unique(groups[there], return_index=True, return_inverse=True)
    place = np.empty(first.size, dtype=np.int64)
    place[np.argsort(first)] = np.arange(first.size)
    groups[there] = place[number]
    return groups


@compiled
def _shingle(letters: NDArray[np.uint8], begin: int) -> np.uint64:
    value = np.uint64(0)
    for place in range(begin, begin + _SHINGLE):
        value = value * np.uint64(0x100000001B3) ^ np.uint64(letters[place])  # as FNV does
    return np.uint64(mixed(value))


@compiled
def _sign(offsets: NDArray[np.int64], letters: NDArray[np.uint8], texts: NDArray[np.int64]) -> NDArray[np.uint64]:
    """The least of each text's shingles under each of many orders."""
    hashes = _ROWS * _BANDS
    signatures = np.full((texts.size, hashes), np.uint64(0xFFFFFFFFFFFFFFFF), dtype=np.uint64)
    # Each order multiplies by an odd number of its own: cheap, and far from one another for mixed shingles.
    factors = np.empty(hashes, dtype=np.uint64)
    for row in range(hashes):
        factors[row] = mixed(np.uint64(row + 1)) | np.uint64(1)
    for row in range(texts.size):
        for begin in range(offsets[texts[row]], offsets[texts[row] + 1] - _SHINGLE + 1):
            shingle = _shingle(letters, begin)
            for order in range(hashes):
                value = shingle * factors[order]
                value ^= value >> np.uint64(32)
                signatures[row, order] = min(signatures[row, order], value)
    return signatures


@compiled
def _band_keys(signatures: NDArray[np.uint64], band: int) -> NDArray[np.uint64]:
    keys = np.empty(signatures.shape[0], dtype=np.uint64)
    for row in range(signatures.shape[0]):
        key = np.uint64(band)
        for place in range(band * _ROWS, (band + 1) * _ROWS):
            key = mixed(key ^ signatures[row, place])
        keys[row] = key
    return keys


@compiled
def _compared(
    offsets: NDArray[np.int64],
    letters: NDArray[np.uint8],
    texts: NDArray[np.int64],
    keys: NDArray[np.uint64],
    order: NDArray[np.int64],
    least: float,
) -> NDArray[np.int64]:
    """Compare each text of a bucket with the first and with the one before: of many copies, few are compared."""
    pairs = np.empty((2 * order.size, 2), dtype=np.int64)
    count = 0
    first = 0
    for place in range(1, order.size):
        if keys[order[place]] != keys[order[place - 1]]:
            first = place
            continue
        for other in (first, place - 1):
            if other == place - 1 and other == first and count and pairs[count - 1, 1] == order[place]:
                continue  # the one before is the first, and was just found alike
            if _jaccard(offsets, letters, texts[order[place]], texts[order[other]]) >= least:
                pairs[count, 0], pairs[count, 1] = order[other], order[place]
                count += 1
    return pairs[:count]


@compiled
def _jaccard(offsets: NDArray[np.int64], letters: NDArray[np.uint8], one: int, other: int) -> float:
    first, second = _shingles(offsets, letters, one), _shingles(offsets, letters, other)
    a, b, both = 0, 0, 0
    while a < first.size and b < second.size:
        both += first[a] == second[b]
        step_a, step_b = first[a] <= second[b], second[b] <= first[a]
        a += step_a
        b += step_b
    return both / (first.size + second.size - both)


@compiled
def _shingles(offsets: NDArray[np.int64], letters: NDArray[np.uint8], text: int) -> NDArray[np.uint64]:
    begin, end = offsets[text], offsets[text + 1]
    values = np.empty(end - begin - _SHINGLE + 1, dtype=np.uint64)
    for place in range(values.size):
        values[place] = _shingle(letters, begin + place)
    return np.unique(values)
