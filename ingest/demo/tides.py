"""Tides: a theme that everybody takes up in the last week, and one that they drop. Nothing else of the world moves."""

from collections import defaultdict
from datetime import datetime, timedelta
from typing import Final

from ingest.demo.chronicle import Chronicle, Entry
from ingest.demo.hours import END
from ingest.demo.themes.games import GAMES
from ingest.demo.themes.solar import SOLAR

GROWS: Final = SOLAR.name
FADES: Final = GAMES.name

_WEEK: Final = timedelta(days=7)
_WEEKS_BEFORE: Final = 4


def turn_tides(chronicle: Chronicle) -> None:
    """Move conversations by whole weeks: half of what was said on one theme in the four weeks before into the last one.

    And most of what was said on the other in the last week into those before. Hours and weekdays stay as they are, and
    with a post moves all that answers, quotes or passes it on, so that nothing comes before what it speaks of. No
    chance is drawn: the rest of the world is the same as without tides.
    """
    conversations: dict[str, list[Entry]] = defaultdict(list)
    for entry in chronicle.entries:
        conversations[_root(entry).id].append(entry)
    moves: dict[str, timedelta] = {}
    for entries in conversations.values():
        weeks = _weeks(_root(entries[0]), max(entry.at for entry in entries))
        if weeks:
            moves |= {entry.id: weeks * _WEEK for entry in entries}
    chronicle.move(moves)


def _root(entry: Entry) -> Entry:
    """The post that a conversation began with."""
    parent = entry.reply_to or entry.quote_of or entry.repost_of
    return entry if parent is None else _root(parent)


def _weeks(root: Entry, last: datetime) -> int:
    """By how many weeks a conversation is moved whose latest post was written at `last`; 0 for those that stay."""
    back = (END - root.at) // _WEEK
    if root.saying.about == GROWS and 1 <= back <= _WEEKS_BEFORE and root.at.second % 2 and last + back * _WEEK <= END:
        return back
    if root.saying.about == FADES and back == 0 and root.at.second % 5:
        return -1 - root.at.second % _WEEKS_BEFORE
    return 0
