"""A TCP proxy of the tests' own, which can be cut off and be there again."""

import socket
import threading
from typing import Self


class TcpProxy:
    """Hands on what comes to a port of its own to another, until it is cut off."""

    def __init__(self, port: int) -> None:
        self._behind = ("127.0.0.1", port)
        self._open: set[socket.socket] = set()
        self._lock = threading.Lock()
        self._listening: socket.socket | None = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listening.getsockname()[1]
        self._serve()

    def cut(self) -> None:
        """Close every connection, and refuse new ones."""
        listening, self._listening = self._listening, None
        if listening is not None:
            listening.shutdown(socket.SHUT_RDWR)
            listening.close()
        with self._lock:
            for connection in self._open:
                _end(connection)
            self._open.clear()

    def mend(self) -> None:
        """Be there again, on the same port."""
        self._listening = socket.create_server(("127.0.0.1", self.port))
        self._serve()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.cut()

    def _serve(self) -> None:
        threading.Thread(target=self._accept, args=(self._listening,), daemon=True).start()

    def _accept(self, listening: socket.socket) -> None:
        while True:
            try:
                front, _ = listening.accept()
            except OSError:  # it was cut off
                return
            back = socket.create_connection(self._behind)
            with self._lock:
                self._open |= {front, back}
            for source, target in ((front, back), (back, front)):
                threading.Thread(target=_hand_on, args=(source, target), daemon=True).start()


def _hand_on(source: socket.socket, target: socket.socket) -> None:
    try:
        while piece := source.recv(65_536):
            target.sendall(piece)
    except OSError:
        pass
    _end(source)
    _end(target)


def _end(connection: socket.socket) -> None:
    try:
        connection.shutdown(socket.SHUT_RDWR)
    except OSError:  # it has ended already
        return
