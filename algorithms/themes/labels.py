"""Labels: what themes and communities are called, and for how long."""

from typing import Final

Words = tuple[tuple[str, float], ...]
"""Words with their weights, foremost first."""

_WORDS: Final = 3
_STILL: Final = 0.75
"""A label stays while its words say at least this share of what the foremost ones say."""

_BETWEEN: Final = " · "


def label_of(words: Words, former: str = "") -> str:
    """Call something by its foremost words, at most three; or as before, while those words say nearly as much.

    `words` with their weights, foremost first; `former` is the label of the analysis before, empty for none. It stays
    when it has as many words, with three quarters of the foremost ones' weight (a word that is no longer among `words`
    counts against it): one more post reorders words that weigh about the same, and renames nothing.

    >>> label_of((("kettle", 3.0), ("lid", 2.0), ("handle", 1.0), ("spout", 0.9)))
    'kettle · lid · handle'
    >>> label_of((("lid", 3.1), ("kettle", 3.0), ("spout", 1.1), ("handle", 1.0)), "kettle · lid · handle")
    'kettle · lid · handle'
    >>> label_of((("recall", 9.0), ("lid", 3.1), ("kettle", 3.0), ("handle", 1.0)), "kettle · lid · handle")
    'recall · lid · kettle'
    """
    foremost = words[:_WORDS]
    weights = dict(words)
    before = former.split(_BETWEEN)
    still = sum(weights.get(word, -1.0) for word in before)
    if len(before) == len(foremost) and still >= _STILL * sum(weights[word] for word, _ in foremost):
        return former
    return _BETWEEN.join(word for word, _ in foremost)
