"""What each community of the demo world talks about: word lists and sentence patterns, all of them made up."""

from typing import Final

from ingest.demo.themes.coffee import COFFEE
from ingest.demo.themes.data_tools import DATA_TOOLS
from ingest.demo.themes.games import GAMES
from ingest.demo.themes.garden import GARDEN
from ingest.demo.themes.running import RUNNING
from ingest.demo.themes.solar import SOLAR
from ingest.demo.themes.theme import Theme

THEMES: Final[tuple[Theme, ...]] = (COFFEE, RUNNING, SOLAR, GAMES, GARDEN, DATA_TOOLS)
"""All themes, in the order of their communities."""

__all__ = ["THEMES", "Theme"]
