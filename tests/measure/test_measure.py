"""Scores on small documents of our own, where every count can be checked by hand."""

import gzip
import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.measure import compare, count_document, find, read_gold, read_predicted
from claims.measure.bootstrap import interval, total
from claims.measure.errors import list_errors
from claims.measure.kinds import count_kinds, most_frequent
from claims.measure.mark import Document, Mark
from claims.measure.pairing import jaccard, pair, same_speakers, source_agrees
from claims.measure.polnear import outermost, to_polnear
from claims.measure.report import report
from claims.measure.scores import Ratio, count
from claims.measure.speed import time_sizes
from claims.model import Article, Certainty, Claim, ClaimsError, Form, Span

TEXT = "La alcaldesa Nora Díez dijo que el puente es seguro. Blas Nieto cree que es caro. Quizá llueva."


def span(words: str) -> Span:
    """Find words in the text."""
    return Span.of(TEXT, TEXT.index(words), TEXT.index(words) + len(words))


def claim(content: str, source: str | None, cue: str, speaker: str, level: int = 3, form: Form = Form.INDIRECT) -> Claim:
    """Make a claim of words of the text."""
    return Claim("a", (span(content),), span(source) if source else None, span(cue), (), (speaker,), form=form, certainty=Certainty(level))


GOLD = (
    claim("el puente es seguro", "La alcaldesa Nora Díez", "dijo", "Nora Díez"),
    claim("es caro", "Blas Nieto", "cree", "Blas Nieto", 2),
)
DOCUMENT = Document("a", TEXT, "es", tuple(map(Mark.of, GOLD)))
FALSE_ALARM = claim("llueva", None, "Quizá", "nadie")


def test_what_is_gold_scores_one() -> None:
    """The gold itself is right in everything."""
    counts = count(DOCUMENT, GOLD)
    assert {name: counts.ratio(name).f1 for name in counts.scores} == dict.fromkeys(counts.scores, 1.0)
    assert counts.accuracy("speakers") == counts.accuracy("certainty") == counts.kappa == 1.0
    assert list(list_errors(DOCUMENT, list(GOLD))) == []


def test_misses_and_false_alarms_are_counted_and_listed() -> None:
    """One found of two, and one that is none: precision and recall one half, both errors in the list."""
    found = [GOLD[0], FALSE_ALARM]
    assert count(DOCUMENT, found).ratio("claim") == Ratio(1, 2, 2)
    assert sorted(error.kind for error in list_errors(DOCUMENT, found)) == ["false alarm", "missed"]


def test_what_an_annotation_does_not_know_is_not_counted() -> None:
    """What a rule finds that the annotation has no construction for is neither right nor wrong; with it, it is a false alarm."""
    found = [*GOLD, replace(FALSE_ALARM, rule="noun cue")]
    assert count(replace(DOCUMENT, rules=frozenset({"clause"})), found).ratio("claim") == Ratio(2, 2, 2)
    assert count(replace(DOCUMENT, rules=frozenset({"noun cue"})), found).ratio("claim") == Ratio(2, 3, 2)


def test_speed_is_told_for_each_size() -> None:
    """Texts grow by tens up to the longest, each exactly so long, and the extractor sees each once after a first one."""
    seen: list[int] = []

    def run(article: Article) -> list[Claim]:
        seen.append(len(article.text))
        return []

    sizes = [size for size, _, _ in time_sizes(["Ayer llovió.", "Hoy no."], "es", 100_000, run)]
    assert sizes == [1_000, 10_000, 100_000]
    assert seen == [1_000, *sizes]


def test_wrong_fields_are_counted_and_listed() -> None:
    """A claim with a wrong level and speaker still pairs, and both mistakes are named."""
    found = [replace(GOLD[0], certainty=Certainty.LOW, speakers=("Blas Nieto",)), GOLD[1]]
    counts = count(DOCUMENT, found)
    assert counts.ratio("claim").f1 == 1.0
    assert counts.accuracy("certainty") == counts.accuracy("speakers") == 0.5
    assert [error.kind for error in list_errors(DOCUMENT, found)] == ["speakers", "certainty"]


def test_what_the_annotation_is_unsure_of_counts_for_nothing() -> None:
    """Finding an unsure mark is neither right nor a false alarm."""
    document = replace(DOCUMENT, unsure=(Mark.of(FALSE_ALARM),))
    assert count(document, [*GOLD, FALSE_ALARM]).ratio("claim") == Ratio(2, 2, 2)


def test_author_statements_are_scored_apart() -> None:
    """An author's own statement is no false alarm among the attributed ones."""
    own = replace(FALSE_ALARM, form=Form.AUTHOR, speakers=())
    counts = count(DOCUMENT, [*GOLD, own])
    assert counts.ratio("claim").f1 == 1.0
    assert counts.ratio("author claim") == Ratio(0, 1, 0)


@pytest.mark.parametrize(
    ("gold", "found", "same"),
    [
        (["Yuri Ushakov"], ["Ushakov"], True),
        (["el Sr. Ushakov"], ["Ushákov"], True),
        (["Corea del Norte", "Rusia"], ["Rusia", "Corea del Norte"], True),
        (["Corea del Norte"], ["Corea del Sur"], False),
        (["Rusia"], [], False),
        (["Rusia"], ["China"], False),
        ([], [], True),
    ],
)
def test_speakers_are_the_same_when_half_of_their_words_are(gold: list[str], found: list[str], same: bool) -> None:
    """Names pair up one to one, whatever their order, accents and titles."""
    assert same_speakers(gold, found) is same


def test_sources_agree_by_overlap_absence_or_speaker() -> None:
    """Half of the characters are enough, and so are the same speakers."""
    assert source_agrees(Mark.of(GOLD[0]), Mark.of(replace(GOLD[0], source=span("Nora Díez"), speakers=("X",)))) is False
    assert source_agrees(Mark.of(GOLD[0]), Mark.of(replace(GOLD[0], source=None))) is True
    assert source_agrees(Mark.of(GOLD[0]), Mark.of(replace(GOLD[0], source=None, speakers=("X",)))) is False


@given(st.sets(st.integers(0, 30)), st.sets(st.integers(0, 30)))
def test_jaccard_is_symmetric_and_between_0_and_1(a: set[int], b: set[int]) -> None:
    """Overlap does not depend on who is asked first, and is whole only for equal sets."""
    assert 0 <= jaccard(a, b) == jaccard(b, a) <= 1
    assert (jaccard(a, b) == 1) == (a == b)


@given(
    st.lists(st.tuples(st.integers(0, 40), st.integers(1, 9)), max_size=6),
    st.lists(st.tuples(st.integers(0, 40), st.integers(1, 9)), max_size=6),
)
def test_pairs_are_one_to_one(gold: list[tuple[int, int]], found: list[tuple[int, int]]) -> None:
    """No mark is used twice."""
    marks = [[Mark(((start, start + length),)) for start, length in part] for part in (gold, found)]
    pairs = pair(*marks)
    assert len({i for i, _ in pairs}) == len({j for _, j in pairs}) == len(pairs)


def test_polnear_takes_in_that_and_the_marks() -> None:
    """Our content becomes PolNeAR's: the conjunction and the quotation marks are inside."""
    text = "She said that ''all is well,'' and left."
    start = text.index("all")
    assert to_polnear(text, Claim("a", (Span.of(text, start, start + 11),))).content == ((9, 30),)


def test_polnear_keeps_the_outermost() -> None:
    """What stands inside another one's content is left out."""
    outer, inner = Mark(((10, 60),), cue=((5, 9),)), Mark(((30, 50),), cue=((20, 25),))
    assert outermost([outer, inner]) == [outer]


def test_intervals_hold_the_score() -> None:
    """The score of all documents lies in its interval, which is a point for documents that are all alike."""
    mixed = [count(DOCUMENT, GOLD), count(DOCUMENT, [GOLD[0]]), count(DOCUMENT, [])]
    low, high = interval(mixed, lambda counts: counts.ratio("claim").f1)
    assert low <= total(mixed).ratio("claim").f1 <= high
    assert interval(mixed[:1] * 3, lambda counts: counts.ratio("claim").f1) == (1.0, 1.0)
    assert any(line.startswith("claim ") for line in report(mixed))


def write(path: Path, rows: list[dict[str, object]]) -> Path:
    """Write JSON lines, packed if the name says so."""
    data = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows).encode()
    path.write_bytes(gzip.compress(data) if path.suffix == ".gz" else data)
    return path


def identify(article: Article) -> Article:
    """Take every text for Spanish."""
    return replace(article, language="es")


def test_gold_claims_find_their_article(tmp_path: Path) -> None:
    """Claims are read with the article beside them; without it the error says where to put it."""
    path = write(tmp_path / "gold.jsonl", [c.to_record() for c in GOLD])
    with pytest.raises(ClaimsError, match="put it at"):
        read_gold(path, identify)
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    assert read_gold(path, identify) == [DOCUMENT]


def test_polnear_and_derived_attributions_are_read(tmp_path: Path) -> None:
    """Both corpora's forms become documents; a relative clause is cut off its source, low confidence is unsure."""
    row = {"id": "p", "text": TEXT, "attributions": [{"source": [[0, 22]], "cue": [[23, 27]], "content": [[28, 51]]}]}
    [document] = read_gold(write(tmp_path / "polnear.jsonl.gz", [row]), identify)
    assert (document.scope, document.gold[0].content) == ("polnear", ((28, 51),))

    sentences = "# newdoc id = d\n# sent_id = d-1\n# text = Nada.\n\n# sent_id = d-2\n# text = Ana, que sabe mucho, dijo que sí.\n"
    (tmp_path / "prueba.conllu.gz").write_bytes(gzip.compress(sentences.encode()))
    derived = {"sent_id": "d-s2", "doc_id": "d", "construction": "verb_clause", "irrealis": False, "content_extends_over": None}
    roles = {"source": {"spans": [[0, 19]]}, "cue": {"spans": [[21, 25]]}, "content": {"spans": [[30, 32]]}}
    rows = [{**derived, **roles, "conf": conf} for conf in ("high", "low")]
    [document] = read_gold(write(tmp_path / "attributions-prueba.jsonl.gz", rows), identify)
    assert (len(document.gold), len(document.unsure)) == (1, 1)
    assert [document.text[a:b] for a, b in document.gold[0].source] == ["Ana"]


@pytest.mark.parametrize(
    ("content", "message"), [("{}\n", "holds no gold claims"), ("no\n", "not a file of JSON lines"), (None, "is not there")]
)
def test_bad_gold_is_one_sentence(tmp_path: Path, content: str | None, message: str) -> None:
    """A file that is missing or holds something else is named with what is wrong."""
    path = tmp_path / "gold.jsonl"
    if content is not None:
        path.write_text(content, encoding="utf-8")
    with pytest.raises(ClaimsError, match=message):
        read_gold(path, identify)


def test_predicted_claims_can_be_read_back(tmp_path: Path) -> None:
    """What extract printed scores as what it found; a line that is no claim is an error."""
    path = write(tmp_path / "found.jsonl", [c.to_record() for c in GOLD])
    assert read_predicted(path, [DOCUMENT]) == [list(GOLD)]
    with pytest.raises(ClaimsError, match="not a list of claims"):
        read_predicted(write(tmp_path / "bad.jsonl", [{"article": 1}]), [DOCUMENT])


def test_the_whole_comparison_runs(tmp_path: Path) -> None:
    """From gold file to report: extraction, counting, errors, in one call."""
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    path = write(tmp_path / "gold.jsonl", [c.to_record() for c in GOLD])
    lines = list(compare(path, errors=True))
    assert any(line.startswith("claim ") for line in lines)
    assert count_document(DOCUMENT, find([DOCUMENT])[0]).ratio("claim").right >= 1


def test_errors_are_counted_by_kind() -> None:
    """A wrong border is one error, not a miss and a false alarm; what has no counterpart is named by form or rule."""
    short = replace(GOLD[0], content=(span("seguro"),), rule="clause")
    stray = Claim("a", (span("llueva"),), cue=span("Quizá"), rule="label")
    counts = count_kinds(DOCUMENT, [short, stray])
    assert counts == {"content starts too late": 1, "not found: indirect": 1, "found where nothing is: label": 1}
    assert list(most_frequent(counts, n=1))[1:] == ["    1  content starts too late"]
