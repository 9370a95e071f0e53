"""The file of keys in the state folder: read whole, replaced whole, by one writer at a time."""

import fcntl
import os
import secrets
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from pydantic import TypeAdapter, ValidationError

from api.auth.key import Key
from graph.errors import StoreUnavailable

_NAME: Final = "keys.json"
_LOCK: Final = "keys.lock"


@dataclass(frozen=True, slots=True)
class KeysKept:
    """What the file holds: the keys by id, oldest first, and a digest that tells which pepper they were made with."""

    pepper: str | None = None
    keys: Mapping[str, Key] = field(default_factory=dict)


_FORM: Final = TypeAdapter(KeysKept)

Mark = tuple[int, int, int]
"""Tells one version of the file from another without reading it."""


class KeyFile:
    """The keys of one store, on disk. Methods may run in several processes at once."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._path = folder / _NAME

    def mark(self) -> Mark | None:
        """Which version is there; None when there is no file."""
        try:
            status = self._path.stat()
        except FileNotFoundError:
            return None
        return status.st_mtime_ns, status.st_ino, status.st_size

    def read(self) -> KeysKept:
        """Read all keys. Raises StoreUnavailable when the file cannot be read."""
        try:
            return _FORM.validate_json(self._path.read_bytes())
        except FileNotFoundError:
            return KeysKept()
        except (OSError, ValidationError) as error:
            raise StoreUnavailable(
                f"{self._path} cannot be read ({type(error).__name__}); restore it, or remove it and make new keys"
            ) from None

    def change(self, change: Callable[[KeysKept], KeysKept]) -> KeysKept:
        """Replace what the file holds by what `change` makes of it, while nobody else writes."""
        with self._alone():
            changed = change(self.read())
            self._replace(_FORM.dump_json(changed, indent=1))
            return changed

    @contextmanager
    def _alone(self) -> Iterator[None]:
        # A lock of its own file: the file of keys is another one after every change.
        descriptor = os.open(self._folder / _LOCK, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX)
            yield
        finally:
            os.close(descriptor)

    def _replace(self, content: bytes) -> None:
        draft = self._path.with_name(f"{_NAME}.{os.getpid()}.{secrets.token_hex(4)}")
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        try:
            with os.fdopen(descriptor, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            draft.replace(self._path)
        finally:
            draft.unlink(missing_ok=True)
