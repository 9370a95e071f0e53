"""The table of limits in `docs/operations.md`, written from the code.

`python -m api.pages.limits docs/operations.md` writes that part of the page anew, and leaves the others as they are.
"""

import ast
from collections.abc import Iterator
from inspect import getsource
from types import ModuleType
from typing import Final

from api.answers import buckets, deciding, paging, people, posts, relationship_map, seed_set, watch_input, watching
from api.answers import paths as of_paths
from api.auth import limits as of_callers
from api.graphql import limits as of_graphql
from api.http import limits as of_sockets
from api.pages.written_parts import table, with_parts, write
from api.texts_below import texts_below
from ingest import limits as of_input

_OF_ANSWERS: Final = {
    "Rows of a page (`first`).": paging.MOST,
    "Paths of one answer (`k`).": of_paths.MOST_PATHS,
    "Ties of one path (`maxHops`).": of_paths.MOST_HOPS,
    "Customers that are named.": of_paths.MOST_NAMED,
    "People of a map (`limit`).": relationship_map.MOST_PEOPLE,
    "People in the middle of a map (`around`).": relationship_map.MOST_AROUND,
    "Ties from the middle of a map (`depth`).": relationship_map.MOST_DEPTH,
    "People of a seed set (`size`).": seed_set.MOST,
    "Characters of a text that people are searched by.": people.MOST_TEXT,
    "Posts above a post in its conversation.": posts.MOST_ANCESTORS,
    "Points of a `volume`.": buckets.MOST_BUCKETS,
    "Watches whose shares of voice are compared.": watching.MOST_WATCHES,
    "Watches of a store.": watch_input.MOST_WATCHES,
    "Terms, hashtags, exclusions, languages or accounts of a watch, each.": watch_input.MOST_TERMS,
    "Characters of the name of a watch.": watch_input.MOST_NAME,
    "Characters of a reason.": deciding.MOST_REASON,
}
"""Said beside the answers themselves."""

_PARTS: Final[dict[str, ModuleType]] = {
    "A question, a message, a subscription": of_graphql,
    "A caller, a token": of_callers,
    "A connection": of_sockets,
    "Input": of_input,
}


def rewritten(page: str) -> str:
    """Return the page with its table of limits written anew. Raises ValueError without its marks."""
    parts = {"An answer": list(_OF_ANSWERS.items())} | {name: list(limits_of(part)) for name, part in _PARTS.items()}
    tables = (
        table((name, "limit"), [(text, _written(limit)) for text, limit in limits]) for name, limits in parts.items()
    )
    return with_parts(page, {"limits": "\n" + "\n\n".join(tables)})


def _written(limit: float) -> str:
    return f"{limit:,}" if isinstance(limit, int) else f"{limit:,g}"


def limits_of(module: ModuleType) -> Iterator[tuple[str, float]]:
    """The constants of a module with the texts below them."""
    for name, text in texts_below(ast.parse(getsource(module)).body):
        yield text, getattr(module, name)


if __name__ == "__main__":
    write(rewritten)
