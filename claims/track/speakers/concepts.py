"""What the words of a text mean: roles, kinds of bodies, topics, states; and words of its own by how they sound."""

from claims.track.speakers.folding import sound, stem, words
from claims.track.speakers.lexicon import lexicon
from claims.track.speakers.states import demonyms, voices


def concepts(text: str, language: str) -> list[tuple[str, str, str]]:
    """Give what each word of a text means: concept, kind of concept ("" for a word in no list) and the word itself.

    >>> concepts("Kenya's ministry of agriculture", "en")
    [('@KE', 'state', 'kenya'), ('ministry', 'bodies', 'ministry'), ('agriculture', 'topics', 'agriculture')]
    """
    lex, parts = lexicon(), words(text)
    skip = lex.lists["articles"] | lex.lists["joins"] | lex.lists["counts"] | lex.lists["possessives"] | lex.lists["former"]
    found: list[tuple[str, str, str]] = []
    at = 0
    while at < len(parts):
        for size in (4, 3, 2, 1):
            piece = parts[at : at + size]
            if len(piece) < size:
                continue
            meant = _meant(piece, language)
            if meant:
                found += [(concept, kind, " ".join(piece)) for concept, kind in meant]
                break
        else:
            size = 1
            if parts[at] not in skip and parts[at] not in lex.lists["titles"]:
                found.append((sound(stem(parts[at])), "", parts[at]))
        at += size
    return found


def _meant(piece: tuple[str, ...], language: str) -> list[tuple[str, str]]:
    lex = lexicon()
    if piece in lex.phrases:
        return [(concept, lex.kinds.get(concept, "roles")) for concept in lex.phrases[piece]]
    if (voice := voices().get(piece)) and voice[2] == "state" and (len(piece) > 1 or piece[0] not in lex.lists["articles"]):
        return [(f"@{voice[0]}", "state")]
    joined = " ".join(piece)
    if state := demonyms().get(stem(joined) if len(piece) == 1 else joined):
        return [(f"@{state}", "state")]
    person = joined.removesuffix("woman").removesuffix("man")
    if person != joined and (state := demonyms().get(stem(person))):
        return [(f"@{state}", "state")]  # the Frenchman
    if len(piece) == 1 and piece[0] not in lex.lists["joins"] and (concept := lex.concept(piece[0], language)):
        return [(concept, lex.kinds[concept])]
    return []
