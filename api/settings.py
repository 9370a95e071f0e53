"""Settings: everything that the environment may say, read here and nowhere else.

Each field of `Settings` is the variable `KITH_` and its name in capitals. A secret can also be read from a file: the
same name with `_FILE` behind it. `docs/settings.md` is written from this class (`api.pages.settings`).
"""

import difflib
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final, Literal

from pydantic import BaseModel, ConfigDict, Field, SecretStr, ValidationError

from algorithms.parameters import Parameters
from api.bad_setting import BadSetting, plainly
from api.secret_file import FILE, secrets_in_files
from api.setting_types import HalfLife, LogLevel, Moment, Networks, Seed, StoreUrl, TombstoneKey, user_of_system

PREFIX: Final = "KITH_"
_OF_TESTS: Final = "KITH_TEST_"
_METRICS: Final = "PROMETHEUS_MULTIPROC_DIR"
_KERNELS: Final = "NUMBA_CACHE_DIR"


class Settings(BaseModel):
    """What Kith can be told from outside. Make one with `read_settings`, which speaks plainly about mistakes."""

    model_config = ConfigDict(frozen=True, extra="forbid", validate_default=True)

    store: StoreUrl = Field(
        "sqlite:///kith.db",
        description="Where the graph is kept: `sqlite:///PATH`, a path, or `neo4j://HOST`, `bolt://HOST`, `neo4j+s://HOST`.",
    )
    state: Path | None = Field(
        None,
        description="Folder for snapshots, findings, vectors and the tombstone key. By default beside the SQLite file;"
        " for Neo4j in the user's own state folder.",
    )
    tombstone_key: TombstoneKey = Field(
        None,
        description="Key of the tombstones, 64 hexadecimal digits; by default the 32 random bytes in `tombstone.key` in"
        " the state folder. Several machines that work on one Neo4j store need the same key.",
    )
    neo4j_user: str = Field("neo4j", description="User name for a Neo4j store.")
    neo4j_password: SecretStr | None = Field(
        None, description="Password for a Neo4j store. Without it Kith connects without authentication."
    )
    neo4j_database: str | None = Field(
        None, description="Database of a Neo4j store; by default the one that the server calls its default."
    )
    host: str = Field("127.0.0.1", description="Address that `kith serve` listens on.")
    port: int = Field(8000, ge=1, le=65535, description="Port that `kith serve` and `kith demo` listen on.")
    workers: int = Field(
        1,
        ge=1,
        le=64,
        description="How many processes `kith serve` answers with. They share what is mapped from the state folder;"
        " one of them at a time analyses.",
    )
    open: bool = Field(
        False,
        description="Whether `kith serve` lets in everybody who reaches it, in the role member, on an address that"
        " others can reach. Without it the service does not start there before a key is made. Once there is a key, it"
        " is asked for in any case.",
    )
    key_pepper: SecretStr | None = Field(
        None,
        min_length=32,
        description="What keys are hashed with, at least 32 characters; by default 32 random bytes in `key-pepper.key`"
        " in the state folder. With another one, all keys are void.",
    )
    jwt_issuer: str | None = Field(
        None,
        description="Issuer of JWTs that are taken beside keys: what their claim `iss` must be. The audience and the"
        " keys must be set with it.",
    )
    jwt_audience: str | None = Field(None, description="What the claim `aud` of a JWT must be or hold.")
    jwt_keys: Path | None = Field(
        None, description="File with the issuer's public keys, as a JWK Set. RSA keys have at least 2048 bits."
    )
    jwt_jwks_url: str | None = Field(
        None, description="Address of the issuer's JWK Set, with https; it is fetched every five minutes."
    )
    jwt_role_claim: str = Field(
        "role",
        min_length=1,
        description="Claim of a JWT that holds a role (`reader`, `member`, `admin`), or a list in which there is one;"
        " `a.b` is the claim b inside a.",
    )
    rate_burst: int = Field(
        100_000, ge=20_000, description="How much one caller may ask at once, in cost (docs/graphql.md)."
    )
    rate_per_second: float = Field(
        20_000,
        ge=0,
        description="How much of that comes back in a second; 0 for no limit. Each server process counts by itself.",
    )
    actor: str = Field(
        default_factory=user_of_system,
        min_length=1,
        max_length=200,
        description="In whose name judgements and other decisions are recorded; by default the user of the operating"
        " system. With a key or a JWT it is the key's name or the JWT's subject.",
    )
    encoder: str = Field(
        "lexical",
        pattern=r"^(lexical|sentence-transformers:.+)$",
        description="What turns texts into vectors: `lexical` (TF-IDF with truncated SVD), or"
        " `sentence-transformers:MODEL` with a model's name or folder (needs the extra `embeddings`).",
    )
    encoder_backend: Literal["torch", "onnx", "int8"] = Field(
        "torch",
        description="What runs the encoder's model: `torch`; `onnx`, with the same vectors; `int8`, half as"
        " fast again, with nearly the same. For the last two the model is exported once, into the state folder.",
    )
    sentiment: str = Field(
        "vader",
        pattern=r"^(vader|transformers:.+)$",
        description="What tells how well posts speak: `vader` (English), or `transformers:MODEL` with the name or"
        " folder of a text-classification model (needs the extra `embeddings`).",
    )
    sentiment_languages: str = Field(
        "",
        pattern=r"^([a-z]{2,3}(,[a-z]{2,3})*)?$",
        description="Languages that the model of `transformers:` knows, as codes with commas between, like `en,de,fr`;"
        " empty for all. Posts in other languages have no sentiment.",
    )
    publish: bool = Field(False, description="Whether each analysis is written onto a Neo4j store (`kith publish`).")
    half_life_days: HalfLife = Field(
        Parameters().half_life_days,
        description="After so many days an interaction counts half in tie strength; `none` for ties that do not fade.",
    )
    as_of: Moment = Field(
        None,
        description="The moment that ties, trends and bursts look back from: a date (its start in UTC) or a moment with"
        " its zone; by default the latest one loaded that is not in the future.",
    )
    seed: Seed = Field(Parameters().seed, description="Starts everything that is random in an analysis.")
    max_body_bytes: int = Field(
        100_000, ge=1_000, le=100_000_000, description="Largest body of a request; longer ones are refused."
    )
    body_seconds: float = Field(
        10.0, gt=0, le=600, description="A request whose body has not come after so many seconds is refused (408)."
    )
    max_connections: int = Field(
        2_500,
        ge=10,
        le=100_000,
        description="How many connections one server process holds at once, subscriptions among them; more are refused"
        " (503), and of one address beyond a quarter of that (docs/operations.md).",
    )
    hosts: str = Field(
        "",
        pattern=r"^([\w.-]+(,[\w.-]+)*)?$",
        description="Names, with commas between, by which a service without keys on this machine's own address may be"
        " asked for, beside `localhost` and loopback addresses. Whoever can make one lead here can read everything.",
    )
    proxies: Networks = Field(
        "",
        description="Addresses or networks of the proxies in front, with commas between, like `127.0.0.1,10.0.0.0/8`:"
        " who asks is read from what they say (`X-Forwarded-For`), and they may hold all connections. Empty for none.",
    )
    cors_origins: str = Field(
        "",
        pattern=r"^(https?://[\w.:\[\]-]+(,https?://[\w.:\[\]-]+)*)?$",
        description="Origins whose pages may ask from a browser, with commas between, like `https://app.example`; empty"
        " for none but the service's own. Who they are they show with a key all the same.",
    )
    documents: Path | None = Field(
        None,
        description="File with persisted documents, a JSON object of SHA-256 hashes and documents (docs/graphql.md).",
    )
    trusted_only: bool = Field(False, description="Whether only persisted documents are run, and those of the page.")
    query_deadline_seconds: float = Field(
        30.0, gt=0, le=600, description="After so many seconds a GraphQL operation is given up with the code `TIMEOUT`."
    )
    introspection: bool = Field(
        True, description="Whether the schema may be asked for over GraphQL; `kith schema` prints it in any case."
    )
    queries_by_get: bool = Field(
        True, description="Whether queries are taken by GET as well, where they stand in addresses; `0` leaves POST."
    )
    direct_fields: bool = Field(
        True,
        description="Whether GraphQL fields that are attributes are read as such, up to twice as fast where answers are"
        " computed; `0` leaves every field to graphql-core. The answers are the same.",
    )
    forget_events: bool = Field(
        True,
        description="Whether what graphql-core remembers of each event of a subscription is forgotten after it; `0`"
        " lets memory grow for as long as somebody listens. Fields that are read as such always forget.",
    )
    frame_room: bool = Field(
        True,
        description="Whether the event loop keeps room for the calls above it; with `0` it is asyncio's own, and"
        " answers take up to twice as long where calls happen to be just so deep.",
    )
    socket_timeouts: bool = Field(
        True,
        description="Whether a connection is closed whose request does not come within ten seconds, or whose answer is"
        " not read for thirty; `0` leaves that to a proxy in front.",
    )
    log_level: LogLevel = Field(
        "info", description="Least important log lines that are written: `debug`, `info`, `warning` or `error`."
    )
    log_format: Literal["text", "json"] = Field(
        "text", description="Form of log lines of a server: `text` for people, `json` for machines."
    )

    @property
    def host_names(self) -> tuple[str, ...]:
        """Names by which this machine is asked for, in small letters."""
        return tuple(name.lower() for name in self.hosts.split(",") if name)

    @property
    def origins(self) -> tuple[str, ...]:
        """Origins whose pages may ask."""
        return tuple(origin for origin in self.cors_origins.split(",") if origin)


def read_settings(**values: Any) -> Settings:
    """Read the settings. Of `values`, as of a command's options, those that are not None win over the environment.

    Raises BadSetting for a variable that begins with `KITH_` and is no setting, and for a value that does not fit.
    """
    _refuse_unknown(os.environ)
    chosen = {name: value for name, value in values.items() if value is not None}
    secrets = secrets_in_files({name: variable(name) for name in secret_fields()}, os.environ)
    try:
        return Settings(**{**_stated_in(os.environ), **secrets, **chosen})
    except ValidationError as error:
        raise BadSetting(
            "; ".join(plainly(dict(fault), variable, secret_fields()) for fault in error.errors())
        ) from None


def numba_folder() -> Path | None:
    """The folder that NUMBA_CACHE_DIR names for compiled kernels; None when it names none."""
    folder = os.environ.get(_KERNELS)
    return Path(folder) if folder else None


def use_numba_folder(folder: Path) -> None:
    """Have numba keep compiled kernels in a folder, here and in processes begun from here."""
    os.environ[_KERNELS] = str(folder)


def variable(field: str) -> str:
    """Name the environment variable of a field.

    >>> variable("neo4j_user")
    'KITH_NEO4J_USER'
    """
    return PREFIX + field.upper()


def secret_fields() -> list[str]:
    """Name the fields that hold secrets, which can be read from a file as well."""
    return [name for name, field in Settings.model_fields.items() if field.annotation == SecretStr | None]


def hand_on(settings: Settings) -> None:
    """Set the variables by which processes begun from here read these settings; secrets stay where they were found."""
    values = settings.model_dump(exclude_defaults=True, exclude=set(secret_fields()))
    os.environ.update({variable(name): str(value) for name, value in values.items()})


def share_metrics(folder: Path) -> None:
    """Have processes begun from here count their metrics in a folder, together."""
    os.environ[_METRICS] = str(folder)


def metrics_folder() -> Path | None:
    """The folder in which this process counts its metrics together with others; None when it counts by itself."""
    folder = os.environ.get(_METRICS)
    return Path(folder) if folder else None


def known_variables() -> list[str]:
    """Name all environment variables that mean something to Kith."""
    return [variable(name) for name in Settings.model_fields] + [variable(name) + FILE for name in secret_fields()]


def _stated_in(environment: Mapping[str, str]) -> dict[str, Any]:
    """What variables say of the fields; one that is empty says nothing. Their names may be in small letters too."""
    values = {name.upper(): value for name, value in environment.items() if value}
    return {name: values[variable(name)] for name in Settings.model_fields if variable(name) in values}


def _refuse_unknown(environment: Mapping[str, str]) -> None:
    known = known_variables()
    for name in sorted(environment):
        if name.startswith(PREFIX) and not name.startswith(_OF_TESTS) and name not in known:
            near = difflib.get_close_matches(name, known, n=1)
            hint = f"did you mean {near[0]}?" if near else "docs/settings.md lists them all"
            raise BadSetting(f"{name} is no setting of Kith; {hint}")
