"""Recent answers, kept so that the next page need not compute them again."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Any, TypeVar, cast

T = TypeVar("T")


class Recent:
    """Keeps the last few answers by what was asked; threads may share one."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._kept: OrderedDict[Hashable, Any] = OrderedDict()
        self._changing = threading.Lock()

    def get(self, asked: Hashable, compute: Callable[[], T]) -> T:
        """The answer that is kept, else the one computed now.

        >>> recent = Recent(1)
        >>> [recent.get(asked, lambda: answer) for answer, asked in enumerate("aaba", start=1)]
        [1, 1, 3, 4]
        """
        with self._changing:
            if asked in self._kept:
                self._kept.move_to_end(asked)
                return cast("T", self._kept[asked])
        answer = compute()  # two who ask the same at once both compute it: better than that all others wait
        with self._changing:
            self._kept[asked] = answer
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)
        return answer
