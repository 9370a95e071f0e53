"""A relationship map as one document: what `kith map --json` prints and the other formats are written from."""

import math
from typing import Any

from api.answers.relationship_map import MapPerson, RelationshipMap
from api.cli.commands.provenance import provenance_json
from graph.model.account import PersonKind, Relation

_KINDS = tuple(PersonKind)
_RELATIONS = tuple(Relation)


def map_document(found: RelationshipMap) -> dict[str, Any]:
    """People, ties and communities of a map, with ids in place of rows."""
    analysis = found.analysis
    return {
        "people": [_person(found, person) for person in found.people],
        "ties": [
            {
                "from": analysis.person_id(tie.source),
                "to": analysis.person_id(tie.target),
                "strength": tie.strength,
                "weak": tie.weak,
                "bridge": tie.bridge,
            }
            for tie in found.ties
        ],
        "communities": [{"id": c.id, "label": c.label, "size": c.size} for c in found.communities],
        "truncated": found.truncated,
        "total_people": found.total_people,
        "provenance": provenance_json(found.provenance),
    }


def _person(found: RelationshipMap, person: MapPerson) -> dict[str, Any]:
    analysis, row = found.analysis, person.person
    people, findings = analysis.snapshot.people, analysis.found
    influence = float(findings.scores["influence"][row])
    community = person.community
    return {
        "id": analysis.person_id(row),
        "label": analysis.person_name(row),
        "kind": _KINDS[people.kind[row]].value,
        "relation": _RELATIONS[people.relation[row]].value,
        "influence": None if math.isnan(influence) else influence,
        "community": None if community is None else findings.communities.ids[community],
        "community_label": None if community is None else findings.community_labels[community],
        "x": person.x,
        "y": person.y,
        "size": person.size,
        "distance": person.distance,
    }
