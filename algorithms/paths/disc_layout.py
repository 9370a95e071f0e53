"""Where the discs of communities lie: a small force-directed layout of at most a few hundred discs."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

MOST_DRAWN: Final = 300
"""Communities that are laid out by their ties; smaller ones are put around them."""

_STEPS: Final = 300
_GOLDEN_ANGLE: Final = np.pi * (3 - np.sqrt(5))
_GAP: Final = 1.1  # of the sum of two radii


def place_discs(
    between: NDArray[np.float64], sizes: NDArray[np.int32], seed: int = 0
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Place one disc a community: strongly tied ones close, none over another.

    Parameters: `between`, symmetric weights of the first communities, float64 (k, k), k at most `MOST_DRAWN`; `sizes`
    of all c communities, int32 (c), largest first; a seed. Returns centres float64 (c, 2) and radii float64 (c), in
    units in which all discs together have the area of a circle of radius 1.

    Attraction follows Fruchterman & Reingold (1991); overlap is pushed apart at the end of each step.

    >>> centres, radii = place_discs(np.zeros((2, 2)), np.array([3, 3], np.int32))
    >>> bool(np.hypot(*(centres[0] - centres[1])) >= radii.sum())
    True
    """
    count, drawn = sizes.size, between.shape[0]
    radii = np.sqrt(sizes / max(int(sizes.sum()), 1))
    spiral = np.sqrt(np.cumsum(radii**2))[:, None] * 2 * _turn(np.arange(count) * _GOLDEN_ANGLE)
    centres = spiral.copy()
    centres[:drawn] = _settle(spiral[:drawn], radii[:drawn], between, np.random.default_rng(seed))
    if count > drawn:
        edge = np.abs(centres[:drawn]).max() + radii[0]
        outward = edge + np.cumsum(radii[drawn:] ** 2) / max(edge, 1e-9)
        centres[drawn:] = outward[:, None] * _turn(np.arange(count - drawn) * _GOLDEN_ANGLE)
    return centres, radii


def _turn(angle: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.stack([np.cos(angle), np.sin(angle)], axis=1)


def _settle(
    centres: NDArray[np.float64], radii: NDArray[np.float64], between: NDArray[np.float64], rng: np.random.Generator
) -> NDArray[np.float64]:
    """Draw tied discs together and push overlapping ones apart, in ever smaller steps."""
    if radii.size < 2:
        return np.zeros_like(centres)
    centres = centres + rng.normal(scale=1e-3, size=centres.shape)
    weight = between / max(float(between.max()), 1e-12)
    weight /= np.maximum(weight.sum(axis=1, keepdims=True), 1e-12)
    room = (radii[:, None] + radii[None, :]) * _GAP
    for step in range(_STEPS):
        apart = centres[None, :, :] - centres[:, None, :]
        drawn = (weight[..., None] * apart).sum(axis=1) - 0.02 * centres
        centres = centres + 0.3 * (1 - step / _STEPS) * drawn
        centres = _pushed_apart(centres, room)
    for _ in range(_STEPS):
        centres = _pushed_apart(centres, room)
    return np.asarray(centres - centres.mean(axis=0))


def _pushed_apart(centres: NDArray[np.float64], room: NDArray[np.float64]) -> NDArray[np.float64]:
    apart = centres[None, :, :] - centres[:, None, :]
    distance = np.maximum(np.hypot(apart[..., 0], apart[..., 1]), 1e-9)
    overlap = np.maximum(room - distance, 0.0)
    np.fill_diagonal(overlap, 0.0)
    push = (overlap / distance / 2)[..., None] * apart
    return np.asarray(centres - push.sum(axis=1) / np.maximum((overlap > 0).sum(axis=1), 1)[:, None])
