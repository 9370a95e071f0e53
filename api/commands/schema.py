"""The GraphQL schema: `kith schema`."""

from api.commands.options import StoreOption
from api.output import print_text


def schema(_store: StoreOption = None) -> None:
    """Print the GraphQL schema."""
    from api.schema.building import build_schema

    print_text(build_schema().as_str() + "\n")
