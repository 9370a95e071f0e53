"""The tasks of the targets on a world of a size, one after the other; each with the libraries it is held against."""

from collections.abc import Callable, Iterator

from bench import peers_of_measures as measures
from bench import peers_of_spread as spread
from bench import peers_of_structure as structure
from bench import peers_of_text as text
from bench.forms import Bench
from bench.targets import Task

_ON_ALL = (
    *(measures.of_pagerank, measures.of_personalised_pagerank, measures.of_hits, measures.of_harmonic),
    *(structure.of_cores, structure.of_weak_components, structure.of_ego, structure.of_paths, structure.of_leiden),
    *(spread.of_seed_set, spread.of_reverse_sets),
)


def tasks(size: str) -> Iterator[Callable[[], Task]]:
    """The tasks; some take too long for their peers on the largest world, one would on any but the smallest."""
    bench = Bench(size)
    for of_task in _ON_ALL:
        yield lambda of_task=of_task: of_task(bench)  # type: ignore[misc]
    if size != "L":
        yield lambda: measures.of_betweenness(bench)
        yield lambda: text.of_lexical(size)
    if size == "S":
        yield spread.of_celf
        if text.can_embed():
            yield lambda: text.of_embedding(size)
