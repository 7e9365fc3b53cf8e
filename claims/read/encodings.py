"""Bytes -> text: which encoding it is, and letters that were broken by reading one as another."""

import re

from claims.model import ClaimsError

_CONTROL = re.compile("[\x00-\x08\x0b\x0e-\x1f]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_BROKEN = re.compile("[\x80-\x9f\u00a0-\u00ff\u0152-\u0178\u2013-\u2122]{2}")  # what UTF-8 read as Windows-1252 always has
_MISREAD_AS = {"latin-1", "sloppy-windows-1252"}  # as ftfy names them; other guesses take right words for broken ones: »É
_WESTERN = re.compile(r"(iso[-_]?8859|windows[-_]?125|cp[-_]?125|latin|mac|utf[-_]?16)", re.IGNORECASE)
_MARKS = ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


def decode(data: bytes, name: str, charset: str | None = None) -> str:
    """Decode a text: UTF-8, or else what it is said to be, or else Windows-1252 if that gives a plausible text.

    Letters that were broken before (``SegÃºn``) are mended. Raises ClaimsError for what is no text.

    >>> decode("Según".encode("cp1252"), "a"), decode("SegÃºn Tass".encode(), "a")
    ('Según', 'Según Tass')
    """
    text = _unicode(data, name, charset)
    if _CONTROL.search(text):
        raise no_text(name)
    return repair(text)


def repair(text: str) -> str:
    r"""Mend broken letters line by line and leave all else as it is (ftfy; Speer 2019).

    >>> repair("El “puente” cede: dijo que â€œno hay riesgoâ€\x9d")
    'El “puente” cede: dijo que “no hay riesgo”'
    """
    if not _BROKEN.search(text):
        return text
    import ftfy

    lines = []
    for line in re.split("(?<=\n)", text):
        mended = ftfy.fix_encoding_and_explain(line) if _BROKEN.search(line) else None
        read_as = {step.parameter for step in (mended.explanation or ()) if step.action == "encode"} if mended else set()
        right = mended and read_as <= _MISREAD_AS and _plausible(set(mended.text) - set(line))
        lines.append(mended.text if mended and right else line)
    return "".join(lines)


def clean(text: str) -> str:
    r"""Make a cell of a table or a value of a document a text: mended, without control characters and half characters.

    >>> clean("El\x00 puente\ud800")
    'El puente\ufffd'
    """
    return repair(_SURROGATE.sub("\ufffd", _CONTROL.sub("", text)))


def no_text(name: str) -> ClaimsError:
    """Say that something is no text."""
    return ClaimsError(f"{name}: this is no text file; give plain text or Markdown, in UTF-8 if you can choose.")


def _plausible(letters: set[str]) -> bool:
    """Say whether letters are Latin, signs or pictures: where mending gives others, nothing was broken."""
    return all(letter < "\u0250" or "\u1e00" <= letter < "\u2300" or letter > "\uffff" for letter in letters)


def _unicode(data: bytes, name: str, charset: str | None) -> str:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data.decode(encoding, "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    if charset and _WESTERN.match(charset):  # others can be slow to decode, or are none of our languages
        try:
            return data.decode(charset)
        except (LookupError, ValueError):
            pass
    text = data.decode("cp1252", "replace")
    symbols = len(re.findall(r"[^\w\s\x00-\x7e]", text))
    if "\ufffd" in text or symbols > len(text) / 10:
        raise no_text(name)
    return text
