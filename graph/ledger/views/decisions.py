"""Judgements, team and watches, from rows."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from typing_extensions import override

from graph.ledger.finding import accounts_of_people
from graph.model.account import Relation
from graph.model.judgement import AUTOMATIC, Judgement
from graph.model.moment import from_micros
from graph.model.watch import Watch
from graph.port.views import DecisionsView
from graph.rows.row_store import RowReader, RowStore
from graph.rows.rows import to_judgement, to_watch
from graph.rows.table import Table
from graph.rows.whole_tables import all_rows


class LedgerDecided(DecisionsView):
    """What people decided; see `DecisionsView`."""

    _row_store: RowStore

    @override
    def judgements(self, person_ids: Sequence[str]) -> list[list[Judgement]]:
        return self._row_store.read(lambda reader: _judgements(reader, person_ids))

    @override
    def team(self) -> dict[str, Relation]:
        rows = self._row_store.read(lambda reader: list(all_rows(reader, Table.TEAM)))
        return {row["id"]: Relation(row["relation"]) for row in sorted(rows, key=lambda row: row["id"])}

    @override
    def watches(self) -> list[Watch]:
        rows = self._row_store.read(lambda reader: list(all_rows(reader, Table.WATCHES)))
        return sorted(map(to_watch, rows), key=lambda watch: (watch.name, watch.id))


def _judgements(reader: RowReader, person_ids: Sequence[str]) -> list[list[Judgement]]:
    groups = accounts_of_people(reader, person_ids)
    ids = [row["id"] for group in groups for row in group]
    touching: dict[str, dict[str, Judgement]] = {}
    for column in ("left", "right"):
        for row in reader.find(Table.JUDGEMENTS, column, ids):
            touching.setdefault(row[column], {})[row["id"]] = to_judgement(row)
    answers: list[list[Judgement]] = []
    for group in groups:
        mine = {j.id: j for row in group for j in touching.get(row["id"], {}).values()}
        mine.update({j.id: j for j in _by_email(group)})
        answers.append(sorted(mine.values(), key=lambda j: (j.at, j.id)))
    return answers


def _by_email(rows: list[dict[str, Any]]) -> list[Judgement]:
    """Judgements that an exact e-mail makes by itself among the accounts of one person."""
    groups: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        if row["email_key"]:
            groups.setdefault(row["email_key"], []).append(row)
    return [
        Judgement(
            id=f"judgement:email:{left['id']}={right['id']}",
            left=left["id"],
            right=right["id"],
            same=True,
            confidence=1.0,
            reason=f"the same e-mail address, {email}",
            by=AUTOMATIC,
            at=from_micros(max(left["stated_at"], right["stated_at"])),
        )
        for email, group in groups.items()
        for left, right in pairwise(group)
    ]
