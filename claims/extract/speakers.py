"""Who a source is, inside its document: the fullest name, the members of a group, the issuer of a report."""

from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Token

from claims.extract.attribution import Attribution, Tokens
from claims.extract.names import MEMORY, Mention, Names, fold
from claims.extract.noun_phrases import NounPhrases, Speaker
from claims.extract.reading import Reading
from claims.extract.sources import is_bare_participle
from claims.extract.tree import children, feature, is_passive, own_subject
from claims.languages.given import given_names
from claims.model import SpeakerKind

_LEAD = 100
_RECENT = 5  # attributions
_ONE = frozenset({SpeakerKind.PERSON, SpeakerKind.UNNAMED})


def agrees(names: Sequence[str], gender: str | None) -> bool:
    """Say whether a person of these names can be of a gender, as far as the first name tells.

    >>> agrees(["Nora Díez"], "masculine"), agrees(["Nora Díez"], None), agrees(["Díez"], "masculine")
    (False, True, True)
    """
    first = fold(names[0]).replace("-", " ").split()[0] if names and names[0].strip() else ""
    return len(names) != 1 or gender is None or given_names().get(first, gender) == gender


def resolve_speakers(reading: Reading, attributions: Sequence[Attribution]) -> list[Speaker]:
    """Resolve the source of each attribution, which stand in text order; the result is in the same order."""
    resolver = Resolver(reading)
    resolved: dict[int, Speaker] = {}
    order = sorted(range(len(attributions)), key=lambda n: attributions[n].cue)
    told: list[tuple[Attribution, Speaker]] = []  # what the author tells, and what is said inside quotations too
    everything: list[tuple[Attribution, Speaker]] = []
    for n in order:
        quoted = reading.is_inside_quote(attributions[n].cue_head)
        resolved[n] = resolver.resolve(attributions[n], everything if quoted else told)
        everything.append((attributions[n], resolved[n]))
        if not quoted:
            told.append(everything[-1])
    return [resolved[n] for n in range(len(attributions))]


class Resolver:
    """What the resolution of one document looks up again and again."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.doc, self.language = doc, language = reading.doc, reading.language
        self.names = Names(doc, language)
        self.phrases = NounPhrases(reading, self.names)
        self.roles = self.names.roles()
        self.words = language.sources.words

    def resolve(self, attribution: Attribution, previous: Sequence[tuple[Attribution, Speaker]]) -> Speaker:
        """Resolve the source of an attribution; ``previous`` are those before it in the text, with their speakers."""
        if attribution.source is None or attribution.source_head is None:
            return self._unexpressed(attribution, previous)
        head = self.doc[attribution.source_head]
        if head.lower_ in self.words["singular_pronouns"] | self.words["plural_pronouns"] | self.words["thing_pronouns"]:
            return self._pronoun(head, attribution, previous)
        return self._phrase(head, attribution.source, previous)

    def bearer(self, head: Token) -> tuple[str, ...]:
        """Give whom a noun phrase means by what the document says, its own words if nobody: *the minister*, *la empresa*."""
        return self._phrase(head, (head.left_edge.i, head.right_edge.i + 1), ()).names

    def _unexpressed(self, attribution: Attribution, previous: Sequence[tuple[Attribution, Speaker]]) -> Speaker:
        """Resolve a null subject: nobody for impersonal cues, else the subject or speaker that came last."""
        cue = self.doc[attribution.cue_head]
        grammar = self.language.grammar
        impersonal = any(c.dep_ in {"expl:pass", "expl:impers", "aux:pass"} for c in cue.children)
        reflexive = any(c.lower_ in grammar.impersonals and c.i < cue.i for c in cue.children)
        impersonal = impersonal or (reflexive and cue.lemma_.lower() not in grammar.pronominals)
        impersonal = impersonal or (is_passive(cue) and own_subject(cue) is None) or is_bare_participle(cue)
        if impersonal or cue.pos_ == "NOUN":
            return Speaker((), SpeakerKind.NOBODY)
        head = cue.head
        while head != head.head and head.sent == cue.sent:
            subject = own_subject(head)
            within = subject is not None and self.reading.is_inside_quote(subject.i) and not self.reading.is_inside_quote(cue.i)
            if subject is not None and subject.i < cue.i and not within and self.phrases.can_speak(subject):
                return self._told_by(subject, cue, previous) or self._phrase(
                    subject, (subject.left_edge.i, subject.right_edge.i + 1), previous
                )
            head = head.head
        subject = self._sentence_subject(cue)
        last = previous[-1] if previous else None
        own = self._speaks_of_self(attribution)
        if own and subject is not None and (mention := self.names.head_mention(subject)) and mention.kind not in _ONE:
            subject = None
        if subject is not None and (last is None or subject.i > last[0].cue_head):
            return self._told_by(subject, cue, previous) or self._phrase(subject, (subject.left_edge.i, subject.right_edge.i + 1), previous)
        for told, speaker in reversed(previous):
            agent = speaker.kind not in {SpeakerKind.DOCUMENT, SpeakerKind.NOBODY} and self._is_agent(told, speaker)
            if speaker.names and agent and (not own or speaker.kind in _ONE):
                return speaker
        person = self.names.protagonist(cue.i) or self._last_name(cue.i, SpeakerKind.PERSON)
        return Speaker((person,), SpeakerKind.PERSON) if person else Speaker((), SpeakerKind.UNNAMED)

    def _told_by(self, subject: Token, cue: Token, previous: Sequence[tuple[Attribution, Speaker]]) -> Speaker | None:
        """Give who spoke of a subject that only stands in what they said: *Ruiz cree que el puerto cerrará, aunque aclaró que A*."""
        quote = self.reading.quote_of[subject.i]
        if quote is not None and quote == self.reading.quote_of[cue.i]:
            return None
        for told, speaker in reversed(previous[-_RECENT:]):
            inside = any(start <= subject.i < end for start, end in told.content)
            if inside and not any(start <= cue.i < end for start, end in told.content):
                return speaker if speaker.names and self._is_agent(told, speaker) else None
        return None

    def _is_agent(self, told: Attribution, speaker: Speaker) -> bool:
        """Say whether a speaker with no name is somebody at all, and no thing that was taken for a source."""
        if speaker.kind != SpeakerKind.UNNAMED or told.source_head is None:
            return True
        return self.phrases.kind(self.doc[told.source_head]) is not None

    def _speaks_of_self(self, attribution: Attribution) -> bool:
        """Say whether a quotation is in the first person singular, so that its speaker is one person: *«Aprendí mucho»*."""
        words = (t for start, end in attribution.content for t in self.doc[start:end] if self.reading.is_inside_quote(t.i))
        return any("1" in feature(t, "Person") and "Sing" in feature(t, "Number") for t in words if t.pos_ in {"VERB", "AUX"})

    def _sentence_subject(self, cue: Token) -> Token | None:
        """Give the nearest subject before a cue, in this sentence or the one before, that names a person or body."""
        outside = not self.reading.is_inside_quote(cue.i)
        for token in reversed(list(self.doc[max(0, cue.sent.start - 60) : cue.i])):
            if outside and self.reading.is_inside_quote(token.i):
                continue
            if (
                token.dep_ in {"nsubj", "nsubj:pass"}
                and self.phrases.can_speak(token)
                and token.head.dep_ in {"ROOT", "conj", "advcl", "parataxis"}
            ):
                return token
        return None

    def _pronoun(self, head: Token, attribution: Attribution, previous: Sequence[tuple[Attribution, Speaker]]) -> Speaker:
        wanted = {SpeakerKind.PERSON} if head.lower_ in self.words["singular_pronouns"] else set(SpeakerKind) - {SpeakerKind.NOBODY}
        if head.lower_ in self.words["thing_pronouns"]:
            wanted = {SpeakerKind.ORGANIZATION, SpeakerKind.PLACE, SpeakerKind.DOCUMENT}
        gender = self.phrases.gender(head)
        subject = self._sentence_subject(self.doc[min(head.i, attribution.cue_head)])
        if SpeakerKind.PERSON in wanted and subject is not None and (not previous or subject.i > previous[-1][0].cue_head):
            speaker = self._phrase(subject, (subject.left_edge.i, subject.right_edge.i + 1), previous)
            if speaker.kind in wanted and agrees(speaker.names, gender):
                return speaker
        for _, speaker in reversed(previous):
            if speaker.kind in wanted and speaker.names and agrees(speaker.names, gender):
                return speaker
        for kind in wanted:
            name = self._last_name(head.i, kind, gender)
            if name:
                return Speaker((name,), kind)
        return Speaker((), SpeakerKind.UNNAMED)

    def _last_name(self, before: int, kind: SpeakerKind, gender: str | None = None) -> str | None:
        near = (m for m in reversed(self.names.between(before - MEMORY, before)) if m.end <= before and m.kind == kind)
        return next((name for m in near if agrees((name := self.names.fullest(m.name, kind)[0],), gender)), None)

    def _phrase(self, head: Token, span: Tokens, previous: Sequence[tuple[Attribution, Speaker]]) -> Speaker:
        both = any(t.lower_ in self.words["both"] for t in self.doc[span[0] : head.i])
        if both and "Plur" in feature(head, "Number"):
            members = self._members(head, previous)
            if members is not None:
                return members
        parts = [head, *(t for t in self.phrases.conjuncts(head) if span[0] <= t.i < span[1])]
        if self.phrases.is_one_person(parts):
            return self._one(head, (span[0], self.phrases.part_span(head, parts, span)[1]), previous)
        speakers = [self._one(part, span if len(parts) == 1 else self.phrases.part_span(part, parts, span), previous) for part in parts]
        names = tuple(dict.fromkeys(name for speaker in speakers for name in speaker.names))
        return Speaker(names, speakers[0].kind)

    def _one(self, head: Token, span: Tokens, previous: Sequence[tuple[Attribution, Speaker]]) -> Speaker:
        """Resolve one noun phrase with no coordination."""
        kind = self.phrases.kind(head)
        own = self.names.head_mention(head)
        if own is not None and own.end - own.start == 1 and kind is not None and head.lower_ in self.phrases.common_forms(head):
            own = None
        if own is not None and (head.pos_ == "PROPN" or own.end - own.start > 1 or own.kind is not None) and kind != SpeakerKind.DOCUMENT:
            if not (kind == SpeakerKind.PERSON and own.kind != SpeakerKind.PERSON):
                return self.phrases.named(own, span)
        if kind == SpeakerKind.DOCUMENT:
            return self._issuer(head, span, previous)
        named = self.phrases.name_before(head) if kind in {SpeakerKind.ORGANIZATION, None} else None
        if named is not None:
            return self.phrases.named(named, span)
        partitive = next((p for p in children(head, {"nmod"}) if self.phrases.kind(p) == SpeakerKind.DOCUMENT), None)
        if kind in {None, SpeakerKind.UNNAMED} and partitive is not None and head.pos_ in {"PRON", "NUM", "DET"}:
            return Speaker((self.phrases.words_of(head, span),), SpeakerKind.DOCUMENT)
        apposed = self.phrases.apposed(head, span)
        if apposed is not None and (kind != SpeakerKind.UNNAMED or apposed.kind == SpeakerKind.PERSON):
            bearer = self.phrases.named(apposed, span)
            others = [m for t in self.phrases.conjuncts(self.doc[apposed.start : apposed.end].root) if (m := self.names.head_mention(t))]
            if others and "Plur" in feature(head, "Number"):
                names = [name for mention in others if mention.start < span[1] for name in self.phrases.named(mention, span).names]
                bearer = Speaker(tuple(dict.fromkeys([*bearer.names, *names])), bearer.kind)
            return replace(bearer, kind=kind) if kind is not None and kind in {SpeakerKind.ORGANIZATION, SpeakerKind.PERSON} else bearer
        if kind == SpeakerKind.PERSON and "Sing" in (feature(head, "Number") or ["Sing"]):
            person = self._role_bearer(head, previous)
            if person is not None:
                return Speaker((person,), SpeakerKind.PERSON)
        if (
            kind == SpeakerKind.ORGANIZATION
            and any(t.text[:1].isupper() for t in self.doc[span[0] : span[1]] if t.i > span[0] or t.ent_type_)
        ) or (head.text[:1].isupper() and kind == SpeakerKind.ORGANIZATION):
            return Speaker((self.phrases.words_of(head, span),), SpeakerKind.ORGANIZATION)
        if kind in {SpeakerKind.ORGANIZATION, None} and self.phrases.is_definite(head):
            body = self.names.body_called(head.lower_, head.i)
            if body is not None:
                return Speaker((body,), SpeakerKind.ORGANIZATION)
        if kind == SpeakerKind.ORGANIZATION and self.phrases.is_definite(head):
            return Speaker((self.phrases.words_of(head, span),), SpeakerKind.ORGANIZATION)
        return Speaker((self.phrases.words_of(head, span, complements=1),), SpeakerKind.UNNAMED)

    def _issuer(self, head: Token, span: Tokens, previous: Sequence[tuple[Attribution, Speaker]]) -> Speaker:
        """Resolve a report to whoever issued it, when the phrase names them; else it is a document."""
        issuers: list[str] = []
        kind = SpeakerKind.DOCUMENT
        for mention in self.names.between(*span):
            if mention.kind in {
                SpeakerKind.ORGANIZATION,
                SpeakerKind.PLACE,
                SpeakerKind.PERSON,
            }:
                token = self.doc[mention.start : mention.end].root
                if token.head.pos_ == "VERB" and token.head.lemma_.lower() in self.language.grammar.carriers:
                    continue
                if token.head.i == head.i or token.dep_ in {"conj", "compound", "nmod", "nmod:poss", "appos"}:
                    name = self.phrases.named(mention, span)
                    issuers += [part for whole in name.names for part in whole.split("/")]
                    kind = name.kind if kind == SpeakerKind.DOCUMENT else kind
        if issuers:
            others = [
                self.phrases.words_of(t, (min(k.i for k in t.subtree), max(k.i for k in t.subtree) + 1))
                for part in children(head, {"nmod"})
                for t in self.phrases.conjuncts(part)
                if self.names.head_mention(t) is None and t.pos_ == "NOUN"
            ]
            return Speaker(tuple(dict.fromkeys([*issuers, *others])), kind)
        issuer = self._issuing(head, span, previous) or self._issued_before(head, previous)
        return issuer or Speaker((self.phrases.words_of(head, span),), SpeakerKind.DOCUMENT)

    def _issuing(self, head: Token, span: Tokens, previous: Sequence[tuple[Attribution, Speaker]]) -> Speaker | None:
        """Resolve the office or body whose report it is: *las estimaciones del ministro*, *una cifra comunicada por los bomberos*, *the council issued a statement*."""
        makers = [p for p in children(head, {"nmod"}) if span[0] <= p.i < span[1]]
        makers += [p for c in children(head, {"acl"}) for p in children(c, {"obl:agent", "obl"}) if span[0] <= p.i < span[1]]
        for maker in makers:
            links = {c.lower_ for c in children(maker, {"case"})}
            if links & (self.language.grammar.agents | self.language.grammar.of_marks) and self.phrases.kind(maker) in {
                SpeakerKind.PERSON,
                SpeakerKind.ORGANIZATION,
            }:
                return self._named_only(self._one(maker, (maker.left_edge.i, min(maker.right_edge.i + 1, span[1])), previous))
        verb = head.head
        subject = own_subject(verb) if head.dep_ == "obj" and verb.pos_ == "VERB" else None
        if subject is None or subject == head or self.reading.is_inside_quote(head.i) or not self.phrases.can_speak(subject):
            return None
        return self._named_only(self._phrase(subject, (subject.left_edge.i, subject.right_edge.i + 1), previous))

    def _issued_before(self, head: Token, previous: Sequence[tuple[Attribution, Speaker]]) -> Speaker | None:
        """Give whose statement *the statement* is that somebody was said to have issued a little before."""
        if not self.phrases.is_definite(head):
            return None
        for token in reversed(list(self.doc[max(0, head.i - _LEAD) : head.i])):
            if token.lemma_ == head.lemma_ and token.pos_ == "NOUN":
                issuer = self._issuing(token, (token.left_edge.i, token.right_edge.i + 1), previous)
                if issuer is not None:
                    return issuer
        return None

    def _named_only(self, speaker: Speaker) -> Speaker | None:
        return speaker if speaker.names and speaker.kind not in {SpeakerKind.UNNAMED, SpeakerKind.NOBODY, SpeakerKind.DOCUMENT} else None

    def _role_bearer(self, head: Token, previous: Sequence[tuple[Attribution, Speaker]]) -> str | None:
        """Give who bears a role: *el mandatario*, *the senator*; *a judge* only in a lead whose judge is named further down."""
        determiners = children(head, {"det", "nummod"})
        articles = [t for t in determiners if t.lower_ in self.words["articles"]]
        if not articles:
            return None
        lemma = head.lemma_.lower()
        bearers = self._bearers(lemma)
        if any("Ind" in feature(t, "Definite") for t in articles):
            return self._introduced(head, bearers)
        before = [name for at, name in bearers if at < head.i]
        if before:
            return self.names.fullest(before[-1], SpeakerKind.PERSON)[0]
        if bearers:
            return self.names.fullest(bearers[0][1], SpeakerKind.PERSON)[0]
        if any(part.pos_ == "PROPN" and any(True for _ in children(part, {"case"})) for part in children(head, {"nmod"})):
            name = self.names.protagonist(head.i)
            return name if name and not self._bears_another(name, lemma) else None
        gender = self.phrases.gender(head)
        persons = (s.names for _, s in reversed(previous) if s.kind == SpeakerKind.PERSON and s.names)
        spoken = next((names[0] for names in persons if agrees(names, gender)), None)
        protagonist = self.names.protagonist(head.i)
        if protagonist and not agrees((protagonist,), gender):
            protagonist = None
        return spoken or protagonist or self._last_name(head.i, SpeakerKind.PERSON, gender)

    def _bears_another(self, name: str, lemma: str) -> bool:
        """Say whether a person is known to bear another role than this one."""
        same = self.language.sources.offices.get(lemma, {lemma})
        bearers = (bearer for noun, borne in self.roles.items() if noun not in same for _, bearer in borne)
        return any(self.names.fullest(bearer, SpeakerKind.PERSON)[0] == name for bearer in bearers)

    def _bearers(self, lemma: str) -> list[tuple[int, str]]:
        """Give where a role is borne and by whom, by this or another of its names: *Justice Frank Ruiz*, *the judge*."""
        return sorted(bearer for noun in self.language.sources.offices.get(lemma, {lemma}) for bearer in self.roles.get(noun, ()))

    def _introduced(self, head: Token, bearers: Sequence[tuple[int, str]]) -> str | None:
        names = {self.names.fullest(name, SpeakerKind.PERSON)[0] for at, name in bearers if at != head.i}
        later = all(at > head.i for at, _ in bearers)
        return names.pop() if head.i < _LEAD and later and len(names) == 1 else None

    def _members(self, head: Token, previous: Sequence[tuple[Attribution, Speaker]]) -> Speaker | None:
        """Resolve *ambos países*, *the two leaders* to the pair named last, or else to the two named most."""
        kind = self.language.sources.nouns.get(head.lemma_.lower())
        wanted = SpeakerKind.PLACE if kind == SpeakerKind.PLACE else SpeakerKind.PERSON
        pairs = []
        near = self.names.between(head.i - MEMORY, head.i)
        for mention in near:
            if mention.end > head.i or not self._fits(mention, wanted):
                continue
            for other in self.phrases.conjuncts(self.doc[mention.start : mention.end].root):
                partner = self.names.head_mention(other) or self.phrases.apposed(other, (other.left_edge.i, other.right_edge.i + 1))
                if partner is not None and self._fits(partner, wanted):
                    pairs.append((mention, partner))
        if pairs:
            chosen = [self.names.fullest(m.name, wanted)[0] for m in pairs[-1]]
        else:
            counts: dict[str, int] = {}
            for mention in near:
                if mention.end <= head.i and self._fits(mention, wanted):
                    name = self.names.fullest(mention.name, wanted)[0]
                    counts[name] = counts.get(name, 0) + 1
            chosen = sorted(counts, key=lambda name: -counts[name])[:2]
        return Speaker(tuple(chosen), wanted) if len(set(map(fold, chosen))) == 2 else None

    def _fits(self, mention: Mention, wanted: SpeakerKind) -> bool:
        if wanted == SpeakerKind.PLACE:
            return mention.name.casefold() in self.language.sources.countries
        return mention.kind == SpeakerKind.PERSON
