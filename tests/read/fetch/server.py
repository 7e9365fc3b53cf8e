"""A server on loopback that answers as a test wants, and a fetcher that may reach it and nothing else."""

import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

import trustme

from claims.read.fetch import Fetcher
from claims.read.fetch.addresses import Network

Answer = bytes | Callable[[socket.socket], None]


@cache
def authority() -> trustme.CA:
    """Make the authority that answers for news.test in these tests: its keys are nowhere else."""
    return trustme.CA()


def page(body: bytes, status: str = "200 OK", **headers: str) -> bytes:
    """Write a whole answer."""
    lines = {"Content-Type": "text/html; charset=utf-8", "Content-Length": str(len(body))} | {
        key.replace("_", "-"): value for key, value in headers.items()
    }
    return f"HTTP/1.1 {status}\r\n".encode() + "".join(f"{k}: {v}\r\n" for k, v in lines.items()).encode() + b"\r\n" + body


def drip(head: bytes, drop: bytes, seconds: float = 0.05) -> Callable[[socket.socket], None]:
    """Send something, and then a little again and again."""

    def answer(connection: socket.socket) -> None:
        connection.sendall(head)
        while True:
            connection.sendall(drop)
            time.sleep(seconds)

    return answer


class Server:
    """Answers each path with bytes, or lets a function write to the socket; remembers what it was asked."""

    def __init__(self, answers: dict[str, Answer], *, tls: bool = False) -> None:
        self.answers, self.asked = answers, []
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        self._context = None
        if tls:
            self._context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            authority().issue_cert("news.test").configure_cert(self._context)
        threading.Thread(target=self._serve, daemon=True).start()

    def url(self, path: str, host: str = "news.test") -> str:
        """Give the address of a path."""
        return f"{'https' if self._context else 'http'}://{host}:{self.port}{path}"

    def paths(self) -> list[str]:
        """List the paths that were asked for, in order."""
        return [request.split()[1] for request in self.asked]

    def close(self) -> None:
        """Stop listening."""
        self._listener.close()

    def _serve(self) -> None:
        while True:
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            threading.Thread(target=self._answer, args=(connection,), daemon=True).start()

    def _answer(self, connection: socket.socket) -> None:
        try:
            if self._context:
                connection = self._context.wrap_socket(connection, server_side=True)
            with connection:
                request = b""
                while b"\r\n\r\n" not in request:
                    if not (data := connection.recv(65536)):
                        return
                    request += data
                self.asked.append(request.decode())
                answer = self.answers.get(request.split()[1].decode(), page(b"", "404 Not Found"))
                if callable(answer):
                    answer(connection)
                else:
                    connection.sendall(answer)
        except OSError:
            return


@contextmanager
def serving(answers: dict[str, Answer], *, tls: bool = False) -> Iterator[Server]:
    """Run a server while a test lasts."""
    server = Server(answers, tls=tls)
    try:
        yield server
    finally:
        server.close()


def fetcher(server: Server | int, **options: Any) -> Fetcher:
    """Make a fetcher for which every name is on loopback, and only the server's port there is public."""
    open_port = server.port if isinstance(server, Server) else server
    network = Network(
        allows=lambda number, port: number == "127.0.0.1" and port == open_port,
        resolve=lambda host, port, seconds: [host] if host[0].isdigit() else ["127.0.0.1"],
    )
    return Fetcher(network=network, **{"pause": 0.0, "seconds": 5.0} | options)
