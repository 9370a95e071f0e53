"""Reaching a Neo4j server, and saying plainly what is wrong when that fails."""

import contextlib
import logging
import re
import ssl
from collections.abc import Iterator
from typing import Final

from neo4j import Driver, GraphDatabase, Session
from neo4j.exceptions import AuthError, ClientError, ConfigurationError, DriverError, Neo4jError, ServiceUnavailable

from graph.errors import StoreUnavailable

_CONNECT_SECONDS: Final = 5.0
_ACQUIRE_SECONDS: Final = 5.0
"""Seconds within which a connection is there, be it a new one, one that another reader gives back, or one looked at."""

_IDLE_SECONDS: Final = 5.0
"""Seconds after which an idle connection is looked at before it is used: its server may be away."""
_DONE_MEANWHILE: Final = {
    "Neo.ClientError.Schema.EquivalentSchemaRuleAlreadyExists",
    "Neo.ClientError.Schema.IndexNotFound",
    "Neo.DatabaseError.Schema.IndexDropFailed",
}
_OLDEST_MINOR: Final = 13
"""Cypher 5 as of Neo4j 5.13; relationships are unique by constraint since 5.7."""


_DRIVER_LOG: Final = logging.getLogger("neo4j")


def reach(url: str, user: str | None, password: str | None, database: str | None) -> tuple[Driver, str]:
    """Connect to a server and check that it is Neo4j 5; returns the driver and the server's version."""
    if _DRIVER_LOG.level == logging.NOTSET:  # else who set it wants to read what the driver says beside our sentences
        _DRIVER_LOG.setLevel(logging.CRITICAL)
    try:
        driver = GraphDatabase.driver(
            url,
            auth=(user or "neo4j", password) if password is not None else None,
            connection_timeout=_CONNECT_SECONDS,
            connection_acquisition_timeout=_ACQUIRE_SECONDS,
            liveness_check_timeout=_IDLE_SECONDS,
            notifications_min_severity="OFF",
        )
    except (ConfigurationError, ValueError) as error:
        raise StoreUnavailable(f"expected a Neo4j URL like neo4j://localhost:7687, got {_bare(url)!r}") from error
    try:
        with explained(url, database):
            return driver, _version_of(driver, url, database)
    except BaseException:
        driver.close()
        raise


@contextlib.contextmanager
def explained(url: str, database: str | None = None) -> Iterator[None]:
    """Turn what the driver raises into a sentence that says what to do."""
    try:
        yield
    except AuthError as error:
        raise StoreUnavailable(
            f"Neo4j at {url} did not accept user and password; set KITH_NEO4J_USER and KITH_NEO4J_PASSWORD"
        ) from error
    except ServiceUnavailable as error:
        fault = _tls_fault(error)
        if fault is not None:
            raise StoreUnavailable(_plainly(fault, url)) from error
        raise StoreUnavailable(f"no Neo4j answers at {url}; is the server running?") from error
    except ClientError as error:
        if error.code == "Neo.ClientError.Database.DatabaseNotFound":
            raise StoreUnavailable(f"Neo4j at {url} has no database {database!r}") from error
        raise StoreUnavailable(f"Neo4j at {url} refused: {error.message} ({error.code})") from error
    except (Neo4jError, DriverError) as error:
        raise StoreUnavailable(f"Neo4j at {url} failed: {error}") from error


def _tls_fault(error: BaseException | None) -> ssl.SSLError | None:
    """What went wrong when the connection was to be encrypted; the driver has it somewhere among the causes."""
    if error is None or isinstance(error, ssl.SSLError):
        return error
    inner = error.exceptions if isinstance(error, BaseExceptionGroup) else (error.__cause__ or error.__context__,)
    return next(filter(None, map(_tls_fault, inner)), None)


def _plainly(fault: ssl.SSLError, url: str) -> str:
    if isinstance(fault, ssl.SSLCertVerificationError):
        return (
            f"the certificate of Neo4j at {url} is refused: {fault.verify_message.rstrip('.')}; name its authority with"
            " SSL_CERT_FILE, or trust any certificate with +ssc in place of +s (docs/operations.md)"
        )
    return (
        f"Neo4j at {url} does not speak TLS as asked ({fault.reason or fault}); without TLS the URL begins with neo4j://"
        " or bolt://"
    )


def lay_down(session: Session, statement: str) -> None:
    """Make or drop a constraint or an index; `IF` does not see what another process does at this moment."""
    try:
        session.execute_write(lambda transaction: transaction.run(statement).consume())
    except Neo4jError as error:
        if error.code not in _DONE_MEANWHILE:
            raise


def is_supported(agent: str) -> bool:
    """Tell from what a server calls itself whether Kith can work on it.

    >>> [is_supported(agent) for agent in ("Neo4j/5.26.30", "Neo4j/4.4.48", "Neo4j/5.2.0 compatible - Memgraph")]
    [True, False, False]
    """
    match = re.fullmatch(r"Neo4j/5\.(\d+)(\.\S+)?", agent)
    return match is not None and int(match[1]) >= _OLDEST_MINOR


def _version_of(driver: Driver, url: str, database: str | None) -> str:
    with driver.session(database=database) as session:
        agent = session.run("RETURN 1").consume().server.agent
    if not is_supported(agent):
        raise StoreUnavailable(f"expected Neo4j 5 (Kith is tested with 5.26) at {url}, got {agent}")
    return agent.removeprefix("Neo4j/")


def _bare(url: str) -> str:
    """Leave out user and password, which nobody should find in a log."""
    return re.sub(r"//[^/@]*@", "//…@", url)
