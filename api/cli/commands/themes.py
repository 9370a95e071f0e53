"""What is talked about: `kith themes`."""

from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from api.cli.output import Column
from api.cli.result import Table
from api.cli.runner import command

if TYPE_CHECKING:
    from api.cli.context import CommandContext

NO_THEMES: Final = "there are no themes: too little is written here"
MOST: Final = 1_000_000
"""Themes (`kith themes --limit`)."""

_COLUMNS: Final = (
    Column("posts", "posts", number=True),
    Column("label", "label"),
    Column("words", "words"),
    Column("sentiment", "sentiment", number=True, digits=2),
    Column("trend", "trend", number=True, digits=2),
    Column("emergent", "emergent", shown=False),
    Column("first_seen", "first seen", day=True),
    Column("last_seen", "last seen", shown=False),
    Column("event", "event", shown=False),
    Column("community_label", "community", shown=False),
    Column("community", "community (id)", shown=False),
    Column("id", "id", shown=False),
)


@command(looks_back=True)
def themes(
    context: "CommandContext",
    community: Annotated[
        str | None, typer.Option(metavar="ID", help="Only those of this community.", show_default=False)
    ] = None,
    watch: Annotated[
        str | None, typer.Option(metavar="NAME", help="Only what is said about this watch.", show_default=False)
    ] = None,
    emergent: Annotated[bool, typer.Option("--emergent", help="Only those that are new in the last 7 days.")] = False,
    limit: Annotated[
        int | None, typer.Option(min=1, max=MOST, help="How many at most, most posts first.", show_default=False)
    ] = None,
) -> Table:
    """List what is talked about: by everybody, in a community or about a watch; most posts first."""
    analysis = context.analysed()
    listened = None if watch is None else context.watch_named(watch).id

    from api.answers import themes as answers
    from api.answers.document import document_of, plain
    from api.answers.provenance import of_analysis
    from api.cli.commands.provenance import provenance_line

    page = answers.themes(
        analysis, community=community, watch=listened, emergent_only=emergent, first=limit or MOST, most=MOST
    )
    provenance = of_analysis(analysis, "What is talked about: clusters of posts, named by their words.")
    themes = analysis.findings.themes
    sample = (
        f"{themes.posts_read:,} of {themes.posts_there:,} posts with words were read;"
        f" {themes.unassigned:,} of them belong to no theme of everything"
    )
    rows = plain(analysis, page)
    return Table(
        document={"rows": rows, "provenance": document_of(analysis, provenance)},
        columns=_COLUMNS,
        rows=with_words_alone(rows),
        empty=NO_THEMES,
        notes=[provenance_line(provenance), sample],
    )


def with_words_alone(themes: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Themes as people and spreadsheets get them: the words without their weights, best first."""
    return [{**theme, "words": [word["word"] for word in theme["words"]]} for theme in themes]
