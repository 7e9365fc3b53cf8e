"""Text with optional front matter -> Article.

Front matter stands between two lines of ``---`` at the very beginning, one ``key: value`` a line. It is not part of
the article's text; all the rest is kept character for character, so that offsets can be trusted.
"""

import re
from collections.abc import Mapping
from datetime import date

from claims.model import Article, ClaimsError
from claims.read.limits import LONGEST_TEXT

KEYS = ("title", "outlet", "date", "author", "url", "language")
_FRONT = re.compile(r"\A\ufeff?---[ \t]*\r?\n(.*?)^---[ \t]*(?:\r?\n|\Z)", re.DOTALL | re.MULTILINE)
_LONGEST_TITLE = 150


def read_text(text: str, name: str, **given: str | None) -> Article:
    r"""Make an article of a text; ``given`` values (of ``KEYS``) go before those of the front matter.

    Without a title the first line is one, if it is short and does not end as a sentence does.

    Raises ClaimsError for a text with no words or too many, an unknown key, a date that is not YYYY-MM-DD.

    >>> article = read_text("---\noutlet: La Ribera\ndate: 2024-06-19\n---\nLlueve.", "a")
    >>> article.text, article.outlet, article.published
    ('Llueve.', 'La Ribera', datetime.date(2024, 6, 19))
    """
    fields, body = split_front(text, name)
    return make_article(body, name, fields | {key: value for key, value in given.items() if value})


def split_front(text: str, name: str) -> tuple[dict[str, str], str]:
    r"""Part the front matter's values from the text; ClaimsError for an unknown key or one given twice.

    >>> split_front("---\ntitle: El puente\n---\nLlueve.", "a")
    ({'title': 'El puente'}, 'Llueve.')
    """
    match = _FRONT.match(text)
    return (_fields(match.group(1), name), text[match.end() :]) if match else ({}, text)


def make_article(text: str, name: str, fields: Mapping[str, str | None], *, label: str | None = None) -> Article:
    """Make an article of a text and values of ``KEYS``; errors call it by its ``label``, else by its name.

    Raises ClaimsError for a text with no words or too many, and a date that is not YYYY-MM-DD.

    >>> make_article("Llueve.", "a", {"author": "Ana"}).author
    'Ana'
    """
    label = label or name
    if not any(character.isalnum() for character in text):
        raise ClaimsError(f"{label}: there is no text in it; give a text of at least one sentence.")
    if len(text) > LONGEST_TEXT:
        raise too_long(label, f"{len(text):,}")
    return Article(
        name=name,
        text=text,
        language=fields.get("language"),
        title=fields.get("title") or _first_line(text),
        outlet=fields.get("outlet"),
        published=_date(fields.get("date"), label),
        author=fields.get("author"),
        url=fields.get("url"),
    )


def too_long(name: str, characters: str) -> ClaimsError:
    """Say that a text is no single article."""
    return ClaimsError(f"{name}: this text has {characters} characters; an article may have {LONGEST_TEXT:,}: cut it into its articles.")


def _fields(front: str, name: str) -> dict[str, str]:
    fields = {}
    for line in front.splitlines():
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        key, colon, value = line.partition(":")
        key = key.strip().lower()
        if not colon or key not in KEYS:
            raise ClaimsError(f"{name}: the front matter has {line.strip()[:80]!r}; allowed are lines 'key: value' with {', '.join(KEYS)}.")
        if key in fields:
            raise ClaimsError(f"{name}: the front matter has {key!r} twice; leave one.")
        value = value.strip()
        fields[key] = value[1:-1] if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'" else value
    return fields


def _date(value: str | None, name: str) -> date | None:
    if not value:
        return None
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise ClaimsError(f"{name}: the date {value[:80]!r} is not written as YYYY-MM-DD.") from None


def _first_line(body: str) -> str | None:
    line = next((line.strip() for line in body[: 20 * _LONGEST_TITLE].splitlines() if line.strip()), "").lstrip("# ")
    return line if line and len(line) <= _LONGEST_TITLE and not line.endswith((".", "»", "”", '"')) else None
