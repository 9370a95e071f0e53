"""Publishing findings onto the nodes, for people who work in Neo4j Browser or Bloom."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any, Final

from typing_extensions import override

from graph.rows.publishing import Publication, PublishedPerson, PublishedTie, Publisher
from graph.stores.neo4j.schema import PUBLISHED_LABELS, property_of

_CHUNK: Final = 10_000
_EDITION: Final = property_of("published")
_PERSON: Final = "MATCH (p:Person {id: row[0]}) USING INDEX SEEK p:Person(id)"
_COMMUNITY: Final = "MATCH (c:Community {id: row[1]}) USING INDEX SEEK c:Community(id)"

_PUBLISH_PEOPLE: Final = f"""
UNWIND $rows AS row {_PERSON}
SET p.relation = row[1], p.optedOut = row[2], p.influence = row[3], p.community = row[4], p.communityLabel = row[5],
    p.{_EDITION} = $edition
"""
_PUBLISH_COMMUNITIES: Final = f"""
UNWIND $rows AS row MERGE (c:Community {{id: row[0]}}) SET c.label = row[1], c.size = row[2], c.{_EDITION} = $edition
"""
_PUBLISH_MEMBERS: Final = f"""
UNWIND $rows AS row {_PERSON} {_COMMUNITY} MERGE (p)-[m:MEMBER_OF]->(c) SET m.{_EDITION} = $edition
"""
_PUBLISH_THEMES: Final = f"""
UNWIND $rows AS row MERGE (t:Theme {{id: row[0]}})
SET t.label = row[1], t.words = row[2], t.posts = row[3], t.{_EDITION} = $edition
"""
_PUBLISH_SPEAKERS: Final = f"""
UNWIND $rows AS row MATCH (t:Theme {{id: row[0]}}) USING INDEX SEEK t:Theme(id) {_COMMUNITY}
MERGE (c)-[s:SPEAKS_OF]->(t) SET s.{_EDITION} = $edition
"""
_PUBLISH_POSTS: Final = f"""
UNWIND $rows AS row MATCH (t:Theme {{id: row[0]}}) USING INDEX SEEK t:Theme(id)
MATCH (p:Post {{id: row[1]}}) USING INDEX SEEK p:Post(id)
MERGE (p)-[s:SPEAKS_OF]->(t) SET s.{_EDITION} = $edition
"""
_PUBLISH_TIES: Final = f"""
UNWIND $rows AS row {_PERSON} MATCH (q:Person {{id: row[1]}}) USING INDEX SEEK q:Person(id)
MERGE (p)-[t:TIE]->(q)
SET t.strength = row[2], t.interactions = row[3], t.lastAt = row[4], t.acquaintance = row[5], t.{_EDITION} = $edition
"""
_FORGET_PEOPLE: Final = f"""
MATCH (p:Person) WHERE p.{_EDITION} IS NOT NULL AND p.{_EDITION} <> $edition
WITH p LIMIT $limit
REMOVE p.relation, p.optedOut, p.influence, p.community, p.communityLabel, p.{_EDITION}
RETURN count(p)
"""
_FORGET_RELATIONSHIPS: Final = tuple(
    f"MATCH ()-[r:{name}]->() WHERE r.{_EDITION} <> $edition WITH r LIMIT $limit DELETE r RETURN count(r)"
    for name in ("TIE", "MEMBER_OF", "SPEAKS_OF")
)
_FORGET_NODES: Final = tuple(
    f"MATCH (n:{label}) WHERE n.{_EDITION} <> $edition WITH n LIMIT $limit DETACH DELETE n RETURN count(n)"
    for label in PUBLISHED_LABELS
)
_FORGET_LABELS: Final = """
MATCH (p:Person) WHERE p.communityLabel IS NOT NULL WITH p LIMIT $limit REMOVE p.communityLabel RETURN count(p)
"""


class Neo4jPublisher(Publisher):
    """Publishes onto the nodes of a Neo4j database."""

    def __init__(self, run: Callable[..., Any]) -> None:
        """Make a publisher; `run` runs one query in a transaction and returns the value it answers with."""
        self._run = run

    @override
    def publish(self, publication: Publication) -> None:
        """Write all of it, a transaction for each 10,000 rows."""
        edition, themes = publication.edition, publication.themes
        for query, rows in (
            (_PUBLISH_COMMUNITIES, [[c.id, c.label, c.size] for c in publication.communities]),
            (_PUBLISH_PEOPLE, [_person_row(p) for p in publication.people]),
            (_PUBLISH_MEMBERS, [[p.person, p.community] for p in publication.people if p.community]),
            (_PUBLISH_THEMES, [[t.id, t.label, list(t.words), len(t.posts)] for t in themes]),
            (_PUBLISH_SPEAKERS, [[t.id, t.community] for t in themes if t.community]),
            (_PUBLISH_POSTS, [[t.id, post] for t in themes for post in t.posts]),
            (_PUBLISH_TIES, [_tie_row(t) for t in publication.ties]),
        ):
            for part in _parts(rows):
                self._run(query, rows=part, edition=edition)
        for query in (*_FORGET_RELATIONSHIPS, *_FORGET_NODES, _FORGET_PEOPLE):
            self._forget(query, edition)

    @override
    def forget_texts(self) -> None:
        for query in (*_FORGET_NODES, _FORGET_LABELS):
            self._forget(query, "")

    def _forget(self, query: str, edition: str) -> None:
        """Remove what is not of an edition, page by page; of none is the edition without a name."""
        while self._run(query, edition=edition, limit=_CHUNK):
            pass


def _person_row(p: PublishedPerson) -> list[Any]:
    return [p.person, p.relation, p.opted_out, p.influence, p.community, p.community_label]


def _tie_row(t: PublishedTie) -> list[Any]:
    return [t.source, t.target, t.strength, t.interactions, t.last_at, t.acquaintance]


def _parts(rows: Sequence[list[Any]]) -> Iterator[Sequence[list[Any]]]:
    for start in range(0, len(rows), _CHUNK):
        yield rows[start : start + _CHUNK]
