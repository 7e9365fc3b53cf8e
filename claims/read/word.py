"""Word files (.docx) -> article: the paragraphs as they read once all tracked changes are accepted."""

from collections.abc import Iterator
from typing import BinaryIO

from claims.model import Article, ClaimsError
from claims.read.encodings import clean
from claims.read.source import Source

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_BLANKS = {f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-"}


def read_docx(stream: BinaryIO, source: Source) -> Iterator[Article]:
    """Read the paragraphs of a Word file, those of tables too, and its title and author.

    Not its dates: they say when the file was made or its template, not when the text was published. Raises ClaimsError
    if there is no text, and whatever python-docx raises for a damaged file.
    """
    import docx

    document = docx.Document(stream)
    body = document.element.body
    if body is None:
        raise ClaimsError(f"{source.name}: this Word file has no body; save it again in Word.")
    lines = [line for paragraph in body.iter(f"{_W}p") if (line := _line(paragraph).strip())]
    about = document.core_properties
    title = clean(about.title) if about.title else None
    yield source.article(clean("\n\n".join(lines)), title=title, author=_author(about.author))


def _author(name: str) -> str | None:
    return clean(name) if name and name != "python-docx" else None


def _line(paragraph: object) -> str:
    """Join the paragraph's own words: without those of a paragraph inside it, or of the second version of a drawing."""
    parts: list[str] = []
    pending = list(reversed(list(paragraph)))  # type: ignore[call-overload]
    while pending:
        node = pending.pop()
        if node.tag == f"{_W}t":
            parts.append(node.text or "")
        elif node.tag in _BLANKS:
            parts.append(_BLANKS[node.tag])
        elif node.tag not in (f"{_W}p", _FALLBACK):
            pending.extend(reversed(list(node)))
    return "".join(parts)
