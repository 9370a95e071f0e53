"""Publishing findings onto the nodes, for people who work in Neo4j Browser or Bloom."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any, Final

from typing_extensions import override

from graph.rows.publishing import PublishedPerson, PublishedTie, Publisher

_CHUNK: Final = 10_000

_PUBLISH_PEOPLE: Final = """
UNWIND $rows AS row MATCH (p:Person {id: row[0]}) USING INDEX SEEK p:Person(id)
SET p.influence = row[1], p.community = row[2], p.communityLabel = row[3], p.published = $edition
"""
_FORGET_PEOPLE: Final = """
MATCH (p:Person) WHERE p.published IS NOT NULL AND p.published <> $edition
WITH p LIMIT $limit
REMOVE p.influence, p.community, p.communityLabel, p.published
RETURN count(p)
"""
_PUBLISH_TIES: Final = """
UNWIND $rows AS row MATCH (p:Person {id: row[0]}) USING INDEX SEEK p:Person(id)
MATCH (q:Person {id: row[1]}) USING INDEX SEEK q:Person(id)
MERGE (p)-[t:TIE]->(q) SET t.strength = row[2], t.published = $edition
"""
_FORGET_TIES: Final = """
MATCH ()-[t:TIE]->() WHERE t.published <> $edition
WITH t LIMIT $limit
DELETE t
RETURN count(t)
"""


class Neo4jPublisher(Publisher):
    """Publishes onto the nodes of a Neo4j database."""

    def __init__(self, run: Callable[..., int]) -> None:
        """Make a publisher; `run` runs one query in a transaction and returns the number it answers with."""
        self._run = run

    @override
    def publish(self, people: Sequence[PublishedPerson], ties: Sequence[PublishedTie], edition: str) -> tuple[int, int]:
        """Write influence, community and `(:Person)-[:TIE {strength}]->(:Person)`, a transaction for each 10,000."""
        people_rows = [[p.person, p.influence, p.community, p.community_label] for p in people]
        tie_rows = [[t.source, t.target, t.strength] for t in ties]
        for part in _parts(people_rows):
            self._run(_PUBLISH_PEOPLE, rows=part, edition=edition)
        for part in _parts(tie_rows):
            self._run(_PUBLISH_TIES, rows=part, edition=edition)
        for query in (_FORGET_TIES, _FORGET_PEOPLE):
            while self._run(query, edition=edition, limit=_CHUNK):
                pass
        return len(people_rows), len(tie_rows)


def _parts(rows: list[list[Any]]) -> Iterator[list[list[Any]]]:
    for start in range(0, len(rows), _CHUNK):
        yield rows[start : start + _CHUNK]
