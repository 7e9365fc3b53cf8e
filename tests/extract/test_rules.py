"""Rules on small hand-written parses, so that they need no trained pipeline."""

from typing import Any

import spacy
from spacy.tokens import Doc

from claims import languages
from claims.extract.attributions import find_attributions
from claims.extract.certainty import grade
from claims.extract.phrases import find_phrases
from claims.extract.quoted import pair_quotes
from claims.extract.reading import Reading
from claims.model import Certainty, Flag, Polarity, Stance

FINITE = "VerbForm=Fin|Mood=Ind|Tense=Past"


def parsed(language: str, rows: list[tuple[str, str, str, str, int, str]], **options: Any) -> Reading:
    """Make a reading of (word, lemma, part of speech, features, head, label) rows."""
    nlp = spacy.blank(language)
    words, lemmas, pos, morphs, heads, deps = (list(column) for column in zip(*rows, strict=True))
    doc = Doc(nlp.vocab, words=words, lemmas=lemmas, pos=pos, morphs=morphs, heads=heads, deps=deps, **options)
    return Reading(doc, languages.load(language))


def text_of(reading: Reading, tokens: tuple[int, int] | None) -> str | None:
    """Give the words of a range of tokens."""
    return reading.doc[tokens[0] : tokens[1]].text if tokens else None


def said_that(*content: tuple[str, str, str, str, int, str]) -> Reading:
    """Make *Ana dijo que* + a content whose heads count from its own first word."""
    rows = [
        ("Ana", "Ana", "PROPN", "", 1, "nsubj"),
        ("dijo", "decir", "VERB", FINITE, 1, "ROOT"),
        ("que", "que", "SCONJ", "", 3 + next(i for i, row in enumerate(content) if row[5] == "ccomp"), "mark"),
    ]
    rows += [(w, lem, p, m, 1 if d == "ccomp" else h + 3, d) for w, lem, p, m, h, d in content]
    return parsed("es", rows)


def test_clause() -> None:
    """A verb of saying with its clause: source, cue, content without the conjunction."""
    reading = said_that(("llueve", "llover", "VERB", "VerbForm=Fin|Mood=Ind|Tense=Pres", 0, "ccomp"))
    [found] = find_attributions(reading, pair_quotes(reading))
    assert (text_of(reading, found.source), text_of(reading, found.cue), text_of(reading, found.content[0])) == ("Ana", "dijo", "llueve")


def test_conditional_after_a_past_cue_is_a_future() -> None:
    """*Dijo que firmaría* is no hedge but a future seen from the past."""
    reading = said_that(("firmaría", "firmar", "VERB", "VerbForm=Fin|Mood=Cnd", 0, "ccomp"))
    [found] = find_attributions(reading, pair_quotes(reading))
    graded = grade(reading.doc, found, reading.language)
    assert (graded.certainty, graded.flags) == (Certainty.HIGH, (Flag.PROSPECTIVE,))


def test_modal_in_the_conditional_hedges() -> None:
    """*Dijo que podría llover* is low, and the modal is the evidence."""
    reading = said_that(
        ("podría", "poder", "AUX", "VerbForm=Fin|Mood=Cnd", 1, "aux"),
        ("llover", "llover", "VERB", "VerbForm=Inf", 1, "ccomp"),
    )
    [found] = find_attributions(reading, pair_quotes(reading))
    graded = grade(reading.doc, found, reading.language)
    assert graded.certainty == Certainty.LOW
    assert [(e.span.text, e.effect) for e in graded.evidence] == [("podría", "level:1")]


def test_negation_flips_polarity() -> None:
    """*Dijo que no llueve* is sure and negative."""
    reading = said_that(
        ("no", "no", "ADV", "Polarity=Neg", 1, "advmod"),
        ("llueve", "llover", "VERB", "VerbForm=Fin|Mood=Ind", 1, "ccomp"),
    )
    [found] = find_attributions(reading, pair_quotes(reading))
    graded = grade(reading.doc, found, reading.language)
    assert (graded.certainty, graded.polarity, graded.stance) == (Certainty.HIGH, Polarity.NEGATIVE, Stance.NEUTRAL)


def test_according_to() -> None:
    """*Según Ana, llueve*: what follows the comma is the content."""
    reading = parsed(
        "es",
        [
            ("Según", "según", "ADP", "", 1, "case"),
            ("Ana", "Ana", "PROPN", "", 3, "obl"),
            (",", ",", "PUNCT", "", 1, "punct"),
            ("llueve", "llover", "VERB", "VerbForm=Fin|Mood=Ind", 3, "ROOT"),
        ],
    )
    [found] = find_phrases(reading)
    assert (text_of(reading, found.source), text_of(reading, found.content[0])) == ("Ana", "llueve")


def test_a_wish_is_no_claim() -> None:
    """An act of speech under a modal has not happened: *Ana podría decir que llueve*."""
    reading = parsed(
        "es",
        [
            ("Ana", "Ana", "PROPN", "", 2, "nsubj"),
            ("podría", "poder", "AUX", "VerbForm=Fin|Mood=Cnd", 2, "aux"),
            ("decir", "decir", "VERB", "VerbForm=Inf", 2, "ROOT"),
            ("que", "que", "SCONJ", "", 4, "mark"),
            ("llueve", "llover", "VERB", "VerbForm=Fin|Mood=Ind", 2, "ccomp"),
        ],
    )
    assert find_attributions(reading, pair_quotes(reading)) == []
