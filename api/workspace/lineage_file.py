"""Lineages on disk: what the next analysis knows communities and themes by, where the findings had to go."""

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import numpy as np
import pyarrow as pa

from algorithms.analysis.findings import Findings
from algorithms.errors import AlgorithmError
from algorithms.themes.lineage import Lineage
from graph.snapshot.snapshot import Snapshot

Lineages = tuple[Lineage | None, Mapping[str, Lineage]]
"""Lineage of the communities, and of the themes by scope."""

_OF_PEOPLE: Final = "people"  # the scope of themes of everything is the empty text
_COLUMNS: Final = ("labels", "letters", "ends")


def keep_lineages(path: Path, findings: Findings | None, snapshot: Snapshot) -> None:
    """Keep the lineages of findings, or those kept already, without people and posts that a snapshot lacks."""
    communities, themes = lineages_before(findings, path)
    if communities is None:
        return
    there = pa.chunked_array([snapshot.people.ids, snapshot.posts.ids]).combine_chunks()
    meta: dict[str, Any] = {}
    arrays: dict[str, Any] = {}
    for scope, lineage in {_OF_PEOPLE: communities, **themes}.items():
        meta[scope], columns = lineage.of_those(there).to_columns()
        arrays |= {f"{len(meta) - 1}.{name}": column for name, column in columns.items()}
    draft = path.with_suffix(".draft")
    with draft.open("wb") as file:
        np.savez(file, meta=np.array(json.dumps(meta)), **arrays)
    os.replace(draft, path)


def lineages_before(findings: Findings | None, path: Path) -> Lineages:
    """What the next analysis goes on from: the lineages of the findings before it, else those that were kept."""
    return lineages_in(path) if findings is None else (findings.lineage, findings.themes.lineages)


def lineages_in(path: Path) -> Lineages:
    """Lineages that were kept; none when there is no such file, or none that this version can read."""
    try:
        with np.load(path, allow_pickle=False) as file:
            meta = json.loads(str(file["meta"]))
            lineages = {
                scope: Lineage.from_columns(facts, {name: file[f"{number}.{name}"] for name in _COLUMNS})
                for number, (scope, facts) in enumerate(meta.items())
            }
    except (OSError, EOFError, ValueError, LookupError, TypeError, AlgorithmError):
        return None, {}
    return lineages.pop(_OF_PEOPLE, None), lineages
