"""Who matters: `kith rank`."""

from dataclasses import replace
from typing import TYPE_CHECKING, Annotated, Final

import typer

from api.cli.commands.options import AboutOption, SinceOption, ThemeOption, UntilOption, WatchOption
from api.cli.output import Column
from api.cli.result import Table
from api.cli.runner import command

if TYPE_CHECKING:
    from algorithms.analysis.measure import Measure
    from api.cli.context import CommandContext

MOST: Final = 100_000
"""People of a ranking (`kith rank --limit`)."""

_MOST_SOURCES: Final = 5


@command(looks_back=True)
def rank(
    context: "CommandContext",
    measure: Annotated[
        str,
        typer.Option(metavar="MEASURE", help="What to rank by: influence, degree, pagerank, betweenness and others."),
    ] = "influence",
    about: AboutOption = None,
    since: SinceOption = None,
    until: UntilOption = None,
    watch: WatchOption = None,
    theme: ThemeOption = None,
    origin: Annotated[
        str | None,
        typer.Option(
            "--from",
            metavar="ORIGIN",
            help="Personalised PageRank from: `customers`, a theme's id, or a person.",
            show_default=False,
        ),
    ] = None,
    without_coordinated: Annotated[
        bool,
        typer.Option(
            "--without-coordinated", help="Leave out accounts that act together, and show each rank before that."
        ),
    ] = False,
    limit: Annotated[int, typer.Option(min=1, max=MOST, help="How many people at most.")] = 20,
) -> Table:
    """Rank people by a measure, with their rank by degree beside it."""
    scope = context.scope(about, since, until, watch=watch, theme=theme, without_coordinated=without_coordinated)
    chosen = _measure_from(measure_named(measure), origin)
    compared = replace(scope, without_coordinated=False) if without_coordinated else None
    themed = theme is not None or (origin or "").startswith("theme:")
    is_of_findings = themed or scope.is_everything or (compared is not None and compared.is_everything)
    analysis = context.analysed() if is_of_findings else context.newest()

    from api.answers.document import document_of
    from api.answers.ranking import ranked, ranking
    from api.answers.ranking_from import is_of_many, ranking_from
    from api.cli.commands.provenance import provenance_line

    if origin is None:
        answer = ranking(analysis, measure=chosen, scope=scope, first=limit, most=MOST)
    else:
        start = origin if is_of_many(origin) else context.person_named(origin)
        answer = ranking_from(analysis, context.view(), start, scope, first=limit, most=MOST)
    document = document_of(analysis, answer)
    if compared is not None:
        before = ranked(analysis, chosen, compared).ranks
        for row, item in zip(document["rows"], answer.page.items, strict=True):
            row["rank_before"] = int(before[item.person]) or None
    # Measures that count people or followers have whole numbers.
    digits = 0 if all(row.value.is_integer() for row in answer.page.items) else 4
    return Table(
        document=document,
        columns=[
            Column("rank", "rank", number=True),
            Column("person", "person", shown=False),
            Column("name", "name"),
            Column("value", "value", number=True, digits=digits),
            *([] if compared is None else [Column("rank_before", "rank before", number=True)]),
            Column("degree_rank", "rank by degree", number=True),
            Column("accounts", "accounts", ident=True),
        ],
        empty="nobody can be ranked by this: there are no interactions that count",
        notes=[
            f"{chosen.value}: {answer.provenance.definition}",
            *(_mixed(context) if watch is None and theme is None and about is None else ()),
            provenance_line(answer.provenance),
        ],
    )


def _mixed(context: "CommandContext") -> list[str]:
    """What a ranking mixes that is on no watch, where the store holds several sources."""
    names = [source.name for source in context.view().sources()]
    if len(names) < 2:
        return []
    few = ", ".join(names[:_MOST_SOURCES]) + (
        f" and {len(names) - _MOST_SOURCES:,} more" * (len(names) > _MOST_SOURCES)
    )
    return [f"it mixes all that {len(names):,} sources say: {few}; --watch NAME ranks by the posts of one watch"]


def _measure_from(chosen: "Measure", origin: str | None) -> "Measure":
    """The measure as asked; from somebody's point of view there is PageRank alone, which need not be named."""
    from algorithms.analysis.measure import Measure

    if origin is None:
        return chosen
    if chosen not in (Measure.INFLUENCE, Measure.PAGERANK):
        raise typer.BadParameter(f"expected --measure pagerank with --from, got {chosen.value}")
    return Measure.PAGERANK


def measure_named(name: str) -> "Measure":
    """The measure of a name in any case, with hyphens or underscores."""
    from algorithms.analysis.measure import Measure

    try:
        return Measure(name.strip().lower().replace("-", "_"))
    except ValueError:
        raise typer.BadParameter(
            f"expected a measure, one of {', '.join(measure.value for measure in Measure)}, got {name!r}"
        ) from None
