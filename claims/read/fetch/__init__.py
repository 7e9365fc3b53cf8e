"""Fetch pages politely and safely: public addresses only, robots.txt obeyed, time and size bounded, nothing sent about anybody."""

import http.client
import ssl
import time
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from email.message import Message
from urllib.parse import urljoin

from claims.model import ClaimsError
from claims.read.fetch.addresses import PUBLIC, Address, Network, parse_address
from claims.read.fetch.connection import Clock, Connection, read_body
from claims.read.fetch.robots import ALL, NOTHING, Robots, read_robots
from claims.read.limits import MB

AGENT = "segun"
USER_AGENT = "segun/1.0 (reads news to see who said what; obeys robots.txt for 'segun')"
MOST_REDIRECTS = 5
_MOST_NUMBERS = 3
_ROBOTS_BYTES = MB // 2


@dataclass(frozen=True, slots=True)
class Page:
    """What came from an address.

    ``url`` is where it was in the end, after redirects. ``changed`` is False where the server says that it is as it was;
    then there is no ``data``. ``type`` and ``charset`` are what the server says it is; ``etag`` and ``modified`` serve
    to ask again.
    """

    url: str
    data: bytes
    changed: bool = True
    type: str = ""
    charset: str | None = None
    etag: str | None = None
    modified: str | None = None
    day: date | None = None


class Fetcher:
    """Fetches pages, for one run: it remembers each site's robots.txt and when it was asked last.

    ``seconds`` is for one page with all its redirects, ``most`` bytes are counted unpacked, ``pause`` seconds pass
    between two requests to a site. ``network`` and ``context`` are for tests, which have no other server than their own.
    """

    def __init__(
        self, *, seconds: float = 30.0, most: int = 20 * MB, pause: float = 1.0,
        network: Network = PUBLIC, context: ssl.SSLContext | None = None,
    ) -> None:  # fmt: skip
        self._seconds, self._most, self._pause = seconds, most, pause
        self._network, self._context = network, context or ssl.create_default_context()
        self._robots: dict[str, Robots] = {}
        self._asked: dict[str, float] = {}

    def get(self, url: str, *, etag: str | None = None, modified: str | None = None) -> Page:
        """Fetch a page, if it changed since it had ``etag`` and ``modified``.

        Raises ClaimsError for an address that is not public, a site that does not want it fetched, a server that is too
        slow, sends too much, or says that there is no such page.
        """
        asked = {"If-None-Match": etag, "If-Modified-Since": modified}
        headers = {key: value for key, value in asked.items() if value and value.isascii() and value.isprintable()}
        address = parse_address(url)
        for _ in range(MOST_REDIRECTS + 1):
            robots = self._rules(address)
            if not robots.allows(address.target):
                raise ClaimsError(f"{address.url}: the site's robots.txt does not allow this page to be fetched; paste its text instead.")
            self._wait(address, max(self._pause, robots.wait))
            status, page, location = self._ask(address, headers, Clock(self._seconds, address.url), self._most)
            if location is None:
                return _good(status, page)
            address = parse_address(urljoin(address.url, location))
        raise ClaimsError(f"{url}: this page was redirected more than {MOST_REDIRECTS} times; give the address where it is.")

    def _rules(self, address: Address) -> Robots:
        if address.origin not in self._robots:
            self._robots[address.origin] = self._read_rules(address)
        return self._robots[address.origin]

    def _read_rules(self, site: Address) -> Robots:
        """Fetch robots.txt; without one all is allowed, and nothing while the site is in trouble (RFC 9309, 2.3.1)."""
        address = Address(site.scheme, site.host, site.port, "/robots.txt")
        clock = Clock(self._seconds, address.url)
        for _ in range(MOST_REDIRECTS + 1):
            status, page, location = self._ask(address, {}, clock, _ROBOTS_BYTES)
            if location is None:
                break
            address = parse_address(urljoin(address.url, location))
        else:
            return ALL
        if status >= 500 or status == 429:
            return NOTHING
        return read_robots(page.data.decode("utf-8", "replace"), AGENT) if status == 200 else ALL

    def _wait(self, address: Address, pause: float) -> None:
        last = self._asked.get(address.origin)
        if last is not None:
            time.sleep(max(0.0, last + pause - time.monotonic()))
        self._asked[address.origin] = time.monotonic()

    def _ask(self, address: Address, headers: Mapping[str, str], clock: Clock, most: int) -> tuple[int, Page, str | None]:
        """Send one request; give the status, the page, and where it redirects to."""
        numbers = self._network.numbers(address, clock.left())
        problem: Exception | None = None
        for number in numbers[:_MOST_NUMBERS]:
            connection = Connection(address, number, clock, self._context)
            try:
                connection.connect()
            except ssl.SSLCertVerificationError as error:
                raise ClaimsError(f"{address.url}: the server cannot prove who it is ({error.verify_message}); it is not read.") from None
            except OSError as error:
                problem = error
                continue
            try:
                return _exchange(connection, address, headers, clock, most)
            except (OSError, http.client.HTTPException, EOFError, ValueError, zlib.error) as error:
                clock.left()  # says so if the time is up
                raise ClaimsError(f"{address.url}: the server broke off or answered nonsense ({_why(error)}); try again later.") from None
            finally:
                connection.hang_up()
        clock.left()
        raise ClaimsError(f"{address.url}: the server cannot be reached ({_why(problem)}); try again later.")


def _exchange(
    connection: Connection, address: Address, headers: Mapping[str, str], clock: Clock, most: int
) -> tuple[int, Page, str | None]:
    sent = {
        "User-Agent": USER_AGENT,
        "Accept": "text/html, application/xhtml+xml, application/xml;q=0.9, */*;q=0.5",
        "Accept-Encoding": "gzip",
    }
    connection.request("GET", address.target, headers={**sent, **headers, "Connection": "close"})
    with connection.getresponse() as answer:
        told = answer.headers
        if answer.status in (301, 302, 303, 307, 308) and told.get("Location"):
            return answer.status, Page(address.url, b""), told["Location"]
        if answer.status != 200:
            return answer.status, _page(address, answer.status, told, b""), None
        data = read_body(answer.read, told.get("Content-Encoding"), most, address.url)
        if answer.length:
            raise ClaimsError(f"{address.url}: the server broke off {answer.length:,} bytes before the end of the page; try again later.")
        return answer.status, _page(address, answer.status, told, data), None


def _page(address: Address, status: int, told: Message, data: bytes) -> Page:
    return Page(
        address.url,
        data,
        changed=status != 304,
        type=told.get_content_type() if told.get("Content-Type") else "",
        charset=told.get_content_charset(),
        etag=told.get("ETag"),
        modified=told.get("Last-Modified"),
        day=date.today(),
    )


def _good(status: int, page: Page) -> Page:
    if status in (200, 304):
        return page
    reasons = {
        401: "asks for a password",
        402: "asks for money",
        403: "refuses to give it",
        404: "has no such page",
        410: "has no such page any more",
    }
    reasons |= {429: "is asked too often", 451: "may not give it"}
    why = reasons.get(status, "is in trouble" if status >= 500 else "gave no page")
    raise ClaimsError(f"{page.url}: the server {why} (status {status}); check the address, or paste the text.")


def _why(error: Exception | None) -> str:
    return (str(error) or type(error).__name__)[:100] if error else "no address answered"
