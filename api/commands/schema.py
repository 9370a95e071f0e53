"""The GraphQL schema: `kith schema`."""

from api.commands.options import StoreOption
from api.output import print_text


def schema(_store: StoreOption = None) -> None:
    """Print the GraphQL schema."""
    from api.schema import schema as built

    print_text(built.as_str())
