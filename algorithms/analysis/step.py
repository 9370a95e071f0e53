"""Steps: the parts of an analysis, each named by what it depends on, so that only what changed is computed again."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from hashlib import blake2b
from typing import Any, Protocol, TypeVar

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from algorithms.errors import BadParameter

Result = TypeVar("Result")

Progress = Callable[[str, float], None]
"""Hears what is being done, and which share of all work is behind it, 0 to 1. What it raises ends the analysis."""


class _Hash(Protocol):
    def update(self, data: Any, /) -> None: ...


@dataclass(slots=True)
class Steps:
    """The steps of one analysis: takes over the results of a former one where nothing they depend on has changed.

    `former` maps the steps of a former analysis to their fingerprints; `done` fills with those of this one. `weights`
    says how long each step takes as a share of all, for `progress`.

    >>> steps = Steps(former={"sum": fingerprint_of_inputs("sum", 1, 2)}, weights={})
    >>> steps.take("sum", (1, 2), compute=lambda: 3, former=lambda: "what was found before")
    'what was found before'
    >>> steps.take("sum", (1, 3), compute=lambda: 4, former=lambda: "what was found before")
    4
    """

    former: Mapping[str, str]
    weights: Mapping[str, float]
    progress: Progress = lambda _, __: None
    done: dict[str, str] = field(default_factory=dict)
    _behind: float = 0.0

    def take(
        self, name: str, inputs: tuple[Any, ...], *, compute: Callable[[], Result], former: Callable[[], Result]
    ) -> Result:
        """Give the result of a step: the former one if its inputs are the same, else computed now."""
        self.progress(name, min(self._behind, 1.0))
        self.done[name] = fingerprint_of_inputs(name, *inputs)
        result = former() if self.former.get(name) == self.done[name] else compute()
        self._behind += self.weights.get(name, 0.0)
        return result

    def within(self, name: str) -> Callable[[float], None]:
        """Progress inside a step: a function that takes the share of the step that is behind, 0 to 1."""
        weight = self.weights.get(name, 0.0)
        return lambda share: self.progress(name, min(self._behind + weight * share, 1.0))


def fingerprint_of_inputs(*inputs: Any) -> str:
    """Name what a step depends on: 32 hex digits over texts, numbers, arrays, Arrow texts and dataclasses of these.

    The same content gives the same name, whether it lies in memory or is mapped from a file. About 1 GB a second.
    Raises BadParameter for anything else.

    >>> fingerprint_of_inputs(np.arange(3)) == fingerprint_of_inputs(np.arange(6)[:3])
    True
    >>> fingerprint_of_inputs("ab", "c") == fingerprint_of_inputs("a", "bc")
    False
    """
    digest = blake2b(digest_size=16)
    _feed(digest, inputs)
    return digest.hexdigest()


def _feed(digest: _Hash, value: Any) -> None:
    """Each value is written with its kind and length before it, so that no two different ones read alike."""
    if value is None or isinstance(value, str | int | float):
        text = repr(value).encode()
        digest.update(b"%s %d " % (type(value).__name__.encode(), len(text)))
        digest.update(text)
    elif isinstance(value, np.ndarray):
        _feed_array(digest, value)
    elif isinstance(value, pa.LargeStringArray):
        _feed_texts(digest, value)
    elif isinstance(value, tuple):
        digest.update(b"tuple %d " % len(value))
        for item in value:
            _feed(digest, item)
    elif is_dataclass(value):
        _feed(digest, tuple(getattr(value, column.name) for column in fields(value)))
    else:
        raise BadParameter(f"expected texts, numbers, arrays and tuples of them, got {type(value).__name__}")


def _feed_array(digest: _Hash, array: NDArray[Any]) -> None:
    digest.update(f"array {array.dtype} {array.shape} ".encode())
    if array.size:
        digest.update(np.ascontiguousarray(array).reshape(-1).view(np.uint8))


def _feed_texts(digest: _Hash, texts: Any) -> None:
    """Lengths, nulls and letters; what lies beside the slice in its buffers does not count."""
    digest.update(b"texts %d " % len(texts))
    if len(texts) == 0:
        return
    _feed_array(digest, texts.is_null().to_numpy(zero_copy_only=False))
    _, ends, letters = texts.buffers()
    offsets = np.frombuffer(ends, dtype=np.int64)[texts.offset : texts.offset + len(texts) + 1]
    _feed_array(digest, np.diff(offsets))
    if letters is not None:
        digest.update(memoryview(letters)[int(offsets[0]) : int(offsets[-1])])
