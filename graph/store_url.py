"""What people write to name a store, read as what they mean: `sqlite:///PATH`, or the URL of a server.

After `sqlite:///` a path is relative and after `sqlite:////` absolute, as SQLAlchemy has it. A plain path, with `~`
too, and `file:` are read as well; what may be one of two is refused.
"""

import os
import re
from pathlib import Path
from typing import Final
from urllib.parse import unquote

from graph.errors import InvalidValue

SQLITE: Final = "sqlite:///"

_FILES: Final = (".db", ".sqlite", ".sqlite3")
_WINDOWS: Final = re.compile(r"/?[A-Za-z]:[\\/]|\\\\")
_EXAMPLES: Final = "sqlite:///kith.db, sqlite:////data/kith.db, ~/kith.db or neo4j://localhost:7687"


def plain_url(text: str) -> str:
    """The URL of the store that somebody means. Raises InvalidValue where that cannot be told.

    >>> [plain_url(text) for text in ("kith.db", "./a b/kith.db", "/data/kith.db", "sqlite:kith.db", "file:///data/k.db")]
    ['sqlite:///kith.db', 'sqlite:///a b/kith.db', 'sqlite:////data/kith.db', 'sqlite:///kith.db', 'sqlite:////data/k.db']
    """
    scheme, colon, rest = text.partition(":")
    if _WINDOWS.match(text):
        return _of_path(text, text)
    if scheme.lower() == "sqlite" and colon:
        return _of_sqlite(rest, text)
    if scheme.lower() == "file" and colon:
        return _of_file(rest, text)
    if "://" in text:
        return text
    if text in {"", ":memory:"} or not (set(text) & set("/\\~") or text.endswith(_FILES)):
        raise InvalidValue(f"expected a store such as {_EXAMPLES}, got {text!r}")
    return _of_path(text, text)


def path_of(url: str) -> Path | None:
    """The file of a store by its plain URL; None for a server.

    >>> path_of("sqlite:////data/kith.db").as_posix(), path_of("neo4j://localhost")
    ('/data/kith.db', None)
    """
    return Path(url.removeprefix(SQLITE)) if url.startswith(SQLITE) else None


def _of_sqlite(rest: str, text: str) -> str:
    if not rest.startswith("//"):
        return _of_path(rest, text)
    if not rest.startswith("///"):
        name = rest.removeprefix("//")
        raise InvalidValue(
            f"{text!r} may be one of two: write sqlite:///{name} for a file from the working folder on,"
            f" sqlite:////{name} for one from the root on"
        )
    path = rest.removeprefix("///")
    if path.startswith(("/", "~", ".")) or _WINDOWS.match(path):
        return _of_path(path, text)
    return _of_path(path if _is_relative(path, text) else f"/{path}", text)


def _is_relative(path: str, text: str) -> bool:
    """Whether a path that may begin in the working folder or at the root does the former; what is there decides."""
    here, above = Path(path), Path("/", path)
    if len(here.parts) < 2:
        return True
    for one, other in ((here, above), (here.parent, above.parent)):
        if one.exists() != other.exists():
            return one.exists()
    if not here.parent.exists() or here.resolve() == above:
        return True
    raise InvalidValue(
        f"{text!r} may be {here.absolute()} or {above}: write sqlite:///./{path} for the first,"
        f" sqlite:///{above} for the second"
    )


def _of_file(rest: str, text: str) -> str:
    host, path = "", unquote(rest)
    if path.startswith("//"):
        host, slash, path = path.removeprefix("//").partition("/")
        path = slash + path
    if host not in {"", "localhost"}:
        raise InvalidValue(
            f"{text!r} names a file of the machine {host!r}; expected one of this machine, as file:///PATH"
        )
    return _of_path(path, text)


def _of_path(path: str, text: str) -> str:
    """The URL of a path: `~` is somebody's home, and there is one way to write each."""
    if "?" in path:
        raise InvalidValue(f"{text!r} has parameters behind ?, which Kith does not read: leave them out")
    if _WINDOWS.match(path):
        if os.name != "nt":
            raise InvalidValue(
                f"{text!r} is a path of Windows, and this is another system: expected one such as {_EXAMPLES}"
            )
        return SQLITE + Path(path.lstrip("/")).as_posix()
    if ":memory:" in path or path in {"", "/"}:
        raise InvalidValue(f"expected a file in {text!r}, such as {_EXAMPLES}")
    try:
        return SQLITE + Path(re.sub("^/+", "/", path)).expanduser().as_posix()
    except RuntimeError:
        raise InvalidValue(f"{text!r} begins with the home of somebody who is not known here") from None
