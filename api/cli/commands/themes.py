"""What is talked about: `kith themes`."""

from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from api.cli.commands.options import CsvOption, JsonOption, StoreOption, form_of
from api.cli.output import Column, Form, show

if TYPE_CHECKING:
    from api.answers.themes import ThemeFacts
    from api.workspace.analysed_graph import AnalysedGraph

_MOST: Final = 1_000_000
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


def themes(
    community: Annotated[
        str | None, typer.Option(metavar="ID", help="Only those of this community.", show_default=False)
    ] = None,
    watch: Annotated[
        str | None, typer.Option(metavar="NAME", help="Only what is said about this watch.", show_default=False)
    ] = None,
    emergent: Annotated[bool, typer.Option("--emergent", help="Only those that are new in the last 7 days.")] = False,
    limit: Annotated[
        int | None, typer.Option(min=1, max=_MOST, help="How many at most, most posts first.", show_default=False)
    ] = None,
    store: StoreOption = None,
    json: JsonOption = False,
    csv: CsvOption = False,
) -> None:
    """List what is talked about: by everybody, in a community or about a watch; most posts first."""
    from api.cli.commands.opened import opened_workspace
    from api.cli.commands.provenance import provenance_json, provenance_line
    from api.cli.progress_bar import StageProgress

    form = form_of(json=json, csv=csv)
    with opened_workspace(store) as workspace:
        from api.answers import themes as answers
        from api.answers.provenance import of_analysis
        from api.answers.scopes import watch_named

        with StageProgress() as progress:
            analysis = workspace.analysed(progress)
        listened = None if watch is None else watch_named(workspace.view(), watch).id
        page = answers.themes(
            analysis, community=community, watch=listened, emergent_only=emergent, first=limit or _MOST, most=_MOST
        )
        rows = [theme_row(analysis, theme) for theme in page.items]
        provenance = of_analysis(analysis, "What is talked about: clusters of posts, named by their words.")
        found = analysis.found.themes
    read = (
        f"{found.posts_read:,} of {found.posts_there:,} posts with words were read;"
        f" {found.unassigned:,} of them belong to no theme of everything"
    )
    document = {"rows": rows, "provenance": provenance_json(provenance)}
    # People and spreadsheets get the words alone, best first.
    flat = rows if form is Form.JSON else [{**row, "words": [word["word"] for word in row["words"]]} for row in rows]
    show(
        form,
        document,
        _COLUMNS,
        flat,
        empty="there are no themes: too little is written here",
        notes=[provenance_line(provenance), read],
    )


def theme_row(analysis: "AnalysedGraph", theme: "ThemeFacts") -> dict[str, Any]:
    """A theme as scripts read it."""
    communities = analysis.found.communities.ids, analysis.found.community_labels
    own, called = (None if theme.community is None else names[theme.community] for names in communities)
    return {
        "id": theme.id,
        "label": theme.label,
        "words": [{"word": word, "weight": weight} for word, weight in theme.words],
        "distinct": [{"word": word, "score": score} for word, score in theme.distinct],
        "hashtags": [{"hashtag": tag, "people": people} for tag, people in theme.hashtags],
        "links": [{"link": link, "people": people} for link, people in theme.links],
        "examples": [analysis.post_id(row) for row in theme.examples],
        "posts": theme.post_count,
        "now": theme.trend.now,
        "before": theme.trend.before,
        "trend": theme.trend.growth,
        "emergent": theme.trend.emergent,
        "sentiment": theme.sentiment,
        "community": own,
        "community_label": called,
        "watch": theme.watch,
        "event": theme.event.value,
        "parents": list(theme.parents),
        "since": theme.since,
        "first_seen": theme.first_seen,
        "last_seen": theme.last_seen,
    }
