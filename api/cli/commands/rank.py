"""Who matters: `kith rank`."""

from dataclasses import replace
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from api.cli.commands.options import AboutOption, SinceOption, ThemeOption, UntilOption, WatchOption
from api.cli.output import Column
from api.cli.result import Table
from api.cli.runner import command

if TYPE_CHECKING:
    from algorithms.analysis.measure import Measure
    from api.answers.ranking import Ranking
    from api.cli.context import CommandContext

MOST: Final = 100_000
"""People of a ranking (`kith rank --limit`)."""

_MOST_LISTED: Final = 5
_MOST_OF_US: Final = 2


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
    with_us: Annotated[bool, typer.Option("--with-us", help="Our own accounts and colleagues as well.")] = False,
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
    from api.answers.ranking import RankingFilter, ranked, ranking
    from api.answers.ranking_from import is_of_many, ranking_from
    from api.cli.commands.provenance import provenance_line

    if origin is None:
        among = RankingFilter(with_us=with_us)
        answer = ranking(analysis, measure=chosen, scope=scope, shown=among, first=limit, most=MOST)
    else:
        start = origin if is_of_many(origin) else context.person_named(origin)
        answer = ranking_from(analysis, context.view(), start, scope, with_us=with_us, first=limit, most=MOST)
    document = document_of(analysis, answer)
    if compared is not None:
        before = ranked(analysis, chosen, compared).ranks
        for row, item in zip(document["rows"], answer.page.items, strict=True):
            row["rank_before"] = int(before[item.person]) or None
    # Measures that count people or followers have whole numbers.
    digits = 0 if all(row.value.is_integer() for row in answer.page.items) else 4
    return Table(
        document=document,
        rows=[{**row, **_certainty(row)} for row in document["rows"]],
        columns=[
            Column("rank", "rank", number=True),
            Column("between", "between", number=True, ident=True),
            Column("apart", "next is apart"),
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
            _how_certain(document["rows"]),
            *_left_out(answer),
            *(_mixed(context) if watch is None and theme is None and about is None else ()),
            provenance_line(answer.provenance),
        ],
    )


def _certainty(row: dict[str, Any]) -> dict[str, Any]:
    """Where a rank lies in 95 % of resamples, and whether the next row can be told apart; None where not known."""
    interval, alike = row["interval"], row["alike_with_next"]
    between = None if interval is None else f"{interval[0]:,}–{interval[1]:,}"
    return {"between": between, "apart": None if alike is None else not alike}


def _how_certain(rows: list[dict[str, Any]]) -> str:
    from algorithms.analysis.ranked_scope import MOST_RESAMPLED
    from algorithms.centrality.rank_intervals import RESAMPLED

    if any(row["interval"] for row in rows):
        return (
            "between: where the rank lies in 95 % of resamples of the posts, which also tell whether the next is apart"
        )
    measures = ", ".join(measure.value for measure in RESAMPLED)
    return f"how sure a rank is, is worked out for {measures}, in a scope of up to {MOST_RESAMPLED:,} interactions"


def _left_out(answer: "Ranking") -> list[str]:
    """Who of us would be in the list."""
    ranks = answer.ranked.ranks
    few = [f"{answer.analysis.person_name(row)} ({ranks[row]:,})" for row in answer.left_out[:_MOST_OF_US]]
    if not few:
        return []
    more = len(answer.left_out) - len(few)
    names = ", ".join(few) + (f" and {more:,} more" if more else "")
    return [f"left out as our own, with their ranks: {names}; --with-us shows them"]


def _mixed(context: "CommandContext") -> list[str]:
    """What a ranking mixes that is on no watch, where the store holds several sources."""
    names = [source.name for source in context.view().sources()]
    if len(names) < 2:
        return []
    more = f" and {len(names) - _MOST_LISTED:,} more" if len(names) > _MOST_LISTED else ""
    few = ", ".join(names[:_MOST_LISTED]) + more
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
