"""A real Neo4j server for tests, without Docker: its jars from Maven Central, one JVM, loopback only.

Needs Java 17 or newer, and Maven for the first fetch. The jars are kept in the user's cache folder.
"""

import fcntl
import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from platformdirs import user_cache_path

from tests.patience import Deadline, patience
from tests.ports import free_port

VERSION = "5.26.30"
# an exact version: for a range, Maven reads the whole dependency tree of every patch
_POM = """<project xmlns="http://maven.apache.org/POM/4.0.0"><modelVersion>4.0.0</modelVersion>
<groupId>kith</groupId><artifactId>neo4j-runtime</artifactId><version>1</version><dependencies><dependency>
<groupId>org.neo4j</groupId><artifactId>neo4j</artifactId><version>{version}</version>
</dependency></dependencies></project>
"""
_CONFIGURATION = """server.default_listen_address=127.0.0.1
server.bolt.enabled=true
server.bolt.listen_address=127.0.0.1:{port}
server.http.enabled=false
server.https.enabled=false
dbms.security.auth_enabled={auth}
server.memory.pagecache.size=256m
db.tx_log.rotation.retention_policy=keep_none
dbms.usage_report.enabled=false
internal.dbms.bolt.netty_server_shutdown_quiet_period=0
internal.server.bolt.thread_pool_shutdown_wait_time=1s
"""
_JVM = (
    "-Xms1g",
    "-Xmx1g",
    "-XX:+UseSerialGC",
    "-XX:TieredStopAtLevel=1",  # a server that lives for minutes: optimising its code took two fifths of its time
    "-XX:+ExitOnOutOfMemoryError",
    "-Dio.netty.tryReflectionSetAccessible=true",
    "--add-opens=java.base/java.nio=ALL-UNNAMED",
    "--add-opens=java.base/java.io=ALL-UNNAMED",
    "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
    "-Dlog4j2.disable.jmx=true",
    "-Dfile.encoding=UTF-8",
)
_START_SECONDS = 120
"""For a server to answer, on a machine that has nothing else to do."""


class CannotStart(Exception):
    """The server cannot be started here; says what is missing or what the server said."""


@dataclass(frozen=True, slots=True)
class Server:
    """A running server: where it answers, and its process."""

    url: str
    process: subprocess.Popen[bytes]
    home: Path


def missing_tools() -> str:
    """Say what a server needs and this machine lacks; empty when nothing is missing."""
    lacking = [tool for tool in ("java", "mvn") if shutil.which(tool) is None]
    if lacking == ["mvn"] and _libraries().is_dir():
        return ""
    return " and ".join({"java": "Java 17", "mvn": "Maven"}[tool] for tool in lacking)


@contextmanager
def running(password: str | None = None) -> Iterator[Server]:
    """Run a server with an empty home for as long as the block lasts; raises CannotStart."""
    home = Path(tempfile.mkdtemp(prefix="kith-neo4j-"))
    try:
        server = start(home, password)
        try:
            yield server
        finally:
            stop(server)
    finally:
        shutil.rmtree(home, ignore_errors=True)


def start(home: Path, password: str | None = None) -> Server:
    """Start a server in a home folder and wait until it answers; raises CannotStart."""
    libraries = _fetch()
    port = free_port()
    for folder in ("conf", "data", "logs", "run", "plugins", "import"):
        (home / folder).mkdir(parents=True, exist_ok=True)
    auth = "true" if password else "false"
    (home / "conf" / "neo4j.conf").write_text(_CONFIGURATION.format(port=port, auth=auth))
    if password:
        _set_password(home, libraries, password)
    log = (home / "logs" / "console.log").open("wb")
    command = ["java", *_JVM, "-cp", f"{home}/conf/*:{libraries}/*", "org.neo4j.server.CommunityEntryPoint"]
    process = subprocess.Popen(
        [*command, f"--home-dir={home}", f"--config-dir={home}/conf", "--console-mode"],
        stdin=subprocess.DEVNULL,
        stdout=log,
        stderr=subprocess.STDOUT,
    )
    log.close()
    server = Server(f"bolt://127.0.0.1:{port}", process, home)
    try:
        _wait(server, port)
    except BaseException:
        stop(server)
        raise
    return server


def stop(server: Server) -> None:
    """End the server: politely first, then not."""
    server.process.terminate()
    try:
        server.process.wait(patience(30))
    except subprocess.TimeoutExpired:
        server.process.kill()
        server.process.wait()


def _wait(server: Server, port: int) -> None:
    log = server.home / "logs" / "console.log"
    deadline = Deadline(_START_SECONDS)
    while not deadline.is_over():
        if server.process.poll() is not None:
            break
        if b" Started." in log.read_bytes() and _answers(port):
            return
        time.sleep(0.1)
    raise CannotStart("Neo4j did not start: " + log.read_text(errors="replace")[-2000:])


def _answers(port: int) -> bool:
    """Shake hands over Bolt: a server that is ready names a protocol version."""
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=patience(2)) as connection:
            connection.sendall(bytes.fromhex("6060b017 00000405 00000000 00000000 00000000"))
            return any(connection.recv(4))
    except OSError:
        return False


def _set_password(home: Path, libraries: Path, password: str) -> None:
    environment = {**os.environ, "NEO4J_HOME": str(home), "NEO4J_CONF": str(home / "conf")}
    command = ["java", "-Xmx128m", "-cp", f"{libraries}/*", f"-Dbasedir={home}"]
    administer = "org.neo4j.server.startup.Neo4jAdminCommand"
    subprocess.run(
        [*command, administer, "dbms", "set-initial-password", password],
        env=environment,
        check=True,
        capture_output=True,
        timeout=patience(1_200),
    )


def _libraries() -> Path:
    return user_cache_path("kith", appauthor=False) / "neo4j" / VERSION


def _fetch() -> Path:
    """Fetch the jars once, whole or not at all, whoever else is fetching them."""
    libraries = _libraries()
    if libraries.is_dir():
        return libraries
    libraries.parent.mkdir(parents=True, exist_ok=True)
    with (libraries.parent / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not libraries.is_dir():
            with tempfile.TemporaryDirectory(dir=libraries.parent) as draft:
                _copy_jars(Path(draft))
                (Path(draft) / "lib").rename(libraries)
    return libraries


def _copy_jars(folder: Path) -> None:
    (folder / "pom.xml").write_text(_POM.format(version=VERSION))
    copy = ["dependency:copy-dependencies", "-DincludeScope=runtime", f"-DoutputDirectory={folder / 'lib'}"]
    done = subprocess.run(
        ["mvn", "-B", "-q", "-f", str(folder / "pom.xml"), *copy],
        capture_output=True,
        check=False,
        timeout=patience(1_200),
    )
    if done.returncode:
        raise CannotStart("Maven could not fetch Neo4j: " + done.stdout.decode(errors="replace")[-2000:])
