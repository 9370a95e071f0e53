"""Where a number comes from, as commands print it."""

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from api.answers.provenance import Provenance


def provenance_json(provenance: "Provenance") -> dict[str, Any]:
    """Provenance as a JSON object, its parameters as one inside it."""
    return {**asdict(provenance), "parameters": json.loads(provenance.parameters)}


def provenance_line(provenance: "Provenance") -> str:
    """Provenance in one line for people."""
    window = "".join(
        f", {word} {moment:%Y-%m-%d %H:%M}"
        for word, moment in (("since", provenance.since), ("until", provenance.until))
        if moment is not None
    )
    return (
        f"from {provenance.people:,} people with {provenance.ties:,} ties{window},"
        f" as of {provenance.as_of:%Y-%m-%d %H:%M} UTC (fingerprint {provenance.fingerprint[:12]})"
    )
