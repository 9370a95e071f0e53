"""The GraphQL schema: `kith schema`."""

from api.cli.commands.options import StoreOption
from api.cli.output import print_text


def schema(_store: StoreOption = None) -> None:
    """Print the GraphQL schema."""
    from api.graphql.schema.building import build_schema

    print_text(build_schema().as_str() + "\n")
