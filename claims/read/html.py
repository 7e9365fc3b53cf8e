"""Pages -> article: text, title, author, date and outlet, without menus and advertisements (trafilatura; Barbaresi 2021)."""

import re
from collections.abc import Iterator
from functools import cache
from typing import Any, BinaryIO

from claims.model import Article, ClaimsError
from claims.read.dates import understand_date
from claims.read.encodings import clean, decode
from claims.read.source import Source

_CHARSET = re.compile(rb"""<meta[^>]{0,200}charset\s*=\s*["']?([\w-]{2,30})""", re.IGNORECASE)
_DATED = "//time/@datetime | //time | //meta[contains(@name, 'date') or contains(@property, 'published')]/@content | //*[contains(@class, 'date') or contains(@class, 'fecha')]"
_MOST_DATED = 20
_HOST = re.compile(r"(?:www\.)?([\w-]+(?:\.[\w-]+)+)(?::\d+)?")
_SENTENCE = re.compile(r"[.!?…][\"'»”’)]*(?:\s|$)")


def read_html(stream: BinaryIO, source: Source) -> Iterator[Article]:
    """Read the article of a page; ClaimsError if it has none.

    A date is the day of publication that the page names, in figures or in words; it is not guessed from the text.
    """
    import trafilatura

    data = stream.read()
    declared = _CHARSET.search(data[:4096])
    text = decode(data, source.name, source.charset or (declared[1].decode("ascii") if declared else None))
    tree = trafilatura.load_html(text)
    found: Any = None
    if tree is not None:
        found = trafilatura.bare_extraction(
            tree,
            url=source.url,
            include_comments=False,
            include_tables=False,
            with_metadata=True,
            config=_settings(),
            date_extraction_params={"original_date": True, "extensive_search": False},
        )
    if not found or not _SENTENCE.search(found.text or ""):
        raise ClaimsError(f"{source.name}: no article was found in this page; paste its text, or save it as a text file.")
    day = found.date or _dated_in_words(text, source)
    title = _value(found.title)
    yield source.article(
        clean(found.text).removeprefix(f"{title}\n"),
        title=title,
        author=_value(found.author),
        outlet=_outlet(found.sitename, source),
        date=day,
        url=_value(found.url),
    )


@cache
def _settings() -> Any:
    """Take short articles as they are found: below its usual 250 characters trafilatura runs all words of a page together."""
    from trafilatura.settings import use_config

    settings = use_config()
    settings.set("DEFAULT", "MIN_EXTRACTED_SIZE", "50")
    return settings


def plain(fragment: str) -> str:
    r"""Take the words out of a piece of HTML, a paragraph a line.

    >>> plain("<p>El <b>puente</b> cede.</p><p>Nadie sabe.</p>")
    'El puente cede.\n\nNadie sabe.'
    """
    import lxml.html

    if "<" not in fragment and "&" not in fragment:
        return fragment.strip()
    root = lxml.html.fragment_fromstring(fragment, create_parent="div")
    for node in root.xpath("//script | //style | //comment()"):
        node.drop_tree()
    for node in root.iter("p", "div", "br", "li", "blockquote", "h1", "h2", "h3", "h4"):
        node.tail = "\n\n" + (node.tail or "")
    lines = (" ".join(line.split()) for line in root.text_content().split("\n\n"))
    return "\n\n".join(line for line in lines if line)


def _dated_in_words(text: str, source: Source) -> str | None:
    import lxml.html

    tree: Any = lxml.html.document_fromstring(text.encode("utf-8"), parser=lxml.html.HTMLParser(encoding="utf-8"))
    for node in tree.xpath(_DATED)[:_MOST_DATED]:
        words = node if isinstance(node, str) else " ".join(node.text_content().split())
        if day := understand_date(words, source.day):
            return day.isoformat()
    return None


def _outlet(name: Any, source: Source) -> str | None:
    """Take the site's name; the bare name of its host, which stands in for it, only where nobody else knows better."""
    value = _value(name)
    host = _HOST.fullmatch(value or "")
    return (source.hints.get("outlet") or host[1]) if host else value


def _value(value: Any) -> str | None:
    return clean(value).strip() if isinstance(value, str) else None
