"""What is loaded and how fresh the findings are: `kith status`."""

from typing import TYPE_CHECKING, Any, Final

from api.cli.commands.options import CsvOption, JsonOption, StoreOption, form_of
from api.cli.output import Column, Form, show, write_stdout, write_table

if TYPE_CHECKING:
    from api.answers.overview import Overview

_COLUMNS: Final = (Column("what", "what"), Column("value", "value"))
_SOURCES: Final = (
    Column("name", "source"),
    Column("loads", "loads", number=True),
    Column("records", "records", number=True),
    Column("rejected", "rejected", number=True),
    Column("last_at", "last load (UTC)"),
)


def status(store: StoreOption = None, json: JsonOption = False, csv: CsvOption = False) -> None:
    """Show what is loaded, from where, and how fresh the findings are."""
    from api.cli.commands.opened import opened_workspace

    form = form_of(json=json, csv=csv)
    with opened_workspace(store) as workspace:
        from api.answers.overview import overview

        answer = overview(workspace.refresh(), workspace.view())
        document = _document(answer, workspace.settings.store)
    rows = [{"what": name, "value": value} for name, value in _facts(document).items()]
    show(form, document, _COLUMNS, rows)
    if form is Form.TABLE:
        if document["sources"]:
            write_stdout("")
            write_table(_SOURCES, document["sources"])
        elif not document["accounts"]:
            write_stdout("nothing is loaded yet; `kith sources` says what can be")


def _document(answer: "Overview", store: str) -> dict[str, Any]:
    from api.cli.commands.provenance import provenance_json

    counts = ("people", "accounts", "posts", "interactions", "ties", "transactions")
    return {
        "store": store,
        **{name: getattr(answer, name) for name in counts},
        "since": answer.since,
        "until": answer.until,
        "sources": [
            {
                "name": source.name,
                "loads": source.loads,
                "records": source.records,
                "rejected": source.rejected,
                "last_at": source.last_at,
            }
            for source in answer.sources
        ],
        "fresh": answer.findings is not None,
        "findings": provenance_json(answer.findings) if answer.findings else None,
    }


def _facts(document: dict[str, Any]) -> dict[str, Any]:
    """What stands in the table: the document flat, findings in a sentence."""
    facts = {name: value for name, value in document.items() if name not in {"sources", "fresh", "findings"}}
    findings = document["findings"]
    facts["findings"] = (
        f"fresh: computed {findings['computed_at']:%Y-%m-%d %H:%M} UTC for what is loaded now"
        if findings
        else "none for what is loaded now; run kith analyse"
    )
    return facts
