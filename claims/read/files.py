"""Files and folders -> articles."""

import glob
from collections.abc import Iterable
from pathlib import Path

from claims.model import Article, ClaimsError
from claims.read.text import read_text

SUFFIXES = (".txt", ".md")
_CONTROL = {chr(n) for n in range(32)} - set("\t\n\r\f")


def collect_paths(arguments: Iterable[str]) -> list[Path]:
    """List the files that arguments name: files, folders with texts in them at any depth, patterns with ``*``.

    Raises ClaimsError for one that does not exist, a folder without texts, a pattern without a match.

    >>> [path.name for path in collect_paths(["requirements.txt"])]
    ['requirements.txt']
    """
    found: list[Path] = []
    for argument in arguments:
        path = Path(argument)
        if path.is_dir():
            inside = sorted(p for p in path.rglob("*") if p.suffix.lower() in SUFFIXES and p.is_file())
            if not inside:
                raise ClaimsError(f"{argument}: there are no texts in this folder; texts are files that end in {' or '.join(SUFFIXES)}.")
            found += inside
        elif any(mark in argument for mark in "*?[") and not path.exists():
            matches = sorted(Path(match) for match in glob.glob(argument, recursive=True))  # noqa: PTH207
            if not matches:
                raise ClaimsError(f"{argument}: no file matches this pattern.")
            found += [match for match in matches if match.is_file()]
        else:
            found.append(path)
    return list(dict.fromkeys(found))


def read_article(path: Path, **given: str | None) -> Article:
    """Read one file; the article's name is the file's without its extension.

    Raises ClaimsError for a file that is missing, not to be read, empty, or no text.
    """
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        raise ClaimsError(f"{path}: there is no such file; check its name.") from None
    except PermissionError:
        raise ClaimsError(f"{path}: this file may not be read; ask for the right to, or copy it.") from None
    except OSError as error:
        raise ClaimsError(f"{path}: this file cannot be read ({error.strerror}).") from None
    if not data.strip():
        raise ClaimsError(f"{path}: this file is empty; give a text of at least one sentence.")
    return read_text(decode(data, str(path)), path.stem, **given)


def decode(data: bytes, name: str) -> str:
    """Decode a text file: UTF-8, or else Windows-1252 if that gives a plausible text.

    Raises ClaimsError for what is no text.

    >>> decode("Según".encode("cp1252"), "a")
    'Según'
    """
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", "replace")
        strange = sum(1 for c in text if c in _CONTROL or c == "\ufffd" or not (c.isalnum() or c.isspace() or c.isprintable()))
        symbols = sum(1 for c in text if not c.isalnum() and not c.isspace() and ord(c) > 126)
        if strange or symbols > len(text) / 10:
            raise _no_text(name) from None
    if any(c in _CONTROL for c in text):
        raise _no_text(name)
    return text


def _no_text(name: str) -> ClaimsError:
    return ClaimsError(f"{name}: this is no text file; give plain text or Markdown, in UTF-8 if you can choose.")
