"""How far measures agree: `kith fallacy`."""

from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from api.cli.commands.options import AboutOption, SinceOption, ThemeOption, UntilOption, WatchOption
from api.cli.output import Column
from api.cli.result import Table
from api.cli.runner import command

if TYPE_CHECKING:
    from api.cli.context import CommandContext

_LISTS: Final = ("loud_but_ignored", "small_but_central")
_COLUMNS: Final = (
    Column("list", "list"),
    Column("name", "name"),
    Column("followers_rank", "rank by followers", number=True),
    Column("influence_rank", "rank by influence", number=True),
    Column("accounts", "accounts", ident=True),
    Column("person", "person", shown=False),
)


@command(looks_back=True)
def fallacy(
    context: "CommandContext",
    about: AboutOption = None,
    since: SinceOption = None,
    until: UntilOption = None,
    watch: WatchOption = None,
    theme: ThemeOption = None,
    limit: Annotated[int, typer.Option(min=1, max=100, help="How many people of each list at most.")] = 10,
) -> Table:
    """Tell who is loud but ignored, who is small but central, and how far measures agree."""
    scope = context.scope(about, since, until, watch=watch, theme=theme)
    analysis = context.analysed() if theme is not None or scope.is_everything else context.newest()

    from api.answers.document import document_of
    from api.answers.fallacy import fallacy_report
    from api.cli.commands.provenance import provenance_line

    answer = fallacy_report(analysis, scope)
    document = document_of(analysis, answer)
    document |= {name: document[name][:limit] for name in _LISTS}
    return Table(
        document=document,
        columns=_COLUMNS,
        rows=[{"list": name.replace("_", " "), **row} for name in _LISTS for row in document[name]],
        empty="nobody's followers are known, so there is nothing to hold influence against",
        notes=[provenance_line(answer.provenance), *map(_agreement, document["correlations"])],
    )


def _agreement(row: dict[str, Any]) -> str:
    alike = "all alike by one of them" if row["spearman"] is None else f"{row['spearman']:+.2f}"
    return f"{row['left']:>9} and {row['right']:<9} {alike} ({row['people']:,} people)"
