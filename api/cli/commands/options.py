"""Options that many commands take, each written down once."""

from datetime import UTC, date, datetime
from typing import Annotated

import typer

from api.cli.output import Form

StoreOption = Annotated[
    str | None,
    typer.Option(
        "--store", metavar="URL", help="Where the graph is kept, as sqlite:///PATH or neo4j://HOST.", show_default=False
    ),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print one JSON document and nothing else.")]
CsvOption = Annotated[bool, typer.Option("--csv", help="Print CSV with a header.")]
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


def parse_moment(text: str) -> datetime:
    """Read an ISO 8601 date, which stands for its first moment in UTC, or a moment with its zone.

    >>> parse_moment("2026-03-01").isoformat(), parse_moment("2026-03-01T09:30+02:00").isoformat()
    ('2026-03-01T00:00:00+00:00', '2026-03-01T09:30:00+02:00')
    """
    try:
        day = date.fromisoformat(text)
    except ValueError:
        pass
    else:
        return datetime(day.year, day.month, day.day, tzinfo=UTC)
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise typer.BadParameter(
            f"expected a date like 2026-03-01 or a moment like 2026-03-01T09:30Z, got {text!r}"
        ) from None
    if moment.tzinfo is None:
        raise typer.BadParameter(f"expected a moment with its zone, like {text}Z for UTC, got {text!r}")
    return moment


SinceOption = Annotated[
    datetime | None,
    typer.Option(
        "--since",
        parser=parse_moment,
        metavar="MOMENT",
        help="Only what happened from then on: a date (its start in UTC) or a moment with zone.",
        show_default=False,
    ),
]
UntilOption = Annotated[
    datetime | None,
    typer.Option(
        "--until",
        parser=parse_moment,
        metavar="MOMENT",
        help="Only what happened before then: a date (its start in UTC) or a moment with zone.",
        show_default=False,
    ),
]
