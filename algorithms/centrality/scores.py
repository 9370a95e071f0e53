"""Scores: what a measure says, one number per person."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from algorithms.errors import MalformedResult
from algorithms.kernels.compiled import locked

SIGNIFICANT_DIGITS: Final = 10


@dataclass(frozen=True, slots=True)
class Scores:
    """One number per person: float64 (n), 0 or above; NaN where the measure has no defined value.

    Values are kept to 10 significant digits. People whose places are alike then have the same value, and so the same
    rank, whatever the order in which a sum was taken. `standard_error`, float64 (n), comes with values estimated from
    a sample; None when they are exact. Raises MalformedResult for values that no measure may give.

    >>> Scores(np.array([0.1 + 0.2, 0.3])).values.tolist()
    [0.3, 0.3]
    """

    values: NDArray[np.float64]
    standard_error: NDArray[np.float64] | None = None

    def __post_init__(self) -> None:
        if self.values.ndim != 1 or self.values.dtype != np.float64:
            raise MalformedResult(f"expected one float64 per person, got {self.values.dtype} {self.values.shape}")
        if np.isinf(self.values).any() or (self.values < 0).any():
            raise MalformedResult("expected scores of 0 or above, got a negative or infinite one")
        if self.standard_error is not None and self.standard_error.shape != self.values.shape:
            raise MalformedResult(f"expected {self.values.size} standard errors, got {self.standard_error.size}")
        object.__setattr__(self, "values", locked(significant(self.values)))

    @property
    def people(self) -> int:
        """Number of people, n."""
        return int(self.values.size)


def significant(values: NDArray[np.float64], digits: int = SIGNIFICANT_DIGITS) -> NDArray[np.float64]:
    """Round each value to so many significant digits; 0 and NaN stay.

    >>> significant(np.array([123.456, 0.000123456, 0.0]), 3).tolist()
    [123.0, 0.000123, 0.0]
    """
    size = np.abs(values)
    places = digits - 1 - np.floor(np.log10(np.where(size > 0, size, 1.0)))
    # Beyond 290 digits the scale itself would overflow: what is smaller than 1e-290 loses digits, and then is 0.
    scale = 10.0 ** np.minimum(np.abs(places), 290)
    with np.errstate(over="ignore"):  # of the half of each pair that is not taken
        shrunk, grown = np.rint(values / scale) * scale, np.rint(values * scale) / scale
    rounded: NDArray[np.float64] = np.where(places >= 0, grown, shrunk)
    return rounded
