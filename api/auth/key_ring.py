"""The ring of all keys of a store: making, revoking, and telling who shows one."""

import hmac
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from api.auth.key import Key, KeyState
from api.auth.key_file import KeyFile, KeysKept, Mark
from api.auth.key_text import digest_of, id_in, new_id, new_text
from api.auth.role import Role
from graph.errors import NotKnown, StoreUnavailable

LOOK_EVERY_SECONDS: Final = 1.0
"""How old what is known of the file may be: a key that is revoked opens nothing from then on."""

_NOTE_EVERY: Final = timedelta(minutes=1)
_ANY_TEXT: Final = "kith"


class KeyRing:
    """The keys of one store. Reading it is cheap: the file is looked at once a second, and read when changed."""

    def __init__(self, folder: Path, pepper: Callable[[], bytes]) -> None:
        """Take the keys of a state folder; `pepper` is asked for when a key is made or shown, and never before."""
        self._file = KeyFile(folder)
        self._ask_pepper = pepper
        self._pepper: bytes | None = None
        self._kept = KeysKept()
        self._mark: Mark | None = None
        self._look_at = 0.0
        self._closed = False
        self._noted: dict[str, datetime] = {}
        self._noting = threading.Lock()

    def keys(self) -> Mapping[str, Key]:
        """All keys ever made, by id, the oldest first. Raises StoreUnavailable."""
        now = time.monotonic()
        if now >= self._look_at:
            self._look()
            self._look_at = now + LOOK_EVERY_SECONDS
        return self._kept.keys

    def any_made(self) -> bool:
        """Whether a key was ever made: revoking the last one, or losing the file, opens nothing while we run."""
        if self.keys():
            self._closed = True
        return self._closed

    def create(self, name: str, role: Role, *, days: int | None = None, account: str | None = None) -> tuple[Key, str]:
        """Make a key; returns what is kept of it, and its text, which is known here and now only."""
        now, made = datetime.now(UTC), []

        def add(content: KeysKept) -> KeysKept:
            pepper, sign = self._pepper_of(content)
            identifier = new_id()
            while identifier in content.keys:
                identifier = new_id()
            text = new_text(identifier)
            key = Key(
                id=identifier,
                name=name,
                role=role,
                digest=digest_of(text, pepper),
                created_at=now,
                account=account,
                expires_at=None if days is None else now + timedelta(days=days),
            )
            made.append((key, text))
            return KeysKept(sign, {**content.keys, identifier: key})

        self._change(add)
        return made[0]

    def revoke(self, identifier: str) -> Key:
        """Make a key open nothing any more; one that is revoked stays as it is. Raises NotKnown."""
        now = datetime.now(UTC)

        def revoked(content: KeysKept) -> KeysKept:
            key = content.keys.get(identifier)
            if key is None:
                raise NotKnown(f"there is no key {identifier!r}; `kith keys list` shows their ids")
            return _with(content, replace(key, revoked_at=key.revoked_at or now))

        return self._change(revoked).keys[identifier]

    def shown(self, text: str, now: datetime) -> tuple[Key, KeyState] | None:
        """Whose key this is and whether it opens; None when it is none of ours. Raises StoreUnavailable."""
        identifier = id_in(text)
        key = None if identifier is None else self.keys().get(identifier)
        if key is None:
            return None
        if self._pepper is None:
            self._pepper, _ = self._pepper_of(self._kept)
        if not hmac.compare_digest(key.digest, digest_of(text, self._pepper)):
            return None
        return key, key.state(now)

    def must_note(self, key: Key, now: datetime) -> bool:
        """Whether the use of a key is to be written down: not within a minute of the last time."""
        with self._noting:
            last = max(filter(None, (key.used_at, self._noted.get(key.id))), default=None)
            if last is not None and now - last < _NOTE_EVERY:
                return False
            self._noted[key.id] = now
            return True

    def note_use(self, identifier: str, now: datetime) -> None:
        """Write down that a key was used."""

        def used(content: KeysKept) -> KeysKept:
            key = content.keys.get(identifier)
            return content if key is None else _with(content, replace(key, used_at=max(now, key.used_at or now)))

        self._change(used)

    def check_pepper(self) -> None:
        """Raise StoreUnavailable when the keys were made with another pepper, and so open nothing."""
        if self.keys():
            self._pepper_of(self._kept)

    def _look(self) -> None:
        mark = self._file.mark()
        if mark != self._mark:
            self._kept, self._mark = self._file.read(), mark

    def _change(self, change: Callable[[KeysKept], KeysKept]) -> KeysKept:
        changed = self._file.change(change)
        self._look_at = 0.0
        return changed

    def _pepper_of(self, content: KeysKept) -> tuple[bytes, str]:
        """The pepper and its sign. Raises StoreUnavailable when it is not that of the keys."""
        pepper = self._ask_pepper()
        sign = digest_of(_ANY_TEXT, pepper)
        if content.pepper not in {None, sign}:
            raise StoreUnavailable(
                "the keys were made with another pepper and open nothing: restore key-pepper.key in the state folder or"
                " KITH_KEY_PEPPER, or remove keys.json there and make new ones"
            )
        return pepper, sign


def _with(content: KeysKept, key: Key) -> KeysKept:
    return KeysKept(content.pepper, {**content.keys, key.id: key})
