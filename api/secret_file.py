"""Secret files: a secret on one line of a file, as containers are given them."""

from pathlib import Path


def secret_in(path: Path) -> str:
    """The secret in a file. Raises ValueError, which names the file and says what is wrong with it."""
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise ValueError(f"{path}, which cannot be read: {error.strerror}") from None
    except UnicodeDecodeError:
        raise ValueError(f"{path}, which is no text in UTF-8") from None
    secret, _, rest = text.partition("\n")
    if not secret.strip() or rest.strip():
        raise ValueError(f"{path}, which should hold the secret on one line and nothing else")
    return secret.rstrip("\r")
