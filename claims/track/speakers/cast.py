"""What comes in: the speakers of an article's claims, and the names by which its story is told apart from others."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from claims.model import Article, Claim, SpeakerKind
from claims.track.speakers.asides import named_beside
from claims.track.speakers.folding import sound, stem, words
from claims.track.speakers.lexicon import lexicon
from claims.track.speakers.states import demonyms, voices

_WORD = re.compile(r"[^\W\d_][\w’'-]*")
_SHORT = re.compile(r"\(([A-ZÁÉÍÓÚÑ]{2,8})\)")
_OPENS = frozenset(".!?…\n:“«\"'‘¿¡—–")


@dataclass(frozen=True, slots=True)
class Mention:
    """One speaker of one claim as the extractor gives it.

    ``claim`` counts the article's claims from 0 and ``place`` the claim's speakers. ``name`` and ``kind`` are what
    ``Claim.speakers`` and ``speaker_kind`` say ("" for a speaker that the extractor left open: *she*), ``source`` are the words of the source phrase ("" where there are none).
    """

    claim: int
    place: int
    name: str
    kind: SpeakerKind
    source: str = ""


@dataclass(frozen=True, slots=True)
class Cast:
    """An article as tracking sees it: who speaks in it, and which names tell its story apart.

    ``beside`` are names that the text has besides, with the roles told there. ``names`` are the sounds of the names in the text, ``spelled`` the acronyms that it explains, each with the words
    before its bracket. ``published`` and ``outlet`` are None where unknown, ``language`` is "" then.

    >>> article = Article("a", "La Unión de Riegos (UDR) protesta. «Falta agua», dijo ayer Eva Soto.", language="es")
    >>> cast = cast_of(article, [])
    >>> sorted(cast.names), cast.spelled
    (['eba', 'regos', 'soto', 'udr'], (('UDR', 'La Unión de Riegos'),))
    """

    article: str
    outlet: str | None
    published: date | None
    language: str
    mentions: tuple[Mention, ...] = ()
    names: frozenset[str] = frozenset()
    spelled: tuple[tuple[str, str], ...] = ()
    beside: tuple[Mention, ...] = ()


def cast_of(article: Article, claims: Iterable[Claim]) -> Cast:
    """Take from an article and its claims (in the order ``extract`` gives them) what tracking needs.

    >>> from claims.model import Span
    >>> said = Claim("a", (Span(0, 6, "Llueve"),), source=Span(13, 16, "Eva"), speakers=("Eva Soto",), speaker_kind=SpeakerKind.PERSON)
    >>> cast_of(Article("a", "Llueve, dice Eva Soto."), [said]).mentions[0].name
    'Eva Soto'
    """
    mentions = tuple(
        Mention(number, place, name, claim.speaker_kind, claim.source.text if claim.source else "")
        for number, claim in enumerate(claims)
        for place, name in enumerate(claim.speakers or ("",))
        if claim.speaker_kind not in {SpeakerKind.AUTHOR, SpeakerKind.NOBODY}
    )
    names = frozenset(told_names(f"{article.title or ''}\n{article.text}", article.language or ""))
    spoken = " ".join(f". a {mention.name}" for mention in mentions if mention.name != mention.name.casefold())
    names |= frozenset(told_names(spoken, article.language or ""))  # they may only begin sentences in the text
    spelled = tuple(sorted(set(_spelled(article.text))))
    told = sorted(set(named_beside(article.text, article.language or "")))
    beside = tuple(Mention(-1, -1, name, SpeakerKind.UNNAMED, phrase) for name, phrase in told)
    return Cast(article.name, article.outlet, article.published, article.language or "", mentions, names, spelled, beside)


def told_names(text: str, language: str) -> Iterable[str]:
    """Yield the sounds of capitalised words that no sentence begins with and that say more than a country or a weekday."""
    for found in _WORD.finditer(text):
        before = text[: found.start()].rstrip(" ")[-1:]
        if not found[0][0].isupper() or not before or before in _OPENS:
            continue
        for word in words(found[0]):
            common = (
                (len(word) < 3 and not found[0].isupper())
                or word in lexicon().lists["joins"]
                or word in lexicon().lists["days"]
                or lexicon().concept(word, language)
                or stem(word) in demonyms()
            )
            if not common and (word,) not in voices() and word not in lexicon().lists["titles"]:
                yield sound(word)


def _spelled(text: str) -> Iterable[tuple[str, str]]:
    for found in _SHORT.finditer(text):
        before = text[max(0, found.start() - 90) : found.start()].rstrip()
        taken: list[str] = []
        for word in reversed(before.split()):
            if word[-1] in ".,;:!?" or not (word[0].isupper() or word.casefold() in lexicon().lists["joins"]):
                break
            taken.insert(0, word)
        if len(taken) > 1:
            yield found[1], " ".join(taken)
