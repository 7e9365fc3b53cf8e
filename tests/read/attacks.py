"""Files and answers made to do harm, and what reading each costs: ``python -m tests.read.attacks`` prints the table.

Each is read in a process of its own, with 3 seconds instead of 60 for an article (of which a slow machine may run out)
and 10,000 members of an archive instead of 100,000, so that the whole takes about a minute. Memory is the peak of that
process, and of the process that parses.
"""

import gzip
import io
import json
import struct
import subprocess
import sys
import tempfile
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from tests.read import fixtures
from tests.read.fetch.server import drip, page, serving

ROOT = Path(__file__).parents[2]
_MB = 1_000_000
_READ = """
import json, resource, sys, time
from pathlib import Path
from claims.read import Failure, limits, read_inputs
limits.WORKER_SECONDS, limits.MOST_MEMBERS = 3, 10_000
fetch = None
if sys.argv[1].startswith("http://news.test:"):
    from tests.read.fetch.server import fetcher
    fetch = fetcher(int(sys.argv[1].split(":")[2].split("/")[0]), seconds=3)
start, articles, reasons, failures = time.monotonic(), 0, [], 0
for found in read_inputs(sys.argv[1:], fetcher=fetch):
    if isinstance(found, Failure):
        failures += 1
        reasons = [*reasons[:4], found.reason[:400]]
    else:
        articles += 1
seconds = time.monotonic() - start
from claims.read import isolated
for worker in isolated._idle:
    worker.stop()
memory = Path("/proc/self/status").read_text()  # getrusage would count what the parent had before this process began
peak = [int(memory.partition("VmHWM:")[2].split()[0]) // 1000, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1000]
print(json.dumps({"articles": articles, "failures": failures, "reasons": reasons, "seconds": seconds, "peak": peak}))
"""


@dataclass(frozen=True)
class Attack:
    """A file, or (without a name) what a server answers: what makes it, the pattern of a sentence and the articles that must come of it (``MANY``: any number)."""

    name: str
    file: str
    make: Callable[[], Any]
    said: str
    articles: int = 0


@dataclass(frozen=True)
class Outcome:
    """What came of it: articles, failures, sentences, seconds, and peak megabytes of the reading and the parsing process."""

    articles: int
    failures: int
    reasons: list[str]
    seconds: float
    peak: tuple[int, int]


def zeros(size: int) -> bytes:
    """Pack that many zeros with zlib, without ever having them all."""
    packer = zlib.compressobj(9)
    return b"".join(packer.compress(bytes(min(_MB, size - at))) for at in range(0, size, _MB)) + packer.flush()


def bomb(name: str = "a.txt", size: int = 200 * _MB, fill: bytes = b"0") -> bytes:
    """Pack one enormous member."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive, archive.open(name, "w", force_zip64=True) as member:
        for _ in range(size // _MB):
            member.write(fill * (_MB // len(fill)))
    return out.getvalue()


def overlapping() -> bytes:
    """Let twenty thousand entries of the table of contents point at the same member (Fifield 2019)."""
    data = fixtures.packed({"a.txt": b"0" * _MB})
    start, end = data.index(b"PK\x01\x02"), data.index(b"PK\x05\x06")
    entry, count = data[start:end], 20_000
    return data[:start] + entry * count + b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, count, count, len(entry) * count, start, 0)


def directory(size: int) -> bytes:
    """Write a table of contents of that size, in which there is one member again and again."""
    data = fixtures.packed({"a.txt": b"0"})
    start, end = data.index(b"PK\x01\x02"), data.index(b"PK\x05\x06")
    entry = data[start:end]
    count = size // len(entry)
    return data[:start] + entry * count + b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, 1, 1, len(entry) * count, start, 0)


def nested(depth: int) -> bytes:
    """Pack an archive in an archive in an archive."""
    data = fixtures.packed({"a.txt": fixtures.TEXT.encode()})
    for _ in range(depth):
        data = fixtures.packed({"b.zip": data})
    return data


def forty_two() -> bytes:
    """Pack sixteen archives of sixteen archives of a bomb."""
    inner = bomb(size=40 * _MB)
    middle = fixtures.packed({f"{n}.zip": inner for n in range(16)})
    return fixtures.packed({f"{n}.zip": middle for n in range(16)})


def linked() -> bytes:
    """Pack a link to a file of the machine."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        info = zipfile.ZipInfo("a.txt")
        info.external_attr = 0o120777 << 16
        archive.writestr(info, "/etc/passwd")
    return out.getvalue()


def locked() -> bytes:
    """Mark a member as encrypted."""
    data = bytearray(fixtures.packed({"a.txt": b"0"}))
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + place] |= 1
    return bytes(data)


def laughs(element: str, *, system: str = "") -> str:
    """Write entities of entities of entities (a billion laughs), or one that is a file of the machine."""
    if system:
        return f'<?xml version="1.0"?><!DOCTYPE {element} [<!ENTITY e9 SYSTEM "{system}">]>'
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
    return f'<?xml version="1.0"?><!DOCTYPE {element} [<!ENTITY e0 "ja">{entities}]>'


def word_xml(inner: str, *, before: str = "") -> bytes:
    """Write a Word file with XML of ours in it."""
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    return fixtures.word_with(
        f"{before}<w:document {space}><w:body><w:p><w:r><w:t>{inner}</w:t></w:r></w:p></w:body></w:document>".encode()
    )


def feed_xml(before: str) -> bytes:
    """Write a feed with an entity in it."""
    return (
        before + "<rss version='2.0'><channel><title>A</title><item><title>T</title><description>&e9;</description></item></channel></rss>"
    ).encode()


def pdf_bomb(filters: int = 1) -> bytes:
    """Pack a page of 300 million zeros, once or again and again."""
    stream = zeros(300 * _MB)
    for _ in range(filters - 1):
        stream = zlib.compress(stream, 9)
    how = b"/Filter [" + b"/FlateDecode " * filters + b"] "
    whole = fixtures.pdf(content=b"@@")
    return whole.replace(b"<< /Length 2 >>\nstream\n@@", b"<< " + how + f"/Length {len(stream)} >>\nstream\n".encode() + stream)


def parquet_bomb() -> bytes:
    """Write a million rows that are all the same."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    text = pa.DictionaryArray.from_arrays(pa.array([0] * 1_000_000, pa.int32()), pa.array(["El puente cede. " * 400]))
    out = io.BytesIO()
    pq.write_table(pa.table({"text": text}), out, compression="zstd")
    return out.getvalue()


def parquet_cells() -> bytes:
    """Write a few rows of a text of 40 MB, all the same."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    text = pa.DictionaryArray.from_arrays(pa.array([0] * 60, pa.int32()), pa.array(["a" * 40 * _MB]))
    out = io.BytesIO()
    pq.write_table(pa.table({"text": text}), out, compression="zstd")
    return out.getvalue()


P = fixtures.SENTENCES[0]
MANY = -1  # articles before it was stopped
ATTACKS = [
    Attack("ZIP: one member of 200 MB", "a.zip", bomb, "unpacks to more than"),
    Attack("ZIP: a table of 200 MB in one member", "a.zip", partial(bomb, "a.csv", fill=b"text".ljust(999, b" ") + b"\n"), "unpacks to more than", MANY),
    Attack("ZIP: 20,000 members in one place", "a.zip", overlapping, "unpacks to more than", MANY),
    Attack("ZIP: table of contents of 30 MB", "a.zip", partial(directory, 30 * _MB), "table of contents"),
    Attack("ZIP: 215,000 members", "a.zip", partial(directory, 11 * _MB), "more than 10,000 members", MANY),
    Attack("ZIP: 16 of 16 of 40 MB", "a.zip", forty_two, "unpacks to more than"),
    Attack("ZIP: five deep", "a.zip", partial(nested, 5), "more than 3 deep"),
    Attack("ZIP: names outside it", "a.zip", lambda: fixtures.packed({"../../../etc/a.txt": P.encode(), "/b.txt": P.encode()}), "", 2),
    Attack("ZIP: link to /etc/passwd", "a.zip", linked, "link to another file"),
    Attack("ZIP: locked", "a.zip", locked, "password"),
    Attack("ZIP: cut off", "a.zip", lambda: nested(0)[:-30], "cannot be opened"),
    Attack("gzip: 1 GB", "a.txt.gz", lambda: gzip.compress(b"0" * _MB * 10) * 100, "larger than 50 MB"),
    Attack("gzip: cut off", "a.txt.gz", lambda: gzip.compress(P.encode())[:40], "cannot be unpacked"),
    Attack("PDF: page of 300 MB", "a.pdf", pdf_bomb, "unpacks to far more"),
    Attack("PDF: page of 300 MB, packed twice", "a.pdf", partial(pdf_bomb, 2), "unpacks to far more"),
    Attack("PDF: page that is its own parent", "a.pdf", lambda: fixtures.pdf(P, kids="2 0 R"), "PDF"),
    Attack("PDF: a million operators", "a.pdf", lambda: fixtures.pdf(content=b"BT /F1 9 Tf " + b"1 0 Td (a) Tj " * 1_000_000, packed=True), "more than 3 seconds"),
    Attack("PDF: locked", "a.pdf", lambda: fixtures.pdf(P, extra=b"/Encrypt << /Filter /Standard /V 4 /R 4 /P -4 /O (a) /U (b) >> /ID [(a) (b)] "), "password"),
    Attack("PDF: cut off", "a.pdf", lambda: fixtures.pdf(P)[:300], "PDF"),
    Attack("Word: entities of entities", "a.docx", lambda: word_xml("&e9;", before=laughs("w:document")), ""),
    Attack("Word: entity that is a file", "a.docx", lambda: word_xml("&e9;", before=laughs("w:document", system="file:///etc/passwd")), ""),
    Attack("Word: document of 120 MB", "a.docx", lambda: word_xml("a" * 120 * _MB), "unpacks to"),
    Attack("Word: 100,000 elements deep", "a.docx", lambda: word_xml("<w:r>" * 100_000 + "</w:r>" * 100_000), "Word file"),
    Attack("Word: cut off", "a.docx", lambda: fixtures.docx()[:9_000], "cannot be opened"),
    Attack("page: a million <div>", "a.html", lambda: b"<html><body>" + b"<div>" * 1_000_000 + P.encode(), ""),
    Attack("page: a million <b> that cross <i>", "a.html", lambda: b"<html><body>" + b"<b><i>a</b>" * 1_000_000, ""),
    Attack("page: tag of 10 MB", "a.html", lambda: b"<html><body><p " + b"a=b " * 2_500_000 + b">", ""),
    Attack("page: line of 10 MB", "a.html", lambda: b"<html><body><p>" + b"El puente cede. " * 600_000, "characters"),
    Attack("feed: entities of entities", "a.rss", lambda: feed_xml(laughs("rss")), "", MANY),
    Attack("feed: entity that is a file", "a.rss", lambda: feed_xml(laughs("rss", system="file:///etc/passwd")), ""),
    Attack("feed: a million elements deep", "a.rss", lambda: b"<rss><channel><item>" + b"<a>" * 1_000_000, ""),
    Attack("feed: a million entries", "a.rss", lambda: fixtures.rss("<item><title>a</title></item>" * 1_000_000), ""),
    Attack("XML: neither feed nor page", "a.xml", lambda: laughs("a").encode() + b"<a>&e9;</a>", "neither a feed"),
    Attack("JSON: 10 million brackets", "a.json", lambda: b"[" * 10_000_000, "nested too deeply"),
    Attack("JSON: 16 million empty lists", "a.json", lambda: b"[" + b"[]," * 16_000_000 + b"[]]", "memory|one after the other"),
    Attack("JSON lines: 2 million empty lists", "a.jsonl", lambda: b'{"text": [' + b"[]," * 2_000_000 + b"[]]}", "no text"),
    Attack("JSON lines: row of 100 MB", "a.jsonl", lambda: b'{"text": "' + b"a" * 100_000_000 + b'"}\n{"text": "Cede."}\n', "longer than", 1),
    Attack("JSON lines: brackets", "a.jsonl", lambda: b'{"text":' * 900_000 + b'\n{"text": "Cede."}\n', "nested too deeply", 1),
    Attack("CSV: quotation mark never closed", "a.csv", lambda: b'text\n"' + b"El puente cede.\n" * 150_000, "quotation mark", MANY),
    Attack("CSV: a row of all lines", "a.csv", lambda: b"text\n" + b'"a\n",' * 1_700_000, "longer than", MANY),
    Attack("CSV: a million columns", "a.csv", lambda: b"text" + b"," * 1_000_000 + b"\nCede." + b",a" * 1_000_000 + b"\n", "", 1),
    Attack("Parquet: a million rows of one text", "a.parquet", parquet_bomb, "unpacks to more than", MANY),
    Attack("Parquet: rows of 40 MB", "a.parquet", parquet_cells, "memory"),
    Attack("Parquet: cut off", "a.parquet", lambda: fixtures.parquet(text=[P] * 99)[:-50], "Parquet"),
    Attack("text: line of 10 MB", "a.txt", lambda: b"El puente cede. " * 600_000, "characters"),
    Attack("text: a million quotation marks", "a.txt", lambda: "«“\"'".encode() * 250_000 + P.encode(), "", 1),
    Attack("text: broken letters without end", "a.txt", lambda: "Ã©â€œÃƒÂ©".encode() * 150_000, "", 1),
    Attack("text: NULs", "a.txt", lambda: P.encode() + b"\0" * 1000, "no text file"),
    Attack("text: 60 MB", "a.txt", lambda: b"El puente cede.\n" * 4_000_000, "larger than 50 MB"),
    Attack("front matter never closed", "a.md", lambda: b"---\n" * 400_000 + P.encode(), "", 1),
    Attack("server: 200 MB, packed", "", lambda: page(zeros(200 * _MB), Content_Encoding="deflate"), "larger than 20 MB"),
    Attack("server: never ends", "", lambda: drip(b"HTTP/1.1 200 OK\r\n\r\n", b"a" * 65536, 0), "larger than 20 MB"),
    Attack("server: drips", "", lambda: drip(b"HTTP/1.1 200 OK\r\n\r\n", b"a"), "more than 3 seconds"),
    Attack("server: drips headers", "", lambda: drip(b"HTTP/1.1 200 OK\r\nX-A: ", b"b"), "more than 3 seconds"),
    Attack("server: sends us to this machine", "", lambda: page(b"", "302 Found", Location="http://127.0.0.1:22/"), "public web"),
    Attack("server: sends us in circles", "", lambda: page(b"", "302 Found", Location="/a"), "redirected more than 5 times"),
    Attack("empty", "a.pdf", lambda: b"", "empty"),
]  # fmt: skip


def read(argument: str) -> Outcome:
    """Read a file or an address in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-c", _READ, argument], cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=True, timeout=120
    )
    record = json.loads(done.stdout)
    return Outcome(record["articles"], record["failures"], record["reasons"], record["seconds"], tuple(record["peak"]))


def run(attack: Attack, folder: Path) -> tuple[int, Outcome]:
    """Make a file and read it; give its size and what came of it."""
    data = attack.make()
    size = len(data) if isinstance(data, bytes) else 0
    if not attack.file:
        with serving({"/a": data}) as server:
            return size, read(server.url("/a"))
    path = folder / attack.file
    path.write_bytes(data)
    return size, read(str(path))


def main() -> None:
    """Print a table of all attacks."""
    print(f"{'attack':42}{'bytes':>12}{'seconds':>9}{'peak MB: reading':>18}{'parsing':>9}{'articles':>10}{'failed':>8}  the sentence")
    with tempfile.TemporaryDirectory() as folder:
        for attack in ATTACKS:
            size, outcome = run(attack, Path(folder))
            said = outcome.reasons[-1].replace(folder + "/", "") if outcome.reasons else ""
            print(
                f"{attack.name:42}{size:12,}{outcome.seconds:9.2f}{outcome.peak[0]:18,}{outcome.peak[1]:9,}{outcome.articles:10,}{outcome.failures:8,}  {said}"
            )


if __name__ == "__main__":
    main()
