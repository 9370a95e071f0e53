"""Which ties alone join two circles of people: `kith bridges`."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from api.cli.commands.options import CsvOption, JsonOption, StoreOption, form_of
from api.cli.output import Column, show

if TYPE_CHECKING:
    from api.workspace.analysed_graph import AnalysedGraph


def bridges(
    limit: Annotated[int, typer.Option(min=1, max=100, help="How many bridges at most.")] = 20,
    store: StoreOption = None,
    json: JsonOption = False,
    csv: CsvOption = False,
) -> None:
    """List the ties that alone join two circles of people, and tell whether the network is in one piece."""
    from api.cli.commands.opened import opened_workspace
    from api.cli.commands.provenance import provenance_json, provenance_line

    form = form_of(json=json, csv=csv)
    with opened_workspace(store) as workspace:
        from api.answers.local_bridges import local_bridges

        answer = local_bridges(workspace.refresh())
        rows = [
            {
                "one": _person(answer.analysis, row.one),
                "other": _person(answer.analysis, row.other),
                "strength": row.strength,
                "circle": row.circle,
                "span": row.span,
            }
            for row in answer.first(limit)
        ]
    document: dict[str, Any] = {
        "rows": rows,
        "count": answer.count,
        "parts": answer.parts,
        "largest_part": answer.largest_part,
        "people": answer.people,
        "provenance": provenance_json(answer.provenance),
    }
    show(
        form,
        document,
        [
            Column("one_name", "one"),
            Column("other_name", "other"),
            Column("circle", "smaller circle", number=True),
            Column("span", "ties without it", number=True),
            Column("strength", "strength", number=True, digits=2),
            Column("one", "one's id", shown=False),
            Column("other", "other's id", shown=False),
        ],
        [_flat(row) for row in rows],
        empty="no tie alone joins two circles: there is another way, or somebody known to both, everywhere",
        notes=[
            f"{answer.count:,} local bridges; {_parts(answer.parts, answer.largest_part, answer.people)}",
            provenance_line(answer.provenance),
        ],
    )


def _person(analysis: "AnalysedGraph", person: int) -> dict[str, Any]:
    return {
        "person": analysis.person_id(person),
        "name": analysis.person_name(person),
        "accounts": analysis.rows.account_ids(person),
    }


def _flat(row: dict[str, Any]) -> dict[str, Any]:
    """A row as a table has it: each of both people as a name and an id."""
    one, other = row["one"], row["other"]
    return {
        **row,
        "one": one["person"],
        "one_name": one["name"],
        "other": other["person"],
        "other_name": other["name"],
        "span": "no other way" if row["span"] is None else row["span"],
    }


def _parts(parts: int, largest: int, people: int) -> str:
    if parts <= 1:
        return f"the network of {people:,} people with a tie is in one piece"
    return f"the network falls into {parts:,} parts, the largest of {largest:,} of {people:,} people with a tie"
