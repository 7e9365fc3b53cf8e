"""Names reduced so that spellings of one sound meet: case, accents, hyphens, transliteration, number and gender."""

import re
import tomllib
from functools import lru_cache
from pathlib import Path

from claims.model import unaccented

_ABD = re.compile(r"\babd(?:[ -][aeu][lr][ -]|[ -]?[aeu][lr]-|[aeu][lr] )(?=\w)")  # Abd al-Rahman, Abdel Rahman, Abdelrahman are one word
NAMES = Path(__file__).with_name("names")
_LETTERS = {"ı": "i", "ø": "o", "ł": "l", "đ": "d", "ß": "ss", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th", "’": "'", "ʼ": "'"}  # fmt: skip


@lru_cache(maxsize=200_000)
def fold(text: str) -> str:
    """Fold a text: lower case, no accents, one kind of apostrophe, single spaces.

    >>> fold("Kemal  TANRIÖVER")
    'kemal tanriover'
    """
    return " ".join("".join(_LETTERS.get(c, c) for c in unaccented(text)).split())


@lru_cache(maxsize=200_000)
def words(text: str) -> tuple[str, ...]:
    """Give the words of a text, folded; hyphens and possessive endings part them.

    >>> words("Kim Jong-un's agency"), words("Abd al-Rahman Mahdi")
    (('kim', 'jong', 'un', 'agency'), ('abdelrahman', 'mahdi'))
    """
    plain = _ABD.sub("abdel", fold(text)).replace("'s ", " ").removesuffix("'s").replace("s' ", "s ").replace("'", "")
    return tuple("".join(c if c.isalnum() else " " for c in plain).split())


@lru_cache(maxsize=200_000)
def stem(word: str) -> str:
    """Reduce a folded word to what its plural and its feminine share with it, in either language.

    >>> {stem(word) for word in ("ministro", "ministras")}, stem("companies") == stem("company")
    ({'ministr'}, True)
    """
    if len(word) < 4:
        return word
    short = (word[:-2] if word.endswith("sses") else word).removesuffix("s")
    short = short[:-1] if short[-1:] in "aoe" and len(short) > 3 else short
    return f"{short[:-1]}i" if short.endswith("y") else short


@lru_cache(maxsize=200_000)
def sound(word: str) -> str:
    """Reduce a folded word to how it sounds, so that what was written in other letters first can be compared.

    >>> sound("khelladi") == sound("jeladi"), sound("yeltsin") == sound("eltsin"), sound("paek") == sound("baek")
    (True, True, True)
    """
    letters, vowels, starts = _sounds()
    for written, heard in [*letters, *(vowels if len(word) > 4 else ())]:
        word = word.replace(written, heard)
    word = "".join(c for i, c in enumerate(word) if i == 0 or c != word[i - 1])
    for written, heard in starts:
        if word.startswith(written):
            return heard + word[len(written) :]
    return word


@lru_cache(maxsize=1)
def _sounds() -> tuple[list[list[str]], ...]:
    table = tomllib.loads((NAMES / "sounds.toml").read_text(encoding="utf-8"))
    return tuple(table[name]["pairs"] for name in ("letters", "vowels", "starts"))


@lru_cache(maxsize=500_000)
def distance(a: str, b: str) -> int:
    """Count the letters to change, add or drop between two words (Levenshtein).

    >>> distance("hrusob", "hruseb")
    1
    """
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        last, row[0] = row[0], i
        for j, y in enumerate(b, 1):
            last, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, last + (x != y))
    return row[-1]
