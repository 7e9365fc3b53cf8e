"""Article -> one spaCy Doc whose ``token.idx`` counts the characters of ``Article.text``.

Paragraphs are parsed one by one, since a parser that sees a line break makes it somebody's subject, and joined again.
"""

import itertools
import os
import re
from collections.abc import Mapping
from functools import cache

import spacy
from spacy.language import Language as Pipeline
from spacy.tokenizer import Tokenizer
from spacy.tokens import Doc, Token
from spacy.util import compile_prefix_regex, compile_suffix_regex
from thinc.api import Model

from claims.extract.ops import speed_up
from claims.languages import PIPELINE_VARIABLE, Language
from claims.model import ClaimsError

_PARAGRAPH = re.compile(r"[^\n\r\u2028\u2029]+")
_WORD = re.compile(r"[^\W\d_]+")
_BLANKS = str.maketrans(dict.fromkeys("\u00a0\u2007\u2009\u200a\u202f", " "))
_UNBROKEN = re.compile(r"\S{250}(?=\S)")
_SENTENCE_END = re.compile(r"[.?!…]\W{0,3}\s")
_LONGEST, _BATCH = 3_000, 32
LONGEST_TEXT = 2_000_000  # characters of one article: four long novels
_DASHES_BEFORE, _DASHES_AFTER = ["[-–—―](?=[^\\W\\d])"], ['(?<=["”»’])[―—–]', "(?<=[^\\W\\d])[-–—―]"]


@cache
def load_pipeline(name: str) -> Pipeline:
    """Load a spaCy pipeline by package name or folder, once a process.

    Raises ClaimsError when there is none of that name, or when it neither parses nor lemmatizes.
    """
    try:
        nlp = spacy.load(name)
    except OSError:
        raise ClaimsError(
            f"There is no spaCy pipeline {name!r}: give the name of an installed package or a folder, "
            f"or leave out --pipeline and {PIPELINE_VARIABLE}."
        ) from None
    if isinstance(nlp.tokenizer, Tokenizer):
        nlp.tokenizer.prefix_search = compile_prefix_regex([*(nlp.Defaults.prefixes or ()), *_DASHES_BEFORE]).search
        nlp.tokenizer.suffix_search = compile_suffix_regex([*(nlp.Defaults.suffixes or ()), *_DASHES_AFTER]).search
    for _, component in nlp.pipeline:
        model = getattr(component, "model", None)
        if isinstance(model, Model):
            speed_up(model)
    missing = {"parser"} - set(nlp.pipe_names)
    if missing:
        raise ClaimsError(f"The spaCy pipeline {name!r} has no parser: choose one that has.")
    return nlp


def pipeline_for(language: Language, name: str | None = None) -> Pipeline:
    """Load the pipeline somebody named, or the one in the environment, or the language's own.

    One that is named for another language is not used: the language's own takes its place.
    """
    chosen = name or os.environ.get(PIPELINE_VARIABLE)
    if chosen:
        nlp = load_pipeline(chosen)
        if nlp.lang == language.code:
            return nlp
    return load_pipeline(str(language.pipeline))


def parse(text: str, nlp: Pipeline, forms: Mapping[str, str] | None = None) -> Doc:
    """Parse a text paragraph by paragraph and join the parses to one Doc, offsets those of the text.

    Line breaks are tokens of their own, tagged SPACE, alone in their sentence. ``forms`` gives the lemma of verbs'
    forms where it is known for certain (None: the pipeline's lemmas stand).

    Raises ClaimsError for a text of more than 2,000,000 characters.
    """
    if len(text) > LONGEST_TEXT:
        raise ClaimsError(
            f"The text has {len(text):,} characters, and an article may have {LONGEST_TEXT:,}: cut it into the articles it holds."
        )
    pieces = _cut(text)
    parsed = nlp.pipe((_without_headline_case(piece, forms or {}) for piece, is_text in pieces if is_text), batch_size=_BATCH)
    doc = _join(nlp, text, [next(parsed) if is_text else _blank(nlp, piece) for piece, is_text in pieces])
    for token in doc:
        if token.lower_ in (forms or {}):
            if _is_misread_verb(token):
                _read_as_verb(token)
            if token.pos_ in {"VERB", "AUX"}:
                token.lemma_ = (forms or {})[token.lower_]
    return doc


def _is_misread_verb(token: Token) -> bool:
    """Say whether a listed verb with a clause was taken for a name or a noun: *Estimó que A*, *a new poll shows that A*."""
    clause = any((c.dep_ in {"ccomp", "csubj"} and c.i > token.i) or _follows_as_clause(token, c) for c in token.children)
    following = token.doc[token.i + 1] if token.i + 1 < len(token.doc) else token
    clause = clause or (following.pos_ == "SCONJ" and following.head == token and any(c.dep_ == "nsubj" for c in token.lefts))
    return clause and ((token.pos_ == "PROPN" and token.is_sent_start is True) or (token.pos_ == "NOUN" and token.dep_ == "ROOT"))


def _follows_as_clause(token: Token, clause: Token) -> bool:
    """Say whether what was taken for a noun's clause stands at once behind a form that can be a verb: *doubts that A*."""
    marked = any(c.dep_ == "mark" and c.i == token.i + 1 for c in clause.children)
    subject = any(c.dep_ in {"compound", "nmod:desc", "nsubj"} for c in token.lefts)
    return clause.dep_ in {"acl", "acl:relcl"} and marked and token.dep_ == "ROOT" and subject


def _read_as_verb(token: Token) -> None:
    """Make a noun a verb, and the last noun that modified it its subject with all that stood before it."""
    token.pos_ = "VERB"
    token.set_morph("Mood=Ind|Number=Sing|Person=3|VerbForm=Fin")  # type: ignore[attr-defined]
    for clause in token.rights:
        if _follows_as_clause(token, clause):
            clause.dep_ = "ccomp"
    before = [c for c in token.lefts if c.dep_ in {"compound", "nmod", "flat", "det", "amod", "nmod:poss", "nummod"}]
    subject = next((c for c in reversed(before) if c.pos_ in {"NOUN", "PROPN"}), None)
    if subject is not None:
        subject.dep_ = "nsubj"
        for part in before:
            if part != subject:
                part.head = subject


def _without_headline_case(paragraph: str, forms: Mapping[str, str]) -> str:
    """Make all blanks alike, and write the listed verbs of a headline in small letters, which a tagger takes for names: *New Poll Shows Small Lead*.

    A headline here is a paragraph of at least four words, all longer ones with a capital. The length stays.
    """
    paragraph = paragraph.translate(_BLANKS)
    words = _WORD.findall(paragraph)
    long = [word for word in words if len(word) > 4]
    if len(words) < 4 or len(words) > 25 or not long or not all(word[0].isupper() for word in long):
        return paragraph
    return _WORD.sub(lambda match: match.group().lower() if match.group().lower() in forms and match.start() else match.group(), paragraph)


def _cut(text: str) -> list[tuple[str, bool]]:
    """Cut a text into paragraphs (True) and what stands between them (False); nothing is lost."""
    pieces: list[tuple[str, bool]] = []
    end = 0
    for match in _PARAGRAPH.finditer(text):
        if match.start() > end:
            pieces.append((text[end : match.start()], False))
        pieces += [(piece, True) for piece in _slice(match.group())]
        end = match.end()
    if end < len(text):
        pieces.append((text[end:], False))
    return pieces


def _slice(paragraph: str) -> list[str]:
    """Cut a paragraph that no newspaper would print, so that a parse takes time and memory in proportion to the text.

    It is cut at ends of sentences, or else at blanks; what has no blank for 250 characters, since the tokenizer tries all
    ends of a word, which takes a million quotation marks for days.

    >>> [len(piece) for piece in _slice("«" * 600)]
    [250, 250, 100]
    """
    cuts = [0]
    for end in [*(match.end() for match in _UNBROKEN.finditer(paragraph)), len(paragraph)]:
        while end - cuts[-1] > _LONGEST:
            cuts.append(_last_good_cut(paragraph, cuts[-1] + _LONGEST // 2, cuts[-1] + _LONGEST))
        cuts.append(end)
    return [paragraph[a:b] for a, b in itertools.pairwise(cuts)]


def _last_good_cut(paragraph: str, start: int, end: int) -> int:
    ends = [match.end() for match in _SENTENCE_END.finditer(paragraph, start, end)]
    return ends[-1] if ends else (paragraph.rfind(" ", start, end) + 1 or end)


def _blank(nlp: Pipeline, text: str) -> Doc:
    return Doc(nlp.vocab, words=[text], spaces=[False], pos=["SPACE"], heads=[0], deps=["dep"])


def _join(nlp: Pipeline, text: str, parts: list[Doc]) -> Doc:
    """Join the parses to one whose words are those of the text, whatever case they were parsed in."""
    tokens: list[Token] = [token for part in parts for token in part]
    offsets = [offset for part, offset in zip(parts, _starts(parts), strict=True) for _ in part]
    return Doc(
        nlp.vocab,
        words=_words(text, tokens),
        spaces=[bool(token.whitespace_) for token in tokens],
        tags=[token.tag_ for token in tokens],
        pos=[token.pos_ for token in tokens],
        morphs=[str(token.morph) for token in tokens],
        lemmas=[token.lemma_ for token in tokens],
        heads=[token.head.i + offset for token, offset in zip(tokens, offsets, strict=True)],
        deps=[token.dep_ for token in tokens],
        ents=[f"{token.ent_iob_}-{token.ent_type_}" if token.ent_type_ else "O" for token in tokens],
    )


def _words(text: str, tokens: list[Token]) -> list[str]:
    words, at = [], 0
    for token in tokens:
        words.append(text[at : at + len(token.text)])
        at += len(token.text_with_ws)
    return words


def _starts(parts: list[Doc]) -> list[int]:
    starts, total = [], 0
    for part in parts:
        starts.append(total)
        total += len(part)
    return starts
