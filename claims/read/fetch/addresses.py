"""Which addresses of the web may be visited: public ones, spelled plainly."""

import ipaddress
import re
import socket
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from claims.model import ClaimsError

PORTS = {"http": 80, "https": 443}
_LONGEST = 2_000
_NAME = re.compile(r"(?!-)[a-z0-9_-]{1,63}(?:\.[a-z0-9_-]{1,63})*\.?", re.IGNORECASE)
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_UNICAST = ipaddress.ip_network("2000::/3")


@dataclass(frozen=True, slots=True)
class Address:
    """A web address in its parts: ``host`` is a name in ASCII or a number, ``target`` the path and query to ask for."""

    scheme: str
    host: str
    port: int
    target: str

    @property
    def origin(self) -> str:
        """Scheme, host and port, as robots.txt goes by them.

        >>> parse_address("HTTP://Example.org/a?b#c").origin
        'http://example.org'
        """
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{self.scheme}://{host}" + ("" if self.port == PORTS[self.scheme] else f":{self.port}")

    @property
    def url(self) -> str:
        """The whole address, without what follows ``#``."""
        return self.origin + self.target


def parse_address(url: str) -> Address:
    """Take an address apart.

    Raises ClaimsError unless it is http or https, with a plain host and no name or password in it.

    >>> parse_address("https://exámple.org/ñ").url
    'https://xn--exmple-qta.org/%C3%B1'
    """
    shown = url[:120]
    if len(url) > _LONGEST or any(c.isspace() or not c.isprintable() or c == "\\" for c in url):
        raise ClaimsError(
            f"{shown!r} is no address of a page: it may have {_LONGEST:,} characters and no blanks, control characters or backslashes."
        )
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        raise ClaimsError(f"{shown!r} is no address of a page; write it as https://example.org/page.") from None
    if parts.scheme not in PORTS:
        raise ClaimsError(f"{shown}: only addresses that begin with http:// or https:// are fetched.")
    if "@" in parts.netloc:
        raise ClaimsError(f"{parts.scheme}://{host}: this address has a name or password in it; none is ever sent: leave them out.")
    target = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~") + (f"?{quote(parts.query, safe='/?%:@!$&()*+,;=~')}" if parts.query else "")
    return Address(parts.scheme, _ascii(host, shown), port or PORTS[parts.scheme], target)


def is_public(number: str) -> bool:
    """Say whether a numeric address is one of the public network, whatever address it carries inside.

    >>> [is_public(n) for n in ("93.184.215.14", "127.0.0.1", "::ffff:127.0.0.1", "64:ff9b::10.0.0.1", "2002:7f00:1::")]
    [True, False, False, False, False]
    """
    try:
        address = ipaddress.ip_address(number)
    except ValueError:
        return False  # one with a zone (fe80::1%eth0) included: ipaddress takes it, the next line does not
    if isinstance(address, ipaddress.IPv4Address):
        return address.is_global and not address.is_multicast and not address.is_reserved
    if address.scope_id:
        return False
    if address in _NAT64:
        return is_public(str(ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)))
    if address.sixtofour is not None and not is_public(str(address.sixtofour)):
        return False
    return address in _UNICAST and address.is_global and not address.is_multicast and address.teredo is None


def resolve(host: str, port: int, seconds: float) -> list[str]:
    """Look up the numeric addresses of a host; none if it has none or the answer takes too long."""
    found: list[str] = []

    def look_up() -> None:
        try:
            found.extend(str(answer[4][0]) for answer in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM))
        except (OSError, UnicodeError):
            return

    thread = threading.Thread(target=look_up, daemon=True)  # the system's resolver has no time limit of its own
    thread.start()
    thread.join(seconds)
    return list(dict.fromkeys(found))


@dataclass(frozen=True, slots=True)
class Network:
    """What may be connected to. ``PUBLIC`` is the only one that the program uses; tests make others for a server of theirs."""

    allows: Callable[[str, int], bool]
    resolve: Callable[[str, int, float], list[str]] = resolve

    def numbers(self, address: Address, seconds: float) -> list[str]:
        """Look up where an address may be connected to.

        Raises ClaimsError if it has no number, or any of its numbers is not allowed: a name that is public and private
        at once is a trap.
        """
        numbers = self.resolve(address.host, address.port, seconds)
        if not numbers:
            raise ClaimsError(f"{address.url}: there is no host {address.host!r}, or it was not found in time; check the address.")
        if not all(self.allows(number, address.port) for number in numbers):
            raise ClaimsError(
                f"{address.url}: this address is not of the public web (host, port or network); only public pages are fetched."
            )
        return numbers


PUBLIC = Network(lambda number, port: port in PORTS.values() and is_public(number))


def _ascii(host: str, shown: str) -> str:
    if "%" not in host:
        with suppress(ValueError):
            return str(ipaddress.ip_address(host))
    try:
        name = host.encode("idna").decode("ascii").lower() if not host.isascii() else host.lower()
    except UnicodeError:
        name = ""
    if not _NAME.fullmatch(name) or len(name) > 253:
        raise ClaimsError(f"{shown}: this address has no host that can be looked up; write it as https://example.org/page.")
    return name
