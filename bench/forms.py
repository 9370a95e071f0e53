"""A world and the forms of it that peers want; each is built once, when first asked for."""

from functools import cached_property
from typing import Any

import igraph
import networkit
import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from algorithms.parameters import Parameters
from algorithms.ties.acquaintance import Acquaintance, acquaintance_of
from algorithms.ties.strength import build_ties
from algorithms.ties.symmetrise import symmetrise
from algorithms.ties.ties import Ties
from bench.worlds import SIZES, make, snapshot


class Bench:
    """A world, and the forms of it that peers want; each is built when first asked for."""

    def __init__(self, size: str) -> None:
        self.size = size
        self.ties: Ties = build_ties(snapshot(make(*SIZES[size])), Parameters())
        self.random = np.random.default_rng(5)

    @cached_property
    def directed(self) -> Any:
        """Directed ties with their evidence, as SciPy has them."""
        values = self.ties.evidence.astype(np.float64)
        return sparse.csr_array((values, self.ties.indices, self.ties.indptr), shape=(self.ties.people,) * 2)

    @cached_property
    def undirected(self) -> Any:
        """Who has a tie with whom, evidence of both directions, as SciPy has it."""
        mutual = symmetrise(self.ties, self.ties.evidence)
        values = mutual.weights.astype(np.float64)
        # Copies, since scikit-network takes no arrays that may not be written to.
        return sparse.csr_matrix((values, mutual.indices.copy(), mutual.indptr.copy()), shape=(self.ties.people,) * 2)

    @cached_property
    def known(self) -> Acquaintance:
        """Who knows whom."""
        return acquaintance_of(self.ties)

    @cached_property
    def in_igraph(self) -> igraph.Graph:
        """Directed ties, as igraph has them."""
        return igraph.Graph(self.ties.people, self._pairs(), directed=True)

    @cached_property
    def known_in_igraph(self) -> igraph.Graph:
        """Who knows whom, each pair once, costing -log(strength), as igraph has it."""
        rows = np.repeat(np.arange(self.known.people), np.diff(self.known.indptr))
        once = rows < self.known.indices
        graph = igraph.Graph(self.known.people, np.stack([rows[once], self.known.indices[once]], axis=1))
        graph.es["cost"] = (-np.log(self.known.strength[once].astype(np.float64))).tolist()
        return graph

    @cached_property
    def in_networkit(self) -> Any:
        """Directed ties, as networkit has them."""
        return self.as_networkit(self.directed, directed=True)

    @cached_property
    def undirected_in_networkit(self) -> Any:
        """Who has a tie with whom, as networkit has it."""
        return self.as_networkit(sparse.triu(self.undirected), directed=False)

    def as_networkit(self, matrix: Any, *, directed: bool) -> Any:
        """A matrix as networkit has it."""
        coo = matrix.tocoo()
        given = (coo.data, (coo.row.astype(np.uint64), coo.col.astype(np.uint64)))
        return networkit.GraphFromCoo(given, n=self.ties.people, weighted=True, directed=directed)

    def _pairs(self) -> NDArray[np.int32]:
        return np.stack([self.ties.sources(), self.ties.indices], axis=1)
