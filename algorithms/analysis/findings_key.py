"""The key of findings: what names them before they are computed."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from hashlib import sha256
from typing import Any

from algorithms.analysis.findings import VERSION
from algorithms.analysis.step import fingerprint_of_inputs
from algorithms.parameters import DEFAULTS, Parameters
from algorithms.text.readers import Readers, lexical_readers
from algorithms.themes.lineage import Lineage
from graph.model.watch import Watch
from graph.snapshot.snapshot import Snapshot


def fingerprint_of(
    snapshot: Snapshot,
    parameters: Parameters = DEFAULTS,
    readers: Readers | None = None,
    lineage: Lineage | None = None,
    *,
    watches: Sequence[Watch] = (),
    theme_lineages: Mapping[str, Lineage] | None = None,
) -> str:
    """Name the findings that `analyse` would give for the same arguments, without computing them: 32 hex digits.

    >>> from algorithms.analysis.analysis import analyse
    >>> from tests.worlds import WORLDS
    >>> snapshot = WORLDS["pair"].snapshot()
    >>> fingerprint_of(snapshot) == analyse(snapshot).fingerprint
    True
    """
    readers = readers or lexical_readers(parameters)
    named: list[Any] = [
        VERSION,
        snapshot.key,
        parameters.to_json(),
        readers.name,
        fingerprint_of_inputs(*map(_told, watches)),
    ]
    for scope, continued in (("people", lineage), *sorted((theme_lineages or {}).items())):
        if continued is not None:
            meta, arrays = continued.to_columns()
            named += [scope, fingerprint_of_inputs(json.dumps(meta), *arrays.values())]
    return sha256(json.dumps(named).encode()).hexdigest()[:32]


def _told(watch: Watch) -> str:
    """All that a watch listens for, as one text."""
    return json.dumps(asdict(watch), sort_keys=True)
