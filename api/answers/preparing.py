"""Preparing a reading: what is made at first use is made before anybody waits for it."""

from api.answers.paths import paths
from api.answers.relationship_map import relationship_map
from api.workspace.analysed_graph import Reading


def prepare(reading: Reading) -> None:
    """Make the indices of a reading, and have the kernels for maps and paths compiled."""
    rows = reading.rows
    _ = rows.accounts_of, rows.posts_of, rows.replies_to, rows.reactions, reading.tied_people
    _ = rows.folded_names, rows.folded_handles
    if reading.findings is None or reading.ties.people < 2:
        return
    _ = reading.shares, reading.themes_of_post, reading.trends
    relationship_map(reading, [0], depth=1, limit=1)
    paths(reading, 0, 1, k=1)
