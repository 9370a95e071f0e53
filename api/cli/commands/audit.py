"""How far to trust a method: `kith audit sentiment`."""

import csv
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from api.cli.commands.options import CsvOption, JsonOption, StoreOption, form_of
from api.cli.output import Column, Form, show
from api.errors import BadInput

if TYPE_CHECKING:
    from api.answers.audit import Audit
    from api.workspace.analysed_graph import AnalysedGraph

audit = typer.Typer(no_args_is_help=True, help="Check a method against what you say yourself.")

_SAMPLE: Final = (
    Column("post", "post"),
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
def sentiment(
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
    store: StoreOption = None,
    json: JsonOption = False,
    csv: CsvOption = False,
) -> None:
    """Draw posts to label by hand; with --labels, tell how often the sentiment agrees with you."""
    from api.cli.commands.opened import opened_workspace
    from api.cli.progress_bar import StageProgress

    form = form_of(json=json, csv=csv)
    given = None if labels is None else _read(labels)
    with opened_workspace(store) as workspace:
        from api.answers.scopes import watch_named

        of = None if watch is None else watch_named(workspace.view(), watch)
        with StageProgress() as progress:
            analysis = workspace.analysed(progress)
        if given is None:
            from api.answers.audit import sample as drawn

            _show_sample(form, analysis, drawn(analysis, sample, watch=of, language=language).tolist())
        else:
            from api.answers.audit import audit as audited

            _show_accuracy(form, analysis, audited(analysis, given[0]), given[1])


def _show_sample(form: Form, analysis: "AnalysedGraph", rows: list[int]) -> None:
    from api.answers.audit import AUDITED, network_of
    from api.answers.provenance import of_analysis
    from api.cli.commands.provenance import provenance_json
    from graph.model.moment import maybe_moment

    posts = analysis.snapshot.posts
    drawn = [
        {
            "post": analysis.post_id(row),
            "language": analysis.found.languages.of(row),
            "network": network_of(analysis, row),
            "at": maybe_moment(int(posts.at[row])),
            "text": posts.texts[row].as_py(),
            "label": None,
        }
        for row in rows
    ]
    document = {"rows": drawn, "provenance": provenance_json(of_analysis(analysis, AUDITED, sample=len(drawn)))}
    how = "to label them: kith audit sentiment --csv > labels.csv, fill in the column label, and name it with --labels"
    show(form, document, _SAMPLE, drawn, empty="there are no posts to draw from", notes=[how])


def _show_accuracy(form: Form, analysis: "AnalysedGraph", found: "Audit", unlabelled: int) -> None:
    from api.answers.audit import AUDITED
    from api.answers.provenance import of_analysis
    from api.cli.commands.provenance import provenance_json, provenance_line

    rows = [
        {
            "group": row.group,
            "name": row.name,
            "labels": row.found.labels,
            "right": row.found.right,
            "accuracy": row.found.share,
            "low": row.found.low,
            "high": row.found.high,
        }
        for row in found.rows
    ]
    provenance = of_analysis(analysis, AUDITED, method=found.method)
    left_out = {"unlabelled": unlabelled, "gone": found.gone, "not_known": found.not_known}
    document = {"rows": rows, **left_out, "method": found.method, "provenance": provenance_json(provenance)}
    not_counted = (
        f"not counted: {unlabelled:,} posts without a label, {found.gone:,} that are not there,"
        f" {found.not_known:,} whose sentiment is not known"
    )
    notes = [
        f"{found.method}; the accuracy lies between the last two columns with 95 % confidence (Wilson)",
        not_counted,
        provenance_line(provenance),
    ]
    show(form, document, _ACCURACY, rows, notes=notes)


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
