"""Names in a text that may not speak there, with the role or kind of body told right beside them."""

import re
from collections.abc import Iterator

from claims.track.speakers.folding import stem, words
from claims.track.speakers.lexicon import lexicon
from claims.track.speakers.states import demonyms, voices

_NAME = r"[A-ZÁÉÍÓÚÑÜÄÖÅØŠŽČÇİ][\w’'-]*"
_LINK = r"(?:de la|de las|de los|del|de|of the|of|for the|for|para la|para el|para|al-)"
_RUN = re.compile(rf"{_NAME}(?: (?:{_LINK} )?{_NAME})*")
_STOPS = frozenset('.!?…\n:;“”«»"()¿¡—–')
_LONGEST = 8


def named_beside(text: str, language: str) -> Iterator[tuple[str, str]]:
    """Yield each name of the text with its phrase, as far as the words beside it are a role or say what body it is.

    A name that begins a sentence is only taken where a role stands beside it or the text has it elsewhere too.

    >>> list(named_beside("Ayer declaró la directora de red, Eva Soto Gil. Habló ante el alcalde Luis Rey, de Teruel.", "es"))
    [('Eva Soto Gil', 'la directora de red, Eva Soto Gil'), ('Luis Rey', 'el alcalde Luis Rey'), ('Teruel', 'Teruel')]
    """
    lex = lexicon()
    runs = list(_RUN.finditer(text))
    inner = {found[0].split()[0] for found in runs if not _begins(text, found.start())}
    for found in runs:
        name, article = found[0], found[0].split(" ")[0]
        if article.casefold() in lex.lists["articles"]:
            name = name[len(article) + 1 :]
        if not name or all(part in lex.lists["days"] for part in words(name)):
            continue
        start = found.end() - len(name)
        before = _before(text[max(0, start - 80) : start], language)
        if before.endswith(", ") and " " not in name and text[found.end() : found.end() + 1].isspace():
            before = ""  # according to the spokeswoman, Rome has not asked
        behind = _behind(text[found.end() : found.end() + 90], language)
        if _begins(text, found.start()) and name.split()[0] not in inner:
            first = words(name)[:1]
            titled = bool(first) and (first[0] in lex.lists["titles"] or lex.concept(first[0], language) is not None)
            if not behind and not titled:
                continue
        yield name, f"{before}{name}{behind}"


def _begins(text: str, at: int) -> bool:
    before = text[:at].rstrip(" ")
    return not before or before[-1] in _STOPS


def _says(word: str, language: str) -> bool:
    """Say whether a word can belong to a role: in a list, a state's, or a small word that joins."""
    lex = lexicon()
    parts = words(word)
    return bool(parts) and all(
        lex.concept(part, language) or part in lex.lists["joins"] | lex.lists["articles"] | lex.lists["possessives"] | lex.lists["titles"] | lex.lists["former"] or (part,) in voices() or stem(part) in demonyms()
        for part in parts
    )  # fmt: skip


def _before(text: str, language: str) -> str:
    """Give the role that stands before a name, with a comma or without."""
    text = text.rpartition("\n")[2]
    comma = text.endswith(", ")
    taken: list[str] = []
    for word in reversed(text.removesuffix(", ").split(" ") if comma else text.rstrip(" ").split(" ")):
        stopped = not word or word[-1] in _STOPS or word[-1] == ","
        if stopped or not (_says(word, language) or (word[:1].isupper() and taken)) or len(taken) == _LONGEST:
            break
        taken.insert(0, word)
    while taken and words(taken[0]) and words(taken[0])[0] in lexicon().lists["joins"] - lexicon().lists["articles"]:
        taken.pop(0)
    if taken and words(taken[-1])[-1:] and words(taken[-1])[-1] in lexicon().lists["joins"] | lexicon().lists["articles"]:
        return ""  # the captain of the Halcyon is not the Halcyon
    if not any(lexicon().concept(part, language) for word in taken for part in words(word)):
        return ""
    return " ".join(taken) + (", " if comma else " ")


def _behind(text: str, language: str) -> str:
    """Give the role that stands behind a name, between commas."""
    if not text.startswith(", "):
        return ""
    taken: list[str] = []
    for word in text[2:].split(" "):
        plain = word.rstrip(",.;)")
        if not (_says(plain, language) or (plain[:1].isupper() and taken)) or len(taken) == _LONGEST:
            return ""
        taken.append(plain)
        if plain != word:
            break
    else:
        return ""
    first = next((w for w in taken if words(w) and words(w)[0] not in lexicon().lists["articles"] | lexicon().lists["former"]), "")
    kinds = lexicon().kinds
    told = [kinds.get(lexicon().concept(part, language) or "") for word in taken for part in words(word)]
    return f", {' '.join(taken)}" if first and first[0].islower() and "roles" in told else ""
