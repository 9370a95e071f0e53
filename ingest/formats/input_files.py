"""Input files: found, checked and fingerprinted before anything is read; and how far reading has come."""

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import Final

from ingest.errors import SourceError

_BLOCK_BYTES: Final = 1 << 20
_ACTIVITY_STREAMS: Final = b"https://www.w3.org/ns/activitystreams"
_HEAD_BYTES: Final = 4096
_MOST_NAMED: Final = 5
_UTF16_MARKS: Final = (b"\xff\xfe", b"\xfe\xff")


@dataclass(slots=True)
class ByteCounter:
    """How many bytes of the input have been read."""

    read_bytes: int = 0


def regular_file(path: Path) -> Path:
    """Check that a path is a file that can be read, and named; raises SourceError with what it is instead."""
    readable = os.fsencode(path).decode("utf-8", "replace")
    if readable != str(path):  # neither stores nor terminals can keep such a name
        raise SourceError(f"the name {readable} is not in UTF-8; rename the file")
    try:
        if path.is_dir():
            raise SourceError(f"{path} is a folder; expected a file")
        if not path.exists():
            raise SourceError(f"{path} is not there; check the path")
        if not path.is_file():
            raise SourceError(f"{path} is no regular file; save its content to a file first")
        with path.open("rb"):
            return path
    except OSError as error:
        raise SourceError(f"{path} cannot be read: {error.strerror or error}") from error


def files_below(paths: Sequence[Path], suffixes: Sequence[str]) -> list[Path]:
    """Files that paths name, in a fixed order; a folder stands for the files in it that end in one of `suffixes`."""
    files: list[Path] = []
    for path in paths:
        if path.is_dir():
            inside = sorted(p for p in path.iterdir() if p.is_file() and p.suffix.lower() in suffixes)
            if not inside:
                raise SourceError(f"{path} holds no file ending in {' or '.join(suffixes)}; name the files to load")
            files += inside
        else:
            files.append(regular_file(path))
    if not files:
        raise SourceError("expected at least one file or folder to load, got none")
    return files


def passed_over(paths: Sequence[Path], suffixes: Sequence[str]) -> Iterator[str]:
    """A sentence about each folder that holds something else than files ending in one of `suffixes`."""
    for path in paths:
        others = sorted(p.name for p in path.iterdir() if not _is_hidden_or(p, suffixes)) if path.is_dir() else []
        if others:
            more = f" and {len(others) - _MOST_NAMED} more" if len(others) > _MOST_NAMED else ""
            few = ", ".join(others[:_MOST_NAMED])
            yield f"not read in {path}, since no file ending in {' or '.join(suffixes)}: {few}{more}"


def _is_hidden_or(path: Path, suffixes: Sequence[str]) -> bool:
    return path.name.startswith(".") or (path.is_file() and path.suffix.lower() in suffixes)


def refuse_binary(path: Path, expected: str) -> None:
    """Raise SourceError when a file is no text in UTF-8: told by its first block."""
    with path.open("rb") as file:
        head = file.read(_BLOCK_BYTES)
    if head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{") and _ACTIVITY_STREAMS in head[:_HEAD_BYTES]:
        raise SourceError(
            f"{path} is of a Mastodon archive, or another ActivityPub document, which kith does not read: expected"
            f" {expected}. Export posts and accounts as CSV, and load them with `kith load csv`"
        )
    if head.startswith(_UTF16_MARKS):
        raise SourceError(f"{path} is text in UTF-16, expected UTF-8; save it as UTF-8")
    if head.count(b"\x00") * 100 > len(head) or head.startswith((b"PK\x03\x04", b"\x1f\x8b", b"SQLite format 3")):
        raise SourceError(f"{path} is a binary file, expected {expected}")


def fingerprint(files: Sequence[Path], how: str) -> str:
    """Digest of files (names, sizes and content) and of how they are read."""
    total = blake2b(how.encode("utf-8", "surrogatepass"), digest_size=16)
    for path in files:
        digest = blake2b(digest_size=16)
        for block in _blocks(regular_file(path)):
            digest.update(block)
        total.update(f"|{path.name}|{path.stat().st_size}|{digest.hexdigest()}".encode("utf-8", "surrogatepass"))
    names = ", ".join(path.name for path in files[:3]) + (", …" if len(files) > 3 else "")
    return f"{names} {total.hexdigest()}"


def names_in(key: str) -> str:
    """Names of the files that a fingerprint is of."""
    return key.rpartition(" ")[0]


def size_of(files: Sequence[Path]) -> int:
    """Bytes of all files together."""
    return sum(path.stat().st_size for path in files)


def _blocks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while block := file.read(_BLOCK_BYTES):
            yield block
