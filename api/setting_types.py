"""Types of settings that take more than one check: what their text means, and what is refused."""

import getpass
import re
from datetime import datetime
from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, BeforeValidator, SecretStr

from algorithms.parameters import Parameters
from api.networks import networks
from graph.model.moment import parse_moment
from graph.store_url import plain_url


def _without_password(url: str) -> str:
    if "@" in urlsplit(url).netloc:
        raise ValueError(
            "expected a URL without user and password, which would end in logs, got one with them;"
            " set KITH_NEO4J_USER and KITH_NEO4J_PASSWORD"
        )
    return url


def _in_small_letters(word: object) -> object:
    return word.lower() if isinstance(word, str) else word


def _days_or_none(days: object) -> object:
    return None if _in_small_letters(days) == "none" else days


def _half_life(days: float | None) -> float | None:
    return Parameters(half_life_days=days).half_life_days


def _moment(value: object) -> object:
    return parse_moment(value) if isinstance(value, str) else value


def _tombstone_key(key: SecretStr | None) -> SecretStr | None:
    if key is not None and re.fullmatch("[0-9A-Fa-f]{64}", key.get_secret_value()) is None:
        raise ValueError("expected 64 hexadecimal digits, as `openssl rand -hex 32` makes them")
    return key


def _seed(seed: int) -> int:
    return Parameters(seed=seed).seed


def _networks(listing: str) -> str:
    networks(listing)
    return listing.replace(" ", "")


StoreUrl = Annotated[str, AfterValidator(_without_password), AfterValidator(plain_url)]
HalfLife = Annotated[float | None, BeforeValidator(_days_or_none), AfterValidator(_half_life)]
Moment = Annotated[datetime | None, BeforeValidator(_moment)]
Networks = Annotated[str, AfterValidator(_networks)]
Seed = Annotated[int, AfterValidator(_seed)]
TombstoneKey = Annotated[SecretStr | None, AfterValidator(_tombstone_key)]
LogLevel = Annotated[Literal["debug", "info", "warning", "error"], BeforeValidator(_in_small_letters)]


def user_of_system() -> str:
    """The name of the user who runs this process."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # a container may run under a number that has no name
        return "operator"
