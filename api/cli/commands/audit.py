"""How far to trust a method: `kith audit sentiment`."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from api.cli.output import Column
from api.cli.result import Table
from api.cli.runner import command
from api.errors import BadInput

if TYPE_CHECKING:
    from api.answers.audit import Audit
    from api.answers.labels import Labels
    from api.cli.context import CommandContext
    from api.workspace.analysed_graph import AnalysedGraph

audit = typer.Typer(no_args_is_help=True, help="Check a method against what you say yourself.")

_SAMPLE: Final = (
    Column("post", "post", ident=True),
    Column("language", "language"),
    Column("network", "network"),
    Column("at", "at"),
    Column("text", "text"),
    Column("label", "label"),
)
_ACCURACY: Final = (
    Column("group", "of"),
    Column("name", "name"),
    Column("labels", "labels", number=True),
    Column("right", "right", number=True),
    Column("accuracy", "accuracy", number=True),
    Column("low", "from", number=True),
    Column("high", "to", number=True),
    Column("recall", "recall", number=True),
    Column("recall_low", "from", number=True),
    Column("recall_high", "to", number=True),
)
_BESIDE_BEFORE: Final = (
    Column("group", "of"),
    Column("name", "name"),
    Column("labels", "labels", number=True),
    Column("right", "right", number=True, shown=False),
    Column("accuracy_before", "before", number=True),
    Column("accuracy", "accuracy", number=True),
    Column("low", "from", number=True, shown=False),
    Column("high", "to", number=True, shown=False),
    Column("recall_before", "before", number=True),
    Column("recall", "recall", number=True),
    Column("recall_low", "from", number=True),
    Column("recall_high", "to", number=True),
)


@audit.callback()
def audits() -> None:
    """Check a method against what you say yourself."""


@audit.command()
@command()
def sentiment(
    context: "CommandContext",
    labels: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            exists=True,
            dir_okay=False,
            readable=True,
            help="A CSV file with the columns post and label: negative, neutral or positive.",
            show_default=False,
        ),
    ] = None,
    sample: Annotated[int, typer.Option(metavar="N", help="How many posts to draw for labelling.")] = 200,
    watch: Annotated[
        str | None, typer.Option(metavar="NAME", help="Draw posts of this watch only.", show_default=False)
    ] = None,
    language: Annotated[
        str | None, typer.Option(metavar="CODE", help="Draw posts in this language only.", show_default=False)
    ] = None,
) -> Table:
    """Draw posts to label by hand; with --labels, tell how often the sentiment agrees with you."""
    labelled = None if labels is None else _read(labels)
    listened = None if watch is None else context.watch_named(watch)
    analysis = context.analysed()

    from api.answers import audit as answers

    if labelled is None:
        rows = answers.sample(analysis, sample, watch=listened, language=language)
        return _sample_table(analysis, rows.tolist())
    untaught = context.workspace.readers().sentiment
    return _accuracy_table(analysis, answers.audit(analysis, labelled.codes, untaught), labelled.unlabelled)


def _sample_table(analysis: "AnalysedGraph", rows: list[int]) -> Table:
    from api.answers.audit import AUDITED, network_of
    from api.answers.document import document_of
    from api.answers.provenance import of_analysis
    from graph.model.moment import maybe_moment

    posts = analysis.snapshot.posts
    drawn = [
        {
            "post": analysis.post_id(row),
            "language": analysis.findings.languages.of(row),
            "network": network_of(analysis, row),
            "at": maybe_moment(int(posts.at[row])),
            "text": posts.texts[row].as_py(),
            "label": None,
        }
        for row in rows
    ]
    provenance = of_analysis(analysis, AUDITED, sample=len(drawn))
    how = "to label them: kith audit sentiment --csv > labels.csv, fill in the column label, and name it with --labels"
    return Table(
        document={"rows": drawn, "provenance": document_of(analysis, provenance)},
        columns=_SAMPLE,
        empty="there are no posts to draw from",
        notes=[how],
    )


def _accuracy_table(analysis: "AnalysedGraph", answer: "Audit", unlabelled: int) -> Table:
    from api.answers.audit import AUDITED
    from api.answers.document import document_of
    from api.answers.provenance import of_analysis
    from api.cli.commands.provenance import provenance_line

    provenance = of_analysis(analysis, AUDITED, method=answer.method)
    document = {
        **document_of(analysis, answer),
        "unlabelled": unlabelled,
        "provenance": document_of(analysis, provenance),
    }
    not_counted = (
        f"not counted: {unlabelled:,} posts without a label, {answer.gone:,} that are not there,"
        f" {answer.not_known:,} whose sentiment is not known"
    )
    notes = [
        f"{answer.method}; accuracy and recall lie between the columns after them with 95 % confidence",
        "recall: how much of each class is found, in the mean over the three (macro recall)",
        f"mean of the labels {answer.mean_labels:+.2f}, of the sentiment {answer.mean:+.2f}",
        not_counted,
        provenance_line(provenance),
    ]
    if answer.method_before is None:
        return Table(document=document, columns=_ACCURACY, notes=notes)
    notes.insert(1, f"before: {answer.method_before}; {answer.taught:,} labels were taught: there a model counts that")
    notes[1] += " had not seen them"
    return Table(document=document, columns=_BESIDE_BEFORE, rows=_with_before(document["rows"]), notes=notes)


def _with_before(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The rows with what the method of the settings comes to, side by side."""
    figures = ("accuracy", "recall")
    return [row | {f"{name}_before": (row["before"] or {}).get(name) for name in figures} for row in rows]


def _read(path: Path) -> "Labels":
    """The labels of a file. Raises BadInput for the first that does not count, naming the line."""
    from api.answers.labels import read_labels

    labels = read_labels([path])
    for rejected in labels.rejected:
        expected = "one label of those three for each post"
        raise BadInput("labels", expected, message=f"{rejected.at}: {rejected.reason}")
    return labels
