"""Accuracy: how often a method is right by somebody's own labels, and how sure that is."""

from dataclasses import dataclass

import numpy as np
import scipy
from numpy.typing import NDArray

from algorithms.text.sentiment import NEUTRAL_WITHIN

CLASSES = ("negative", "neutral", "positive")
"""What somebody can say of a post, in the order of their codes."""


@dataclass(frozen=True, slots=True)
class Accuracy:
    """So many of so many labels that the method agrees with: the share, and its 95 % interval by Wilson."""

    right: int
    labels: int
    share: float
    low: float
    high: float


def accuracy(classes: NDArray[np.int8], labels: NDArray[np.int8]) -> Accuracy:
    """Compare what a method tells with labels, both as codes of `CLASSES`, int8 (n), n above 0.

    The interval is that of Wilson (1927), Probable inference, the law of succession, and statistical inference, Journal
    of the American Statistical Association 22: it stays within 0 and 1, also for few labels that are all right.

    >>> found = accuracy(np.array([0, 1, 2, 2], np.int8), np.array([0, 1, 2, 1], np.int8))
    >>> found.right, found.share, round(found.low, 2), round(found.high, 2)
    (3, 0.75, 0.3, 0.95)
    """
    right = int(np.count_nonzero(classes == labels))
    bounds = scipy.stats.binomtest(right, labels.size).proportion_ci(0.95, method="wilson")
    return Accuracy(right, int(labels.size), right / labels.size, float(bounds.low), float(bounds.high))


def classes_of(sentiment: NDArray[np.float32]) -> NDArray[np.int8]:
    """Codes of `CLASSES` for sentiment from -1 to 1, int8 (n); -1 where it is not known.

    >>> classes_of(np.array([-0.4, 0.0, 0.05, np.nan], np.float32)).tolist()
    [0, 1, 2, -1]
    """
    codes = np.where(sentiment >= NEUTRAL_WITHIN, 2, np.where(sentiment <= -NEUTRAL_WITHIN, 0, 1))
    return np.where(np.isnan(sentiment), -1, codes).astype(np.int8)
