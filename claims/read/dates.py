"""Dates as people and machines write them -> days."""

import re
from datetime import date, datetime, time
from email.utils import parsedate_to_datetime
from functools import lru_cache

_ISO = re.compile(r"(\d{4})(-?)(\d{2})\2(\d{2})(?![\d-])")
_LONGEST = 80
_LANGUAGES = ["es", "en"]


def understand_date(words: str | None, today: date | None = None) -> date | None:
    """Read a date in figures or words; None if it is none, or names no day.

    Figures alone are read day first, unless that is impossible. ``today`` is what "yesterday" is counted from.

    >>> understand_date("miércoles, 19 de junio de 2024"), understand_date("hace 2 días", date(2024, 6, 21))
    (datetime.date(2024, 6, 19), datetime.date(2024, 6, 19))
    """
    words = (words or "").strip()
    if not words or len(words) > _LONGEST:
        return None
    if iso := _ISO.match(words):
        try:
            return date(int(iso[1]), int(iso[3]), int(iso[4]))  # the day where it was written, whatever its hour is elsewhere
        except ValueError:
            return None
    try:
        return parsedate_to_datetime(words).date()
    except (ValueError, TypeError, IndexError, OverflowError):
        return _in_words(words, today or date.today())


@lru_cache(maxsize=10_000)
def _in_words(words: str, today: date) -> date | None:
    import dateparser

    settings = {
        "RELATIVE_BASE": datetime.combine(today, time(12)),
        "REQUIRE_PARTS": ["day", "month"],
        "PREFER_DATES_FROM": "past",
        "DATE_ORDER": "DMY",
        "RETURN_AS_TIMEZONE_AWARE": False,
    }
    try:
        found = dateparser.parse(words, languages=_LANGUAGES, settings=settings)
    except (ValueError, OverflowError, RecursionError):
        return None
    return found.date() if found else None
