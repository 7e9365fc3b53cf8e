"""Where rules stop: sources and contents as a network learned them from annotated news.

What the network says of an attribution that the rules found is taken only where it was seen to be right more often.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy
from spacy.tokens import Token

from claims.extract.attribution import Attribution, Tokens
from claims.extract.borders import goes_with_cue, is_consequence
from claims.extract.build import content_root, form_of, free_room, is_nobody
from claims.extract.columns import RELATIVE, TOKEN, paragraphs, relative_columns, token_columns, window
from claims.extract.cues import cue_verbs, verb_group
from claims.extract.reading import Reading
from claims.extract.sources import is_bare_participle, source_span
from claims.extract.tagger import Tagger, Task, load_tagger
from claims.extract.tree import children, feature, is_finite, is_infinitive, own_subject
from claims.languages.cues import Cue
from claims.model import Certainty, Form, Polarity, Stance

ROLES = Task("roles", TOKEN + RELATIVE, ("source", "content"), steps=(1, 2, 4, 8, 1), costs=(1.0, 2.0), width=192)
MISSED = "learned"
_GROWING = frozenset({"clause", "quotation", "closing", "interpolated", "trailing", "manner clause", "noun cue", "infinitive"})
_REVISED = frozenset({*_GROWING, "according to", "noun phrase"})
_SPOKEN = frozenset({"imputation", "opinion"})
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM"})
_UNENDED = frozenset({"DET", "ADP", "CCONJ", "SCONJ"})
_SURE, _DUE, _CERTAIN, _SMALL = 2.5, 2.5, 5.0, 1e-6


@dataclass(frozen=True)
class Roles:
    """What the network takes for the source and the content of a cue, trimmed.

    ``odds`` are, for the tokens from ``start`` on, the logarithms of the odds that each belongs to the content.
    """

    source: Tokens | None
    content: tuple[Tokens, ...]
    start: int
    odds: Any

    @property
    def sureness(self) -> float:
        """The mean log-odds of the content's tokens, or minus infinity where there is none."""
        return self.mean([i for piece in self.content for i in range(*piece)])

    def mean(self, tokens: Sequence[int]) -> float:
        """Give the mean log-odds of some tokens, or minus infinity for none."""
        return float(sum(self.odds[i - self.start] for i in tokens)) / len(tokens) if tokens else -math.inf


def read_roles(reading: Reading, attributions: Sequence[Attribution], cues: Sequence[Tokens], tagger: Tagger, columns: Any) -> list[Roles]:
    """Mark the source and the content of each cue; ``columns`` are the article's ``token_columns``."""
    pars = paragraphs(reading.doc)
    bounds = [window(pars, cue) for cue in cues]
    by_token = index_by_cue(attributions)
    rows = [
        numpy.concatenate([columns[start:end], relative_columns(reading, of_cue(by_token, cue), cue, (start, end))], axis=1)
        for cue, (start, end) in zip(cues, bounds, strict=True)
    ]
    return [to_roles(reading, start, chances, tagger) for (start, _), chances in zip(bounds, tagger.chances(rows), strict=True)]


def to_roles(reading: Reading, start: int, chances: Any, tagger: Tagger) -> Roles:
    """Read a source and a content off the probabilities of the tokens from ``start`` on."""
    spans = tagger.spans(chances)
    marked = {label: [(start + s.start, start + s.end) for s in spans if s.label == label] for label in tagger.task.labels}
    content = tuple(piece for tokens in marked["content"] if (piece := reading.trim(*tokens)))
    inside = chances[:, 3] + chances[:, 4]
    return Roles(next(iter(marked["source"]), None), content, start, numpy.log(inside + _SMALL) - numpy.log(1 - inside + _SMALL))


def index_by_cue(attributions: Iterable[Attribution]) -> dict[int, list[Attribution]]:
    """File attributions under each token of their cue."""
    by_token: dict[int, list[Attribution]] = {}
    for attribution in attributions:
        for i in range(*attribution.cue):
            by_token.setdefault(i, []).append(attribution)
    return by_token


def of_cue(by_token: Mapping[int, Sequence[Attribution]], cue: Tokens) -> list[Attribution]:
    """Give the attributions whose cue shares a token with this one."""
    return list(dict.fromkeys(a for i in range(*cue) for a in by_token.get(i, ())))


def complete(reading: Reading, attributions: Sequence[Attribution]) -> list[Attribution]:
    """Let the network mend the contents that the rules found, and add attributions of listed cues that no rule understood.

    Those are mostly there where the parse went wrong. The network need be less sure of one where a rule saw a statement
    too: on held-out documents nine of ten of those were right, of the others half.
    """
    tagger = load_tagger(ROLES)
    if tagger is None:
        return list(attributions)
    taken = {i for a in attributions for piece in (a.cue, *a.content) for i in range(*piece)}
    verbs = [(verb, entry) for verb, entry in cue_verbs(reading) if verb.i not in taken and verb.dep_ != "amod"]
    cues = [verb_group(reading, verb) for verb, _ in verbs]
    found = read_roles(reading, attributions, [*(a.cue for a in attributions), *cues], tagger, token_columns(reading, attributions))
    mended = [
        _with_source(reading, _revised(reading, attribution, roles), roles)
        for attribution, roles in zip(attributions, found[: len(attributions)], strict=True)
    ]
    for (verb, entry), cue, roles in zip(verbs, cues, found[len(attributions) :], strict=True):
        alone = taken.isdisjoint(i for piece in roles.content for i in range(*piece))
        nobody = roles.source is not None and reading.doc[roles.source[0]].lower_ in reading.language.grammar.neuters
        if (
            roles.source is not None
            and not nobody
            and roles.sureness > (_CERTAIN if alone else _DUE)
            and _is_due(reading, verb, entry, roles)
        ):
            mended.append(to_attribution(reading, cue, roles, rule=MISSED))
    return mended


def _is_due(reading: Reading, verb: Token, entry: Cue, roles: Roles) -> bool:
    """Say whether a cue may govern what the network gives it: a finite clause behind it, a judgement, a noun phrase."""
    root = reading.doc[content_root(reading, roles.content)]
    first = reading.doc[roles.content[0][0]]
    clause = is_finite(root) or any(is_finite(c) for c in children(root, {"aux", "cop", "aux:pass"}))
    if "clause" in entry.takes and clause and not is_infinitive(first.head if first.dep_ == "mark" else first):
        return True
    return not clause and bool(entry.takes & {"imputation", "noun"}) and first.i > verb.i and first.pos_ not in {"ADP", "PART", "VERB"}


def to_attribution(reading: Reading, cue: Tokens, roles: Roles, rule: str) -> Attribution:
    """Make an attribution of what the network gives a cue, which need not be a listed one."""
    head = reading.doc[cue[0] : cue[1]].root
    entry = reading.language.cues.verbs.get(head.lemma_.lower()) or reading.language.cues.nouns.get(head.lemma_.lower())
    root = content_root(reading, roles.content)
    reported = reading.doc[root].pos_ in {"NOUN", "PROPN", "PRON"} and not any(
        t.dep_ in {"nsubj", "cop"} for t in reading.doc[root].children
    )
    source = roles.source
    return Attribution(
        rule=rule,
        cue=cue,
        cue_head=head.i,
        entry=entry or Cue(head.lemma_.lower(), "verb", Certainty.HIGH, Polarity.POSITIVE, Stance.NEUTRAL, frozenset(), ""),
        content=roles.content,
        content_root=root,
        form=Form.REPORTED if reported else form_of(reading, roles.content),
        source=source,
        source_head=reading.doc[source[0] : source[1]].root.i if source else None,
    )


def _revised(reading: Reading, attribution: Attribution, roles: Roles) -> Attribution:
    """Take the network's content for the rules' where it is certain of it and does not only take something away."""
    old, new = (
        {i for piece in pieces for i in range(*piece) if not reading.is_filler(i)} for pieces in (attribution.content, roles.content)
    )
    added = sorted(new - old)
    certain = roles.sureness >= _CERTAIN and bool(added) and roles.mean(added) >= _SURE and reading.doc[added[-1]].pos_ not in _UNENDED
    if not certain or attribution.rule not in _REVISED or _is_somebody_elses(reading, attribution, added):
        return _longer(reading, attribution, roles)
    content = _without_complementizer(reading, roles.content)
    form = attribution.form if attribution.form == Form.REPORTED else form_of(reading, content)
    return replace(attribution, content=content, content_root=content_root(reading, content), form=form)


def _without_complementizer(reading: Reading, content: tuple[Tokens, ...]) -> tuple[Tokens, ...]:
    """Leave out a leading *that/que*, whatever the parse takes it for, but not *that* before a noun."""
    start, end = content[0]
    first, second = reading.doc[start], reading.doc[min(start + 1, end - 1)]
    marks = first.lower_ in reading.language.grammar.complementizers and not reading.is_inside_quote(start)
    return ((start + 1, end), *content[1:]) if marks and end - start > 2 and second.pos_ not in {"NOUN", "AUX"} else content


def _with_source(reading: Reading, attribution: Attribution, roles: Roles) -> Attribution:
    """Take the network's source where the rules have none or one elsewhere: there it was right three times as often.

    A relative pronoun is no source, nor is what stands in the cue or the content, nor a lone article; but a name that the
    content ends with, right before the cue, is cut off it: *A, [Ana Ruiz] told reporters*. Inside another statement the
    subject of the cue stays its source: what the network learned from marks the outermost layer only.
    """
    mine, theirs = attribution.source, roles.source
    if theirs is None or attribution.rule not in _REVISED | _SPOKEN or (mine and mine[0] < theirs[1] and theirs[0] < mine[1]):
        return attribution
    head, verb = reading.doc[theirs[0] : theirs[1]].root, reading.doc[attribution.cue_head]
    if mine is None and attribution.content[-1][1] == attribution.cue[0] and attribution.content[-1][0] < theirs[0]:
        rest = reading.trim(attribution.content[-1][0], theirs[0])
        if rest and all(reading.is_filler(i) for i in range(theirs[1], attribution.cue[0])):
            return replace(attribution, content=(*attribution.content[:-1], rest), source=theirs, source_head=head.i)
    used = {i for piece in (attribution.cue, *attribution.content) for i in range(*piece)}
    subject = own_subject(verb)
    nested = verb.dep_ == "ccomp" and mine is not None and subject is not None and subject.i in range(*mine)
    wrong = nested or head.i in used or head.pos_ not in _NOMINAL or head.lower_ in reading.language.grammar.relatives
    if wrong or is_nobody(reading, head) or is_bare_participle(verb) or (mine and not is_finite(verb)):
        return attribution
    source = source_span(reading, head, free_room(reading, head, attribution.cue, attribution.content))
    return replace(attribution, source=source, source_head=head.i)


def _longer(reading: Reading, attribution: Attribution, roles: Roles) -> Attribution:
    """Lengthen the end of a content that is not all quoted by what follows it at once."""
    old = {i for piece in attribution.content for i in range(*piece)}
    end = attribution.content[-1][1]
    last = next((piece for piece in roles.content if piece[0] < end < piece[1]), None)
    added = [i for i in range(end, last[1]) if not reading.is_filler(i)] if last else []
    whole = old <= {i for piece in roles.content for i in range(*piece)}
    if last is None or not added or not whole or attribution.rule not in _GROWING or attribution.form == Form.DIRECT:
        return attribution
    if _is_somebody_elses(reading, attribution, added) or roles.mean(added) < _SURE:
        return attribution
    content = (*attribution.content[:-1], (attribution.content[-1][0], last[1]))
    return replace(attribution, content=content, form=attribution.form if attribution.form == Form.REPORTED else form_of(reading, content))


def _is_somebody_elses(reading: Reading, attribution: Attribution, added: Sequence[int]) -> bool:
    """Say whether words hold a cue of their own outside of quotations, go on from this one, or are what the author draws from it."""
    words = reading.language.cues.verbs.keys() | reading.language.grammar.carriers
    tokens = [reading.doc[i] for i in added if not reading.is_inside_quote(i)]
    cued = any((is_finite(t) or "Ger" in feature(t, "VerbForm")) and t.lemma_.lower() in words for t in tokens)
    root, verb = reading.doc[attribution.content_root], reading.doc[attribution.cue_head]
    return cued or any(goes_with_cue(t, root, verb) for t in tokens) or is_consequence(reading, added[0])
