"""Everything that a store and its findings know of a person, as one document to hand over."""

import math
from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from api.answers.document import Document
from api.answers.people import row_of_person
from api.answers.person import person_report
from api.answers.person_document import person_document
from api.errors import NotFound
from api.workspace.analysed_graph import AnalysedGraph
from graph.port.views import GraphView, PersonRecords

_MOST_TIES = 100


def person_export(analysis: AnalysedGraph, view: GraphView, name: str) -> Document:
    """Tell all that is known of the person with this person id, account id or `@handle`, hidden or not.

    Works without findings; then there are no measures, communities and ties. Raises NotFound and Ambiguous.
    """
    records = view.records_of(name)
    if records is None:
        raise NotFound(f"there is nobody like {name[:200]!r}: expected a person id, an account id or @handle")
    return {**_records(view, records), **_computed(analysis, view, records)}


def _records(view: GraphView, records: PersonRecords) -> Document:
    ids = [*(account.id for account in records.accounts), *(post.id for post in records.posts)]
    statements = dict(zip(ids, view.statements(ids), strict=True))
    return {
        "person": records.person,
        "opted_out": records.opted_out,
        "ours": dict(records.team),
        "hidden": dict(records.hidden),
        "accounts": _stated(records.accounts, statements),
        "posts": _stated(records.posts, statements),
        "mentioned_in": _plain(records.mentioned_in),
        "responses": _plain(records.responses),
        "interactions": _plain(records.interactions),
        "interactions_towards": _plain(records.interactions_towards),
        "transactions": _plain(records.transactions),
        "judgements": _plain(records.judgements),
        "rejected": _plain(records.rejected),
        "watches": _plain(records.watches),
    }


def _computed(analysis: AnalysedGraph, view: GraphView, records: PersonRecords) -> Document:
    """What was computed of somebody: nothing for one who is hidden, or came after the analysis."""
    is_visible = view.people([records.person])[0] is not None
    row = row_of_person(analysis, view, records.person) if is_visible else None
    if row is None:
        return {"influence": None, "communities": [], "ties_towards": [], "ties_from": [], "measures": {}}
    report = person_report(analysis, view, records.person, latest=_MOST_TIES)
    document = person_document(analysis, report)
    computed = {name: document[name] for name in ("influence", "communities", "ties_towards", "ties_from")}
    return {**computed, "measures": _measures(analysis, row)}


def _measures(analysis: AnalysedGraph, row: int) -> Document:
    findings = analysis.findings_or_none
    if findings is None:
        return {}
    values = {measure: float(scores[row]) for measure, scores in findings.scores.items()}
    return {
        measure: {"value": value, "rank": int(findings.ranks[measure][row]) or None}
        for measure, value in values.items()
        if not math.isnan(value)
    }


def _stated(records: Iterable[Any], statements: dict[str, list[Any]]) -> list[Document]:
    return [{**asdict(record), "statements": _plain(statements[record.id])} for record in records]


def _plain(records: Iterable[Any]) -> list[Document]:
    return [asdict(record) for record in records]
