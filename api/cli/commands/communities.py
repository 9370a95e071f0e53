"""What groups there are: `kith communities`."""

from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from api.cli.commands.options import CsvOption, JsonOption, StoreOption, form_of
from api.cli.output import Column, show

if TYPE_CHECKING:
    from api.workspace.analysed_graph import AnalysedGraph

_LEADERS: Final = 3


def communities(
    members: Annotated[
        bool, typer.Option("--members", help="List the account ids of each community's people.")
    ] = False,
    limit: Annotated[
        int | None, typer.Option(min=1, help="How many communities at most, largest first.", show_default=False)
    ] = None,
    store: StoreOption = None,
    json: JsonOption = False,
    csv: CsvOption = False,
) -> None:
    """List the communities, largest first, with the people who matter most in each."""
    from api.cli.commands.opened import opened_workspace
    from api.cli.commands.provenance import provenance_json, provenance_line
    from api.cli.progress_bar import StageProgress

    form = form_of(json=json, csv=csv)
    with opened_workspace(store) as workspace:
        from api.answers.communities import communities_provenance, community_at

        with StageProgress() as progress:
            analysis = workspace.analysed(progress)
        found = analysis.found.communities
        leaders = _leaders(analysis)
        rows: list[dict[str, Any]] = []
        for row in range(min(found.count, limit or found.count)):
            community = community_at(analysis.found, row)
            rows.append({"id": community.id, "label": community.label, "size": community.size, "leaders": leaders[row]})
            if members:
                rows[-1]["members"] = _account_ids(analysis, row)
        provenance = communities_provenance(analysis)
    document = {"rows": rows, "modularity": found.modularity, "provenance": provenance_json(provenance)}
    show(
        form,
        document,
        [
            Column("size", "size", number=True),
            Column("label", "label"),
            Column("leaders", "most influential"),
            *([Column("members", "members")] if members else []),
            Column("id", "id", ident=True),
        ],
        empty="there are no communities: nobody here has a tie",
        notes=[f"modularity {found.modularity:.3f}", provenance_line(provenance)],
    )


def _leaders(analysis: "AnalysedGraph") -> list[list[str]]:
    """Names of the most influential people of each community."""
    from algorithms.analysis.measure import Measure

    found = analysis.found.communities
    names: list[list[str]] = [[] for _ in range(found.count)]
    wanting = found.count
    for person in analysis.found.order(Measure.INFLUENCE):
        community = int(found.labels[person])
        if community >= 0 and len(names[community]) < _LEADERS:
            names[community].append(analysis.person_name(person))
            wanting -= len(names[community]) == min(_LEADERS, found.sizes[community])
            if not wanting:
                break
    return names


def _account_ids(analysis: "AnalysedGraph", community: int) -> list[str]:
    people = analysis.found.communities.members(community)
    return sorted(account for person in people for account in analysis.rows.account_ids(int(person)))
