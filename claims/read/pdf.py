"""PDF -> article: its words in paragraphs."""

import re
from collections.abc import Iterator
from typing import BinaryIO

from claims.model import Article, ClaimsError
from claims.read.encodings import clean
from claims.read.limits import LONGEST_TEXT, MB, MOST_PAGES
from claims.read.source import Source

_HYPHEN = re.compile(r"(?<=[^\W\d_])[-\u00ad]\n(?=[^\W\d_])")
_FILE_NAME = re.compile(r"\.(docx?|pdf|indd|odt|qxp|html?|txt)$|^(Microsoft Word|untitled|sin título)", re.IGNORECASE)
_LARGEST_STREAM = 20 * MB


def read_pdf(stream: BinaryIO, source: Source) -> Iterator[Article]:
    """Read the words of a PDF, and the title and author it names.

    Not its dates: they say when the file was made. Raises ClaimsError for a locked one, one of pictures only, one of
    more than ``MOST_PAGES``, and whatever pypdf raises for a damaged one.
    """
    import pypdf
    from pypdf.errors import LimitReachedError

    reader = pypdf.PdfReader(stream)
    if reader.is_encrypted and not _opens(reader):
        raise ClaimsError(f"{source.name}: this PDF is locked with a password; save it without one.")
    if len(reader.pages) > MOST_PAGES:
        raise ClaimsError(
            f"{source.name}: this PDF has {len(reader.pages):,} pages; at most {MOST_PAGES:,} are read: cut it into its articles."
        )
    pages: list[str] = []
    try:
        for page in reader.pages:
            pages.append(page.extract_text())
            if sum(map(len, pages)) > LONGEST_TEXT:
                break  # the article is refused for its length
    except LimitReachedError:
        raise ClaimsError(f"{source.name}: a part of this PDF unpacks to far more than a page of text; it is not read.") from None
    text = join_lines("\n\n".join(pages))
    if not text.strip():
        raise ClaimsError(f"{source.name}: this PDF holds pictures and no text; run it through text recognition (OCR) first.")
    about = reader.metadata
    title = clean(about.title) if about and about.title and not _FILE_NAME.search(about.title) else None
    yield source.article(clean(text), title=title, author=clean(about.author) if about and about.author else None)


def join_lines(text: str) -> str:
    r"""Join the lines of each paragraph, and the words that were parted at the end of a line.

    A line that ends a sentence and is much shorter than the longest, or an empty one, ends a paragraph.

    >>> join_lines("El puente ce-\nde, dijo la alcaldesa ayer.\nNo dijo más.\n\nNota")
    'El puente cede, dijo la alcaldesa ayer. No dijo más.\n\nNota'
    """
    lines = [line.strip() for line in _HYPHEN.sub("", text.replace("\r", "\n")).split("\n")]
    widest = max(map(len, lines), default=0)
    parts: list[str] = []
    for line in lines:
        if not line:
            parts.append("\n\n")
            continue
        parts.append(line)
        parts.append("\n\n" if len(line) < 0.7 * widest and line[-1] in '.!?»”"' else " ")
    return re.sub(r" ?\n\n[\n ]*", "\n\n", "".join(parts)).strip()


def _opens(reader: object) -> bool:
    """Try the empty password, which many locked files have."""
    try:
        return bool(reader.decrypt(""))  # type: ignore[attr-defined]
    except Exception:  # noqa: BLE001  (a cipher that is not there, or damaged keys)
        return False
