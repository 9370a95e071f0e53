"""The registry: the measures that there are, collected from the files that they stand in."""

import pkgutil
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import import_module

import algorithms.centrality
from algorithms.centrality.measure_spec import MeasureSpec
from algorithms.centrality.measures import Measure
from algorithms.errors import MalformedResult


def registered() -> tuple[MeasureSpec, ...]:
    """List every `MEASURE`, and every one of `MEASURES`, that a file of this folder ends with, in their order.

    Raises MalformedResult when two have the same name or the same place in the order.

    >>> [spec.name for spec in registered()[:3]]
    ['influence', 'degree', 'strength']
    """
    specs = sorted(_walked(), key=lambda spec: spec.order)
    for text, values in (("a name", [spec.name for spec in specs]), ("an order", [spec.order for spec in specs])):
        if len(set(values)) < len(values):
            raise MalformedResult(f"expected each measure to have {text} of its own, got {values}")
    return tuple(specs)


@cache
def specs() -> Mapping[Measure, MeasureSpec]:
    """Map each measure to its spec. Raises MalformedResult when the list of names is not that of the files.

    >>> specs()[Measure.CONSTRAINT].descending
    False
    """
    by_name = {spec.name: spec for spec in registered()}
    if list(by_name) != [measure.value for measure in Measure]:
        raise MalformedResult(
            f"expected the measures {', '.join(by_name)}, got {', '.join(Measure)}: run "
            "`python -m api.pages.measure_names algorithms/centrality/measures.py`"
        )
    return {measure: by_name[measure] for measure in Measure}


def _walked() -> Iterator[MeasureSpec]:
    for module in pkgutil.iter_modules(algorithms.centrality.__path__, "algorithms.centrality."):
        ending = vars(import_module(module.name))
        yield from (ending["MEASURE"],) if "MEASURE" in ending else ending.get("MEASURES", ())
