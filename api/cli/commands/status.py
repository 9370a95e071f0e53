"""What is loaded and how fresh the findings are: `kith status`."""

from typing import TYPE_CHECKING, Any, Final

from api.cli.output import Column
from api.cli.result import Table
from api.cli.runner import command

if TYPE_CHECKING:
    from api.cli.context import CommandContext

_COLUMNS: Final = (Column("what", "what"), Column("value", "value"))
_SOURCES: Final = (
    Column("name", "source"),
    Column("loads", "loads", number=True),
    Column("records", "records", number=True),
    Column("rejected", "rejected", number=True),
    Column("last_at", "last load (UTC)"),
)


@command()
def status(context: "CommandContext") -> Table:
    """Show what is loaded, from where, and how fresh the findings are."""
    analysis = context.newest()

    from api.answers.document import document_of
    from api.answers.overview import overview

    answer = overview(analysis, context.view())
    document = {
        "store": context.settings.store,
        **document_of(analysis, answer),
        "fresh": answer.findings is not None,
    }
    is_empty = not answer.sources and not answer.accounts
    return Table(
        document=document,
        columns=_COLUMNS,
        rows=[{"what": name, "value": value} for name, value in _facts(document).items()],
        below=(_SOURCES, document["sources"]) if answer.sources else None,
        notes=["nothing is loaded yet; `kith sources` says what can be"] if is_empty else [],
    )


def _facts(document: dict[str, Any]) -> dict[str, Any]:
    """What stands in the table: the document flat, findings in a sentence."""
    facts = {name: value for name, value in document.items() if name not in {"sources", "fresh", "findings", "taught"}}
    findings = document["findings"]
    facts["findings"] = (
        f"fresh: computed {findings['computed_at']:%Y-%m-%d %H:%M} UTC for what is loaded now"
        if findings
        else "none for what is loaded now; run kith analyse"
    )
    if taught := document["taught"]:
        languages = [row["language"] for row in taught["languages"] if row["refused"] is None]
        facts["sentiment"] = (
            f"taught by {taught['by']} on {taught['at']:%Y-%m-%d} with {taught['labels']:,} labels"
            f" ({', '.join(languages)})"
        )
    return facts
