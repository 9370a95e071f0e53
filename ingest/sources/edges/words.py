"""Words that programs write into edge lists: Gephi's direction of an edge, NodeXL's relationships."""

from typing import Final

from graph.model.interaction import InteractionKind

_UNDIRECTED: Final = frozenset({"undirected", "mutual"})

RELATIONSHIPS: Final = {
    "REPLIES TO": InteractionKind.REPLY,
    "REPLY": InteractionKind.REPLY,
    "MENTIONS": InteractionKind.MENTION,
    "MENTION": InteractionKind.MENTION,
    "MENTIONSINRETWEET": InteractionKind.MENTION,
    "MENTIONS IN RETWEET": InteractionKind.MENTION,
    "MENTIONSINQUOTE": InteractionKind.MENTION,
    "MENTIONSINREPLY": InteractionKind.MENTION,
    "RETWEET": InteractionKind.REPOST,
    "QUOTE": InteractionKind.QUOTE,
    "FOLLOWED": InteractionKind.FOLLOW,
    "FOLLOWS": InteractionKind.FOLLOW,
    "TWEET": InteractionKind.KNOWS,
}
"""NodeXL's relationships in capitals. A tweet to nobody is a tie from somebody to himself, which counts for nothing."""


def is_undirected(word: str) -> bool:
    """Whether Gephi's `Type` of an edge says that it goes both ways; other words say nothing.

    >>> is_undirected("Undirected"), is_undirected("Directed"), is_undirected("friend")
    (True, False, False)
    """
    return word.strip().casefold() in _UNDIRECTED
