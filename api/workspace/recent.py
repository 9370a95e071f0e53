"""Recent answers, kept so that the next page need not compute them again."""

from collections.abc import Callable, Hashable
from threading import Lock
from typing import Any, TypeVar, cast

from cachetools import LRUCache, cached

T = TypeVar("T")


class Recent:
    """Keeps the last few answers by what was asked; threads may share one."""

    def __init__(self, most: int) -> None:
        # Two who ask the same at once both compute it: better than that all others wait.
        answers: LRUCache[Hashable, Any] = LRUCache(most)
        self._get = cached(answers, key=_asked_alone, lock=Lock())(_compute)

    def get(self, key: Hashable, compute: Callable[[], T]) -> T:
        """The answer that is kept, else the one computed now.

        >>> recent = Recent(1)
        >>> [recent.get(asked, lambda: answer) for answer, asked in enumerate("aaba", start=1)]
        [1, 1, 3, 4]
        """
        return cast("T", self._get(key, compute))


def _asked_alone(key: Hashable, _compute: Callable[[], Any]) -> Hashable:
    """What an answer is kept under: not how it is computed."""
    return key


def _compute(_asked: Hashable, compute: Callable[[], Any]) -> Any:
    return compute()
