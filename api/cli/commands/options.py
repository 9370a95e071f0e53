"""Options that many commands take, each written down once."""

from datetime import datetime
from typing import Annotated

import typer

from algorithms.errors import BadParameter
from algorithms.parameters import Parameters
from api.cli.output import Form
from graph.errors import InvalidValue
from graph.model.moment import parse_moment

StoreOption = Annotated[
    str | None,
    typer.Option(
        "--store",
        metavar="URL",
        help="Where the graph is kept, as sqlite:///PATH, a path or neo4j://HOST.",
        show_default=False,
    ),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print one JSON document and nothing else.")]
CsvOption = Annotated[bool, typer.Option("--csv", help="Print CSV with a header.")]


def _moment(text: str) -> datetime:
    try:
        return parse_moment(text)
    except InvalidValue as error:
        raise typer.BadParameter(str(error)) from None


def _days(text: str) -> str:
    if text.strip().lower() == "none":
        return text
    try:
        Parameters(half_life_days=float(text))
    except (ValueError, BadParameter):
        raise typer.BadParameter(f"expected days above 0, or none, got {text!r}") from None
    return text


AsOfOption = Annotated[
    datetime | None,
    typer.Option(
        "--as-of",
        parser=_moment,
        metavar="MOMENT",
        help="Look back from this moment: a date (its start in UTC) or a moment with zone.",
        show_default=False,
    ),
]
HalfLifeOption = Annotated[
    str | None,
    typer.Option(
        "--half-life",
        parser=_days,
        metavar="DAYS",
        help="After so many days an interaction counts half in ties; none for ties that do not fade.",
        show_default=False,
    ),
]
AboutOption = Annotated[
    str | None,
    typer.Option("--about", metavar="TERM", help="Only what is said about this term counts.", show_default=False),
]
ThemeOption = Annotated[
    str | None,
    typer.Option("--theme", metavar="ID", help="Only posts of this theme count.", show_default=False),
]
WatchOption = Annotated[
    str | None,
    typer.Option("--watch", metavar="NAME", help="Only posts of this watch count.", show_default=False),
]
KOption = Annotated[int, typer.Option("--k", min=1, max=50, help="How many paths at most, best first.")]
HopsOption = Annotated[int, typer.Option("--max-hops", min=1, max=6, help="How many ties a path may have.")]


def form_of(*, json: bool, csv: bool) -> Form:
    """The form that the flags ask for; both at once are a wrong usage."""
    if json and csv:
        raise typer.BadParameter("choose one of --json and --csv")
    return Form.JSON if json else Form.CSV if csv else Form.TABLE


SinceOption = Annotated[
    datetime | None,
    typer.Option(
        "--since",
        parser=_moment,
        metavar="MOMENT",
        help="Only what happened from then on: a date (its start in UTC) or a moment with zone.",
        show_default=False,
    ),
]
UntilOption = Annotated[
    datetime | None,
    typer.Option(
        "--until",
        parser=_moment,
        metavar="MOMENT",
        help="Only what happened before then: a date (its start in UTC) or a moment with zone.",
        show_default=False,
    ),
]
