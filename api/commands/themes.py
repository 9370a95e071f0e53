"""What is talked about: `kith themes`."""

from typing import Annotated, Any, Final

import typer

from api.commands.options import CsvOption, JsonOption, StoreOption, form_of
from api.output import Column, Form, show

_MOST: Final = 1_000_000
_COLUMNS: Final = (
    Column("posts", "posts", number=True),
    Column("label", "label"),
    Column("words", "words"),
    Column("community_label", "community"),
    Column("first_seen", "first seen", day=True),
    Column("last_seen", "last seen", shown=False),
    Column("community", "community (id)", shown=False),
    Column("id", "id", shown=False),
)


def themes(
    community: Annotated[
        str | None, typer.Option(metavar="ID", help="Only those of this community.", show_default=False)
    ] = None,
    limit: Annotated[
        int | None, typer.Option(min=1, max=_MOST, help="How many at most, most posts first.", show_default=False)
    ] = None,
    store: StoreOption = None,
    json: JsonOption = False,
    csv: CsvOption = False,
) -> None:
    """List what the communities talk about, most posts first."""
    from api.commands.opened import opened_workspace
    from api.commands.provenance import provenance_json, provenance_line
    from api.progress_bar import StageProgress

    form = form_of(json=json, csv=csv)
    with opened_workspace(store) as workspace:
        from api.answers import themes as answers
        from api.answers.provenance import of_reading

        with StageProgress() as progress:
            reading = workspace.analysed(progress)
        page = answers.themes(reading, community=community, first=limit or _MOST, most=_MOST)
        ids, labels = reading.found.communities.ids, reading.found.community_labels
        rows: list[dict[str, Any]] = [
            {
                "id": theme.id,
                "label": theme.label,
                "words": [{"word": word, "weight": weight} for word, weight in theme.words],
                "posts": theme.post_count,
                "community": None if theme.community is None else ids[theme.community],
                "community_label": None if theme.community is None else labels[theme.community],
                "first_seen": theme.first_seen,
                "last_seen": theme.last_seen,
            }
            for theme in page.items
        ]
        provenance = of_reading(reading, "What communities talk about: clusters of their posts, named by their words.")
    document = {"rows": rows, "provenance": provenance_json(provenance)}
    # People and spreadsheets get the words alone, best first.
    flat = rows if form is Form.JSON else [{**row, "words": [word["word"] for word in row["words"]]} for row in rows]
    notes = [provenance_line(provenance)]
    show(form, document, _COLUMNS, flat, empty="there are no themes: too little is written here", notes=notes)
