"""How far to trust a method: `kith audit sentiment`."""

import csv
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from api.cli.output import Column
from api.cli.result import Table
from api.cli.runner import command
from api.errors import BadInput

if TYPE_CHECKING:
    from api.answers.audit import Audit
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
    return _accuracy_table(analysis, answers.audit(analysis, labelled[0]), labelled[1])


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
        f"{answer.method}; the accuracy lies between the last two columns with 95 % confidence (Wilson)",
        not_counted,
        provenance_line(provenance),
    ]
    return Table(document=document, columns=_ACCURACY, notes=notes)


def _read(path: Path) -> tuple[dict[str, int], int]:
    """Labels by post id, and how many rows have none. Raises BadInput, naming the line."""
    from algorithms.text.accuracy import CLASSES
    from api.answers.audit import LABELS

    with path.open(encoding="utf-8-sig", newline="") as file:
        try:
            rows = list(csv.DictReader(file, strict=True))
        except (csv.Error, UnicodeDecodeError) as error:
            raise BadInput("labels", "a CSV file in UTF-8", message=f"cannot read {path}: {error}") from error
    columns: set[Any] = set(rows[0]) if rows else set()
    if not {"post", "label"} <= columns:
        there = ", ".join(sorted(filter(None, columns))) or "none"
        raise BadInput(
            "labels", "columns post and label", message=f"expected columns post and label in {path}, got {there}"
        )
    labels: dict[str, int] = {}
    unlabelled = 0
    for line, row in enumerate(rows, start=2):
        post, label = (row["post"] or "").strip(), (row["label"] or "").strip().casefold()
        if not label:
            unlabelled += 1
            continue
        if label not in LABELS or labels.get(post, LABELS[label]) != LABELS[label]:
            expected = f"{', '.join(CLASSES)} (or -1, 0, 1), one for each post"
            raise BadInput("labels", expected, message=f"row {line} of {path}: expected {expected}, got {label[:50]!r}")
        labels[post] = LABELS[label]
    return labels, unlabelled
