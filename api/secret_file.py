"""Secret files: a secret on one line of a file, as containers are given them."""

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from api.bad_setting import BadSetting

FILE: Final = "_FILE"
"""What stands behind the name of a variable that names the file with a secret."""


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


def secrets_in_files(variables: Mapping[str, str], environment: Mapping[str, str]) -> dict[str, str]:
    """Read the secrets that an environment names files for; `variables` are those of the settings that are secret.

    Raises BadSetting when a secret is given in both ways, and for a file that holds none.
    """
    secrets = {}
    for name, variable in variables.items():
        path = environment.get(variable + FILE)
        if not path:
            continue
        if environment.get(variable):
            raise BadSetting(f"{variable} and {variable}{FILE} are both set; keep one")
        try:
            secrets[name] = secret_in(Path(path))
        except ValueError as error:
            raise BadSetting(f"{variable}{FILE} names {error}") from None
    return secrets
