"""One request over one connection, to a number that was checked before, with an end to its time and its bytes."""

import http.client
import io
import socket
import ssl
import time
import zlib
from collections.abc import Callable
from typing import Any

from claims.model import ClaimsError
from claims.read.fetch.addresses import Address

_CHUNK = 1 << 16
_EITHER = 47  # zlib is to find out whether it is gzip or zlib


class Clock:
    """Seconds until a deadline; ClaimsError once it has passed.

    >>> Clock(10, "https://example.org").left() > 9
    True
    """

    def __init__(self, seconds: float, name: str) -> None:
        self._end, self._seconds, self._name = time.monotonic() + seconds, seconds, name

    def left(self) -> float:
        """How many seconds are left."""
        left = self._end - time.monotonic()
        if left <= 0:
            raise ClaimsError(f"{self._name}: the server took more than {self._seconds:g} seconds and was given up; try again later.")
        return left


class Connection(http.client.HTTPConnection):
    """A connection to ``number``, which calls itself ``address.host``: the certificate must be for that name."""

    def __init__(self, address: Address, number: str, clock: Clock, context: ssl.SSLContext) -> None:
        super().__init__(address.host, address.port)
        self._address, self._number, self._clock, self._context = address, number, clock, context
        self._real: socket.socket | None = None

    def connect(self) -> None:
        """Connect to the number, no other, and for https check who answers."""
        plain = socket.create_connection((self._number, self._address.port), timeout=self._clock.left())
        try:
            plain.settimeout(self._clock.left())
            safe = self._context.wrap_socket(plain, server_hostname=self._address.host) if self._address.scheme == "https" else plain
        except BaseException:
            plain.close()
            raise
        self._real = safe
        self.sock: Any = _Timed(safe, self._clock)

    def hang_up(self) -> None:
        """Close the real connection; http.client believes it closed when the answer begins."""
        self.close()
        if self._real:
            self._real.close()


class _Timed:
    """As much of a socket as http.client uses."""

    def __init__(self, real: socket.socket, clock: Clock) -> None:
        self._real, self._clock = real, clock

    def sendall(self, data: bytes) -> None:
        self._real.settimeout(self._clock.left())
        self._real.sendall(data)

    def makefile(self, mode: str) -> io.BufferedReader:
        return io.BufferedReader(_Reader(self._real, self._clock))

    def close(self) -> None:
        """Leave it to ``hang_up``."""


class _Reader(io.RawIOBase):
    """What comes from a socket; each piece has only what is left of the clock, so that drops do not add up."""

    def __init__(self, real: socket.socket, clock: Clock) -> None:
        self._real, self._clock = real, clock

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        self._real.settimeout(self._clock.left())
        return self._real.recv_into(buffer)


def read_body(read: Callable[[int], bytes], encoding: str | None, most: int, name: str) -> bytes:
    """Read a body to its end and unpack it; ClaimsError above ``most`` bytes, unpacked, or for a packing that is not known.

    >>> read_body(io.BytesIO(zlib.compress(b"a" * 100)).read, "deflate", 1_000, "a") == b"a" * 100
    True
    """
    packing = (encoding or "identity").strip().lower()
    if packing not in ("identity", "gzip", "x-gzip", "deflate"):
        raise ClaimsError(f"{name}: the server packed this page as {packing[:40]!r}; only gzip and deflate are unpacked.")
    found, unpack = bytearray(), None
    while chunk := read(_CHUNK):
        if packing == "identity":
            found += chunk
        else:
            unpack = unpack or zlib.decompressobj(_EITHER)
            while chunk and len(found) <= most:
                found += unpack.decompress(chunk, _CHUNK)
                chunk = unpack.unconsumed_tail
        if len(found) > most:
            raise ClaimsError(
                f"{name}: this page is larger than {most // 1_000_000 or most / 1_000_000:,} MB, unpacked; an article is smaller."
            )
    if unpack and not unpack.eof:
        raise ClaimsError(f"{name}: this page broke off before its end; get it again.")
    return bytes(found)
