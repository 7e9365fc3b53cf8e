"""Files made for tests: whole ones, in sentences of our own."""

import io
import json
import zipfile
import zlib
from collections.abc import Mapping

SENTENCES = (
    "La alcaldesa Nora Díez aseguró ayer que el puente es seguro y que no hay motivo de alarma para los vecinos.",
    "Analistas sugieren que el puente podría ceder antes del invierno, según un informe del colegio de ingenieros.",
)
TEXT = "\n\n".join(SENTENCES)


def html(*paragraphs: str, head: str = "", date: str = "") -> bytes:
    """Write a page with a menu that is not part of the article."""
    body = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs or SENTENCES)
    return (
        f'<!doctype html><html><head><meta charset="utf-8"><title>El puente cede</title>{head}</head><body>'
        f"<nav><a href='/'>Portada</a></nav><article><h1>El puente cede</h1>{date}{body}</article></body></html>"
    ).encode()


def rss(*items: str) -> bytes:
    """Write a feed."""
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>La Ribera</title>{"".join(items)}</channel></rss>'.encode()


def item(link: str, title: str = "El puente cede", description: str = "", date: str = "Wed, 19 Jun 2024 10:00:00 GMT") -> str:
    """Write an entry of a feed."""
    return f"<item><title>{title}</title><link>{link}</link><pubDate>{date}</pubDate><description>{description}</description></item>"


def pdf(*lines: str, info: str = "", content: bytes | None = None, packed: bool = False, extra: bytes = b"", kids: str = "3 0 R") -> bytes:
    """Write a PDF of one page by hand, with a table of where its objects are."""
    if content is None:
        shown = "".join(f"({line}) Tj 0 -14 Td\n" for line in lines)
        content = f"BT /F1 11 Tf 50 780 Td\n{shown}ET".encode("cp1252")
    stream = zlib.compress(content) if packed else content
    how = b"/Filter /FlateDecode " if packed else b""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count 1 >>".encode(),
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< " + how + f"/Length {len(stream)} >>\nstream\n".encode() + stream + b"\nendstream",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        f"<< {info} >>".encode("cp1252"),
    ]
    out, places = bytearray(b"%PDF-1.4\n"), []
    for number, thing in enumerate(objects, start=1):
        places.append(len(out))
        out += f"{number} 0 obj\n".encode() + thing + b"\nendobj\n"
    start = len(out)
    out += f"xref\n0 {len(places) + 1}\n0000000000 65535 f \n".encode() + b"".join(f"{at:010d} 00000 n \n".encode() for at in places)
    return (
        bytes(out)
        + f"trailer << /Size {len(places) + 1} /Root 1 0 R /Info 6 0 R ".encode()
        + extra
        + f">>\nstartxref\n{start}\n%%EOF".encode()
    )


def docx(*paragraphs: str, title: str = "El puente cede", author: str = "Ana Ruiz") -> bytes:
    """Write a Word file."""
    import docx as library

    document = library.Document()
    document.core_properties.title, document.core_properties.author = title, author
    for paragraph in paragraphs or SENTENCES:
        document.add_paragraph(paragraph)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def word_with(document_xml: bytes) -> bytes:
    """Write a Word file whose document is any XML."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(docx())) as whole, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as changed:
        for name in whole.namelist():
            changed.writestr(name, document_xml if name == "word/document.xml" else whole.read(name))
    return out.getvalue()


def packed(members: Mapping[str, bytes]) -> bytes:
    """Pack a ZIP archive."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


def warc(*answers: tuple[str, bytes], day: str = "2024-06-20T10:00:00Z") -> bytes:
    """Write an archive of the web: what was asked, and what servers answered."""
    out = bytearray(b"WARC/1.0\r\nWARC-Type: warcinfo\r\nContent-Length: 4\r\n\r\nabcd\r\n\r\n")
    for url, answer in answers:
        for kind, content, data in (("request", "request", b"GET / HTTP/1.1\r\n\r\n"), ("response", "response", answer)):
            head = f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\nWARC-Date: {day}\r\nContent-Type: application/http; msgtype={content}\r\n"
            out += head.encode() + f"Content-Length: {len(data)}\r\n\r\n".encode() + data + b"\r\n\r\n"
    return bytes(out)


def json_lines(*rows: object) -> bytes:
    """Write one JSON object a line."""
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows).encode()


def parquet(**columns: list[object]) -> bytes:
    """Write a Parquet file."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    out = io.BytesIO()
    pq.write_table(pa.table(columns), out)
    return out.getvalue()
