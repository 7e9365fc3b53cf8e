"""``grammar.toml``: what the rules must know of a language's syntax, as words and labels."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path

from claims.languages.wordlist import WordListError, read_toml


@dataclass(frozen=True, slots=True)
class Grammar:
    """The closed lists of a language. All words are in lower case; lemmas are as the pipeline writes them.

    ``complementizers`` open a content clause and stay outside of it, ``bare_complementizers`` are those that can be nothing
    else in front of one; ``interrogatives`` open an indirect question.
    ``manner_marks`` open a clause that attributes what surrounds it (*según informó X*, *as X said*); those in
    ``cue_marks`` belong to the cue. ``relatives`` are relative pronouns that stand for a source, ``agents`` the
    prepositions of a passive's agent. ``carriers`` are verbs that say who carried a statement (*como recogió Tass*),
    ``outlets`` nouns for what a statement was made in (*en un editorial*), ``outlet_marks`` their prepositions.
    ``aspectuals`` are verbs whose infinitive did take place (*volvió a decir*), ``bare_cues`` are verbs whose clause needs no conjunction, ``causatives`` verbs that make their
    object speak (*forced him to admit*), ``infinitive_marks`` the prepositions
    of one that did (*tras decir*). ``possessives`` are the words that name the source of *a su juicio*.
    ``modals`` are auxiliary lemmas that make an act of speech unreal (*podría decir*). ``conditionals`` open a condition,
    ``as_marks`` the predicate of a judgement (*tachar de*, *describe as*; with those
    in ``judging_marks`` the thing judged belongs to the content), ``impersonals`` are subjects that name nobody.
    ``noun_links`` stand at or before the conjunction of a noun's clause (*la idea de que*, *the idea that*).
    ``of_marks`` join a noun to its content or holder; ``contracted`` words may be fused with an article (*del*);
    ``voices`` are prepositions of a body that its people speak for (*sostienen desde la OMS*);
    ``pronominals`` are cue verbs with a reflexive of their own
    (*se quejó*). ``duties`` are lemmas of verbs of obligation (*tener que*, *have to*) before
    ``duty_marks``. ``absolutes`` open an absolute clause (*con X elogiando Y*); ``neuters`` are subjects that are events, not speakers.
    ``continuers`` are conjunctions with which a statement goes on behind its cue (*A, Ruiz said, because B*), ``time_marks``
    prepositions of when. ``contrasts`` set a clause beside another (*mientras que*, *although*), ``consequences`` open what the author draws from a content, ``frames`` are prepositions of
    addressee, time and place between a cue and its conjunction (*dijo a la prensa que*). ``decisions`` are nouns for what
    is asked, which to reject states nothing (*rechazó la petición*). ``inclusions`` open examples that belong to the phrase before. ``personal_marks`` stand before an object that is somebody, not something said (*señaló a su jefe*).
    ``light_verbs`` give a noun cue their subject as its source (*share the belief that*); ``perceptions`` are what a speaker says *we know*, *hemos visto* of; ``copulas`` join a person to an adjective of conviction (*se mostró convencida*); ``seats`` are prepositions of a body in front of plural voices (*en Moncloa aseguran*).
    ``negations`` and ``clitics`` belong to the verb group of a cue.
    """

    complementizers: frozenset[str]
    bare_complementizers: frozenset[str]
    interrogatives: frozenset[str]
    manner_marks: frozenset[str]
    cue_marks: frozenset[str]
    relatives: frozenset[str]
    agents: frozenset[str]
    carriers: frozenset[str]
    outlets: frozenset[str]
    outlet_marks: frozenset[str]
    aspectuals: frozenset[str]
    causatives: frozenset[str]
    bare_cues: frozenset[str]
    infinitive_marks: frozenset[str]
    conditionals: frozenset[str]
    possessives: frozenset[str]
    negations: frozenset[str]
    clitics: frozenset[str]
    impersonals: frozenset[str]
    as_marks: frozenset[str]
    modals: frozenset[str]
    judging_marks: frozenset[str]
    of_marks: frozenset[str]
    contracted: frozenset[str]
    voices: frozenset[str]
    absolutes: frozenset[str]
    duties: frozenset[str]
    pronominals: frozenset[str]
    duty_marks: frozenset[str]
    neuters: frozenset[str]
    personal_marks: frozenset[str]
    consequences: frozenset[str]
    contrasts: frozenset[str]
    frames: frozenset[str]
    decisions: frozenset[str]
    inclusions: frozenset[str]
    noun_links: frozenset[str]
    continuers: frozenset[str]
    time_marks: frozenset[str]
    light_verbs: frozenset[str]
    perceptions: frozenset[str]
    copulas: frozenset[str]
    seats: frozenset[str]


def read_grammar(path: Path) -> Grammar:
    """Read and check a ``grammar.toml``, which has one section [lists]; WordListError names file and key."""
    lists: Mapping[str, object] = read_toml(path, frozenset({"lists"}))["lists"]
    known = {field.name for field in fields(Grammar)}
    if wrong := lists.keys() ^ known:
        raise WordListError(f"{path}: [lists] must have exactly {', '.join(sorted(known))}; check {', '.join(sorted(wrong))}.")
    for name, words in lists.items():
        if not isinstance(words, list) or not all(isinstance(word, str) for word in words):
            raise WordListError(f"{path}: {name} must be a list of words, not {words!r}.")
        if len(set(words)) < len(words):
            raise WordListError(f"{path}: {name} holds a word twice.")
    return Grammar(**{name: frozenset(words) for name, words in lists.items() if isinstance(words, list)})
