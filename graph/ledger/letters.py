"""Dead letters: what was rejected is kept, but for what speaks of somebody who was erased."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

from graph.ledger.tombstones import Tombstones
from graph.model.ids import fold
from graph.model.mailboxes import email_key
from graph.port.batch import Rejected
from graph.rows.row_store import RowReader, RowWriter
from graph.rows.table import Table

_AT_ONCE: Final = 5_000
_BETWEEN: Final = re.compile(r"[\s,;\"'`|<>()\[\]{}\\]+")
_AROUND: Final = ".:=!?*_~#"
_FIELDS: Final = re.compile(r"[,;\t|\"'\n\r]+")
"""What parts the fields of a table, and the values of JSON."""


def email_name(email: str | None) -> str | None:
    """What the tombstone of an address lies on; None for none, and for a mailbox that many people read.

    >>> email_name("Ada@Engines.example"), email_name("info@engines.example")
    ('mailto:ada@engines.example', None)
    """
    key = email_key(email)
    return None if key is None else f"mailto:{key}"


def speaking_of_gone(
    tombstones: Tombstones, networks: Sequence[str], letters: Iterable[tuple[str | None, str]]
) -> list[bool]:
    """Whether each letter, an account it is about and its text, speaks of somebody who must not come back.

    That is told by the account, and by each word of the text that is an id or an address with a tombstone; by a handle
    where it is written as one or fills a field, since many are everyday words. A name alone tells nothing, since
    tombstones hold none.
    """
    names = [{*_names_in(text, networks), *([account] if account else [])} for account, text in letters]
    tombstones.look_up(sorted(set().union(*names)))
    return [any(map(tombstones.gone, group)) for group in names]


def _names_in(text: str, networks: Sequence[str]) -> Iterator[str]:
    """What the words of a text may name: accounts and addresses.

    >>> sorted(_names_in("1, https://x.example/@Ada", ["x"]))[:3]
    ['1', 'https://x.example/@Ada', 'mailto:1']
    >>> "x:@tea" in _names_in("1,good tea", ["x"]), "x:@tea" in _names_in("1,tea,good", ["x"])
    (False, True)
    """
    fields = _fields(text)
    for piece in set(_BETWEEN.split(text)):
        word = piece.strip(_AROUND)
        if not word:
            continue
        yield word
        yield f"mailto:{word.lower()}"
        for native in {word, word.rpartition("/")[2]}:
            for network in networks:
                yield f"{network}:{native}"
                if "@" in word or "/" in word or word.casefold() in fields:
                    yield f"{network}:@{fold(native)}"


def _fields(text: str) -> set[str]:
    return {field.strip().strip(_AROUND).casefold() for field in _FIELDS.split(text)}


def keep_rejected(writer: RowWriter, tombstones: Tombstones, load: str, rejected: Sequence[Rejected]) -> int:
    """Keep dead letters but those that speak of somebody who is gone; returns how many were kept."""
    gone = [False] * len(rejected)
    if tombstones.any:
        texts = ((letter.account, f"{letter.raw}\n{letter.reason}") for letter in rejected)
        gone = speaking_of_gone(tombstones, known_networks(writer), texts)
    letters = [letter for letter, is_gone in zip(rejected, gone, strict=True) if not is_gone]
    if not letters:
        return 0
    first = int(writer.meta("rejected") or 0) + 1
    writer.set_meta("rejected", str(first + len(letters) - 1))
    rows = [
        {
            "id": f"{number:020d}",
            "number": number,
            "load": load,
            "at": letter.at,
            "reason": letter.reason,
            "raw": letter.raw,
            "account": letter.account,
        }
        for number, letter in enumerate(letters, first)
    ]
    writer.put(Table.REJECTED, rows)
    return len(letters)


def forget_letters(writer: RowWriter, tombstones: Tombstones, names: Iterable[str]) -> int:
    """Remove dead letters that speak of somebody whose tombstones were just set, or that hold one of their names.

    A name of one word, which many share and which may be any word, must fill a field; a longer one may stand in a text.
    """
    folded = [name.strip().casefold() for name in names if name.strip()]
    single = {name for name in folded if len(name.split()) == 1 and "@" not in name}
    written = [re.escape(name) for name in folded if name not in single]
    by_name = re.compile(rf"(?<!\w)(?:{'|'.join(written)})(?!\w)") if written else None
    networks = known_networks(writer)
    number = removed = 0
    while rows := writer.page(Table.REJECTED, "number", number, _AT_ONCE):
        texts = [f"{row['raw'] or ''}\n{row['reason']}" for row in rows]
        gone = speaking_of_gone(tombstones, networks, zip((row["account"] for row in rows), texts, strict=True))
        victims = [
            row["id"]
            for row, text, is_gone in zip(rows, texts, gone, strict=True)
            if is_gone or (by_name and by_name.search(text.casefold())) or not single.isdisjoint(_fields(text))
        ]
        writer.delete(Table.REJECTED, victims)
        removed += len(victims)
        number = int(rows[-1]["number"])
    return removed


def known_networks(reader: RowReader) -> list[str]:
    """Networks of which the store has had accounts."""
    return (reader.meta("networks") or "").split()


def names_of(row: dict[str, Any]) -> list[str]:
    """What an account is called in texts: its name, its handle and its address."""
    return [str(row[column]) for column in ("name", "handle", "email") if row[column]]
