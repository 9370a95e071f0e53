"""One thread: matrices of texts are small, and threads of BLAS that wait for each other cost more than they bring."""

from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def one_thread() -> Iterator[None]:
    """Within it, or within a function that bears it, BLAS works with one thread.

    On a machine of two cores that did something else, 5,001 real posts were encoded in 0.5 s with one thread, and in
    1.5 to 5.2 s with two. Which libraries there are is looked up each time, in some milliseconds: SciPy brings a
    second one with its first linear algebra.

    >>> from threadpoolctl import threadpool_info
    >>> with one_thread():
    ...     {library["num_threads"] for library in threadpool_info() if library["user_api"] == "blas"}
    {1}
    """
    from threadpoolctl import threadpool_limits  # noqa: PLC0415  for those who compute

    with threadpool_limits(limits=1, user_api="blas"):
        yield
