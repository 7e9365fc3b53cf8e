"""Text with optional front matter -> Article.

Front matter stands between two lines of ``---`` at the very beginning, one ``key: value`` a line. It is not part of
the article's text; all the rest is kept character for character, so that offsets can be trusted.
"""

import re
from datetime import date
from typing import Any

from claims.model import Article, ClaimsError

KEYS = ("title", "outlet", "date", "author", "url", "language")
_FRONT = re.compile(r"\A\ufeff?---[ \t]*\r?\n(.*?)^---[ \t]*(?:\r?\n|\Z)", re.DOTALL | re.MULTILINE)
_LONGEST_TITLE = 150


def read_text(text: str, name: str, **given: str | None) -> Article:
    r"""Make an article of a text; ``given`` values (of ``KEYS``) go before those of the front matter.

    Without a title the first line is one, if it is short and does not end as a sentence does.

    Raises ClaimsError for a text with no words, an unknown key, a date that is not YYYY-MM-DD.

    >>> article = read_text("---\noutlet: La Ribera\ndate: 2024-06-19\n---\nLlueve.", "a")
    >>> article.text, article.outlet, article.published
    ('Llueve.', 'La Ribera', datetime.date(2024, 6, 19))
    """
    match = _FRONT.match(text)
    fields = _fields(match.group(1), name) if match else {}
    body = text[match.end() :] if match else text
    fields |= {key: value for key, value in given.items() if value}
    if not any(character.isalnum() for character in body):
        raise ClaimsError(f"{name}: there is no text in it; give a text of at least one sentence.")
    return Article(
        name=name,
        text=body,
        language=fields.get("language"),
        title=fields.get("title") or _first_line(body),
        outlet=fields.get("outlet"),
        published=_date(fields.get("date"), name),
        author=fields.get("author"),
        url=fields.get("url"),
    )


def _fields(front: str, name: str) -> dict[str, Any]:
    fields = {}
    for line in front.splitlines():
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        key, colon, value = line.partition(":")
        key = key.strip().lower()
        if not colon or key not in KEYS:
            raise ClaimsError(f"{name}: the front matter has {line.strip()!r}; allowed are lines 'key: value' with {', '.join(KEYS)}.")
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
        raise ClaimsError(f"{name}: the date {value!r} is not written as YYYY-MM-DD.") from None


def _first_line(body: str) -> str | None:
    line = next((line.strip() for line in body.splitlines() if line.strip()), "").lstrip("# ")
    return line if line and len(line) <= _LONGEST_TITLE and not line.endswith((".", "»", "”", '"')) else None
