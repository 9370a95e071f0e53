"""The page about measures: what stands in it of each measure and parameter is written from the code.

`python -m api.pages.measures docs/measures.md` writes those parts of the page anew, and leaves the others as they are.
"""

from dataclasses import fields
from typing import Final

from algorithms.centrality.measure_spec import MeasureSpec
from algorithms.centrality.registry import registered
from algorithms.parameters import DEFAULTS, Parameters
from api.pages.written_parts import with_parts, write

_TABLE: Final = "table above"


def rewritten(page: str) -> str:
    """Return the page with its parts about measures and parameters written anew. Raises ValueError without marks."""
    parts = {"measures": "\n".join(_measure(spec) for spec in registered())}
    parts["parameters"] = _parameters()
    return with_parts(page, parts)


def _measure(spec: MeasureSpec) -> str:
    order = "" if spec.descending else " The least ranks first."
    return "\n".join(
        [
            f"### `{spec.name}`",
            "",
            f"{spec.label}. {spec.meaning}{order}",
            "",
            f"* When it lies: {spec.lies}",
            f"* How: {spec.formula}",
            f"* Who is ranked: {_ranked(spec)}",
            f"* Paper: {spec.paper}",
            f"* Cost, for n people and m ties: {spec.cost}",
            f"* Held against another answer in `{spec.oracle}`",
            "",
        ]
    )


def _ranked(spec: MeasureSpec) -> str:
    who = "people with a tie" if not spec.everybody else "everybody with a value; in a scope, people with a tie there"
    what = "" if spec.windowed else ". A scope changes who is ranked, and not the values: they are what sources state"
    return f"{who}{what}."


def _parameters() -> str:
    """One row a parameter; the meaning is what the docstring of the class says of it."""
    docstring = " ".join((Parameters.__doc__ or "").split())
    rows = ["| parameter | default | where it counts |", "|---|---|---|"]
    for field in fields(Parameters):
        if f"`{field.name}`" not in docstring:
            raise ValueError(f"expected the docstring of Parameters to name {field.name}")
        default = getattr(DEFAULTS, field.name)
        preset = _TABLE if field.name == "kind_weights" else "latest interaction" if default is None else f"{default:,}"
        rows.append(f"| `{field.name}` | {preset} | {_MEANINGS[field.name]} |")
    return "\n".join(rows)


_MEANINGS: Final = {
    "half_life_days": "ties: after so many days an interaction counts half",
    "kind_weights": "ties: what one interaction of each kind counts",
    "reciprocity": "ties: what attention that is given back adds, as a share of the smaller direction",
    "strength_scale": "ties: evidence at which strength reaches 0.63",
    "weak_below": "ties: one of less strength is weak",
    "as_of": "the moment decay counts back from",
    "damping": "`pagerank`: the share of attention that is passed on",
    "tolerance": "`pagerank`: the sum of changes at which it stops",
    "influence_attention": "`influence`: weight of its first part",
    "influence_reach": "`influence`: weight of its second part",
    "influence_brokerage": "`influence`: weight of its third part",
    "betweenness_exact_up_to": "`betweenness`: exact up to so many people",
    "betweenness_pivots": "`betweenness`: starting people when it is estimated",
    "harmonic_exact_up_to": "`harmonic`: exact up to so many people",
    "harmonic_samples": "`harmonic`: people it is estimated from",
    "reach_samples": "`reach`: reverse reachable sets it is estimated from",
    "replicates": "rank intervals: resamples of the posts they are read from; 0 for no intervals",
    "resolution": "communities: larger values give smaller ones",
    "leiden_passes": "communities: how often the search starts from its own answer",
    "most_themes": "themes: how many there are of everything at most",
    "parts_per_theme": "themes: how many parts a theme of everything has at most",
    "themes_per_community": "themes: how many a community has at most",
    "themes_per_watch": "themes: how many a watch has at most",
    "words_per_theme": "themes: how many words one shows",
    "theme_dimensions": "themes: dimensions in which texts are compared",
    "seed": "starts everything that is random",
}


if __name__ == "__main__":
    write(rewritten)
