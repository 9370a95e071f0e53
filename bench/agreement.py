"""How far two answers agree, said in a few words."""

from typing import Any

import numpy as np
from scipy.stats import spearmanr


def apart(ours: Any, theirs: Any) -> str:
    return f"L1 apart {np.abs(np.asarray(ours) - np.asarray(theirs)).sum():.1e}"


def equal(ours: Any, theirs: Any) -> str:
    return "equal" if np.array_equal(ours, theirs) else "NOT equal"


def alike(ours: Any, theirs: Any) -> str:
    return f"rank correlation {spearmanr(ours, theirs).statistic:.4f}"


def shown(ours: Any, theirs: Any) -> str:
    return f"{ours} and {theirs}"
