"""Narrowing: which people and posts are of a network, or of a language, told from the columns of a snapshot."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from api.errors import BadInput
from api.workspace.analysed_graph import AnalysedGraph
from graph import arrow_compute as pc
from graph.model.networks import ALIASES, network_named
from graph.snapshot.snapshot import Strings

Mask = NDArray[np.bool_]


def of_network(ids: Strings, network: str, kind: str = "") -> Mask:
    """Tell for each id whether it is of a network, whatever that is called there, bool (n). Raises BadInput.

    `kind` is what stands before the network, as in `post:x:20`.

    >>> import pyarrow as pa
    >>> of_network(pa.array(["post:twitter:1", "post:x:2", "post:xing:3"]), "twitter", "post:").tolist()
    [True, True, False]
    """
    mask = np.zeros(len(ids), dtype=np.bool_)
    for name in _names_of(network):
        mask |= pc.starts_with(ids, f"{kind}{name}:").to_numpy(zero_copy_only=False)
    return mask


def in_language(languages: Strings, language: str) -> Mask:
    """Tell for each language, as sources give them, whether it is this one, bool (n)."""
    same: Mask = pc.equal(languages, language).fill_null(False).to_numpy(zero_copy_only=False)
    return same


def people_of_network(analysis: AnalysedGraph, network: str) -> Mask:
    """Tell for each person whether they have an account on a network, bool (n). Raises BadInput."""
    accounts = analysis.snapshot.accounts
    return _those(analysis, accounts.person[of_network(accounts.ids, network)])


def people_writing(analysis: AnalysedGraph, language: str) -> Mask:
    """Tell for each person whether they wrote a post in a language, bool (n)."""
    authors = analysis.rows.author[in_language(analysis.snapshot.posts.languages, language)]
    return _those(analysis, authors[authors >= 0])


def _those(analysis: AnalysedGraph, rows: NDArray[np.int32]) -> Mask:
    mask = np.zeros(len(analysis.snapshot.people.ids), dtype=np.bool_)
    mask[rows] = True
    return mask


def _names_of(network: str) -> Iterator[str]:
    """All that a network is called in stores. Raises BadInput for what is no name of one."""
    name = network_named(network.strip().lower())
    if not name or ":" in name:
        raise BadInput("network", "the name of a network, like x or bluesky", network)
    yield from dict.fromkeys((name, *(alias for alias, of in ALIASES.items() if of == name)))
