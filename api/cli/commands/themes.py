"""What is talked about: `kith themes`."""

from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from api.cli.output import Column
from api.cli.result import Table
from api.cli.runner import command

if TYPE_CHECKING:
    from algorithms.themes.theme import Themes
    from api.cli.context import CommandContext

NO_THEMES: Final = "there are no themes: too little is written here"
MOST: Final = 1_000_000
"""Themes (`kith themes --limit`)."""

SHOWN: Final = 20
"""Themes that a table shows when nobody asks for more; JSON has all."""

_COLUMNS: Final = (
    Column("posts", "posts", number=True),
    Column("label", "label"),
    Column("words", "words"),
    Column("parts", "parts", shown=False),
    Column("nearby_count", "nearby", shown=False),
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
    rows = plain(analysis, page)
    notes = [provenance_line(provenance), *what_is_in_no_theme(analysis.findings.themes)]
    if limit is None and len(rows) > SHOWN:
        notes.append(f"the {SHOWN} with the most posts of {len(rows):,}; all of them: --limit {len(rows)}")
    return Table(
        document={"rows": rows, "provenance": document_of(analysis, provenance)},
        columns=_COLUMNS,
        rows=with_words_alone(rows if limit else rows[:SHOWN]),
        empty=NO_THEMES,
        notes=notes,
    )


def what_is_in_no_theme(themes: "Themes") -> list[str]:
    """Sentences on which posts are in no theme of everything, and why."""
    sentences = [f"{themes.posts_read:,} of {themes.posts_there:,} posts with words were read"]
    if themes.unassigned:
        near = int((themes.nearest >= 0).sum())
        sentences.append(
            f"{themes.unassigned:,} of them go no theme's way closely enough to be in one; {near:,} have a nearest one"
        )
    if themes.wordless:
        sentences.append(f"{themes.wordless:,} others say nothing but courtesies, everyday words or signs")
    return sentences


def with_words_alone(themes: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Themes as people and spreadsheets get them: the words without their weights, best first."""
    return [
        {
            **theme,
            "words": [word["word"] for word in theme["words"]],
            "parts": [part["label"] for part in theme["parts"]],
        }
        for theme in themes
    ]
