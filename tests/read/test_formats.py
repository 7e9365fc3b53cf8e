"""What each format gives: text, title, outlet, date, author, address."""

import gzip
import io
from datetime import date
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from claims.model import Article, ClaimsError
from claims.read import Failure, limits, read_article, read_feed, read_inputs
from claims.read.dates import understand_date
from claims.read.encodings import repair
from claims.read.kinds import SUFFIXES
from claims.read.source import Source
from claims.read.streams import read_stream, told
from claims.read.worker import READERS, parse
from tests.read import fixtures
from tests.read.fetch.server import page
from tests.read.fixtures import SENTENCES, TEXT


def read(tmp_path: Path, name: str, data: bytes, **given: str) -> list[Article | Failure]:
    """Write a file and read it."""
    path = tmp_path / name
    path.write_bytes(data)
    return list(read_inputs([path], **given))


def reasons(found: list[Article | Failure]) -> str:
    """Join what was said of failures."""
    return "\n".join(item.reason for item in found if isinstance(item, Failure))


def test_pages(tmp_path: Path) -> None:
    """The article is read without the menu; title, author, outlet and the date in words are those of the page."""
    head = '<meta name="author" content="Ana Ruiz"><meta property="og:site_name" content="La Ribera">'
    [article] = read(tmp_path, "puente.html", fixtures.html(head=head, date="<time>19 de junio de 2024</time>"))
    assert article.text == "\n".join(SENTENCES)
    assert (article.name, article.title, article.author, article.outlet) == ("puente", "El puente cede", "Ana Ruiz", "La Ribera")
    assert article.published == date(2024, 6, 19)


def test_the_date_of_a_page_is_not_guessed(tmp_path: Path) -> None:
    """A date that only the text mentions is not the day of publication."""
    [article] = read(tmp_path, "a.html", fixtures.html(*SENTENCES, "El 3 de mayo de 2019 se cerró por primera vez."))
    assert article.published is None


@pytest.mark.parametrize("encoding", ["utf-8", "iso-8859-1", "cp1252", "utf-16"])
def test_encodings_of_pages(tmp_path: Path, encoding: str) -> None:
    """A page is decoded as it says, or as it is."""
    html = fixtures.html().decode().replace('charset="utf-8"', f'charset="{encoding}"').encode(encoding)
    [article] = read(tmp_path, "a.html", html)
    assert SENTENCES[0] in article.text


def test_a_page_cannot_claim_another_address(tmp_path: Path) -> None:
    """An address that is a script is dropped."""
    [article] = read(tmp_path, "a.html", fixtures.html(head='<link rel="canonical" href="javascript:alert(1)">'))
    assert article.url is None


def test_a_page_without_an_article_is_told(tmp_path: Path) -> None:
    """A page of menus gives a sentence."""
    assert "no article was found" in reasons(read(tmp_path, "a.html", b"<html><body><nav>Portada</nav></body></html>"))


def test_word_files(tmp_path: Path) -> None:
    """Paragraphs, title and author are read."""
    [article] = read(tmp_path, "puente.docx", fixtures.docx())
    assert (article.text, article.title, article.author) == (TEXT, "El puente cede", "Ana Ruiz")


def test_tracked_changes_are_read_as_accepted(tmp_path: Path) -> None:
    """What was inserted is text, what was deleted is none, in a table too."""
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    body = (
        "<w:p><w:r><w:t>El puente</w:t></w:r><w:ins><w:r><w:t> cede.</w:t></w:r></w:ins><w:del><w:r><w:delText> aguanta.</w:delText></w:r></w:del></w:p>"
        "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>Uno</w:t><w:tab/><w:t>dos.</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
    )
    [article] = read(tmp_path, "a.docx", fixtures.word_with(f"<w:document {space}><w:body>{body}</w:body></w:document>".encode()))
    assert article.text == "El puente cede.\n\nUno\tdos."


@pytest.mark.parametrize("packed", [True, False])
def test_pdf(tmp_path: Path, packed: bool) -> None:
    """Lines are joined to paragraphs, parted words made whole; a title that is a file's name is none."""
    lines = ("La alcaldesa dijo que el puente es segu-", "ro y que no hay motivo de alarma.", "Nadie lo duda.")
    [article] = read(tmp_path, "a.pdf", fixtures.pdf(*lines, info="/Title (El puente) /Author (Ana Ruiz)", packed=packed))
    assert article.text.startswith("La alcaldesa dijo que el puente es seguro y que no hay motivo de alarma.")
    assert (article.title, article.author) == ("El puente", "Ana Ruiz")
    [article] = read(tmp_path, "a.pdf", fixtures.pdf(*lines, info="/Title (Microsoft Word - nota.docx)"))
    assert article.title is None


def test_a_pdf_of_pictures_is_told(tmp_path: Path) -> None:
    """Without words there is no article."""
    assert "OCR" in reasons(read(tmp_path, "a.pdf", fixtures.pdf()))


def test_tables(tmp_path: Path) -> None:
    """Columns are known by their names in either language; a bad row is one failure and the rest goes on."""
    data = 'Título;Medio;Fecha;Texto\nEl puente;La Ribera;19 de junio de 2024;"Dijo: «cede;\nsí»."\nB;;pronto;Cede.\nC;;;\n\nD;;06/07/2024;Cede.\n'.encode()
    first, wrong, empty, last = read(tmp_path, "a.csv", data)
    assert (first.text, first.title, first.outlet, first.published) == ("Dijo: «cede;\nsí».", "El puente", "La Ribera", date(2024, 6, 19))
    assert "'pronto' names no day" in wrong.reason
    assert "no text" in empty.reason
    assert (last.name, last.published) == ("a-5", date(2024, 7, 6))


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.csv", "text,date,source\nCede.,2024-06-19,Voz\n".encode("cp1252")),
        ("a.tsv", b"\xef\xbb\xbftext\tdate\tsource\r\nCede.\t2024-06-19\tVoz\r\n"),
        ("a.jsonl", fixtures.json_lines({"content": "Cede.", "published": "2024-06-19T10:00:00Z", "publisher": "Voz"})),
        ("a.json", b'[{"texto": "Cede.", "fecha": "19/06/2024", "medio": "Voz", "x": {}}]'),
        ("a.json", b'{\n"body": "Cede.",\n"date": "20240619", "outlet": "Voz"}'),
        ("a.parquet", fixtures.parquet(text=["Cede."], date=[date(2024, 6, 19)], outlet=["Voz"])),
    ],
)
def test_tables_of_every_kind(tmp_path: Path, name: str, data: bytes) -> None:
    """The same row, however it is kept."""
    [article] = read(tmp_path, name, data)
    assert (article.text, article.published, article.outlet) == ("Cede.", date(2024, 6, 19), "Voz")


def test_bad_tables_are_told(tmp_path: Path) -> None:
    """A table without texts, and lines that are no objects."""
    assert "no column holds the texts; there are 'a', 'b'" in reasons(read(tmp_path, "a.csv", b"b,a\n1,2\n"))
    assert "no column" in reasons(read(tmp_path, "a.parquet", fixtures.parquet(a=[1])))
    found = read(tmp_path, "a.jsonl", b'nonsense\n[1]\n{"a": 1}\n{"text": "Cede.\\ud800"}\n')
    assert [isinstance(item, Failure) for item in found] == [True, True, True, False]
    assert found[3].text == "Cede.\ufffd"


def test_tables_are_streamed(tmp_path: Path) -> None:
    """The first row is given before the second is read."""
    lines = iter([b"text\n", b"Uno.\n"])

    class Stream(io.RawIOBase):
        def readable(self) -> bool:
            return True

        def readinto(self, buffer) -> int:
            line = next(lines)  # StopIteration if more is asked for than the first row
            buffer[: len(line)] = line
            return len(line)

    found = read_stream(io.BufferedReader(Stream()), Source("a.csv", ".csv"))
    assert next(found).text == "Uno."


def test_feeds_on_disk(tmp_path: Path) -> None:
    """A feed in a file gives what it holds; an entry without text is told."""
    data = fixtures.rss(
        fixtures.item("https://example.org/a", description="&lt;p&gt;Cede.&lt;/p&gt;"), fixtures.item("https://example.org/b")
    )
    article, failure = read(tmp_path, "a.xml", data)
    assert (article.text, article.title, article.outlet, article.url) == ("Cede.", "El puente cede", "La Ribera", "https://example.org/a")
    assert article.published == date(2024, 6, 19)
    assert "--feed" in failure.reason


def test_atom() -> None:
    """An Atom feed is read as an RSS one."""
    data = (
        b'<feed xmlns="http://www.w3.org/2005/Atom"><title>Voz</title><entry><id>urn:1</id><title>A &amp;amp; B</title><link href="/a"/>'
        b"<author><name>Ana</name></author><updated>2024-06-19T10:00:00Z</updated><summary>Cede.</summary></entry></feed>"
    )
    [entry] = read_feed(data, url="https://example.org/feed")
    assert (entry.id, entry.link, entry.author, entry.published, entry.text) == (
        "urn:1",
        "https://example.org/a",
        "Ana",
        date(2024, 6, 19),
        "Cede.",
    )
    with pytest.raises(ClaimsError, match="no feed"):
        read_feed(b"<html></html>")


def test_feeds_never_fetch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Bytes that are an address or a path are no feed, and nothing is opened."""
    import feedparser.http

    monkeypatch.setattr(feedparser.http, "get", lambda *_: pytest.fail("feedparser fetched"))
    (tmp_path / "a.rss").write_bytes(fixtures.rss(fixtures.item("https://example.org/a")))
    for data in (b"https://example.org/rss", str(tmp_path / "a.rss").encode()):
        with pytest.raises(ClaimsError, match="no feed"):
            read_feed(data)


def test_archives(tmp_path: Path) -> None:
    """Members of all kinds are read, in archives in archives too; pictures are passed over; a bad member is one failure."""
    inner = fixtures.packed({"c.csv": b"text\nUno.\nDos.\n", "d.txt.gz": gzip.compress(b"Tres.")})
    members = {
        "a.txt": TEXT.encode(),
        "b/b.html": fixtures.html(),
        "photo.jpg": b"\xff\xd8",
        "bad.docx": b"\0\0",
        "in.zip": inner,
        "w.docx": fixtures.docx(),
    }
    found = read(tmp_path, "all.zip", fixtures.packed(members))
    assert [item.name for item in found if isinstance(item, Article)] == ["a", "b", "c-1", "c-2", "d", "w"]
    assert "all.zip/bad.docx: this is no Word file" in reasons(found)
    assert "no texts in this archive" in reasons(read(tmp_path, "a.zip", fixtures.packed({"photo.jpg": b"\xff\xd8"})))


def test_archives_of_too_many_members(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first members are read, and then it is told."""
    monkeypatch.setattr(limits, "MOST_MEMBERS", 2)
    *articles, last = read(tmp_path, "a.zip", fixtures.packed({f"{n}.txt": b"Cede." for n in range(5)}))
    assert len(articles) == 2
    assert "more than 2 members" in last.reason


def test_nothing_but_failures_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where row after row fails the rest is not tried; a good row among them begins the count again."""
    monkeypatch.setattr(limits, "MOST_FAILURES", 3)
    found = read(tmp_path, "a.csv", b"text\n.\n.\nCede.\n.\n.\n.\nCede.\n")
    assert len(found) == 7
    assert "so the rest is not tried" in found[-1].reason


def test_values_are_one_bearable_line(tmp_path: Path) -> None:
    """A title of a million characters and line ends is cut, a language is a code or left to be detected."""
    long = "El\npuente " * 100_000
    rows = [{"text": "Cede.", "title": long, "name": long, "lang": "es-AR"}, {"text": "Cede.", "idioma": "español"}]
    first, second = read(tmp_path, "a.jsonl", fixtures.json_lines(*rows))
    assert (len(first.title), "\n" in first.title, len(first.name) <= 1_000, first.language, second.language) == (
        1_000,
        False,
        True,
        "es",
        None,
    )


def test_names_that_are_none() -> None:
    """A name that is longer than any file's is told."""
    assert "no name of a file" in reasons(list(read_inputs(["a" * 5_000])))


def test_names_in_archives_are_harmless(tmp_path: Path) -> None:
    """A name that climbs out of the archive, or holds control characters, is only a name, and nothing is written."""
    found = read(tmp_path, "a.zip", fixtures.packed({"../../../evil.txt": b"Uno.", "/etc/b\x1b[31m.txt": b""}))
    assert found[0].name == "evil"
    assert "a.zip/etc/b[31m.txt: this file is empty" in found[1].reason
    assert [path.name for path in tmp_path.iterdir()] == ["a.zip"]


@pytest.mark.parametrize("name", ["a.warc", "a.warc.gz"])
def test_archives_of_the_web(tmp_path: Path, name: str) -> None:
    """Pages have the address and the day of their capture; pictures and missing pages are passed over, a bad one is told."""
    dated = fixtures.html(date="<time>ayer</time>")
    chunked = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n"
    data = fixtures.warc(
        ("https://news.test/a", chunked + f"{len(dated):x}\r\n".encode() + dated + b"\r\n0\r\n\r\n"),
        ("https://news.test/b", page(gzip.compress(fixtures.html()), Content_Encoding="gzip")),
        ("https://news.test/c", page(b"\xff\xd8", Content_Type="image/jpeg")),
        ("https://news.test/d", page(b"", "404 Not Found")),
        ("https://news.test/e", page(b"a", Content_Encoding="gzip")),
    )
    found = read(tmp_path, name, gzip.compress(data) if name.endswith("gz") else data)
    assert [item.url for item in found if isinstance(item, Article)] == ["https://news.test/a", "https://news.test/b"]
    assert found[0].published == date(2024, 6, 19)
    assert "news.test/e: this page broke off" in reasons(found)
    assert len(found) == 3
    [*_, last] = read(tmp_path, "a.warc", data[:-30])
    assert "cut off" in last.reason


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("a.txt", fixtures.pdf(SENTENCES[0]), None),
        ("a.pdf", fixtures.docx(), None),
        ("a.docx", SENTENCES[0].encode(), None),
        ("a.pdf", fixtures.html(), None),
        ("a.html", SENTENCES[0].encode(), None),
        ("a.jpg", fixtures.packed({"a.txt": SENTENCES[0].encode()}), None),
        ("a.pdf", b"\x89PNG\r\n\0\0\0", "no PDF"),
        ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "save it without one, as .docx"),
        ("a.rtf", b"{\\rtf1 Hola}", "RTF"),
        ("a.xlsx", fixtures.packed({"[Content_Types].xml": b"", "xl/workbook.xml": b""}), "CSV"),
        ("a.odt", fixtures.packed({"mimetype": b"", "content.xml": b""}), "OpenDocument"),
        ("a.pdf", b"", "empty"),
        ("a.zip", b"PK\x03\x04nonsense", "cannot be opened"),
    ],
)
def test_content_goes_before_the_name(tmp_path: Path, name: str, data: bytes, said: str | None) -> None:
    """A wrong extension misleads nobody; what cannot be read is told with what to do."""
    [found] = read(tmp_path, name, data)
    if said:
        assert said in found.reason
    else:
        assert SENTENCES[0] in found.text


def test_special_files_are_refused(tmp_path: Path) -> None:
    """A device that never ends is not read."""
    assert "no file but" in reasons(list(read_inputs(["/dev/zero"])))


def test_one_failure_stops_nothing(tmp_path: Path) -> None:
    """In a folder with a bad file and a good one, the bad one is told and the good one read."""
    (tmp_path / "a.docx").write_bytes(b"PK\x03\x04")
    (tmp_path / "b.txt").write_text("Cede.")
    failure, article = read_inputs([tmp_path])
    assert isinstance(failure, Failure)
    assert article.text == "Cede."
    with pytest.raises(ClaimsError, match="cannot be opened"):
        read_article(tmp_path / "a.docx")


def test_given_values_go_first(tmp_path: Path) -> None:
    """What a person gives goes before what a table, a page or a feed says."""
    [article] = read(tmp_path, "a.csv", b"text,outlet,date\nCede.,Voz,nunca\n", outlet="La Ribera", date="2024-01-02")
    assert (article.outlet, article.published) == ("La Ribera", date(2024, 1, 2))


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("19 de junio de 2024", date(2024, 6, 19)), ("June 19, 2024", date(2024, 6, 19)), ("Wed, 19 Jun 2024 23:00:00 -0300", date(2024, 6, 19)),
        ("ayer", date(2024, 6, 20)), ("hace 2 días", date(2024, 6, 19)), ("2 days ago", date(2024, 6, 19)), ("19/06/2024", date(2024, 6, 19)),
        ("06/19/2024", date(2024, 6, 19)), ("2024-02-31", None), ("junio de 2024", None), ("pronto", None), ("", None), ("9" * 500, None),
        ("12 de diciembre", date(2023, 12, 12)),
    ],
)  # fmt: skip
def test_dates(words: str, day: date | None) -> None:
    """Dates in words and figures are days; what names no day is none."""
    assert understand_date(words, date(2024, 6, 21)) == day


@given(st.text())
def test_any_words_are_a_date_or_none(words: str) -> None:
    """No words make the reader of dates fail."""
    assert isinstance(understand_date(words, date(2024, 6, 21)), date | None)


@example("»É")
@given(st.text(st.characters(max_codepoint=0x7F) | st.sampled_from("áéíóúñüÁÉÍÓÚÑ¿¡«»“”’—…€ç")))
def test_right_spanish_is_not_mended(text: str) -> None:
    """Letters that are right stay as they are."""
    assert repair(text) == text


HEADS = [
    b"",
    b"%PDF-1.4\n",
    b"PK\x03\x04",
    b"\x1f\x8b\x08\0",
    b"PAR1",
    b"<html><p>",
    b"<rss><channel>",
    b"WARC/1.0\r\n",
    b"<?xml version='1.0'?>",
    b"\xff\xfe",
    b'{"text": "',
    b"text\n",
]


@given(st.sampled_from(HEADS), st.binary(max_size=200), st.sampled_from([s for s in SUFFIXES if SUFFIXES[s] not in READERS]))
def test_any_bytes_are_articles_or_failures(head: bytes, data: bytes, suffix: str) -> None:
    """Whatever a file holds and is called, reading it gives articles or sentences."""
    source = Source("a" + suffix, suffix)
    if any(head.startswith(mark) for mark in (b"%PDF", b"PAR1", b"<")):
        return  # the next test, without starting a process each time
    for found in told(read_stream(io.BufferedReader(io.BytesIO(head + data)), source), source):
        assert isinstance(found, Article) or "report it" not in found.reason


WHOLE = {
    "pdf": fixtures.pdf(*SENTENCES, packed=True), "docx": fixtures.docx(), "html": fixtures.html(), "rss": fixtures.rss(fixtures.item("https://example.org/a")),
    "zip": fixtures.packed({"a.txt": b"Cede.", "b.csv": b"text\nCede.\n"}), "gz": gzip.compress(b"Cede."), "warc": fixtures.warc(("https://news.test/a", page(b"Cede.", Content_Type="text/plain"))), "csv": b'text,date\n"Cede.",2024-06-19\n',
}  # fmt: skip
KINDS = {SUFFIXES["." + name]: data for name, data in WHOLE.items()}


@settings(deadline=None)
@given(st.data())
def test_damaged_files_are_articles_or_failures(data: st.DataObject) -> None:
    """A file with bytes changed, cut out or cut off gives articles or sentences, in the process that parses too."""
    kind = data.draw(st.sampled_from(sorted(KINDS)))
    broken = bytearray(KINDS[kind])
    for _ in range(data.draw(st.integers(1, 8))):
        at = data.draw(st.integers(0, len(broken) - 1))
        broken[at : at + data.draw(st.integers(1, 3))] = data.draw(st.binary(max_size=3))
        if not broken:
            return
    stream, source = io.BufferedReader(io.BytesIO(bytes(broken))), Source("a")
    found = parse(kind, stream, source) if kind in READERS else told(read_stream(stream, source), source)
    for item in found:
        assert not isinstance(item, Failure) or "report it" not in item.reason
