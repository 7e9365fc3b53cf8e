"""Article -> claims. The pipeline is the body of ``analyse``, one step a line; ``extract`` keeps what can be trusted."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from spacy.tokens import Doc

from claims import languages
from claims.extract.attribution import Attribution, Tokens
from claims.extract.attributions import find_attributions
from claims.extract.author import IMPERSONAL, find_author_statements
from claims.extract.carriers import name_carriers
from claims.extract.certainty import grade
from claims.extract.closing import find_closing
from claims.extract.confidence import load_judge
from claims.extract.features import describe
from claims.extract.labels import find_labels
from claims.extract.learned import complete
from claims.extract.nesting import settle
from claims.extract.noun_phrases import Speaker
from claims.extract.parse import parse, pipeline_for
from claims.extract.phrases import find_phrases
from claims.extract.quoted import pair_quotes
from claims.extract.reading import Reading
from claims.extract.speakers import resolve_speakers
from claims.extract.terms import add_terms
from claims.extract.version import version
from claims.extract.wide import find_wide
from claims.languages import Language
from claims.languages.detect import identify
from claims.model import Article, Claim, Flag, Form, Span, SpeakerKind

__all__ = ["analyse", "extract", "extract_many", "extract_wide", "identify", "read", "version"]


def extract(article: Article, *, pipeline: str | None = None) -> list[Claim]:
    """Find all claims of an article, in text order; offsets count the characters of ``article.text``.

    ``pipeline`` names a spaCy pipeline to use in the place of the language's own (None: its own, or the one in the
    environment variable SEGUN_PIPELINE).

    Raises ClaimsError for a text in a language that has no word lists, and for a pipeline that cannot be loaded.

    >>> [claim] = extract(Article("a", "Según la alcaldía, el puente es seguro.", language="es"))
    >>> claim.source.text, claim.content[0].text, claim.certainty.name
    ('la alcaldía', 'el puente es seguro', 'HIGH')
    """
    judge = load_judge()
    claims = []
    for reading, attribution, claim in analyse(article, pipeline=pipeline):
        if attribution.form == Form.AUTHOR or judge is None:
            claims.append(claim)
            continue
        facts = describe(reading, attribution)
        confidence = judge.confidence(facts)
        if judge.keeps(facts, confidence):
            claims.append(replace(claim, confidence=round(confidence, 3)))
    return claims


def analyse(article: Article, *, pipeline: str | None = None) -> list[tuple[Reading, Attribution, Claim]]:
    """Find all that the rules find, in text order, each with what the rules saw; nothing is left out for want of confidence."""
    reading, attributed = read(article, pipeline=pipeline)
    attributed = settle(reading, complete(reading, attributed))
    found = name_carriers(reading, list(_to_claims(article, reading, attributed)))
    for statement in find_author_statements(reading, attributed):
        kind = SpeakerKind.NOBODY if statement.rule == IMPERSONAL else SpeakerKind.AUTHOR
        found.append((statement, _to_claim(article, reading.doc, statement, Speaker((), kind), reading.language)))
    found.sort(key=lambda pair: (pair[1].content[0], pair[1].cue or pair[1].content[0]))
    return add_terms(article, [(reading, attribution, claim) for attribution, claim in found])


def extract_wide(article: Article, *, pipeline: str | None = None) -> list[Claim]:
    """Find the attributions of an article in PolNeAR's scope, which is wider than ours, in text order.

    Decisions, intentions and support count there as attributions too, and of nested ones only the outermost does.

    Raises ClaimsError as ``extract`` does, and for a language in which nothing was learned of that scope.
    """
    reading, attributed = read(article, pipeline=pipeline)
    return [claim for _, claim in _to_claims(article, reading, find_wide(reading, attributed))]


def read(article: Article, *, pipeline: str | None = None) -> tuple[Reading, list[Attribution]]:
    """Parse an article and find all attributions that the rules find, each statement once, in text order."""
    language = languages.load(identify(article).language or "")
    doc = parse(article.text, pipeline_for(language, pipeline), language.forms)
    reading = Reading(doc, language)
    phrases = find_phrases(reading)
    verbal = find_attributions(reading, pair_quotes(reading))
    closing = find_closing(reading, [*phrases, *verbal])
    return reading, settle(reading, [*phrases, *verbal, *closing, *find_labels(reading)])


def _to_claims(article: Article, reading: Reading, attributed: list[Attribution]) -> Iterator[tuple[Attribution, Claim]]:
    for attribution, speaker in zip(attributed, resolve_speakers(reading, attributed), strict=True):
        yield attribution, _to_claim(article, reading.doc, attribution, speaker, reading.language)


def extract_many(articles: Iterable[Article], *, pipeline: str | None = None) -> Iterator[tuple[Article, list[Claim]]]:
    """Extract from many articles, one after the other; what one raises stops the rest, so catch it there."""
    for article in articles:
        yield article, extract(article, pipeline=pipeline)


def _to_claim(article: Article, doc: Doc, attribution: Attribution, speaker: Speaker, language: Language) -> Claim:
    """Turn tokens into characters: nothing of spaCy leaves this package."""
    graded = grade(doc, attribution, language)
    unnamed = (Flag.UNNAMED_SOURCE,) if speaker.kind == SpeakerKind.UNNAMED and attribution.form != Form.AUTHOR else ()
    return Claim(
        article=article.name,
        content=tuple(_span(doc, piece) for piece in attribution.content),
        source=_span(doc, attribution.source) if attribution.source else None,
        cue=_span(doc, attribution.cue),
        relays=tuple(_span(doc, relay) for relay in attribution.relays),
        speakers=speaker.names,
        speaker_kind=speaker.kind,
        form=attribution.form,
        certainty=graded.certainty,
        polarity=graded.polarity,
        stance=graded.stance,
        flags=(*graded.flags, *unnamed),
        rule=attribution.rule,
        evidence=graded.evidence,
        probability=graded.probability,
    )


def _span(doc: Doc, tokens: Tokens) -> Span:
    found = doc[tokens[0] : tokens[1]]
    return Span(found.start_char, found.end_char, found.text)
