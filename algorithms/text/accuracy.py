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


@dataclass(frozen=True, slots=True)
class Recall:
    """Accuracy on the labels of each class, by name, and the mean of the shares with its 95 % interval."""

    classes: dict[str, Accuracy]
    mean: float
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


def recall(classes: NDArray[np.int8], labels: NDArray[np.int8]) -> Recall:
    """How much of each class is found, and the mean over the classes that have labels ("macro recall").

    A method that calls everything by the commonest class has a mean of 1/3, whatever its accuracy. The interval of the
    mean is made of those of the classes by MOVER: Zou and Donner (2008), Construction of confidence limits about effect
    measures: a general approach, Statistics in Medicine 27.

    >>> found = recall(np.array([0, 0, 1, 2], np.int8), np.array([0, 0, 2, 2], np.int8))
    >>> {name: one.share for name, one in found.classes.items()}, found.mean
    ({'negative': 1.0, 'positive': 0.5}, 0.75)
    >>> round(found.low, 2), round(found.high, 2)
    (0.36, 0.95)
    """
    by_class = {
        name: accuracy(classes[labels == code], labels[labels == code])
        for code, name in enumerate(CLASSES)
        if np.any(labels == code)
    }
    shares, lows, highs = np.array([(one.share, one.low, one.high) for one in by_class.values()]).T
    mean = shares.mean()
    low = mean - np.hypot.reduce(shares - lows) / shares.size
    high = mean + np.hypot.reduce(highs - shares) / shares.size
    return Recall(by_class, float(mean), float(low), float(high))


def classes_of(sentiment: NDArray[np.float32]) -> NDArray[np.int8]:
    """Codes of `CLASSES` for sentiment from -1 to 1, int8 (n); -1 where it is not known.

    >>> classes_of(np.array([-0.4, 0.0, 0.05, np.nan], np.float32)).tolist()
    [0, 1, 2, -1]
    """
    codes = np.where(sentiment >= NEUTRAL_WITHIN, 2, np.where(sentiment <= -NEUTRAL_WITHIN, 0, 1))
    return np.where(np.isnan(sentiment), -1, codes).astype(np.int8)
