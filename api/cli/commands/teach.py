"""Methods that learn from what people say: `kith teach sentiment`."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from api.cli.output import Column
from api.cli.result import Sentences, Table
from api.cli.runner import command

if TYPE_CHECKING:
    from api.cli.context import CommandContext

teach = typer.Typer(no_args_is_help=True, help="Have a method learn from what you say yourself.")

_LANGUAGES: Final = (
    Column("language", "language"),
    Column("negative", "negative", number=True),
    Column("neutral", "neutral", number=True),
    Column("positive", "positive", number=True),
    Column("before", "before", number=True),
    Column("after", "after", number=True),
    Column("after_low", "from", number=True),
    Column("after_high", "to", number=True),
    Column("refused", "left as it was, because", most=120),
)
_MOST_REJECTED: Final = 20


@teach.callback()
def teaches() -> None:
    """Have a method learn from what you say yourself."""


@teach.command()
@command()
def sentiment(
    context: "CommandContext",
    files: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="FILE...",
            exists=True,
            dir_okay=False,
            readable=True,
            help="Tables with the columns post and label (negative, neutral, positive): all that is to be learnt from.",
            show_default=False,
        ),
    ] = None,
    forget: Annotated[bool, typer.Option("--forget", help="Undo it: go back to the method of the settings.")] = False,
) -> Table | Sentences:
    """Learn from labels how posts speak; says of each language what is found of each class, before and after."""
    if forget == bool(files):
        raise typer.BadParameter("name files with labels, or --forget to undo what was taught")
    if forget:
        return _forgotten(context)
    from api.answers import labels as answers

    labels = answers.read_labels(files or ())
    analysis = context.analysed()

    from api.answers import teaching

    workspace = context.workspace
    taught, without_use = teaching.teach(analysis, labels, workspace.readers(), context.settings.actor)
    workspace.taught.keep(taught)

    from api.answers.document import document_of

    document = document_of(analysis, teaching.taught_sentiment(taught))
    rejected = [document_of(analysis, one) for one in (*labels.rejected, *without_use)]
    document |= {"rejected": rejected, "unlabelled": labels.unlabelled, "repeated": labels.repeated}
    return Table(document=document, columns=_LANGUAGES, rows=document["languages"], notes=list(_notes(document)))


def _notes(document: dict[str, Any]) -> list[str]:
    """What people read below the table."""
    rejected = document["rejected"]
    more = len(rejected) - _MOST_REJECTED
    not_counted = (
        f"not counted: {document['unlabelled']:,} rows without a label, {document['repeated']:,} that say the same"
        f" again, {len(rejected):,} rejected"
    )
    return [
        "before, after: how much of each class is found, in the mean (macro recall), of labels left out of learning",
        "it lies between the last two with 95 % confidence",
        f"taught by {document['by']} with {document['labels']:,} labels ({document['digest']})",
        "findings are made anew with it at the next question, or by kith analyse",
        not_counted,
        *(f"{one['at']}: {one['reason']}" for one in rejected[:_MOST_REJECTED]),
        *([f"and {more:,} more (--json lists all)"] if more > 0 else []),
    ]


def _forgotten(context: "CommandContext") -> Sentences:
    forgotten = context.workspace.taught.forget()
    method = context.workspace.readers().sentiment.name
    sentence = (
        f"forgotten: {method} tells again how posts speak" if forgotten else f"nothing was taught; {method} tells"
    )
    return Sentences(document={"forgotten": forgotten, "method": method}, sentences=[sentence])
