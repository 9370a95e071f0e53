"""Names: a watch, a theme or a community by its id or by what it is called, alike wherever somebody names one."""

from collections.abc import Sequence
from typing import Final

from algorithms.themes.theme import WHOLE
from api.errors import BadInput, NotFound
from api.workspace.analysed_graph import AnalysedGraph
from graph.model.watch import Watch
from graph.port.views import DecisionsView

_LISTED: Final = 10
_LONGEST: Final = 200


def place_named(name: str, ids: Sequence[str], labels: Sequence[str], field: str) -> int | None:
    """Place of what has this id, or else is called so in whatever case; None when there is none.

    Raises BadInput, naming their ids, when several are called so.

    >>> place_named("tea", ["watch:1", "watch:2"], ["Coffee", "Tea"], "watch")
    1
    """
    if name in ids:
        return ids.index(name)
    called = name.strip().casefold()
    return the_one([place for place, label in enumerate(labels) if label.casefold() == called], ids, name, field)


def the_one(places: Sequence[int], ids: Sequence[str], name: str, field: str) -> int | None:
    """The only one of some places; None for no place. Raises BadInput for several, naming their ids."""
    if len(places) > 1:
        listed = ", ".join(ids[place] for place in places[:_LISTED])
        raise BadInput(
            field,
            "a name that fits one only, or an id",
            message=f"{field}: {name[:_LONGEST]!r} is what {len(places)} are called; name one by its id: {listed}",
        )
    return places[0] if places else None


def find_watch(view: DecisionsView, name: str, field: str = "watch") -> Watch | None:
    """The watch with this id or name; None when there is none."""
    watches = view.watches()
    place = _place_of_watch(watches, name, field)
    return None if place is None else watches[place]


def watch_named(view: DecisionsView, name: str, field: str = "watch") -> Watch:
    """The watch with this id or name. Raises NotFound, naming those there are, and BadInput."""
    return watches_named(view, [name], field)[0]


def watches_named(view: DecisionsView, names: Sequence[str], field: str = "watches") -> list[Watch]:
    """The watches with these ids or names, in one read. Raises NotFound, naming those there are, and BadInput."""
    watches = view.watches()
    places = [_place_of_watch(watches, name, field) for name in names]
    for name, place in zip(names, places, strict=True):
        if place is None:
            there = ", ".join(watch.name for watch in watches[:_LISTED]) or "none yet"
            raise NotFound(f"{field}: there is no watch {name[:_LONGEST]!r}; there are: {there}")
    return [watches[place] for place in places if place is not None]


def _place_of_watch(watches: Sequence[Watch], name: str, field: str) -> int | None:
    return place_named(name, [watch.id for watch in watches], [watch.name for watch in watches], field)


def find_theme(analysis: AnalysedGraph, name: str, field: str = "theme") -> int | None:
    """Row of the theme with this id or label; None when there is none. Raises NotReady without findings.

    Where several are called so, the one of everything is meant, if there is one.
    """
    themes = analysis.findings.themes.themes
    ids = [theme.id for theme in themes]
    whole = [row for row, theme in enumerate(themes) if theme.scope == WHOLE]
    place = place_named(name, [ids[row] for row in whole], [themes[row].label for row in whole], field)
    return place_named(name, ids, [theme.label for theme in themes], field) if place is None else whole[place]


def theme_named(analysis: AnalysedGraph, name: str, field: str = "theme") -> int:
    """Row of the theme with this id or label, as `find_theme`. Raises NotFound."""
    row = find_theme(analysis, name, field)
    if row is None:
        raise NotFound(f"{field}: there is no theme {name[:_LONGEST]!r}; expected its id or label")
    return row


def find_community(analysis: AnalysedGraph, name: str, field: str = "community") -> int | None:
    """Row of the community with this id or label; None when there is none. Raises NotReady without findings."""
    return place_named(name, analysis.findings.communities.ids, analysis.findings.community_labels, field)


def community_named(analysis: AnalysedGraph, name: str, field: str = "community") -> int:
    """Row of the community with this id or label, as `find_community`. Raises NotFound."""
    row = find_community(analysis, name, field)
    if row is None:
        raise NotFound(f"{field}: there is no community {name[:_LONGEST]!r}; expected its id or label")
    return row
