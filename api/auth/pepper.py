"""The pepper: what keys are hashed with, so that a stolen file of keys is of no use."""

from pathlib import Path
from typing import Final

from api.settings import Settings
from graph.snapshot.state import own_secret

_FILE: Final = "key-pepper.key"


def pepper_of(settings: Settings, folder: Path) -> bytes:
    """The pepper of the settings, or the one in the state folder, made at first use. Raises StoreUnavailable."""
    if settings.key_pepper is not None:
        return settings.key_pepper.get_secret_value().encode()
    return own_secret(folder, _FILE)
