"""Made-up posts to a shop: complaints without words that a list calls bad, or with good ones, and what is not one."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

_COMPLAINTS: Final = (
    "still waiting for the {thing} since {day}",
    "third message about the {thing}, no answer since {day}",
    "the {thing} arrived {fault}",
    "great, the {thing} is {fault} again",
    "thanks for leaving me on hold, {day} was all you could promise",
    "was told {day}, now the {thing} comes in two weeks",
)
_QUESTIONS: Final = (
    "does the {thing} come in green",
    "is the shop open on {day}",
    "where do I find the manual of the {thing}",
    "which filter fits the {thing} please",
)
_PRAISE: Final = (
    "the {thing} came on {day} as promised",
    "sorted within the hour, cheers",
    "two years on and the {thing} runs like on {day} one",
    "your colleague on {day} knew the {thing} inside out",
)
_OF_CLASS: Final = (_COMPLAINTS, _QUESTIONS, _PRAISE)
_SHARES: Final = (0.6, 0.25, 0.15)
_THINGS: Final = ("kettle", "toaster", "grinder", "parcel", "invoice", "voucher", "scale", "stove", "lamp")
_DAYS: Final = ("monday", "tuesday", "friday", "last week", "march", "day")
_FAULTS: Final = ("empty", "in pieces", "without a lid", "two sizes too small", "with a plug for another country")
_ASIDES: Final = ("", "", "", " hope you are well", " in this nice weather", " for my bad knee", " sad day here")
_SLIPS: Final = 0.05


def complaints(count: int, seed: int) -> tuple[list[str], NDArray[np.int8]]:
    """Texts, and what people say of each: codes of `CLASSES`; one label in twenty is a slip of the hand."""
    random = np.random.default_rng(seed)
    codes = random.choice(3, count, p=_SHARES).astype(np.int8)
    texts = [_text(random, int(code)) for code in codes]
    slips = random.random(count) < _SLIPS
    codes[slips] = random.integers(0, 3, int(slips.sum()))
    return texts, codes


def _text(random: np.random.Generator, code: int) -> str:
    words = {"thing": _one(random, _THINGS), "day": _one(random, _DAYS), "fault": _one(random, _FAULTS)}
    return _one(random, _OF_CLASS[code]).format(**words) + _one(random, _ASIDES)


def _one(random: np.random.Generator, choices: tuple[str, ...]) -> str:
    return choices[int(random.integers(len(choices)))]
