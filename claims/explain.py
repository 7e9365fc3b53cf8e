"""Explain how the claims of a text were graded, rule by rule, for a person to argue with."""

from collections.abc import Iterator

from claims import reasons
from claims.extract import extract
from claims.model import Article, Certainty, Claim, Form, Polarity, Stance


def explain(text: str, language: str | None = None, reader: str = "en") -> str:
    """Say what was found in a text and which words gave each claim its level, polarity, stance and flags.

    ``language`` is a folder of ``claims/languages``; None lets it be detected.
    ``reader`` is the language of the sentence that sums up. Raises ClaimsError as ``extract`` does.

    >>> print(explain("Analistas sugieren que el puente podría ceder.", "es"))
    Analistas | sugieren | el puente podría ceder
      found by    clause, form indirect
      speaker     Analistas (unnamed)
      level       1 low: the weakest of «sugieren» (cue, 1), «podría» (modal, 1)
      polarity    positive
      stance      neutral
      flags       unnamed_source
      in short    low: «sugieren» in the words that attribute it, «podría» in what Analistas said; unnamed source
    """
    claims = extract(Article("text", text, language=language))
    return "\n".join(line for claim in claims for line in _lines(claim, reasons.load(reader))) or "No claim was found."


def _lines(claim: Claim, t: reasons.Words) -> Iterator[str]:
    source = claim.source.text if claim.source else ("author" if claim.form == Form.AUTHOR else "nobody named")
    yield f"{source} | {claim.cue.text if claim.cue else '-'} | {claim.statement}"
    yield f"  found by    {claim.rule}, form {claim.form}"
    yield f"  speaker     {', '.join(claim.speakers) or '-'} ({claim.speaker_kind})"
    if claim.relays:
        yield f"  relays      {', '.join(span.text for span in claim.relays)}"
    yield f"  level       {int(claim.certainty)} {claim.certainty.name.lower()}: {_level(claim)}"
    if claim.probability is not None:
        yield f"  probability {claim.probability:g} %"
    yield f"  polarity    {claim.polarity}{_words(claim, f'polarity:{Polarity.NEGATIVE}')}"
    yield f"  stance      {claim.stance}{_words(claim, f'stance:{claim.stance}') if claim.stance != Stance.NEUTRAL else ''}"
    flags = [f"{flag}{_words(claim, 'flag:' + flag)}" for flag in claim.flags]
    yield f"  flags       {', '.join(flags) or '-'}"
    yield f"  in short    {'; '.join([reasons.reason(claim, t), *reasons.notes(claim, t)])}"


def _level(claim: Claim) -> str:
    deciding = [e for e in claim.evidence if e.effect.startswith("level:")]
    if not deciding:
        return "nothing hedges, nothing boosts"
    words = ", ".join(f"«{e.span.text}» ({e.kind}, {e.effect.removeprefix('level:')})" for e in deciding)
    return f"lifted by {words}" if claim.certainty == Certainty.ABSOLUTE else f"the weakest of {words}"


def _words(claim: Claim, effect: str) -> str:
    words = ", ".join(f"«{e.span.text}» ({e.kind}, {e.whose})" for e in claim.evidence if e.effect == effect)
    return f": {words}" if words else ""
