"""Fetching: what is asked, what is refused, and how long it can take."""

import gzip
import ssl
import time
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.model import ClaimsError
from claims.read.fetch import Fetcher
from claims.read.fetch.addresses import Network, is_public, parse_address
from claims.read.fetch.robots import read_robots
from tests.read.fetch.server import authority, drip, fetcher, page, serving


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/", "http://localhost/", "http://[::1]/", "http://2130706433/", "http://0x7f.1/", "http://127.1/", "http://0/",
        "http://[::ffff:127.0.0.1]/", "http://[::ffff:7f00:1]/", "http://[64:ff9b::7f00:1]/", "http://[2002:7f00:1::]/", "http://[::7f00:1]/",
        "http://169.254.169.254/latest/meta-data/", "http://10.0.0.1/", "http://192.168.1.1/", "http://172.16.0.1/", "http://100.64.0.1/",
        "http://0.0.0.0/", "http://224.0.0.1/", "http://[fe80::1]/", "http://[fc00::1]/", "http://[2001:0:7f00:1::]/", "http://255.255.255.255/",
        "http://93.184.215.14:22/", "http://[64:ff9b:1::1]/", "http://192.0.2.1/",
    ],
)  # fmt: skip
def test_private_addresses_are_refused(url: str) -> None:
    """However it is spelled, what is not a public host at a port of the web is not connected to."""
    with pytest.raises(ClaimsError, match=r"not of the public web|no host"):
        Fetcher().get(url)


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("file:///etc/passwd", "http://"), ("ftp://example.org/a", "http://"), ("gopher://example.org/", "http://"),
        ("https://user:pass@example.org/", "name or password"), ("https://example.org@127.0.0.1/", "name or password"),
        ("https://@example.org/", "name or password"), ("https:///a", "no host"), ("https://exa mple.org/", "no blanks"),
        ("https://example.org\\@127.0.0.1/", "backslash"), ("https://example.org/\r\nHost: a", "no blanks"), ("https://[::1", "no address"),
        ("https://example.org:99999/", "no address"), ("https://example.org:a/", "no address"), ("https://" + "a" * 3000, "characters"),
        ("https://exam%00ple.org/", "no host"), ("https://[fe80::1%25eth0]/", "no host"), ("https://-a.org/", "no host"),
    ],
)  # fmt: skip
def test_strange_addresses_are_refused(url: str, said: str) -> None:
    """Other schemes, credentials and tricks with the host are told before anything is looked up."""
    with pytest.raises(ClaimsError, match=said):
        parse_address(url)


@given(st.text() | st.text().map("https://".__add__) | st.from_regex(r"https?://[^ ]{0,40}"))
def test_any_text_is_an_address_or_refused(url: str) -> None:
    """Whatever is typed gives an address that reads the same again, or a sentence."""
    try:
        address = parse_address(url)
    except ClaimsError:
        return
    assert address.url.isascii()
    assert parse_address(address.url) == address


@given(st.ip_addresses(v=6) | st.ip_addresses(v=4))
def test_public_is_never_more_than_global(address) -> None:
    """No address is public for us that is not for the registry (NAT64 is judged by what it carries)."""
    if is_public(str(address)) and not str(address).startswith("64:ff9b::"):
        assert address.is_global
        assert not address.is_multicast


def test_a_page_is_fetched_politely() -> None:
    """robots.txt is asked for first and once; the tool names itself; no cookie or credential goes out."""
    with serving({"/a": page(b"<p>A", Set_Cookie="id=1", ETag='"x"'), "/b": page(b"<p>B")}) as server:
        fetch = fetcher(server)
        first = fetch.get(server.url("/a"))
        assert (first.data, first.etag, first.charset, first.url) == (b"<p>A", '"x"', "utf-8", server.url("/a"))
        assert fetch.get(server.url("/b")).data == b"<p>B"
        assert server.paths() == ["/robots.txt", "/a", "/b"]
        assert all("User-Agent: segun/" in request for request in server.asked)
        assert not any(word in request.lower() for request in server.asked for word in ("cookie", "authorization", "referer"))
        assert f"Host: news.test:{server.port}" in server.asked[1]


def test_unchanged_pages_are_not_sent_again() -> None:
    """ETag and date go back to the server, which says that nothing changed."""
    with serving({"/a": page(b"", "304 Not Modified")}) as server:
        found = fetcher(server).get(server.url("/a"), etag='"x"', modified="Wed, 19 Jun 2024 10:00:00 GMT")
        assert not found.changed
        assert 'If-None-Match: "x"' in server.asked[1]
        assert "If-Modified-Since: Wed, 19 Jun 2024 10:00:00 GMT" in server.asked[1]


def test_headers_cannot_be_smuggled_in_what_was_remembered() -> None:
    """A remembered ETag with a line end in it is not sent."""
    with serving({"/a": page(b"A")}) as server:
        fetcher(server).get(server.url("/a"), etag="x\r\nCookie: a")
        assert "Cookie" not in server.asked[1]


def test_the_pause_between_requests() -> None:
    """Two pages of one site are a pause apart, and a robots.txt that asks for more gets it."""
    with serving({"/a": page(b"A"), "/robots.txt": page(b"User-agent: *\nCrawl-delay: 0.4\n")}) as server:
        fetch = fetcher(server, pause=0.1)
        start = time.monotonic()
        fetch.get(server.url("/a"))
        fetch.get(server.url("/a"))
        assert time.monotonic() - start > 0.4


def test_robots_are_obeyed() -> None:
    """A page that robots.txt forbids is refused unasked, behind a redirect too; without a working robots.txt nothing is fetched."""
    answers = {"/robots.txt": page(b"User-agent: segun\nDisallow: /secret"), "/go": page(b"", "302 Found", Location="/secret/a")}
    with serving(answers) as server:
        for path in ("/secret/a", "/go"):
            with pytest.raises(ClaimsError, match=r"robots\.txt"):
                fetcher(server).get(server.url(path))
        assert "/secret/a" not in server.paths()
    with serving({"/robots.txt": page(b"", "503 Busy"), "/a": page(b"A")}) as server, pytest.raises(ClaimsError, match=r"robots\.txt"):
        fetcher(server).get(server.url("/a"))


def test_robots_by_the_standard() -> None:
    """Groups are joined, the longest pattern decides, wildcards and ends count, and others' rules do not."""
    text = "User-agent: other\nUser-agent: SEGUN/2\nDisallow: /*.pdf$\n\nUser-agent: *\nDisallow: /\n\nUser-agent: segun\nAllow: /open*.pdf$\nDisallow: /x # y"
    robots = read_robots(text, "segun")
    assert [robots.allows(t) for t in ("/a.pdf", "/a.pdf?b", "/open-a.pdf", "/x/y", "/")] == [False, True, True, False, True]
    assert not read_robots(text, "nobody").allows("/a")


def test_no_pattern_of_robots_takes_long() -> None:
    """A pattern made to be slow is not."""
    robots = read_robots("User-agent: *\n" + "Disallow: /" + "*a" * 900 + "b\n" * 2, "segun")
    start = time.monotonic()
    assert robots.allows("/" + "a" * 2_000)
    assert time.monotonic() - start < 0.5


@pytest.mark.parametrize("status", ["301 Moved", "302 Found", "303 Other", "307 Temporary", "308 Permanent"])
def test_redirects_are_followed(status: str) -> None:
    """The page's address is where it was in the end."""
    with serving({"/a": page(b"", status, Location="/b?c=d"), "/b?c=d": page(b"B")}) as server:
        assert fetcher(server).get(server.url("/a")).url == server.url("/b?c=d")


@pytest.mark.parametrize(
    ("location", "said"),
    [
        ("http://169.254.169.254/latest", "public web"), ("http://127.0.0.1:1/", "public web"), ("file:///etc/passwd", "http://"),
        ("//user:pass@news.test/", "name or password"), ("/again", "more than 5 times"), ("http://[::1]/", "public web"),
    ],
)  # fmt: skip
def test_each_redirect_is_checked_again(location: str, said: str) -> None:
    """A public page cannot send us to a private one, nor round in circles."""
    with serving({"/again": page(b"", "302 Found", Location=location)}) as server, pytest.raises(ClaimsError, match=said):
        fetcher(server).get(server.url("/again"))


def test_a_name_that_changes_its_number_is_checked_each_time() -> None:
    """A name that was public at first and private later (DNS rebinding) is connected to only where it was checked."""
    with serving({"/a": page(b"A")}) as server:
        answers = iter([["127.0.0.1"], ["10.0.0.1"]])
        network = Network(allows=lambda number, port: number == "127.0.0.1", resolve=lambda host, port, seconds: next(answers))
        with pytest.raises(ClaimsError, match="public web"):
            Fetcher(network=network, pause=0).get(server.url("/a"))
        mixed = Network(allows=lambda number, port: number == "127.0.0.1", resolve=lambda host, port, seconds: ["127.0.0.1", "10.0.0.1"])
        with pytest.raises(ClaimsError, match="public web"):
            Fetcher(network=mixed, pause=0).get(server.url("/a"))
        assert server.paths() == ["/robots.txt"]


def test_the_certificate_must_be_for_the_name() -> None:
    """Over https the page comes if the certificate is for the host that was asked for, whatever number it was found at."""
    trusting = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    authority().configure_trust(trusting)
    with serving({"/a": page(b"A")}, tls=True) as server:
        assert fetcher(server, context=trusting).get(server.url("/a")).data == b"A"
        with pytest.raises(ClaimsError, match="prove who it is"):
            fetcher(server, context=trusting).get(server.url("/a", host="other.test"))
        with pytest.raises(ClaimsError, match="prove who it is"):
            fetcher(server).get(server.url("/a"))


@pytest.mark.parametrize(
    "answer",
    [
        lambda connection: time.sleep(30),
        drip(b"", b"H"),
        drip(b"HTTP/1.1 200 OK\r\n", b"X-A: b\r\n"),
        drip(b"HTTP/1.1 200 OK\r\nX-A: ", b"b"),
        drip(b"HTTP/1.1 200 OK\r\n\r\n", b"<"),
        drip(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", b"1\r\na\r\n"),
        drip(b"HTTP/1.1 100 Continue\r\n\r\n", b"HTTP/1.1 100 Continue\r\n\r\n"),
    ],
    ids=["silent", "status", "headers", "header", "body", "chunks", "continue"],
)
def test_slow_servers_are_given_up(answer) -> None:
    """However slowly a server drips, the deadline is for all of it."""
    with serving({"/a": answer}) as server:
        start = time.monotonic()
        with pytest.raises(ClaimsError, match=r"more than 0\.7 seconds|nonsense"):
            fetcher(server, seconds=0.7).get(server.url("/a"))
        assert time.monotonic() - start < 2


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (page(b"a" * 2_000_000), "larger than 1 MB"),
        (page(gzip.compress(b"a" * 200_000_000), Content_Encoding="gzip"), "larger than 1 MB"),
        (page(zlib.compress(b"a" * 200_000_000), Content_Encoding="deflate"), "larger than 1 MB"),
        (drip(b"HTTP/1.1 200 OK\r\n\r\n", b"a" * 65536, 0), "larger than 1 MB"),
        (page(b"a", Content_Encoding="gzip, gzip"), "only gzip"),
        (page(b"a", Content_Encoding="br"), "only gzip"),
        (page(b"not gzip", Content_Encoding="gzip"), "nonsense"),
        (page(gzip.compress(b"a" * 99)[:20], Content_Encoding="gzip"), "broke off"),
        (page(b"a", Content_Length="99"), "broke off"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab", "broke off"),
        (b"SSH-2.0-OpenSSH\r\n", "nonsense"),
        (b"", "nonsense"),
        (b"HTTP/1.1 200 OK\r\n" + b"X-A: b\r\n" * 500 + b"\r\n", "nonsense"),
        (b"HTTP/1.1 200 OK\r\nX: " + b"a" * 100_000 + b"\r\n\r\n", "nonsense"),
        (page(b"", "404 Not Found"), "no such page"),
        (page(b"", "401 Unauthorized", WWW_Authenticate="Basic"), "password"),
        (page(b"", "500 Oops"), "in trouble"),
        (page(b"", "204 No Content"), "gave no page"),
    ],
    ids=[str(n) for n in range(18)],
)
def test_bad_answers_are_told(answer, said: str) -> None:
    """Too much, unpacked or not, broken off, nonsense or a refusal: a sentence each."""
    with serving({"/a": answer}) as server, pytest.raises(ClaimsError, match=said):
        fetcher(server, most=1_000_000).get(server.url("/a"))


def test_nobody_answers() -> None:
    """A closed port and a name without a number are told."""
    with serving({}) as server:
        fetch = fetcher(server)
        server.close()
        with pytest.raises(ClaimsError, match="cannot be reached"):
            fetch.get(server.url("/a"))
    nowhere = Network(allows=lambda number, port: True, resolve=lambda host, port, seconds: [])
    with pytest.raises(ClaimsError, match="no host"):
        Fetcher(network=nowhere).get("https://news.test/")
