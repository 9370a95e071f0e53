"""Finding people and posts: `kith search`."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from api.cli.output import Column
from api.cli.result import Table
from api.cli.runner import command

if TYPE_CHECKING:
    from api.cli.context import CommandContext

_COLUMNS: Final = (
    Column("what", "what"),
    Column("name", "who"),
    Column("at", "when", day=True),
    Column("text", "text", most=200),
    Column("id", "id", ident=True),
)


@command()
def search(
    context: "CommandContext",
    text: Annotated[str, typer.Argument(metavar="TEXT", help="A piece of a name or handle, or words of posts.")],
    limit: Annotated[int, typer.Option(min=1, max=100, help="How many people and how many posts at most.")] = 10,
    page: Annotated[int, typer.Option(min=1, max=1_000_000, help="Which page of so many.")] = 1,
) -> Table:
    """Find people by a piece of their name or handle, and posts by their words."""
    analysis = context.newest()

    from api.answers.document import document_of
    from api.answers.search import search as hits_of

    hits = hits_of(analysis, text, first=limit, page=page)
    document = document_of(analysis, hits)
    counts = f"{hits.total_people:,} people and {hits.total_posts:,} posts"
    return Table(
        document=document,
        columns=_COLUMNS,
        rows=[*_rows(document)],
        empty=_nothing(context, text) if page == 1 else "there are no more",
        notes=[f"{counts}; the next ones: --page {page + 1}"] if hits.more else [counts],
    )


def _rows(document: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for person in document["people"]:
        rank = [] if person["rank"] is None else [f"rank {person['rank']:,} by influence"]
        facts = "; ".join([person["relation"], *rank, ", ".join(person["accounts"])])
        yield {"what": "person", "id": person["person"], "name": person["name"], "at": None, "text": facts}
    for post in document["posts"]:
        yield {"what": "post", "id": post["post"], "name": post["name"], "at": post["at"], "text": post["text"]}


def _nothing(context: "CommandContext", text: str) -> str:
    from api.cli.naming import near_names

    near = near_names(context.view().snapshot(), text)
    return f"nothing holds {text!r}" + (f"; did you mean {' or '.join(near)}?" if near else "")
