"""Trusted documents: queries that are known beforehand, each under the hash of its text.

A client may send the hash in place of the document; and where `KITH_TRUSTED_ONLY` is set, no other document is run. A
file of them is a JSON object: `{"<SHA-256 in hex>": "<document>"}`, as `graphql-codegen`, Relay and Apollo write it.
"""

import hashlib
import json
import re
from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

from graphql import GraphQLSchema, GraphQLSyntaxError, build_schema, parse, validate

from api.bad_setting import BadSetting
from api.errors import Forbidden, NotFound
from api.graphql.limits import MOST_TOKENS
from api.settings import Settings, variable

PREFIX: Final = "sha256:"
_IN_SCRIPT: Final = re.compile(r"^const [A-Z_]+ = `((?:query|mutation) [^`$]*(?:\$[^`{][^`$]*)*)`;$", re.MULTILINE)


class TrustedDocuments:
    """The documents of a file and those of the page, by hash; `only` says whether all others are refused."""

    def __init__(self, documents: Mapping[str, str], *, only: bool) -> None:
        self._documents = documents
        self.only = only

    def __len__(self) -> int:
        return len(self._documents)

    def document(self, identifier: str) -> str:
        """The document of a hash, with `sha256:` before it or not. Raises NotFound."""
        text = self._documents.get(identifier.removeprefix(PREFIX).lower())
        if text is None:
            raise NotFound(
                f"there is no persisted document {identifier[:100]!r}; send one of those that the service has"
            )
        return text

    def check(self, document: str) -> None:
        """Refuse what is not to be run here. Raises Forbidden."""
        if self.only and hash_of(document) not in self._documents:
            raise Forbidden("this service runs persisted documents alone, and this is none of them")

    def check_fit(self, schema: str) -> None:
        """Refuse a document that does not fit the schema, given as text. Raises BadSetting."""
        core = build_schema(schema)
        for identifier, document in self._documents.items():
            sentence = _misfit(document, core)
            if sentence is not None:
                raise BadSetting(f"{variable('documents')}: the document {identifier[:12]}… cannot be run: {sentence}")


def _misfit(document: str, schema: GraphQLSchema) -> str | None:
    try:
        errors = validate(schema, parse(document, max_tokens=MOST_TOKENS), max_errors=1)
    except GraphQLSyntaxError as error:
        return error.message
    return errors[0].message if errors else None


def hash_of(document: str) -> str:
    """SHA-256 of a document, in hex.

    >>> hash_of("{ overview { people } }")[:8]
    'b8101fe8'
    """
    return hashlib.sha256(document.encode("utf-8", "surrogatepass")).hexdigest()


def trusted_documents(settings: Settings) -> TrustedDocuments:
    """The documents by the settings, with those of the page. Raises BadSetting."""
    of_file = {} if settings.documents is None else _read(settings.documents)
    return TrustedDocuments({**documents_of_page(), **of_file}, only=settings.trusted_only)


def documents_of_page() -> dict[str, str]:
    """The documents that the page's script sends, by hash."""
    script = (files("api.http") / "static" / "page.js").read_text(encoding="utf-8")
    return {hash_of(document): document for document in _IN_SCRIPT.findall(script)}


def _read(path: Path) -> dict[str, str]:
    name = variable("documents")
    try:
        listing: Any = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise BadSetting(f"{name} names {path}, which cannot be read: {error.strerror}") from None
    except ValueError:
        raise BadSetting(f"{name} names {path}, which is no JSON in UTF-8") from None
    if not isinstance(listing, dict) or not all(isinstance(document, str) for document in listing.values()):
        raise BadSetting(f"{name} names {path}: expected a JSON object of hashes and documents, each a text")
    documents = {}
    for identifier, document in listing.items():
        plain = identifier.removeprefix(PREFIX).lower()
        if plain != hash_of(document):
            raise BadSetting(f"{name} names {path}: {identifier[:80]!r} is not the SHA-256 of its document")
        documents[plain] = document
    return documents
