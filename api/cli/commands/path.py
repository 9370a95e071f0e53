"""How one gets from a person to another: `kith path`, `kith introduce`."""

from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from api.cli.commands.options import CsvOption, HopsOption, JsonOption, KOption, StoreOption, form_of
from api.cli.output import Column, Form, show

if TYPE_CHECKING:
    from api.answers.paths import Hop, PathAnswer

_COLUMNS: Final = (
    Column("path", "path", number=True),
    Column("path_strength", "strength", number=True),
    Column("hop", "hop", number=True),
    Column("from", "from (id)", shown=False),
    Column("from_name", "from"),
    Column("to", "to (id)", shown=False),
    Column("to_name", "to"),
    Column("strength", "of this hop", number=True),
    Column("last_at", "last", day=True),
    Column("interactions", "acts", number=True),
)


def path(
    source: Annotated[str, typer.Argument(metavar="FROM", help="Where to begin: a person id, account id or @handle.")],
    target: Annotated[
        str | None, typer.Argument(metavar="TO", help="Where to end; left out: any customer.", show_default=False)
    ] = None,
    k: KOption = 5,
    max_hops: HopsOption = 4,
    store: StoreOption = None,
    json: JsonOption = False,
    csv: CsvOption = False,
) -> None:
    """Find the best paths from a person to another, or to any customer."""
    from api.cli.commands.naming import row_named
    from api.cli.commands.opened import opened_workspace

    form = form_of(json=json, csv=csv)
    with opened_workspace(store) as workspace:
        from api.answers.paths import paths, paths_to_customers

        analysis, view = workspace.refresh(), workspace.view()
        begin = row_named(view, analysis, source)
        if target is None:
            answer = paths_to_customers(analysis, begin, k=k, max_hops=max_hops)
        else:
            answer = paths(analysis, begin, row_named(view, analysis, target), k=k, max_hops=max_hops)
        _show(form, answer)


def introduce(
    person: Annotated[
        str, typer.Argument(metavar="TO", help="Whom to get to know: a person id, account id or @handle.")
    ],
    k: KOption = 5,
    max_hops: HopsOption = 4,
    store: StoreOption = None,
    json: JsonOption = False,
    csv: CsvOption = False,
) -> None:
    """Find who of our people can open the door to a person, best path first."""
    from api.cli.commands.naming import row_named
    from api.cli.commands.opened import opened_workspace

    form = form_of(json=json, csv=csv)
    with opened_workspace(store) as workspace:
        from api.answers.paths import introductions_to

        analysis = workspace.refresh()
        _show(form, introductions_to(analysis, row_named(workspace.view(), analysis, person), k=k, max_hops=max_hops))


def _show(form: Form, answer: "PathAnswer") -> None:
    from api.cli.commands.provenance import provenance_json, provenance_line

    analysis = answer.analysis
    found: list[dict[str, Any]] = [
        {
            "strength": path.strength,
            "people": [analysis.person_id(person) for person in path.people],
            "names": [analysis.person_name(person) for person in path.people],
            "hops": [_hop(answer, hop) for hop in path.hops],
        }
        for path in answer.paths
    ]
    rows: list[dict[str, Any]] = [
        {
            **hop,
            "path": number,
            "path_strength": path.strength,
            "hop": place,
            "from_name": analysis.person_name(step.source),
            "to_name": analysis.person_name(step.target),
        }
        for number, (path, shown) in enumerate(zip(answer.paths, found, strict=True), start=1)
        for place, (step, hop) in enumerate(zip(path.hops, shown["hops"], strict=True), start=1)
    ]
    document = {"paths": found, "reason": answer.reason, "provenance": provenance_json(answer.provenance)}
    show(
        form,
        document,
        _COLUMNS,
        rows,
        empty=answer.reason or "there is no path",
        notes=[provenance_line(answer.provenance)],
    )


def _hop(answer: "PathAnswer", hop: "Hop") -> dict[str, Any]:
    """One hop: the strength of the acquaintance, and of the ties along it and back where there are such."""
    return {
        "from": answer.analysis.person_id(hop.source),
        "to": answer.analysis.person_id(hop.target),
        "strength": hop.strength,
        "last_at": hop.last_at,
        "interactions": hop.interactions,
        "tie_strength": hop.tie.strength if hop.tie else None,
        "back_strength": hop.back.strength if hop.back else None,
    }
