"""Writing findings onto the nodes of a Neo4j store: `kith publish`."""

from typing import TYPE_CHECKING, Final

from api.cli.commands.group import Failed
from api.cli.result import Sentences
from api.cli.runner import command

if TYPE_CHECKING:
    from api.cli.context import CommandContext

_COUNTED: Final = ("people", "communities", "themes", "ties")


@command(csv=False)
def publish(context: "CommandContext") -> Sentences:
    """Write people's influence, communities, themes and ties onto a Neo4j store, for who works in Browser or Bloom."""
    publisher = context.store.publisher
    if publisher is None:
        raise Failed(f"{context.settings.store} is no Neo4j store; publishing is for people who work in Neo4j")
    analysis = context.analysed()
    from api.workspace.publishing import publication_of

    publication = publication_of(analysis)
    publisher.publish(publication)
    counts = {name: len(getattr(publication, name)) for name in _COUNTED}
    numbers = ", ".join(f"{count:,} {name}" for name, count in counts.items())
    return Sentences(
        document={**counts, "fingerprint": publication.edition},
        sentences=[f"published {numbers}; in Neo4j Browser: MATCH p = (:Person)-[:TIE]->() RETURN p LIMIT 300"],
    )
