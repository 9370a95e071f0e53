"""Ids as a table writes them: in full (`x:44196397`), as native ids of a network, or as handles (`@ada`)."""

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from hashlib import blake2b
from typing import Final

from graph.model.ids import KINDS, account_id, handle_account_id, is_account_id, split_account
from graph.model.interaction import InteractionKind
from graph.model.moment import to_micros
from graph.model.networks import network_named
from ingest.errors import RecordRejected
from ingest.formats.profiles import handle_in_profile
from ingest.tables.cells import ABSENT, handle, is_nobody, reference

_SCHEMES: Final = frozenset({"http", "https", "at", "did", "acct", "urn", "tag", "mailto"})
"""What opens an address; federated networks use addresses as native ids."""

_LONGEST: Final = 512


@dataclass(frozen=True, slots=True)
class Naming:
    """How the ids of one table are read.

    In a `foreign` table, which knows nothing of Kith, ids are native, whatever they look like, unless they open with
    the name of the table's own network. Where `any_name` may be somebody's, `nan` and `null` are names as well.
    """

    foreign: bool = False
    any_name: bool = False

    def account(self, cell: str, network: str | None) -> str | None:
        """An account's id; None for an empty cell and for nobody. Raises RecordRejected or InvalidValue."""
        native = cell.strip() if self.any_name and cell.strip() in ABSENT else reference(cell)
        if not native or is_nobody(native):
            return None
        native = f"@{name}" if (name := handle_in_profile(native)) else native
        if native.startswith("@"):
            return _provisional(_needed(network, native), native)
        return self._full(native, network, "account")

    def handle(self, cell: str, network: str | None) -> str | None:
        """Provisional id of an account whose handle a cell holds; None for an empty cell."""
        name = handle(cell)
        return None if name is None else _provisional(_needed(network, name), name)

    def mentioned(self, cell: str, network: str | None, author: str | None) -> str | None:
        """The account that a word in a column of mentions names: bare words are handles, numbers are native ids.

        Where the author's own native id is a word, such words are native ids.
        """
        name = cell.strip()
        word = not (name.isdecimal() or ":" in name or name.startswith("@"))
        native = (author or "").partition(":")[2]
        author_by_word = bool(native) and not (native.isdecimal() or ":" in native or native.startswith("@"))
        return self.handle(name, network) if word and not author_by_word else self.account(name, network)

    def post(self, cell: str, network: str | None) -> str | None:
        """A post's id; None for an empty cell."""
        return self._kept(cell, network, "post")

    def transaction(self, cell: str, network: str | None) -> str | None:
        """A transaction's id; None for an empty cell."""
        return self._kept(cell, network, "transaction")

    def _kept(self, cell: str, network: str | None, kind: str) -> str | None:
        native = reference(cell)
        if native is None:
            return None
        if native.startswith(kind + ":") and is_account_id(native[len(kind) + 1 :]):
            return f"{kind}:{_native(*split_account(native[len(kind) + 1 :]))}"
        return f"{kind}:{self._full(native, network, kind)}"

    def _full(self, native: str, network: str | None, kind: str) -> str:
        opening, colon, _ = native.partition(":")
        if colon and self._names_network(opening, network) and is_account_id(native):
            return _native(*split_account(native))
        if network is None:
            example = "x:44196397" if kind == "account" else f"{kind}:x:20"
            raise RecordRejected(
                f"expected a full id like '{example}', got {_shown(native)}; name the network of native ids (--network)"
            )
        return _native(network, native)

    def _names_network(self, opening: str, network: str | None) -> bool:
        if self.foreign and network is not None:
            return network_named(opening) == network_named(network)
        return opening not in _SCHEMES and opening not in KINDS


_native = lru_cache(maxsize=1 << 16)(account_id)
_provisional = lru_cache(maxsize=1 << 16)(handle_account_id)
"""Tables name the same accounts again and again."""


def network_of(identifier: str | None) -> str | None:
    """Network of an account or of anything else that carries one."""
    if identifier is None:
        return None
    opening, _, rest = identifier.partition(":")
    return rest.partition(":")[0] if opening in KINDS else opening


def interaction_id(
    actor: str, kind: InteractionKind, target: str | None, at: datetime | None = None, post: str | None = None
) -> str:
    """Id of an interaction that has none of its own: what it is. The same act has the same id in every load.

    >>> interaction_id("x:1", InteractionKind.FOLLOW, "x:2")
    'interaction:x:1|FOLLOW|x:2||'
    """
    content = f"{actor}|{kind.value}|{target or ''}|{'' if at is None else to_micros(at)}|{post or ''}"
    if len(content) > _LONGEST:
        content = blake2b(content.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
    return "interaction:" + content


def _needed(network: str | None, name: str) -> str:
    if network is None:
        raise RecordRejected(
            f"{_shown(name)} is a handle: name the network it belongs to (--network, or a column `network`)"
        )
    return network


def _shown(text: str) -> str:
    return repr(text if len(text) <= 60 else text[:59] + "…")
