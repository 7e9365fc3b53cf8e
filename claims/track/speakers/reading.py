"""What a mention says by itself: a name, a role, a body, a state's voice; nothing of other mentions."""

from dataclasses import dataclass, field, replace
from enum import StrEnum

from claims.model import SpeakerKind
from claims.track.speakers.cast import Mention
from claims.track.speakers.concepts import concepts
from claims.track.speakers.folding import sound, words
from claims.track.speakers.lexicon import KINDS, known_bodies, lexicon
from claims.track.speakers.states import voices


class Sort(StrEnum):
    """What a mention can stand for, as far as its own words tell."""

    PERSON = "person"
    BODY = "body"
    KNOWN = "known"  # a body of the table
    VOICE = "voice"  # a state, its capital, the seat of its government
    ROLE = "role"  # one person, called by a role
    KIND = "kind"  # one body, called by what it is
    GROUP = "group"  # several people without a name
    DOCUMENT = "document"
    OPEN = "open"  # whoever spoke before: a pronoun, or nothing


@dataclass(frozen=True, slots=True)
class Reading:
    """What one mention says.

    ``name`` are the sounds of a proper name's words, ``concepts`` what its other words mean (a state is "@RU"), ``roles``
    what the phrase around a name says of its bearer; ``canonical`` is the name in a table; ``written`` is the name to show.
    ``gender`` is "m", "f" or "" as articles and titles tell; ``state`` the code of the state it speaks for, or "".
    ``phrase_name`` are the words of the name that the source phrase itself has: () where it only describes.
    """

    sort: Sort
    name: tuple[str, ...] = ()
    concepts: frozenset[str] = frozenset()
    roles: frozenset[str] = frozenset()
    written: str = ""
    canonical: str = ""
    gender: str = ""
    state: str = ""
    described: frozenset[str] = field(default=frozenset())
    phrase_name: tuple[str, ...] = ()


_KINDS = {"state": SpeakerKind.PLACE, "capital": SpeakerKind.PLACE, "seat": SpeakerKind.ORGANIZATION}


def read(mention: Mention, language: str) -> Reading:
    """Read one mention.

    >>> reading = read(Mention(0, 0, "Acosta", SpeakerKind.PERSON, "El consejero Acosta"), "es")
    >>> reading.sort.value, reading.name, sorted(reading.roles), reading.gender
    ('person', ('akosta',), ['counsellor'], 'm')
    """
    if not mention.name.strip():
        return Reading(Sort.OPEN, written=mention.source, gender=_gender(mention.source, ""))
    source = mention.source.split(", que ")[0].split(", who ")[0]
    told = words(source)
    if told and told[0] in lexicon().lists["counts"] and not set(told) & set(words(mention.name)):
        counted = Mention(mention.claim, mention.place, source, SpeakerKind.UNNAMED, source)
        return _group(counted, source, language) or Reading(Sort.GROUP, written=source)
    table = _from_table(mention, source, language)
    if table is not None:
        return table
    mention = replace(mention, name=_own_name(mention, source, language))
    name, around = _name_and_rest(mention, source)
    parts = concepts(name, language)
    rest = concepts(around, language)
    roles = frozenset(c for c, kind, _ in rest if kind)
    gender = _gender(around, name)
    state = next((c[1:] for c, kind, _ in rest if kind == "state"), "")
    proper = tuple(sound(w) for w in _proper_words(name, parts, mention))
    if mention.kind == SpeakerKind.UNNAMED and (group := _group(mention, source, language)):
        return group
    if mention.kind == SpeakerKind.DOCUMENT and not proper:
        meant = frozenset(c for c, _, _ in parts)
        return Reading(Sort.DOCUMENT, concepts=meant & lexicon().lists["documents"] or meant, written=mention.name)
    plain = source.partition(" (")[0].partition(",")[0]
    if proper and mention.kind == SpeakerKind.UNNAMED and name[:1].islower() and _head(name, language) == "roles":
        return _described(mention, source, parts, gender, language)
    if mention.kind == SpeakerKind.ORGANIZATION and not proper and mention.name in plain and _heads_more(mention, plain, 1):
        parts = concepts(plain, language)
    if not proper:
        return _described(mention, source, parts, gender, language)
    short = next((w for w in name.split() if w.isupper() and w.isalpha() and 2 <= len(w) <= 8), "")
    if proper == (sound(short.casefold()),):
        proper = (short.casefold(),)
        return Reading(Sort.BODY, proper, frozenset(proper), roles, short, state=state, described=roles, phrase_name=proper)
    shown = tuple(w for w in words(name) if sound(w) in proper)
    in_phrase = tuple(sound(w) for w in words(source) if sound(w) in proper) if source else proper
    if _is_body(mention, parts, rest, proper, language):
        whole = frozenset(c for c, _, _ in parts)
        mine = next((c[1:] for c, kind, _ in [*parts, *rest] if kind == "state"), "")
        kind_words = {c for c, kind, _ in parts if kind in {"bodies", "companies"}}
        return Reading(
            Sort.BODY, proper, whole, roles | kind_words, _shown(name, False), state=mine, described=roles, phrase_name=in_phrase
        )
    head = frozenset(c for c, kind, _ in parts if kind == "roles" and len(shown) < len(words(name)))
    return Reading(Sort.PERSON, proper, frozenset(), roles | head, _shown(name, True), gender=gender, state=state, phrase_name=in_phrase)


def _from_table(mention: Mention, source: str, language: str) -> Reading | None:
    """Read a mention whose whole phrase, or whose name, stands in a table."""
    plain = source.partition(" (")[0].partition(",")[0]
    tried = [words(plain), words(mention.name)] if plain else [words(mention.name)]
    for number, parts in enumerate(tried):
        for piece in (parts, _bare(parts)):
            if piece in known_bodies() and not _heads_more(mention, plain, number):
                canonical = known_bodies()[piece]
                state = "EU" if canonical.startswith("European") and canonical != "European Bank for Reconstruction and Development" else ""
                return Reading(Sort.KNOWN, canonical=canonical, written=_shown(mention.name, False), state=state, phrase_name=piece)
            only_name = bool(plain) and number == 1
            if piece in voices() and not (only_name and (mention.kind == SpeakerKind.PERSON or _heads_more(mention, plain, number))):
                code, canonical, _ = voices()[piece]
                return Reading(Sort.VOICE, canonical=canonical, written=_shown(mention.name, False), state=code, phrase_name=piece)
    for text in (plain, mention.name):
        meant = {c for c, _, _ in concepts(text, language)}
        states = {c for c in meant if c[0] == "@"}
        if meant - states == {"government"} and len(states) == 1:
            code = states.pop()[1:]
            canonical = next(name for state, name, kind in voices().values() if state == code and kind == "state")
            return Reading(Sort.VOICE, canonical=canonical, written=_shown(mention.name, False), state=code, phrase_name=(code,))
    return None


def _bare(parts: tuple[str, ...]) -> tuple[str, ...]:
    return parts[1:] if parts and parts[0] in lexicon().lists["articles"] else parts


def _heads_more(mention: Mention, plain: str, number: int) -> bool:
    """Say whether a name only belongs to a larger phrase: *the UN agency*, *el informe de la ONU*."""
    if number == 0 or not plain:
        return False
    behind = plain.partition(mention.name)[2]
    before = words(plain.partition(mention.name)[0])
    return bool(words(behind)) or any(w not in lexicon().lists["articles"] for w in before if w not in {"agencia", "agency"})


def _name_and_rest(mention: Mention, source: str) -> tuple[str, str]:
    """Part a source phrase in the name and what is said around it; a name cut short is made whole."""
    name, found = mention.name, source.find(mention.name)
    if found < 0:
        return name, source if not set(words(name)) & set(words(source)) else _without(source, name)
    before, behind = source[:found], source[found + len(name) :]
    if mention.kind != SpeakerKind.PERSON and " " not in name.strip():
        taken, rest = "", behind
        while rest.startswith(" "):
            run = rest[1:].split(" ")
            joins = 0
            while joins < len(run) - 1 and run[joins].casefold() in lexicon().lists["joins"]:
                joins += 1
            if not run[joins][:1].isupper() or (joins == 0 and not taken and not run[0][:1].isupper()):
                break
            piece = " " + " ".join(run[: joins + 1])
            taken, rest = taken + piece.rstrip(",.;"), rest[len(piece) :]
            if piece[-1] in ",.;":
                break
        name, behind = name + taken, rest
    return name, f"{before} {behind}"


def _own_name(mention: Mention, source: str, language: str) -> str:
    """Give the full name that a source phrase has, where it was taken for another bearer of its surname; else the mention's."""
    mine, lex = words(mention.name), lexicon()
    run: list[str] = []
    for word in reversed(source.partition(",")[0].split()):
        if not word[:1].isupper() or not words(word):
            break
        run.insert(0, word)
    while run and (
        words(run[0])[0] in lex.lists["titles"] | lex.lists["articles"] or any(kind for _, kind, _ in concepts(run[0], language))
    ):
        run.pop(0)
    told = words(" ".join(run))
    if mention.kind != SpeakerKind.PERSON or len(told) < 2 or len(mine) < 2 or told[-1] != mine[-1] or set(told[:-1]) & set(mine):
        return mention.name
    return mention.name if told[0][0] == mine[0][0] else " ".join(run)


def _without(source: str, name: str) -> str:
    mine = set(words(name))
    return " ".join(w for w in source.split() if not set(words(w)) <= mine)


def _proper_words(name: str, parts: list[tuple[str, str, str]], mention: Mention) -> list[str]:
    """Give the words of a name that are nobody's but its bearer's: capitalised, not a title, in no list unless a person's."""
    lex = lexicon()
    pieces = [(piece, w) for w in name.split() for piece in w.split("-")]
    written = {part: piece if piece[:1].isupper() else w for piece, w in pieces for part in words(piece)}  # al-Rahman, Jong-un
    kinds = {word: kind for _, kind, phrase in parts for word in phrase.split()}
    tokens = [w for w in words(name) if w not in lex.lists["titles"] and w not in lex.lists["companies"]]
    while len(tokens) > 1 and kinds.get(tokens[0]) == "roles" and len(tokens) > 1:
        tokens = tokens[1:]
    skip = lex.lists["articles"] | lex.lists["joins"]
    caps = [w for n, w in enumerate(tokens) if written.get(w, "A")[:1].isupper() and (w not in skip or n > 0)]
    unknown = [w for w in caps if not kinds.get(w)]
    if mention.kind == SpeakerKind.PERSON and words(name) not in lex.phrases:
        stripped = len(tokens) < len(words(name))
        if len(caps) > 1 or (caps == tokens and (stripped or kinds.get(caps[0]) != "roles")):
            return caps
    if mention.claim < 0 and len(caps) > 1 and not {kinds.get(w) for w in caps} & set(KINDS):
        return caps  # Guadalupe Arreola, Jordan Smith: a state's name is a first name too
    lowered = [w for w in tokens if w not in skip and not written.get(w, "A")[:1].isupper()]
    if mention.kind == SpeakerKind.UNNAMED and len(tokens) == 1 and tokens == caps and tokens[0].endswith("s") and mention.claim >= 0:
        return []  # *Islanders*, which a sentence begins with
    if unknown and unknown[0] == tokens[0] and lowered and not any(w != tokens[0] for w in unknown):
        return []  # only a sentence's first word is in capitals: *Empleados de la central*
    return unknown


def _is_body(mention: Mention, parts: list[tuple[str, str, str]], rest: list[tuple[str, str, str]], proper: tuple[str, ...], language: str) -> bool:  # fmt: skip
    lex = lexicon()
    tokens = words(mention.name)
    kinds = [kind for _, kind, _ in parts]
    if set(tokens) & lex.lists["companies"] - {"group", "co", "sa", "ag"}:
        return True
    around = {kind for _, kind, _ in rest}
    heads = [kind for _, kind, _ in rest]
    if mention.kind == SpeakerKind.PERSON:
        first = kinds[0] if kinds else ""
        if first in {"bodies", "companies"} and len(parts) > 1:
            return True
        return bool(around & {"bodies", "companies"}) and "roles" not in heads
    if "roles" in heads and not {"bodies", "companies"} & set(kinds):
        return heads.index("roles") > len(heads)  # a role beside a name is a person's
    if kinds and kinds[0] == "roles" and len(proper) < len(parts):
        return False
    return mention.kind in {SpeakerKind.ORGANIZATION, SpeakerKind.PLACE, SpeakerKind.DOCUMENT, SpeakerKind.UNNAMED}


def _group(mention: Mention, source: str, language: str) -> Reading | None:
    """Read several people without a name, wherever they are from: *three geologists from Kutaisi*."""
    head = _segment(mention.name)
    meant = concepts(head, language)
    if not meant or any(kind in {"bodies", "state"} for _, kind, _ in meant) or not any(kind for _, kind, _ in meant):
        return None
    if all(word[:1].isupper() for word in head.split()) and len(head.split()) > 1:
        return None
    if not _is_plural(words(source or mention.name)) or (meant[-1][1] == "companies" and words(source)[:1] not in {("los",), ("las",)} and words(mention.name)[0] not in lexicon().lists["counts"]):  # fmt: skip
        return None
    return Reading(Sort.GROUP, concepts=frozenset(c for c, _, _ in meant), written=mention.name)


def _segment(name: str) -> str:
    """Give the part of a phrase that has its head: before a preposition, behind a possessive."""
    taken: list[str] = []
    for word in name.split():
        if taken and word.casefold() in lexicon().lists["joins"]:
            break
        taken = [] if word.endswith(("'s", "’s", "s'", "s’")) else [*taken, word]
    return " ".join(taken) or name


def _head(name: str, language: str) -> str:
    """Give what the head of a phrase is: "roles", "bodies", "companies", "topics", or "" where no list says."""
    kinds = [kind for _, kind, _ in concepts(_segment(name), language) if kind and kind != "state"]
    if not kinds:
        return ""
    if kinds[-1] == "bodies" or kinds[0] == "bodies":
        return "roles" if kinds[-1] == "roles" else "bodies"
    return "roles" if "roles" in kinds else kinds[0]


def _described(mention: Mention, source: str, parts: list[tuple[str, str, str]], gender: str, language: str) -> Reading:
    """Read a phrase without a proper name: a role, a kind of body, a group."""
    meant = frozenset(c for c, _, _ in parts)
    tokens = words(source or mention.name)
    state = next((c[1:] for c, kind, _ in parts if kind == "state"), "")
    gender = gender or _gender(source, "") or _gender_of_noun(tokens)
    head = _head(mention.name, language)
    if head == "roles" or (not head and mention.kind in {SpeakerKind.PERSON, SpeakerKind.UNNAMED}):
        sort = Sort.GROUP if _is_plural(tokens) or (not head and not state) else Sort.ROLE
    elif head or mention.kind == SpeakerKind.ORGANIZATION:
        sort = Sort.KIND
    else:
        sort = Sort.GROUP
    told = meant | {c for c, kind, _ in concepts(source, language) if kind == "roles"} if sort == Sort.ROLE else meant
    return Reading(sort, concepts=meant, written=mention.name, gender=gender, state=state, described=told)


def _is_plural(tokens: tuple[str, ...]) -> bool:
    if not tokens:
        return False
    lists = lexicon().lists
    if tokens[0] in lists["plurals"]:
        return True
    if tokens[0] in lists["singulars"]:
        return False
    if any(w in lists["counts"] and w not in lists["articles"] for w in tokens[:2]):
        return True
    head = next((w for w in tokens if w not in lists["articles"] and w not in lists["possessives"]), "")
    last = tokens[-1]
    return head.endswith("s") or (last.endswith("s") and not last.endswith("ss") and head != last) or head == "people"


def _gender(around: str, name: str) -> str:
    lex = lexicon()
    if around.casefold() in lex.lists["she"] | lex.lists["he"]:
        return "f" if around.casefold() in lex.lists["she"] else "m"
    for word in words(around):
        if word in lex.lists["feminine"]:
            return "f"
        if word in lex.lists["masculine"]:
            return "m"
    return ""


def _gender_of_noun(tokens: tuple[str, ...]) -> str:
    """Give the gender that a noun itself tells: *the Frenchman*, *the Dutchwoman*."""
    if any(word.endswith("woman") for word in tokens):
        return "f"
    return "m" if any(word.endswith("man") and len(word) > 4 for word in tokens) else ""


def _shown(name: str, person: bool) -> str:
    """Give a name as it is shown: without titles before a person's, and without a bracket."""
    lex = lexicon()
    plain = name.partition(" (")[0].strip(" .,;")
    parts = plain.split()
    while person and len(parts) > 1 and (words(parts[0]) and (words(parts[0])[0] in lex.lists["titles"] or (lex.concept(words(parts[0])[0], "") and lex.kinds[lex.concept(words(parts[0])[0], "") or ""] == "roles"))):  # fmt: skip
        parts = parts[1:]
    while not person and len(parts) > 1 and parts[0].islower():
        parts = parts[1:]
    return " ".join(parts)
