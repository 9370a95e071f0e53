"""Preparing an analysed graph: what is made at first use is made before anybody waits for it."""

from api.answers.paths import paths
from api.answers.relationship_map import relationship_map
from api.workspace.analysed_graph import AnalysedGraph


def prepare(analysis: AnalysedGraph) -> None:
    """Make the indices of an analysed graph, and have the kernels for maps and paths compiled."""
    rows = analysis.rows
    _ = rows.accounts_of, rows.posts_of, rows.replies_to, rows.reactions, analysis.tied_people
    _ = rows.folded_names, rows.folded_handles
    if analysis.findings_or_none is None or analysis.ties.people < 2:
        return
    _ = analysis.shares, analysis.themes_of_post, analysis.trends
    relationship_map(analysis, [0], depth=1, limit=1)
    paths(analysis, 0, 1, k=1)
