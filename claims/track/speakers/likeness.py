"""Which two names can be one person's or one body's, by their words alone."""

from claims.track.speakers.folding import distance

_COMMON = frozenset(
    {"national", "general", "chief_office", "republic", "federal", "state", "central", "public", "royal", "government", "company"}
)


def alike(a: str, b: str, *, given: bool = False) -> bool:
    """Say whether two words, as they sound, are spellings of one name; first names must agree in more.

    >>> alike("hrusob", "hruseb"), alike("mari", "mara", given=True), alike("a", "akosta")
    (True, False, False)
    """
    if a == b:
        return True
    longest = max(len(a), len(b))
    if min(len(a), len(b)) < 4 or longest < (6 if given else 5) or a[0] != b[0] or {a[-1], b[-1]} == {"a", "o"}:
        return False
    return distance(a, b) <= (1 if longest < 9 else 2)


def is_initial(letter: str, word: str) -> bool:
    """Say whether one word is the other's first letter."""
    return letter != word and letter == word[0]


def same_person(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    """Say whether two names of as many words are spellings of one: each word like its fellow, in order or turned round.

    >>> same_person(("mikail", "gorbasob"), ("mihail", "gorbaseb")), same_person(("ruben", "benabides"), ("lorena", "benabides"))
    (True, False)
    """
    if len(a) != len(b) or len(a) < 2:
        return False
    if sorted(a) == sorted(b):
        return True
    pairs = list(zip(a, b, strict=True))
    exact = sum(x == y for x, y in pairs)
    near = all(alike(x, y, given=n == 0 and len(a) < 3 and not _surname_first(a, b)) or _syllable(x, y, len(a)) for n, (x, y) in enumerate(pairs))  # fmt: skip
    return near and (exact > 0 or len("".join(a)) >= 12)


def _surname_first(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    return len(a) == 3 and all(len(w) <= 6 for w in (*a, *b))


def _syllable(x: str, y: str, count: int) -> bool:
    """Allow one letter in the short syllables of names of three: *Kim Jong Un*, *Kim Yong Un*."""
    return count == 3 and max(len(x), len(y)) <= 5 and min(len(x), len(y)) >= 1 and (x[-1] == y[-1] or x[0] == y[0]) and distance(x, y) <= 1  # fmt: skip


def is_part(short: tuple[str, ...], full: tuple[str, ...]) -> bool:
    """Say whether a name leaves out words of a fuller one and keeps their order; an initial stands for its word.

    >>> is_part(("eusebio", "akosta"), ("eusebio", "akosta", "lorensana")), is_part(("a", "soto"), ("ana", "soto"))
    (True, True)
    """
    if len(short) > len(full) or short == full:
        return False
    rest = iter(full)
    return all(any(alike(word, other) or is_initial(word, other) for other in rest) for word in short)


def initials(names: tuple[str, ...]) -> str:
    """Give the first letters of words.

    >>> initials(("Foveaux", "Ratepayers", "Union"))
    'FRU'
    """
    return "".join(word[0] for word in names if word).upper()


def core(meant: frozenset[str]) -> frozenset[str]:
    """Give what of a body's name tells it apart: not its state, nor *national*, *public* and the like, if anything is left.

    >>> sorted(core(frozenset({"@MX", "prosecution", "republic"})))
    ['prosecution']
    """
    plain = frozenset(c for c in meant if c[0] != "@")
    return plain - _COMMON or plain


def same_body(a: frozenset[str], b: frozenset[str]) -> bool:
    """Say whether what two names of bodies mean is the same, if they are not of two states.

    >>> same_body(frozenset({"ministry", "energy", "@GE"}), frozenset({"ministry", "energy"}))
    True
    """
    states = {c for c in a if c[0] == "@"}, {c for c in b if c[0] == "@"}
    apart = states[0] and states[1] and not states[0] & states[1]
    return not apart and bool(core(a)) and core(a) == core(b)
