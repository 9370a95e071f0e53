"""What is said where a connection that is to be encrypted is not: of a certificate, and of a server without TLS."""

import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from graph.errors import StoreUnavailable
from graph.opening import open_store


def _certificate(folder: Path) -> Path:
    """A key and a certificate that it signed itself, in one file."""
    key, now = ec.generate_private_key(ec.SECP256R1()), datetime.now(UTC)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "kith.example")])
    builder = x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
    signed = builder.not_valid_before(now - timedelta(1)).not_valid_after(now + timedelta(1)).sign(key, hashes.SHA256())
    plain = serialization.NoEncryption()
    private = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain)
    path = folder / "server.pem"
    path.write_bytes(private + signed.public_bytes(serialization.Encoding.PEM))
    return path


@contextmanager
def _listening(greet: Callable[[socket.socket], object]) -> Iterator[int]:
    """A port on which each connection is greeted and closed."""
    with socket.create_server(("127.0.0.1", 0)) as server:

        def serve() -> None:
            with suppress(OSError):
                while True:
                    connection, _ = server.accept()
                    with connection, suppress(OSError):
                        greet(connection)

        threading.Thread(target=serve, daemon=True).start()
        yield server.getsockname()[1]
        server.shutdown(socket.SHUT_RDWR)


@pytest.mark.parametrize("scheme", ["bolt+s", "neo4j+s"])
def test_a_refused_certificate_is_said_with_its_reason(tmp_path: Path, scheme: str) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(_certificate(tmp_path))

    def greet(connection: socket.socket) -> None:
        context.wrap_socket(connection, server_side=True)

    with _listening(greet) as port, pytest.raises(StoreUnavailable) as refusal:
        open_store(f"{scheme}://localhost:{port}", state=tmp_path / "state")
    sentence = str(refusal.value)
    assert "certificate" in sentence
    assert "self-signed certificate" in sentence
    assert "SSL_CERT_FILE" in sentence
    assert "is the server running" not in sentence


def test_a_server_without_tls_is_said_to_have_none(tmp_path: Path) -> None:
    def greet(connection: socket.socket) -> None:
        connection.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n")

    with _listening(greet) as port, pytest.raises(StoreUnavailable, match="does not speak TLS") as refusal:
        open_store(f"bolt+s://127.0.0.1:{port}", state=tmp_path / "state")
    assert "bolt://" in str(refusal.value)
