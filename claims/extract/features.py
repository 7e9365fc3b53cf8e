"""What the judge of an attribution looks at: named facts of its parse, none of them a word but the cue."""

from collections.abc import Iterator

from claims.extract.attribution import Attribution
from claims.extract.reading import Reading
from claims.extract.tree import children, feature, is_finite, is_passive, own_subject
from claims.model import Form


def describe(reading: Reading, attribution: Attribution) -> list[str]:
    """Name what speaks for and against an attribution: each fact for all languages, for this one, and for this one's rule.

    What holds for one language only begins with its code.
    """
    rule = attribution.rule.replace(" ", "-")
    facts = sorted({*_cue(reading, attribution), *_source(reading, attribution), *_content(reading, attribution)})
    lemma = f"{reading.language.code}:{reading.doc[attribution.cue_head].lemma_.lower()}"
    here = [f"{reading.language.code}:{fact}" for fact in [f"rule={rule}", *facts]]
    both = [f"{reading.language.code}:{rule},{fact}" for fact in facts]
    return [f"rule={rule}", f"cue={lemma}", f"cue={lemma},rule={rule}", *facts, *here, *both]


def _cue(reading: Reading, attribution: Attribution) -> Iterator[str]:
    head = reading.doc[attribution.cue_head]
    yield f"cue-pos={head.pos_}"
    yield f"cue-dep={head.dep_}"
    yield f"cue-finite={is_finite(head)}"
    yield f"cue-passive={is_passive(head)}"
    yield f"cue-tense={'/'.join(feature(head, 'Tense')) or '-'}"
    yield f"cue-quoted={reading.is_inside_quote(head.i)}"
    yield f"cue-capital={head.text[:1].isupper()}"
    yield f"cue-object={any(True for _ in children(head, {'obj', 'iobj'}))}"
    if attribution.entry is not None:
        yield f"cue-level={int(attribution.entry.level)}"


def _source(reading: Reading, attribution: Attribution) -> Iterator[str]:
    if attribution.source is None or attribution.source_head is None:
        yield "source=-"
        return
    head = reading.doc[attribution.source_head]
    yield f"source-pos={head.pos_}"
    yield f"source-entity={head.ent_type_ or '-'}"
    yield f"source-kind={reading.language.sources.nouns.get(head.lemma_.lower(), '-')}"
    yield f"source-length={_bucket(attribution.source[1] - attribution.source[0])}"
    yield f"source-before={attribution.source[0] < attribution.cue[0]}"
    yield f"source-far={_bucket(max(attribution.cue[0] - attribution.source[1], attribution.source[0] - attribution.cue[1], 0))}"
    yield f"source-subject={own_subject(reading.doc[attribution.cue_head]) == head}"


def _content(reading: Reading, attribution: Attribution) -> Iterator[str]:
    first, last = attribution.content[0], attribution.content[-1]
    root = reading.doc[attribution.content_root]
    yield f"form={attribution.form}"
    yield f"content-pos={root.pos_}"
    yield f"content-finite={is_finite(root)}"
    yield f"content-dep={root.dep_}"
    yield f"content-governed={root.head.i == attribution.cue_head}"
    yield f"content-length={_bucket(sum(end - start for start, end in attribution.content))}"
    yield f"content-pieces={min(len(attribution.content), 3)}"
    yield f"content-first={first[0] < attribution.cue[0]}"
    yield f"content-far={_bucket(max(first[0] - attribution.cue[1], attribution.cue[0] - last[1], 0))}"
    yield f"content-capital={reading.doc[first[0]].text[:1].isupper()}"
    before = reading.doc[first[0] - 1] if first[0] else None
    marked = before is not None and before.lower_ in reading.language.grammar.complementizers
    yield f"content-marked={marked}"
    yield f"content-question={any(token.text == '?' for token in reading.doc[first[0] : last[1] + 1])}"
    if attribution.form == Form.REPORTED:
        yield f"content-noun={reading.language.code}:{root.lemma_.lower()}"


def _bucket(length: int) -> str:
    """Name a length by the power of two it reaches.

    >>> [_bucket(length) for length in (0, 1, 3, 9)]
    ['0', '1', '2', '8']
    """
    return str(1 << (length.bit_length() - 1)) if length > 0 else "0"
