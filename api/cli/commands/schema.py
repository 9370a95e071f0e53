"""The GraphQL schema: `kith schema`."""

from typing import TYPE_CHECKING

from api.cli.output import print_text
from api.cli.runner import command

if TYPE_CHECKING:
    from api.cli.context import CommandContext


@command(json=False, csv=False)
def schema(_context: "CommandContext") -> None:
    """Print the GraphQL schema."""
    from api.graphql.schema.building import build_schema

    print_text(build_schema().as_str() + "\n")
