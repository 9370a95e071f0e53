"""The state folder: where snapshots, findings, vectors and the tombstone key of a store lie."""

import os
import secrets
import shutil
from pathlib import Path

from platformdirs import user_state_path

from graph.errors import StoreUnavailable

_KEY_FILE = "tombstone.key"
_KEY_BYTES = 32


def beside(database: Path) -> Path:
    """State folder of a store that is a file: beside it."""
    return database.with_name(database.name + ".state")


def of_server(store_id: str) -> Path:
    """State folder of a store that is a server: in the user's own state folder, by the id that the store holds."""
    return user_state_path("kith", appauthor=False) / store_id


def is_of_a_store(folder: Path) -> bool:
    """Whether a state folder is that of a store which there was."""
    return (folder / _KEY_FILE).exists() or (folder / "snapshots").exists()


def oldest_generation(folder: Path) -> int | None:
    """The change sequence of the oldest snapshot that is kept in a state folder; None when none is."""
    numbers = [path.name.partition("-")[0] for path in (folder / "snapshots").glob("*-*/")]
    return min((int(number) for number in numbers if number.isdecimal()), default=None)


def forget_loads(folder: Path) -> None:
    """Remove what unfinished loads remember of their inputs; they read them anew."""
    shutil.rmtree(folder / "loads", ignore_errors=True)


def prepare(folder: Path) -> Path:
    """Make the folder, for its owner only; raises StoreUnavailable when that cannot be."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise StoreUnavailable(
            f"cannot make the state folder {folder}: {error.strerror}; set KITH_STATE to a folder that can be written"
        ) from error
    return folder


def tombstone_key(folder: Path) -> bytes:
    """Read the key of the tombstones, or make it on first use. Whoever loses it loses the tombstones' effect."""
    return own_secret(folder, _KEY_FILE)


def own_secret(folder: Path, name: str) -> bytes:
    """Read a secret of 32 bytes that lies in the folder for its owner only, or make it on first use.

    Raises StoreUnavailable when the file does not hold one, or cannot be read or made.
    """
    path = folder / name
    try:
        return _read_or_make(path)
    except OSError as error:
        raise StoreUnavailable(f"{path} cannot be read or made: {error.strerror}") from error


def _read_or_make(path: Path) -> bytes:
    try:
        return _read_key(path)
    except FileNotFoundError:
        _make_key(path)
        return _read_key(path)


def _read_key(path: Path) -> bytes:
    key = path.read_bytes()
    if len(key) != _KEY_BYTES:
        raise StoreUnavailable(f"{path} should hold {_KEY_BYTES} bytes and holds {len(key)}; restore it from a backup")
    return key


def _make_key(path: Path) -> None:
    """Write the key whole under another name and link it in place, so that two processes end with one key."""
    draft = path.with_name(f"{path.name}.{os.getpid()}.{secrets.token_hex(4)}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(secrets.token_bytes(_KEY_BYTES))
            file.flush()
            os.fsync(file.fileno())
        try:
            os.link(draft, path)
        except FileExistsError:
            return
    finally:
        draft.unlink(missing_ok=True)
