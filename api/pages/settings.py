"""The page about settings, written from the class: `python -m api.pages.settings > docs/settings.md`."""

import sys
from typing import Final

from pydantic.fields import FieldInfo

from api.settings import Settings, secret_fields, variable

_HEAD: Final = """\
# Settings

Kith reads these environment variables, all of them in `api/settings.py`. Options of a command win over them. A
variable that begins with `KITH_` and is not listed here is refused, and so is a value that does not fit: Kith names it
and stops.

This page is written from the code: `python -m api.pages.settings > docs/settings.md`.

| variable | default | meaning |
|---|---|---|
"""


def settings_page() -> str:
    """Write the page: one row per setting, in the order of the class."""
    return _HEAD + "".join(_row(name, field) for name, field in Settings.model_fields.items())


def _row(name: str, field: FieldInfo) -> str:
    default = "" if field.default_factory or field.default is None else f"`{field.default}`"
    meaning = field.description or ""
    if name in secret_fields():
        meaning += f" A secret: `{variable(name)}_FILE` names a file that holds it instead."
    return f"| `{variable(name)}` | {default} | {meaning} |\n"


if __name__ == "__main__":
    sys.stdout.write(settings_page())
