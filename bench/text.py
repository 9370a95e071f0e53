"""How many posts a second are read, step by step, beside the plain use of the same libraries.

Each row is one step on made-up posts (`bench.posts`): ours, what one writes with the library alone, and the ratio of
medians taken in turns. Above 1 ours is the faster; between .7 and 1.5 it is a tie on a shared machine. Ours does more
in most rows (it cleans, leaves out what it cannot tell, remembers), so the last column says how far both answers agree.
Loading a model or a list of words is not counted.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from bench.posts import SIZES, MadePosts, make_posts
from bench.timing import interleaved

HEADER = (
    *("size", "posts", "step", "seconds", "posts/s", "plain use", "plain s", "plain posts/s", "ratio"),
    *("target s", "met", "same answer"),
)


@dataclass(frozen=True, slots=True)
class Step:
    """One of our ways to read posts. `same` takes our answer and the plain one's and says how far they agree.

    `target` is in how many seconds it is to be done; None: only shown.
    """

    name: str
    run: Callable[[], Any]
    same: Callable[[Any, Any], str]
    target: float | None = None


@dataclass(frozen=True, slots=True)
class AnalysedGraph:
    """Steps that read the same posts, held against one plain use. `rounds` of each are timed, in turns, after one."""

    posts: int
    plain_name: str
    plain: Callable[[], Any]
    steps: Sequence[Step]
    rounds: int = 5


def run(sizes: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """Measure all steps on posts of these sizes; the rows of the table as they come."""
    from bench.peers_of_text import can_embed

    for size in sizes:
        for name, natural in ((size, False), (f"{size}, natural", True)):
            made = make_posts(SIZES[size], natural=natural)
            for readings_of in _readings():
                for analysis in readings_of(made):
                    yield from rows(name, analysis)
    if can_embed():
        from bench.plain_models import of_models

        for analysis in of_models():
            yield from rows("", analysis)
    else:
        said = "not measured: sentence-transformers is not installed; make bench EXTRAS=embeddings ARGS=text"
        yield ("", "", "models", *("",) * 8, said)


def _readings() -> Sequence[Callable[[MadePosts], Iterator[AnalysedGraph]]]:
    """What is read, one function each: given made-up posts, it gives what is measured on them."""
    from bench import plain_bursts as bursts
    from bench import plain_themes as themes
    from bench import plain_words as words

    return (
        *(words.of_cleaning, words.of_tokens, words.of_languages, words.of_sentiment),
        *(themes.of_lexical, themes.of_themes, bursts.of_bursts),
    )


def rows(size: str, analysis: AnalysedGraph) -> Iterator[tuple[str, ...]]:
    """Measure a reading: one row of the table for each of our steps."""
    answers: dict[str, Any] = {}

    def kept(name: str, work: Callable[[], Any]) -> Callable[[], None]:
        return lambda: answers.__setitem__(name, work())

    works = {step.name: kept(step.name, step.run) for step in analysis.steps} | {"": kept("", analysis.plain)}
    for work in works.values():
        work()  # loads what is not loaded yet
    times = interleaved(works, analysis.rounds)
    for step in analysis.steps:
        took = times[step.name]
        yield (
            size,
            f"{analysis.posts:,}",
            step.name,
            f"{took:.3g}",
            f"{analysis.posts / took:,.0f}",
            analysis.plain_name,
            f"{times['']:.3g}",
            f"{analysis.posts / times['']:,.0f}",
            f"{times[''] / took:.2f}x",
            "" if step.target is None else f"{step.target:g}",
            "" if step.target is None else "yes" if took <= step.target else "no",
            step.same(answers[step.name], answers[""]),
        )
